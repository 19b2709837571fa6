// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace scalelab {

/// The whole content of a file of at most 64 MB; an unreadable, missing or oversized file or a directory is an error in words.
[[nodiscard]] Result<std::string> readTextFile(const std::string& path);

/// Writes a file through a temporary one beside it, so that it is either whole or as before.
Result<void> writeTextFile(const std::string& path, std::string_view content);

} // namespace scalelab
