// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"
#include "model/scene.h"
#include "stats/intervals.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace scalelab {

/// A value of theory, and what of a run is to be equal to it on average.
struct TheoryRow {
    std::string formula;    ///< Id of the closed form, or words for one that is no function of a few numbers.
    std::string parameters; ///< In words: "servers 10, rate 8000/s, service 1ms".
    std::string measure;    ///< What was measured: "web.wait_s.mean".
    double expected = 0;
    double sharpness = 0;   ///< The interval is at most so wide to either side, as a share of what is expected.
    double bias = 0;        ///< How far the formula, if it is an approximation, or the rounding of the measure may be off, as a share.
    std::function<double(const Simulation&)> measured;
};

/// A scene of which theory knows something.
struct TheoryScene {
    std::string name;
    std::function<Scene(std::uint64_t seed)> scene;
    double warmup = 0; ///< [s]
    double length = 0; ///< Measured after the warm-up [s].
    std::vector<TheoryRow> rows;
};

/// The whole table.
[[nodiscard]] std::vector<TheoryScene> theoryTable();

enum class TheoryVerdict { Agrees, Disagrees, Undecided };

/// "agrees", "DISAGREES", "undecided".
[[nodiscard]] const char* verdictText(TheoryVerdict verdict);

/// A row with what came out.
struct TheoryResult {
    std::string scene, formula, parameters, measure;
    double expected = 0, sharpness = 0, bias = 0;
    Interval measured;
    TheoryVerdict verdict = TheoryVerdict::Undecided;
    std::string problem; ///< Why nothing could be measured; empty if all is well.
};

struct TheoryOptions {
    std::uint64_t firstSeed = 1, lastSeed = 20; ///< A replication for each.
    double confidence = 0; ///< Of the interval of a row.
    double effort = 1;     ///< Multiplies the measured lengths; the sharpness asked for is less by its root.
    unsigned threads = 1;  ///< Without influence on the results.
};

/// Confidence of each interval with which a right engine fails none of `rows` rows with a probability of 99% (Bonferroni).
[[nodiscard]] double theoryConfidence(std::size_t rows);

/// Whether the interval holds what is expected, give or take the bias, and is sharp enough to say so.
[[nodiscard]] TheoryVerdict judge(const Interval& measured, double expected, double sharpness, double bias);

/// Runs the scenes and judges their rows, in the order of the scenes. Little's law and the conservation of requests are demanded of each run.
[[nodiscard]] std::vector<TheoryResult> runTheory(const std::shared_ptr<const Catalog>& catalog, const std::vector<TheoryScene>& scenes,
                                                  const TheoryOptions& options);

} // namespace scalelab
