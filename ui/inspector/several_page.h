// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace scalelab {

class SceneDocument;
class Selection;

/// Several things selected at once: how many and what.
class SeveralPage : public QWidget {
    Q_OBJECT
public:
    SeveralPage(const SceneDocument* document, const Selection* selection, QWidget* parent = nullptr);
};

} // namespace scalelab
