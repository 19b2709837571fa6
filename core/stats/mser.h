// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace scalelab {

/// Where the warm-up ends by MSER-5 (White 1997; White, Cobb and Spratt 2000): index of the first observation to keep, a
/// multiple of 5 and at most half of the run, which minimises the squared standard error of what is kept.
[[nodiscard]] std::size_t mser5Cut(std::span<const double> observations);

} // namespace scalelab
