// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"
#include "model/scene.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab::test {

/// Reads a scene drawn in text, a chain of components to each line or between semicolons:
/// "users(arrivals=constant(50/s)) -> lb:load-balancer -20ms-> web1:web-server(workers=8), web2:web-server; web1 -> db:database".
///
/// A component is written id:kind(params), or kind(params) with the kind as its id; an id that is known already means that component. An arrow
/// wires all on its left to all on its right; "-20ms->" has a latency and "-weight=3->" a parameter. A value in braces is an object:
/// mix={read=3, write=1}; one that holds commas stands between quotes:
/// edges='Rome, Paris'. A line "@30s crash web1" is a scheduled event. Throws std::invalid_argument if it cannot be read.
[[nodiscard]] Scene scene(std::string_view drawing);

/// The program's own catalog, made once.
[[nodiscard]] std::shared_ptr<const Catalog> catalog();

/// The scene at time zero; throws std::invalid_argument with its problems if it does not run.
[[nodiscard]] Simulation simulate(const Scene& scene, std::uint64_t seed = 1);
[[nodiscard]] Simulation simulate(std::string_view drawing, std::uint64_t seed = 1);

/// Runs until `end`, measuring from `warmup` on.
[[nodiscard]] Simulation runFor(const Scene& scene, SimTime end, std::uint64_t seed = 1, SimTime warmup = {});
[[nodiscard]] Simulation runFor(std::string_view drawing, SimTime end, std::uint64_t seed = 1, SimTime warmup = {});

/// A command in the words of the command line: "crash web1", "set web1.workers=4", "remove lb->web1".
[[nodiscard]] Command command(std::string_view text);
/// Applies such a command now.
Result<void> tell(Simulation& simulation, std::string_view text);

/// One measure of a component; throws std::invalid_argument if there is none of that name.
[[nodiscard]] double measure(const Simulation& simulation, std::string_view component, std::string_view id);
/// What the engine counts for a component.
[[nodiscard]] const Simulation::Measures& measuresOf(const Simulation& simulation, std::string_view component);

/// The passages over wires since flights were last taken, such as "100ms users>web" for a request and "105ms users<web" for its reply, with
/// the cause of a failure behind it; the time is that of departure. Needs sampleFlights(1).
[[nodiscard]] std::vector<std::string> passages(Simulation& simulation);

inline constexpr SimTime operator""_s(unsigned long long seconds) { return {static_cast<std::int64_t>(seconds) * 1'000'000'000}; }
inline constexpr SimTime operator""_ms(unsigned long long milliseconds) { return {static_cast<std::int64_t>(milliseconds) * 1'000'000}; }

} // namespace scalelab::test
