// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "verify/expectations.h"
#include "verify/names.h"
#include "verify/variants.h"

#include <cstddef>
#include <string>
#include <vector>

namespace scalelab {

/// One value to be read in every run of a variant.
struct Sought {
    std::size_t variant = 0; ///< Index; 0 is the scene itself.
    Span span;
    Reading reading;
    bool perSecond = false;
    std::string name; ///< As written, with the variant.
};

/// An expectation to be judged, in the scene, in the variant that it names or in one that it must fail in.
struct Claim {
    std::size_t expectation = 0;
    std::size_t variant = 0; ///< In which names without one are read.
    bool mustFail = false;
    Dimension dimension = {};              ///< Of what is compared.
    std::vector<std::size_t> sought = {}; ///< Of each reference of the expectation.
};

/// Everything that has to be run and judged for a scene.
struct Plan {
    std::uint64_t seed = 1;
    std::vector<Variant> variants; ///< The scene itself first.
    std::vector<Expectation> expectations;
    std::vector<Sought> sought;
    std::vector<Claim> claims; ///< Those that are to hold, then those that must fail, variant by variant.
    Problems problems;         ///< Of "variants" and "expect", with their paths in the scene; with errors the plan is not complete.
};

/// Reads what a scene without errors says about variants and expectations. A variant that changes nothing is a problem of this severity; with a mere
/// warning it is judged like the others.
[[nodiscard]] Plan planVerification(const Registry& registry, const Scene& scene, Problem::Severity idleVariant = Problem::Severity::Error);

} // namespace scalelab
