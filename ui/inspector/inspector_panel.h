// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace scalelab {

class LiveRun;
class SceneDocument;
class Selection;

/// What is selected, in detail: a component, a wire, several things, or the scene itself.
class InspectorPanel : public QScrollArea {
    Q_OBJECT
public:
    InspectorPanel(SceneDocument* document, Selection* selection, LiveRun* run, QWidget* parent = nullptr);

    /// Puts the cursor into the label of the selected component.
    void editLabel();

private:
    void rebuild();

    SceneDocument* document_;
    Selection* selection_;
    LiveRun* run_;
};

} // namespace scalelab
