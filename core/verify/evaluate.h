// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/expression.h"

#include <span>

namespace scalelab {

/// The dimension of a term whose references have these. Errors: what does not go together, with its place in the text.
[[nodiscard]] Result<Dimension> dimensionOf(const Term& term, std::span<const Dimension> references);
/// Whether both sides, and the tolerance, are of the same dimension.
[[nodiscard]] Result<void> checkDimensions(const Comparison& comparison, std::span<const Dimension> references);

/// The value of a term whose references have these values, in base units; NaN if one that it needs has none.
[[nodiscard]] double evaluate(const Term& term, std::span<const double> references);

} // namespace scalelab
