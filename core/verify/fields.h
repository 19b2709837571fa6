// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "base/suggestion.h"
#include "base/value.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

inline std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// The message with a full stop, if it does not end its sentence itself.
inline std::string sentence(std::string message)
{
    return message.ends_with('.') || message.ends_with('?') ? message : message + ".";
}

inline void addError(Problems& problems, std::string path, std::string message)
{
    problems.push_back({Problem::Severity::Error, std::move(path), sentence(std::move(message)), {}});
}

/// Reports fields that an object at `path` must not have; those that begin with "x-" are the author's own.
inline void checkFields(const Object& object, const std::vector<std::string_view>& known, const std::string& path, Problems& problems)
{
    for (const Member& member : object.members)
        if (!member.name.starts_with("x-") && std::ranges::find(known, member.name) == known.end())
            addError(problems, path + "." + member.name, "There is no field " + quoted(member.name) + " here." + suggestion(member.name, known));
}

} // namespace scalelab
