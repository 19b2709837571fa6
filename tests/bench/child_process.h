// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace scalelab::bench {

/// Runs a program with its arguments and returns what it wrote to standard output; throws std::runtime_error if it
/// cannot be run or does not exit with 0.
[[nodiscard]] std::string outputOf(const std::vector<std::string>& command);

/// Keeps this program and those that it runs on the last processor it may use, so that none is measured moving.
void stayOnOneProcessor();

} // namespace scalelab::bench
