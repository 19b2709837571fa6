// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <span>
#include <string_view>
#include <vector>

namespace scalelab {

/// `text` without the spaces and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// `text` between quotation marks, for messages.
[[nodiscard]] std::string quoted(std::string_view text);

/// A text like "lognormal(5ms, cv=1.5)" taken apart; the views point into that text.
struct CallText {
    struct Argument {
        std::string_view name; ///< Before "="; empty if there is none.
        std::string_view value;
    };
    std::string_view name;
    std::string_view inside; ///< All between the parentheses.
    std::vector<Argument> arguments;
};

/// Takes a call apart at its outermost parentheses and commas.
[[nodiscard]] Result<CallText> parseCall(std::string_view text);

/// Values of the arguments that a form wants, in its order. A name that ends in "=" is written with the argument, others are
/// given by place. Missing, extra and unknown arguments are errors that show `form` and `example`.
[[nodiscard]] Result<std::vector<std::string_view>> matchArguments(const CallText& call, std::span<const std::string_view> wanted,
                                                                   std::string_view form, std::string_view example);

} // namespace scalelab
