// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/catalog.h"
#include "exercise/exercise.h"
#include "verify/verify.h"

#include <cstddef>
#include <memory>

namespace scalelab {

/// How an answer to an exercise came out.
struct Grade {
    Problems faults;  ///< What the answer must not do, and what keeps it from running, with places in it; with any of them nothing is judged.
    Plan plan;        ///< The goals and trials, with the answer's design.
    std::vector<Judgement> judgements; ///< Of the plan's claims.
    std::size_t goals = 0;             ///< How many there are.

    /// Whether a goal was judged and reached, in every trial that it is judged in.
    [[nodiscard]] bool isReached(std::size_t goal) const;
    /// One for each goal that was reached.
    [[nodiscard]] std::size_t points() const;
    [[nodiscard]] bool isPassed() const { return goals > 0 && points() == goals; }
};

/// The exercise with the design of an answer: its components, wires, zones and layout, and nothing else of it.
[[nodiscard]] Scene sceneToJudge(const Exercise& exercise, const Scene& answer);

/// Judges an answer to an exercise without errors by the exercise's goals, trials and seed. Errors: a run failed, or it was stopped.
[[nodiscard]] Result<Grade> grade(const std::shared_ptr<const Catalog>& catalog, const Exercise& exercise, const Scene& answer, const VerifyOptions& options);

} // namespace scalelab
