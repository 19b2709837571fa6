// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace scalelab {

/// The rows of a table of the program's own: values between commas, without quotes; the header and lines that begin with # are left out. The
/// views point into the text.
[[nodiscard]] std::vector<std::vector<std::string_view>> tableRows(std::string_view text);

/// The parts of a text between separators; one more than there are separators.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// A number of such a table; the program's own tables hold nothing else, as their tests check.
[[nodiscard]] double tableNumber(std::string_view text);

} // namespace scalelab
