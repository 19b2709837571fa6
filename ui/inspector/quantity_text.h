// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.h"
#include "schema/declaration.h"

#include <QString>

namespace scalelab {

/// A measured number in base units as people read it, in the user's locale: "5.2 ms", "200 /s", "83 %"; a dash if there is none (NaN).
[[nodiscard]] QString quantityText(Quantity quantity, double value);

/// A share as percent, with as many digits as tell it from 100%: "99.995 %".
[[nodiscard]] QString shareText(double share);

/// What to type for the quantity, with its units ("such as 5ms or 2s"); empty where nothing needs saying.
[[nodiscard]] QString quantityHint(Quantity quantity);

/// The value of a typed text: a number where the quantity has bare numbers, else the text.
[[nodiscard]] Value typedValue(Quantity quantity, const QString& text);

} // namespace scalelab
