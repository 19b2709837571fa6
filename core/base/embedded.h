// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The tables of resources/data as text, put here when the program is configured.
namespace scalelab::embedded {

extern const std::string_view instanceTypes;
extern const std::string_view places;
extern const std::string_view prices;

} // namespace scalelab::embedded
