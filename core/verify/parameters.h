// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/dimension.h"
#include "base/result.h"
#include "base/value.h"
#include "schema/declaration.h"

#include <string_view>

namespace scalelab {

/// A parameter as a number in base units.
struct ParameterValue {
    double number = 0;
    Dimension dimension;
};

/// The number that a parameter stands for: "none" is infinity, a distribution its mean; `part` ("mean", "cv", "count", "exponent") asks for another, empty for
/// the usual one. Errors: it is no number, or has no such part.
[[nodiscard]] Result<ParameterValue> parameterValue(const ParamDecl& decl, const Object& params, std::string_view part);

} // namespace scalelab
