// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/scene_facts.h"
#include "base/mix.h"

#include <array>
#include <string>

namespace scalelab {

/// The calls that come to a component: a Poisson stream, or why they are none.
struct PoissonStream {
    std::array<double, requestClassCount> rates{}; ///< Of each class of requests [1/s].
    std::string problem;                           ///< Empty if it is Poisson.

    [[nodiscard]] double rate() const;
    [[nodiscard]] double of(RequestClass requestClass) const { return rates[static_cast<std::size_t>(requestClass)]; }
};

/// Follows the wires up to the users. What keeps a stream Poisson: users with Poisson arrivals who neither give up nor try again and have one site; adding
/// streams up; a load balancer that chooses at random or has no choice; a server with unlimited workers, whatever its service times, if each request makes
/// one call of the component; constant latency.
[[nodiscard]] PoissonStream poissonStream(const SceneFacts& facts, const Component& component);

} // namespace scalelab
