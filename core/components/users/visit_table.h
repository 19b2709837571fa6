// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mix.h"
#include "engine/records.h"
#include "mechanisms/cow_array.h"

#include <cstdint>

namespace scalelab {

using VisitId = std::uint32_t; ///< Slot of a visit.

/// A session: one user's requests, one after the other.
struct Visit {
    std::uint32_t user = 0;
    std::uint32_t left = 0;    ///< Requests still to come if their number is fixed; else 0.
    std::uint32_t key = 0;     ///< Of a request of a log, to be sent as it stands there.
    std::uint32_t bytes = 0;   ///< The same.
    RequestClass requestClass = RequestClass::Read; ///< The same.
    bool replayed = false;     ///< Its only request comes from a log.
    bool closed = false;       ///< The user belongs to a closed population.
    bool known = false;        ///< The user can come again, so that who is logged in is remembered beyond the visit.
    bool loggedIn = false;     ///< Of a user who is not known.
    VisitId next = nothing;    ///< In the list of free slots.
};

/// The visits that are going on; a value whose copies share pages.
class VisitTable {
public:
    VisitId take(const Visit& visit)
    {
        ++used_;
        const VisitId id = free_ == nothing ? static_cast<VisitId>(visits_.size()) : free_;
        if (id == visits_.size()) visits_.resize(visits_.size() + 1);
        else free_ = visits_[id].next;
        visits_.edit(id) = visit;
        return id;
    }

    void release(VisitId id)
    {
        --used_;
        visits_.edit(id).next = free_;
        free_ = id;
    }

    [[nodiscard]] const Visit& operator[](VisitId id) const { return visits_[id]; }
    [[nodiscard]] Visit& edit(VisitId id) { return visits_.edit(id); }
    [[nodiscard]] std::uint32_t used() const { return used_; }
    void clear() { *this = {}; }

private:
    CowArray<Visit> visits_;
    VisitId free_ = nothing;
    std::uint32_t used_ = 0;
};

} // namespace scalelab
