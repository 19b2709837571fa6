// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "base/value.h"
#include "verify/expression.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace scalelab {

/// What a scene says about how its runs come out.
struct Expectation {
    std::string id;
    std::string that; ///< In words.
    std::string text; ///< As written in "expect".
    std::string path; ///< In the scene: "expect[0]".
    Comparison comparison;
    Span over;
    std::optional<std::string> variant; ///< In which it is judged; nothing: in the scene itself.
    std::size_t mostRuns = 20;
    double confidence = 0.99;
    double precision = 0.03; ///< Runs are added until each side is known to within this share of it.
};

/// The expectations of a scene's "expect" that are right; whatever is wrong with the others is reported.
[[nodiscard]] std::vector<Expectation> readExpectations(const Value& list, Problems& problems);

} // namespace scalelab
