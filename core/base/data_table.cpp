// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/data_table.h"

#include "base/units.h"

#include <cstddef>

namespace scalelab {

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t from = 0;
    for (std::size_t to = 0; to != std::string_view::npos; from = to + 1) {
        to = text.find(separator, from);
        parts.push_back(text.substr(from, to - from));
    }
    return parts;
}

std::vector<std::vector<std::string_view>> tableRows(std::string_view text)
{
    std::vector<std::vector<std::string_view>> rows;
    bool header = true;
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty() || line.starts_with('#')) continue;
        if (!header) rows.push_back(split(line, ','));
        header = false;
    }
    return rows;
}

double tableNumber(std::string_view text) { return parseNumber(text).value(); }

} // namespace scalelab
