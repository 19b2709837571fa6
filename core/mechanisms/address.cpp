// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/address.h"

#include <charconv>

namespace scalelab {

bool isPrivateAddress(std::string_view address)
{
    if (address == "private") return true;
    if (address.starts_with("10.") || address.starts_with("192.168.")) return true;
    if (!address.starts_with("172.")) return false;
    int second = 0;
    const std::string_view rest = address.substr(4);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), second);
    return error == std::errc() && end != rest.data() + rest.size() && *end == '.' && second >= 16 && second <= 31;
}

} // namespace scalelab
