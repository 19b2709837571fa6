// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/call_text.h"
#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace scalelab {

/// How many lines of data a data file may have.
inline constexpr std::size_t mostDataLines = 1'000'000;

/// Calls `read` with every line of a data file that is neither blank nor begins with #, without the spaces around it; stops at the first error and
/// says in which line it is. A file without such lines, or with more than `mostDataLines`, is an error.
template <class Read>
Result<void> readLines(std::string_view text, Read read)
{
    std::size_t number = 0, count = 0;
    const auto wrong = [&](const std::string& problem) { return Error{"line " + std::to_string(number) + ": " + problem}; };
    while (!text.empty()) {
        ++number;
        const auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        line = trimmed(line);
        if (line.empty() || line.front() == '#') continue;
        if (++count > mostDataLines) return wrong("it has more than 1000000 lines of data; take a part of it");
        if (const auto good = read(line); !good) return wrong(good.error().message);
    }
    if (count == 0) return Error{"it is empty"};
    return {};
}

} // namespace scalelab
