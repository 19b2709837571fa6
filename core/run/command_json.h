// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/command.h"
#include "schema/declaration.h"

namespace scalelab {

/// A command as written in scene events and recordings: { "crash": "web1" }, { "set": "web1.workers", "to": 4 }, ...
[[nodiscard]] Object commandObject(const Command& command);

/// Reads what commandObject writes; fields "at", "after" and "scheduled" are left to the caller.
[[nodiscard]] Result<Command> readCommand(const Object& object, const Registry& registry);

/// The command that takes a fault back, for events that last a while. Errors: it is no fault, or nothing takes it back.
[[nodiscard]] Result<Command> inverseOf(const Command& command, const Registry& registry);

/// Reads a scheduled event from the command line: "30s crash web1", "10s set web1.workers=4",
/// "20s slow web1 5x for 10s".
[[nodiscard]] Result<Object> parseEvent(std::string_view text);

/// A parameter value typed on a command line: JSON where it is JSON, else text ("4" is a number, "5ms" a text).
[[nodiscard]] Value parseSettingValue(std::string_view text);

} // namespace scalelab
