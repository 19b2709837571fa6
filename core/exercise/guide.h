// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace scalelab {

/// How to write exercises and have answers graded, as Markdown for the reference.
[[nodiscard]] std::string exerciseGuide();

} // namespace scalelab
