// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/incident.h"
#include "run/snapshot.h"

#include <QAbstractTableModel>
#include <QString>

#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace scalelab {

/// What happened in a run, oldest first, in at most mostRows rows: the incidents, and once per simulated second, or per second of the user's
/// when the run is faster, what each component failed.
class EventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int mostRows = 5000;
    enum Column { TimeColumn, LevelColumn, ComponentColumn, TextColumn, ColumnCount };
    enum Role {
        ComponentIdRole = Qt::UserRole, ///< Id of the row's component (QString), empty for the whole scene.
        IsProblemRole,                  ///< Whether the row is a warning or worse (bool).
    };
    using LabelOf = std::function<QString(const std::string& id)>;

    /// `labelOf` tells what people call a component.
    explicit EventsModel(LabelOf labelOf, QObject* parent = nullptr);

    void clear();
    /// Appends those incidents that have come to the list, which only grows, since the last call or clear().
    void addIncidents(const std::vector<Incident>& incidents);
    /// Compares with the snapshot of about a simulated second before, and says in words what each component failed since.
    void addFailures(const Snapshot& snapshot);
    /// Labels have changed.
    void refreshLabels();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        SimTime at;
        Incident::Level level = Incident::Level::Info;
        std::string component;
        QString text;
    };
    void append(std::vector<Row> rows);

    LabelOf labelOf_;
    std::deque<Row> rows_;
    std::size_t incidentsSeen_ = 0;
    double failuresAt_ = 0; ///< Simulated seconds at which failedBefore_ was taken.
    std::unordered_map<std::string, std::uint64_t> failedBefore_;
};

/// "312 requests rejected in 1 s: queue full".
[[nodiscard]] QString failureText(std::uint64_t count, Cause cause, double seconds);

/// "Info", "Good", "Warning", "Problem".
[[nodiscard]] QString levelText(Incident::Level level);

} // namespace scalelab
