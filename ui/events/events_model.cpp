// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_model.h"

#include "theme/theme.h"
#include "transport/scales.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace scalelab {

namespace {

/// How many rows go at once when the model is full, so that not every new row moves all others.
constexpr std::size_t droppedAtOnce = 250;

QIcon levelIcon(Incident::Level level)
{
    static const QIcon icons[] = {icon(QStringLiteral("info")), icon(QStringLiteral("recover")),
                                  icon(QStringLiteral("warning")), icon(QStringLiteral("error"))};
    return icons[static_cast<std::size_t>(level)];
}

QColor levelColor(Incident::Level level)
{
    switch (level) {
    case Incident::Level::Good: return theme().good;
    case Incident::Level::Warning: return theme().warning;
    case Incident::Level::Bad: return theme().bad;
    case Incident::Level::Info: break;
    }
    return theme().textSoft;
}

bool isProblem(Incident::Level level)
{
    return level == Incident::Level::Warning || level == Incident::Level::Bad;
}

} // namespace

QString levelText(Incident::Level level)
{
    switch (level) {
    case Incident::Level::Good: return EventsModel::tr("Good");
    case Incident::Level::Warning: return EventsModel::tr("Warning");
    case Incident::Level::Bad: return EventsModel::tr("Problem");
    case Incident::Level::Info: break;
    }
    return EventsModel::tr("Info");
}

QString failureText(std::uint64_t count, Cause cause, double seconds)
{
    const QLocale locale;
    const QString number = locale.toString(static_cast<qulonglong>(count));
    const QString span = locale.toString(seconds, 'f', seconds < 0.95 ? 1 : 0);
    const bool one = count == 1;
    if (cause == Cause::TimedOut)
        return (one ? EventsModel::tr("%1 request timed out in %2 s") : EventsModel::tr("%1 requests timed out in %2 s"))
            .arg(number, span);
    const QString why = QString::fromUtf8(causeText(cause).data(), static_cast<qsizetype>(causeText(cause).size()));
    if (cause == Cause::QueueFull)
        return (one ? EventsModel::tr("%1 request rejected in %2 s: %3") : EventsModel::tr("%1 requests rejected in %2 s: %3"))
            .arg(number, span, why);
    return (one ? EventsModel::tr("%1 request failed in %2 s: %3") : EventsModel::tr("%1 requests failed in %2 s: %3"))
        .arg(number, span, why);
}

EventsModel::EventsModel(LabelOf labelOf, QObject* parent) : QAbstractTableModel(parent), labelOf_(std::move(labelOf)) {}

void EventsModel::clear()
{
    beginResetModel();
    rows_.clear();
    incidentsSeen_ = 0;
    failuresAt_ = 0;
    failedBefore_.clear();
    endResetModel();
}

void EventsModel::addIncidents(const std::vector<Incident>& incidents)
{
    std::vector<Row> rows;
    for (; incidentsSeen_ < incidents.size(); ++incidentsSeen_) {
        const Incident& incident = incidents[incidentsSeen_];
        rows.push_back({incident.at, incident.level, incident.component, QString::fromStdString(incident.text)});
    }
    append(std::move(rows));
}

void EventsModel::addFailures(const Snapshot& snapshot)
{
    const double now = snapshot.now.seconds();
    const double period = std::max(1.0, snapshot.realTimeRatio);
    if (!snapshot.names || std::floor(now / period) <= std::floor(failuresAt_ / period)) return;
    std::vector<Row> rows;
    std::unordered_map<std::string, std::uint64_t> failedNow;
    const std::size_t count = std::min(snapshot.components.size(), snapshot.names->components.size());
    for (std::size_t i = 0; i < count; ++i) {
        const ComponentSnapshot& component = snapshot.components[i];
        if (component.failedHere == 0) continue;
        const std::string& id = snapshot.names->components[i];
        failedNow[id] = component.failedHere;
        const auto before = failedBefore_.find(id);
        const std::uint64_t known = before == failedBefore_.end() ? 0 : before->second;
        if (component.failedHere > known)
            rows.push_back({snapshot.now, Incident::Level::Warning, id,
                            failureText(component.failedHere - known, component.lastCause, now - failuresAt_)});
    }
    failedBefore_ = std::move(failedNow);
    failuresAt_ = now;
    append(std::move(rows));
}

void EventsModel::append(std::vector<Row> rows)
{
    if (rows.empty()) return;
    if (rows.size() > mostRows) rows.erase(rows.begin(), rows.end() - mostRows);
    const std::size_t wanted = rows_.size() + rows.size();
    if (wanted > mostRows) {
        const std::size_t dropped = std::min(rows_.size(), std::max(wanted - mostRows, droppedAtOnce));
        if (dropped > 0) {
            beginRemoveRows({}, 0, static_cast<int>(dropped) - 1);
            rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(dropped));
            endRemoveRows();
        }
    }
    const int first = static_cast<int>(rows_.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    rows_.insert(rows_.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    endInsertRows();
}

void EventsModel::refreshLabels()
{
    if (!rows_.empty())
        emit dataChanged(index(0, ComponentColumn), index(rowCount() - 1, ComponentColumn), {Qt::DisplayRole});
}

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int EventsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case TimeColumn: return clockText(row.at.seconds(), true);
        case LevelColumn: return levelText(row.level);
        case ComponentColumn: return row.component.empty() ? QString() : labelOf_(row.component);
        default: return row.text;
        }
    case Qt::ToolTipRole: return index.column() == TextColumn ? QVariant(row.text) : QVariant();
    case Qt::DecorationRole: return index.column() == LevelColumn ? QVariant(levelIcon(row.level)) : QVariant();
    case Qt::ForegroundRole:
        if (index.column() == LevelColumn) return levelColor(row.level);
        return index.column() == TimeColumn ? theme().textSoft : theme().text;
    case Qt::FontRole: return index.column() == TimeColumn ? QVariant(theme().monoFont) : QVariant();
    case ComponentIdRole: return QString::fromStdString(row.component);
    case IsProblemRole: return isProblem(row.level);
    default: return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case LevelColumn: return tr("Level");
    case ComponentColumn: return tr("Component");
    default: return tr("What happened");
    }
}

} // namespace scalelab
