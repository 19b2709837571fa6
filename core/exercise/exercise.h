// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "exercise/freedom.h"
#include "model/scene.h"
#include "schema/declaration.h"
#include "verify/expectations.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// What an answer may do with one kind of thing.
struct Rule {
    Object with;               ///< The parameters of what is added; what is not named here is left out.
    std::vector<Freedom> free; ///< Parameters that may be chosen, of what is added and of what was there.
    std::size_t least = 0, most = SIZE_MAX; ///< How many there may be in all.
};

/// A kind of component or zone that an answer may add, take out and change.
struct PartRule : Rule {
    std::string kind;
    std::string in; ///< Kind of zone that each must stand in; empty: anywhere.
    std::vector<std::vector<std::string>> calls = {}; ///< Each must be wired to a component of one kind of each group.
};

/// Wires that an answer may draw, take out and change, by the kinds at their ends.
struct WireRule : Rule {
    std::string from, to; ///< "*" is any kind.
};

/// A design that does not do what it should, what it should do, and what may be done about it. Whatever no rule opens must stay as it is.
struct Exercise {
    Scene scene; ///< The design that an answer starts from; its "expect" are the goals, its "variants" the trials.
    int level = 1; ///< 1 (first steps) to 5.
    std::string task;
    std::vector<std::string> hints;   ///< To be shown one by one.
    std::vector<std::string> teaches; ///< What is learned, in the words of the chapter's summary.
    std::vector<int> claims;          ///< The chapter's claims that it is about.
    std::vector<PartRule> parts;
    std::vector<WireRule> wires;      ///< The first that fits a wire holds.
    std::vector<std::string> locked;  ///< Components, zones and wires ("a->b") that must stay though a rule opens their kind.
    std::vector<Expectation> goals;
};

/// Whether the scene says that it is an exercise.
[[nodiscard]] bool isExercise(const Scene& scene);

/// The exercise of a scene that has no errors; whatever is wrong with it is reported, with its place in the scene.
[[nodiscard]] Exercise readExercise(const Registry& registry, const Scene& scene, Problems& problems);

/// What is wrong with what a scene expects: with its exercise if it is one, else with its expectations and variants.
[[nodiscard]] Problems expectationProblems(const Registry& registry, const Scene& scene);

/// The rule for a kind of component or zone; null if an answer must leave it alone.
[[nodiscard]] const PartRule* partRule(const Exercise& exercise, std::string_view kind);
/// The rule for wires between two kinds; null if an answer must leave them alone.
[[nodiscard]] const WireRule* wireRule(const Exercise& exercise, std::string_view from, std::string_view to);

/// Whether a component or zone, of the exercise by its id, must stay as it is.
[[nodiscard]] bool isFixed(const Exercise& exercise, std::string_view id, std::string_view kind);
/// Whether a wire of the exercise must stay as it is.
[[nodiscard]] bool isFixed(const Exercise& exercise, const Link& link);

} // namespace scalelab
