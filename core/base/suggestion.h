// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// " Did you mean "workers"?" for the candidate nearest to a mistyped word, whatever the case of its letters; empty if none is near.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace scalelab
