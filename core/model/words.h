// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/declaration.h"

#include <string>
#include <string_view>

namespace scalelab {

/// Whether the name of a kind is a plural ("Users").
[[nodiscard]] bool isPlural(std::string_view name);
/// The name of a kind at the start of a sentence: "A web server", "Users".
[[nodiscard]] std::string asSubject(std::string_view name);
/// The name of a kind within a sentence: "a database", "an object storage", "users".
[[nodiscard]] std::string asObject(std::string_view name);
/// The refusal of one more wire than a port takes.
[[nodiscard]] std::string portFull(std::string_view caller, const PortDecl& port);

} // namespace scalelab
