// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "engine/recent.h"
#include "engine/trace_span.h"

#include <cstdint>
#include <vector>

namespace scalelab {

/// Follows one in so many requests through all their calls.
class Tracer {
public:
    /// Follows the requests that are sent from now on; 0: none.
    void sample(std::uint32_t every)
    {
        every_ = every;
        open_.clear();
    }
    [[nodiscard]] bool isOn() const { return every_ != 0; }

    void sent(CallId id, const Call& call, const Request& request, SimTime now);
    /// The call has waited so long at its callee, or will have.
    void waited(CallId id, SimTime span);
    void answered(CallId id, SimTime now);
    /// The call is over: its reply is back, or it never arrived.
    void ended(CallId id, const Call& call, const Request& request, SimTime now);
    void concluded(const Request& request, Cause cause, std::uint8_t marks, SimTime now);

    [[nodiscard]] std::vector<TraceSpan> take() { return spans_.take(); }

private:
    struct Open {
        std::uint64_t span = 0; ///< 0: this call is not traced.
        std::uint64_t parent = 0;
        SimTime start = {};
        SimTime answered = SimTime::never();
        SimTime queue = {};
    };

    [[nodiscard]] bool follows(const Request& request) const { return hashText({}, request.number) % every_ == 0; }
    [[nodiscard]] Open* find(CallId id) { return id < open_.size() && open_[id].span != 0 ? &open_[id] : nullptr; }

    std::uint32_t every_ = 0;
    std::uint64_t lastSpan_ = 0;
    std::vector<Open> open_; ///< By slot of the call.
    Recent<TraceSpan> spans_;
};

} // namespace scalelab
