// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "base/value.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace scalelab {

/// Positions in a text by path ("components.web1.workers", "links[2].to"; "" is the whole).
using Positions = std::map<std::string, TextPosition, std::less<>>;
/// Paths whose positions are wanted.
using Paths = std::set<std::string, std::less<>>;

/// A JSON text as a value; problems holds at most one error, of syntax, depth (64), numbers out of range or a duplicate key.
struct JsonText {
    Value value;
    Problems problems;
};

/// Parses JSON; a byte order mark is skipped, and numbers are read exactly, whatever the locale.
[[nodiscard]] JsonText parseJson(std::string_view text);

/// Where in a JSON text those of the paths are that are there; what follows an error of syntax is not found.
[[nodiscard]] Positions findPositions(std::string_view text, const Paths& paths);

/// Writes JSON indented by two spaces, with a line break at the end. Lists and objects that fit on a line of 120 characters stay on one, except those
/// that are less than `expanded` levels deep.
[[nodiscard]] std::string writeJson(const Value& value, int expanded = 0);

} // namespace scalelab
