// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mix.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <optional>
#include <string>
#include <vector>

namespace scalelab {

/// A component that can serve only so many calls, seen from the users.
struct CapacityLimit {
    std::string component;
    double visits = 0; ///< Calls of it that one request of the users causes on average.
    double calls = 0;  ///< Calls that it can serve [1/s].
    double rate = 0;   ///< Requests of the users at which it is fully used [1/s].
};

/// How many requests of its mix a scene can serve while everything is up.
struct SceneCapacity {
    std::vector<CapacityLimit> limits; ///< The one that limits the scene first.
    bool isBound = false;              ///< It serves somewhat less than the first limit, because components wait for others while they hold a worker.
    std::optional<double> ifAllHit;    ///< A hit ratio is not known: the limits hold for 0, this is the highest rate for 1 [1/s].
    std::vector<std::string> remarks;  ///< Sentences about what it rests on.
    std::string problem;               ///< Why it cannot be said; empty if it can.

    /// Highest rate of requests [1/s]; infinite if nothing limits it.
    [[nodiscard]] double rate() const;
};

/// Share of the time in which a request is served, in the steady state of failures at random.
struct SceneAvailability {
    double share = 1;
    RequestClass ofClass = RequestClass::Read; ///< That which needs most.
    std::string users;                         ///< Whose requests: the id of those who get least.
    std::vector<std::string> remarks;
    std::string problem;
};

/// A component or data center without which all requests of a class fail, everything else being up.
struct SinglePoint {
    std::string id;
    std::string reason; ///< A sentence for people.
};

/// What theory says about a whole scene as it is drawn, without scheduled events.
struct SceneTheory {
    SceneCapacity capacity;
    SceneAvailability availability;
    std::vector<SinglePoint> singlePoints; ///< In the order of the scene, data centers last.
    std::string singlePointsProblem;
};

[[nodiscard]] SceneTheory sceneTheory(const Registry& registry, const Scene& scene);

} // namespace scalelab
