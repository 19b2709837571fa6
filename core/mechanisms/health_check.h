// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"

#include <cstdint>

namespace scalelab {

/// What checks at an interval say of a target: the verdict changes after so many in a row that speak against it.
class HealthCheck {
public:
    [[nodiscard]] bool healthy() const { return healthy_; }

    /// One check; true if the verdict changed. It takes `fall` failed ones, or `rise` passed ones.
    bool check(bool passed, std::int64_t fall, std::int64_t rise)
    {
        if (passed == healthy_) {
            streak_ = 0;
            return false;
        }
        if (++streak_ < (healthy_ ? fall : rise)) return false;
        healthy_ = passed;
        streak_ = 0;
        return true;
    }

    /// Healthy until checks say otherwise.
    void reset() { *this = {}; }

private:
    std::int32_t streak_ = 0;
    bool healthy_ = true;
};

/// Whether a component passes a check: somebody answers for it who can serve.
[[nodiscard]] inline bool passesCheck(Context cx, ComponentId id)
{
    const ComponentId answering = cx.answering(id);
    return answering != nothing && cx.node(answering).readable;
}

} // namespace scalelab
