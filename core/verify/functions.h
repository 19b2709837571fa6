// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/closed_forms.h"
#include "base/dimension.h"
#include "base/result.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace scalelab {

/// A function that expressions can call: one of arithmetic, or a closed form.
struct Function {
    std::string_view id;
    std::string_view call; ///< As it is written: "min(x, y, ...)".
    std::string_view help;
    std::size_t least = 1, most = 1; ///< Number of arguments.
    Result<Dimension> (*dimension)(std::span<const Dimension> arguments) = nullptr;
    double (*value)(std::span<const double> arguments) = nullptr;
    const ClosedForm* form = nullptr; ///< In its place; has the dimensions of its arguments and of its result.

    /// The dimension of the result. Errors: what is wrong with the arguments, without the name of the function.
    [[nodiscard]] Result<Dimension> resultOf(std::span<const Dimension> arguments) const;
};

/// min, max, abs, sqrt, exp, ln and pow.
[[nodiscard]] std::span<const Function> arithmeticFunctions();
/// An arithmetic function or closed form; nothing if there is none of the name.
[[nodiscard]] std::optional<Function> findFunction(std::string_view name);
[[nodiscard]] std::vector<std::string_view> functionNames();

} // namespace scalelab
