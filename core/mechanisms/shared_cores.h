// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"
#include "stats/occupancy.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace scalelab {

/// Processor sharing: calls that compute at the same time on fewer cores than there are calls, all equally fast.
///
/// Work is counted in nanoseconds of one core. Every call gets the same of it at any time, so there is one clock of work: a call that comes when it
/// stands at w and needs d is done when it stands at w + d, whoever comes and goes meanwhile. The calls wait for that in a heap, and a clock of
/// the component is set to when the first is due.
class SharedCores {
public:
    /// Sets the number of cores; no value means that every call has one of its own. The clock runs out with the tag.
    void configure(Context cx, std::optional<std::int64_t> cores, std::uint8_t tag);

    /// A call that needs a core for so long.
    void enter(Context cx, CallId id, SimTime work);

    /// Ends what is due when the clock has run out; `done` is called with each call.
    template <class Done>
    void finishDue(Context cx, Done done)
    {
        advance(cx.now());
        if (!jobs_.empty() && work_ < jobs_.front().end) work_ = jobs_.front().end; // the clock is exact to a nanosecond only
        finishing_ = true;
        while (!jobs_.empty() && jobs_.front().end <= work_) done(takeFirst(cx.now()));
        finishing_ = false;
        setClock(cx);
    }

    /// Forgets all calls: for a crash.
    void clear(Context cx);
    void restartMeasures(SimTime now) { occupancy_.restart(now); }

    [[nodiscard]] bool empty() const { return jobs_.empty(); }
    /// Share of the cores that was busy on average since `from`; 0 if every call has its own.
    [[nodiscard]] double utilisation(SimTime from, SimTime now) const;

private:
    struct Job {
        double end = 0;          ///< How much work everyone has got when it is done.
        std::uint64_t order = 0; ///< Of two that end at once the earlier one is first.
        CallId call = nothing;
    };

    static bool isLater(const Job& a, const Job& b) { return a.end != b.end ? a.end > b.end : a.order > b.order; }
    [[nodiscard]] double speed() const;
    void advance(SimTime now);
    CallId takeFirst(SimTime now);
    void count(SimTime now);
    void setClock(Context cx);

    std::vector<Job> jobs_; ///< A heap, the first due in front.
    double work_ = 0;       ///< What a call that was there from the start would have got; from 0 again when nobody is there.
    SimTime since_;         ///< When work_ was that.
    std::uint32_t cores_ = 0; ///< 0: without limit.
    std::uint32_t clock_ = nothing;
    std::uint64_t nextOrder_ = 0;
    std::uint8_t tag_ = 0;
    bool finishing_ = false;
    Occupancy occupancy_;   ///< Of the cores: what computes beyond their number counts as waiting.
};

} // namespace scalelab
