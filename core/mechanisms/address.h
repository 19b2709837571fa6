// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace scalelab {

/// Whether the address is one of those that are only reachable inside (RFC 1918: 10/8, 172.16/12, 192.168/16), or the word "private".
[[nodiscard]] bool isPrivateAddress(std::string_view address);

} // namespace scalelab
