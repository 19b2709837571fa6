// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace scalelab {

/// How to write expectations and variants, with the functions that they can call, as Markdown for the reference.
[[nodiscard]] std::string expectationGuide();

} // namespace scalelab
