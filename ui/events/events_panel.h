// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QModelIndex;
class QTableView;

namespace scalelab {

class EventsFilter;
class EventsModel;
class LiveRun;
class Selection;

/// The list of what happened in the run, newest at the bottom, with a filter; a click selects the row's component.
class EventsPanel : public QWidget {
    Q_OBJECT
public:
    EventsPanel(LiveRun* run, Selection* selection, QWidget* parent = nullptr);

    [[nodiscard]] EventsModel* model() { return model_; }
    [[nodiscard]] QTableView* table() { return table_; }

private:
    [[nodiscard]] QWidget* makeBar();
    void makeTable();
    void adaptToState();
    void showCount();
    void selectComponent(const QModelIndex& index);

    LiveRun* run_;
    Selection* selection_;
    EventsModel* model_;
    EventsFilter* filter_;
    QTableView* table_ = nullptr;
    QLabel* count_ = nullptr;
    bool atBottom_ = true;
};

} // namespace scalelab
