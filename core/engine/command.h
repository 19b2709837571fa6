// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "base/value.h"
#include "model/scene.h"

#include <cstdint>
#include <string>
#include <variant>

namespace scalelab {

/// Changes a live parameter of a component.
struct SetCommand { std::string component; std::string param; Value value; };
/// Applies a fault verb to its target: a component, a wire as "A->B", a zone, or the sides of a partition as "a,b" or "a|b". What the verb needs
/// beside, such as a factor, is the argument; without one the verb's own.
struct FaultCommand { std::string verb; std::string target; Value argument = {}; };
/// Adds a component, healthy and without wires.
struct AddComponentCommand { Component component; };
/// Takes a component out with its wires; what it was serving fails.
struct RemoveComponentCommand { std::string component; };
struct AddWireCommand { Link link; };
struct RemoveWireCommand { std::string from; std::string to; };
/// Changes a parameter of a wire; what is under way on it keeps its latency.
struct SetWireCommand { std::string from; std::string to; std::string param; Value value; };

/// Something a person or a scheduled event does to a running simulation.
using Command = std::variant<SetCommand, FaultCommand, AddComponentCommand, RemoveComponentCommand, AddWireCommand, RemoveWireCommand, SetWireCommand>;

/// A command with the instant at which it applied: after `events` events, at time `at`.
struct LoggedCommand {
    SimTime at;
    std::uint64_t events = 0;
    Command command;
    bool scheduled = false; ///< Came from the scene itself, so a replay of the scene brings it again.
};

} // namespace scalelab
