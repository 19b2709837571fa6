// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace scalelab {

/// Takes the first UTF-8 character off `rest`; nothing (and `rest` untouched) if it is ill-formed or `rest` is empty.
std::optional<char32_t> takeCharacter(std::string_view& rest);

/// Whether the whole text is well-formed UTF-8.
[[nodiscard]] bool isUtf8(std::string_view text);

} // namespace scalelab
