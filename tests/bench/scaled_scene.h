// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace scalelab::bench {

/// Writes the scene of W2 `scale` times as large: its arrival rate and its database's connections are multiplied, and
/// each web server with its wires is there `scale` times. Throws std::runtime_error if a file cannot be used.
void writeScaledScene(const std::string& from, std::size_t scale, const std::string& to);

} // namespace scalelab::bench
