// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace scalelab {

/// Line and column in a text, both from 1; 0 where unknown.
struct TextPosition {
    int line = 0;
    int column = 0;
    bool operator==(const TextPosition&) const = default;
};

/// Something wrong (error: the scene does not run) or foolish (warning: it runs) in a scene.
struct Problem {
    enum class Severity { Error, Warning };
    Severity severity = Severity::Error;
    std::string path;    ///< Place in the scene, such as "components.web1.workers" or "links[2].to".
    std::string message; ///< What is wrong and what to do about it.
    TextPosition position = {}; ///< Place in the file it was read from.
    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

} // namespace scalelab
