// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

class QLockFile;

namespace scalelab {

/// Tells which scene files are open in a window of this program, by locks in a folder that are named after the files.
class OpenFiles {
public:
    explicit OpenFiles(QString folder);
    ~OpenFiles();

    /// Whether another window, of a program that is alive, holds the file.
    [[nodiscard]] bool isOpenElsewhere(const QString& path) const;
    /// Holds the file unless another window does, and lets the one before go; an empty path holds nothing.
    void hold(const QString& path);

private:
    [[nodiscard]] QString lockOf(const QString& path) const;

    QString folder_;
    std::unique_ptr<QLockFile> held_;
};

} // namespace scalelab
