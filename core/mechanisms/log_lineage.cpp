// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/log_lineage.h"

#include <algorithm>

namespace scalelab {

std::uint64_t LogLineage::fork(LogPlace place)
{
    terms_.push_back(place);
    return newest();
}

std::uint64_t LogLineage::common(LogPlace a, LogPlace b) const
{
    while (a.term != b.term) {
        LogPlace& younger = a.term > b.term ? a : b;
        const LogPlace parent = terms_[younger.term];
        younger = {parent.term, std::min(younger.number, parent.number)};
    }
    return std::min(a.number, b.number);
}

} // namespace scalelab
