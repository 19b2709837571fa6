// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "mechanisms/cow_array.h"

#include <cstddef>
#include <cstdint>

namespace scalelab {

/// One committed write.
struct LogEntry {
    std::uint64_t key = 0;
    std::uint64_t version = 0;
    SimTime committed;
    std::uint64_t base = 0; ///< Version that the writer saw before; only several masters need it.
};

/// The latest committed writes of one database, numbered from 1; a gap in the numbers forgets what stood before it.
class ReplicationLog {
public:
    /// How many entries are kept.
    static constexpr std::uint64_t kept = 65536;

    void append(std::uint64_t number, const LogEntry& entry)
    {
        if (ring_.size() < kept) ring_.resize(static_cast<std::size_t>(kept));
        ring_.edit(static_cast<std::size_t>(number % kept)) = entry;
        if (first_ == 0 || number != last_ + 1) first_ = number;
        last_ = number;
        if (last_ - first_ >= kept) first_ = last_ - kept + 1;
    }

    /// Whether entry `number` and all after it are there.
    [[nodiscard]] bool reachesBackTo(std::uint64_t number) const { return number > last_ || (first_ != 0 && number >= first_); }
    [[nodiscard]] const LogEntry& at(std::uint64_t number) const { return ring_[static_cast<std::size_t>(number % kept)]; }

private:
    CowArray<LogEntry> ring_;
    std::uint64_t first_ = 0;
    std::uint64_t last_ = 0;
};

} // namespace scalelab
