// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lesson/lesson.h"

#include <QWidget>

class QPushButton;
class QScrollArea;

namespace scalelab {

class LiveRun;
class SceneDocument;

/// The lesson of the open scene: its title, short numbered paragraphs, and things to try.
class LessonPanel : public QWidget {
    Q_OBJECT
public:
    LessonPanel(SceneDocument* document, LiveRun* run, QWidget* parent = nullptr);

    /// The lesson shown now.
    [[nodiscard]] const Lesson& lesson() const { return lesson_; }

private:
    void refresh();
    void showPlayButton();
    [[nodiscard]] QWidget* makePage();
    [[nodiscard]] QWidget* makeEmptyPage();

    SceneDocument* document_;
    LiveRun* run_;
    QScrollArea* scroller_;
    QPushButton* play_ = nullptr;
    Lesson lesson_;
};

} // namespace scalelab
