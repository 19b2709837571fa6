// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/traces.h"

#include <QElapsedTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QTableWidget;

namespace scalelab {

class LiveRun;
class Selection;
class Waterfall;

/// Traced requests of the run, and where the time of the chosen one went. The run is traced while the panel is visible.
class TracePanel : public QWidget {
    Q_OBJECT
public:
    TracePanel(LiveRun* run, Selection* selection, QWidget* parent = nullptr);

    [[nodiscard]] QTableWidget* table() { return table_; }
    [[nodiscard]] Waterfall* waterfall() { return waterfall_; }
    [[nodiscard]] QComboBox* order() { return order_; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* makeBar();
    void makeTable();
    void pull();
    void adaptToState();
    void refreshTable();
    void choose(int row);
    void showChosen();
    [[nodiscard]] QString labelOf(ComponentId component) const;

    LiveRun* run_;
    Selection* selection_;
    TraceBook book_;
    std::vector<Trace> rows_;       ///< As in the table.
    std::optional<Trace> chosen_;   ///< Stays although it drops out of the table.
    QElapsedTimer sinceRefreshed_;
    QComboBox* order_ = nullptr;
    QLabel* count_ = nullptr;
    QTableWidget* table_ = nullptr;
    Waterfall* waterfall_ = nullptr;
};

} // namespace scalelab
