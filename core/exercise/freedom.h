// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/value.h"
#include "schema/declaration.h"

#include <limits>
#include <string>
#include <vector>

namespace scalelab {

/// A parameter that an answer may choose: any value, any but "none", one of a list, or one within bounds.
struct Freedom {
    std::string param;
    bool mustBeSome = false;         ///< Not "none".
    std::vector<Value> choices = {}; ///< Empty: not limited to a list.
    double least = -std::numeric_limits<double>::infinity(); ///< In base units.
    double most = std::numeric_limits<double>::infinity();
    std::string bounds = {}; ///< As written: "1..16"; empty: none.
};

/// Reads what an exercise says of a free parameter: true, "some", a list of values, or bounds of which either may be left out. Errors: what is wrong with it.
[[nodiscard]] Result<Freedom> readFreedom(const ParamDecl& decl, const Value& written);

/// What a parameter comes to: as given, or what leaving it out means.
[[nodiscard]] const Value& effective(const ParamDecl& decl, const Object& params);

/// Whether the parameter has a value that it may have. The error says what it must be.
[[nodiscard]] Result<void> checkFreedom(const Freedom& freedom, const ParamDecl& decl, const Object& params);

} // namespace scalelab
