// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_filter.h"

#include "events/events_model.h"

#include <algorithm>

namespace scalelab {

void EventsFilter::setWords(const QString& words)
{
    words_ = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void EventsFilter::setProblemsOnly(bool problemsOnly)
{
    problemsOnly_ = problemsOnly;
    invalidateFilter();
}

bool EventsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex first = sourceModel()->index(row, 0, parent);
    if (problemsOnly_ && !first.data(EventsModel::IsProblemRole).toBool()) return false;
    if (words_.isEmpty()) return true;
    const QString text = first.data(EventsModel::ComponentIdRole).toString() + QLatin1Char('\n') +
                         first.siblingAtColumn(EventsModel::ComponentColumn).data().toString() + QLatin1Char('\n') +
                         first.siblingAtColumn(EventsModel::TextColumn).data().toString();
    return std::all_of(words_.begin(), words_.end(),
                       [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace scalelab
