// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace scalelab {

class ProblemsModel;
class SceneDocument;
class Selection;

/// Lists what is wrong with the open scene, or with the file that could not be opened.
class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    ProblemsPanel(SceneDocument* document, Selection* selection, QWidget* parent = nullptr);

    /// Shows the problems of a file that did not open, until the document changes.
    void showFailure(const QString& path, const Problems& problems);
    [[nodiscard]] ProblemsModel* model() const { return model_; }

signals:
    void countChanged(int problems);

private:
    void showDocument();
    void update(const Problems& problems, const QString& path, const QString& heading);

    SceneDocument* document_;
    ProblemsModel* model_;
    QTableView* table_;
    QLabel* heading_;
};

} // namespace scalelab
