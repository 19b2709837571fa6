// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "schema/declaration.h"
#include "schema/read_value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// What step scaling does at which value of its metric, such as "70%: +1, 90%: +3, 30%: -1".
class ScalingSteps {
public:
    /// Steps up apply from their threshold on, steps down to theirs; every step down lies below every step up.
    [[nodiscard]] static Result<ScalingSteps> parse(std::string_view text);

    /// Instances to add at this value, or to take away if negative: of the steps that apply that with the farthest threshold.
    [[nodiscard]] std::int64_t adjustment(double metric) const;
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    struct Step {
        double threshold = 0;
        std::int64_t change = 0;
    };
    static Result<Step> parseStep(std::string_view text);

    std::string text_;
    std::vector<Step> steps_; ///< By threshold.
};

template <> inline constexpr Quantity defaultQuantity<ScalingSteps> = Quantity::Text;
Result<void> readValue(ScalingSteps& out, const Value& value, const ParamDecl& decl);
Value writeValue(const ScalingSteps& value, const ParamDecl& decl);

} // namespace scalelab
