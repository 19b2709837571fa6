// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/dimension.h"

#include <span>
#include <string_view>
#include <vector>

namespace scalelab {

/// A value that a closed form takes.
struct ClosedFormParameter {
    std::string_view name;
    Dimension dimension;
};

/// A formula of queueing, caching or reliability theory that can be asked for by name: in expectations, beside measurements, and in the theory table.
struct ClosedForm {
    std::string_view id;   ///< Kebab-case: "erlang-b".
    std::string_view name; ///< As people read it: "Erlang B".
    std::string_view help; ///< What it says and when it holds, in a sentence.
    std::string_view source;
    std::vector<ClosedFormParameter> parameters;
    Dimension result;
    double (*value)(std::span<const double> arguments); ///< As many arguments as parameters, in base units; NaN where the formula does not hold.
};

/// All of them, in the order of the reference.
[[nodiscard]] std::span<const ClosedForm> closedForms();
/// Null if there is none of this id.
[[nodiscard]] const ClosedForm* closedForm(std::string_view id);

} // namespace scalelab
