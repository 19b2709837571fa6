// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/value.h"

#include <string_view>

namespace scalelab {

/// How deep lists and objects of a scene file may be nested.
inline constexpr int maxNesting = 64;
/// How many characters an id may have.
inline constexpr int maxIdLength = 100;

/// Whether a component or zone may have this id: 1 to 100 characters, none of them a dot, blank or control character.
[[nodiscard]] Result<void> checkId(std::string_view id);

/// Whether a file can hold the value inside of `around` lists and objects: finite numbers, UTF-8 text, unique names, at most 64 levels.
[[nodiscard]] Result<void> checkStorable(const Value& value, int around);
/// The same for each member of an object that is itself the innermost of the `around` objects.
[[nodiscard]] Result<void> checkStorable(const Object& object, int around);

} // namespace scalelab
