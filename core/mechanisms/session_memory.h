// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "mechanisms/key_store.h"

#include <cstdint>
#include <optional>

namespace scalelab {

/// The sessions of users in the memory of one server; the one used longest ago goes when there is no room.
class SessionMemory {
public:
    /// No value means without limit; a session that is not used for `idle` is over.
    void configure(std::optional<std::int64_t> capacity, std::optional<SimTime> idle)
    {
        idle_ = idle;
        sessions_.setCapacity(capacity ? std::optional(static_cast<std::uint64_t>(*capacity)) : std::nullopt);
    }

    void begin(std::uint64_t user, SimTime now) { sessions_.put(user, 0, endOf(now), 0); }

    /// Whether the user has a session; if so, this is a use of it.
    bool use(std::uint64_t user, SimTime now)
    {
        const KeyStore::Entry* session = sessions_.touch(user);
        if (!session) return false;
        if (session->expiresNs <= now.ns) {
            sessions_.erase(user);
            return false;
        }
        if (idle_) begin(user, now);
        return true;
    }

    void loseAll()
    {
        lost_ += sessions_.size();
        sessions_.clear();
    }

    void restartMeasures()
    {
        lost_ = 0;
        evictedBefore_ = sessions_.evictions();
    }

    /// Sessions held; one that is over counts until its user asks for it or another needs its place.
    [[nodiscard]] std::uint64_t size() const { return sessions_.size(); }
    [[nodiscard]] std::uint64_t lost() const { return lost_; }
    [[nodiscard]] std::uint64_t evicted() const { return sessions_.evictions() - evictedBefore_; }

private:
    [[nodiscard]] std::int64_t endOf(SimTime now) const { return idle_ ? (now + *idle_).ns : SimTime::never().ns; }

    KeyStore sessions_;
    std::optional<SimTime> idle_;
    std::uint64_t lost_ = 0;
    std::uint64_t evictedBefore_ = 0;
};

} // namespace scalelab
