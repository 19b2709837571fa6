// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace scalelab {

/// A scene that comes with the program.
struct ExampleScene {
    QString path;
    QString title; ///< As its file says; the file's name if it says none.
};

/// The folder of the scenes that come with the program: installed, or beside its sources; empty if neither is there.
[[nodiscard]] QString scenesFolder();
/// The figures of the course, in order.
[[nodiscard]] QList<ExampleScene> figureScenes();
/// Whether a file is one of the scenes that come with the program.
[[nodiscard]] bool isExample(const QString& path);

} // namespace scalelab
