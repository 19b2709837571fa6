// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/trace_span.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

namespace scalelab {

/// One span of a trace as a waterfall shows it.
struct TracePart {
    TraceSpan span;
    int depth = 0;         ///< 0: the request itself.
    bool critical = false; ///< The request would have ended sooner if this part had.
};

/// A traced request with everything that it caused: the request first, each call before those that it made, in the order in which they began.
struct Trace {
    std::vector<TracePart> parts;

    [[nodiscard]] const TraceSpan& request() const { return parts.front().span; }
    [[nodiscard]] SimTime duration() const { return request().end - request().start; }
};

/// Puts the spans of one request in order and marks its critical path; one of them is the request itself.
[[nodiscard]] Trace assembleTrace(std::vector<TraceSpan> spans);

/// The latest traces of a run, assembled as their spans come in.
class TraceBook {
public:
    static constexpr std::size_t mostTraces = 200;

    void add(const std::vector<TraceSpan>& spans);
    void clear() { *this = {}; }
    /// Oldest first.
    [[nodiscard]] const std::deque<Trace>& traces() const { return traces_; }
    /// How many there have been.
    [[nodiscard]] std::uint64_t count() const { return count_; }

private:
    static constexpr std::size_t mostPending = 4096; ///< Requests under way whose spans are kept; the oldest are forgotten.

    bool addLate(const TraceSpan& span);

    std::map<std::uint64_t, std::vector<TraceSpan>> pending_;
    std::deque<Trace> traces_;
    std::uint64_t count_ = 0;
};

} // namespace scalelab
