// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/records.h"

#include <array>

namespace scalelab {

std::string_view operationName(Operation operation)
{
    static constexpr std::array<std::string_view, 12> names = {"read", "write", "static", "login", "job", "join", "resolve", "fill", "invalidate", "read session", "write session", "work"};
    return names[static_cast<std::size_t>(operation)];
}

} // namespace scalelab
