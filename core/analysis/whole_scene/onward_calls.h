// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/whole_scene/request_paths.h"

#include <optional>
#include <string>
#include <vector>

namespace scalelab {

/// A call that a component makes of another one.
struct OnwardCall {
    std::size_t to = 0;
    double mean = 1; ///< How many of them for each call that comes in.
};

/// What a component does about a call of a class while everything is up.
struct OnwardCalls {
    std::vector<OnwardCall> calls;
    std::string problem; ///< Why that is not known; empty if it is.
};

/// `hitRatios` holds that of each cache, by its place in the scene.
[[nodiscard]] OnwardCalls onwardCalls(const RequestPaths& paths, const std::vector<double>& hitRatios, std::size_t index, RequestClass requestClass);

} // namespace scalelab
