// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace scalelab {

/// How large a file that the program reads may be, in bytes.
inline constexpr std::size_t maxFileSize = std::size_t{64} * 1024 * 1024;

/// The whole content of a file of at most 64 MB; an unreadable, missing or oversized file or a directory is an error in words, to stand behind "The file".
[[nodiscard]] Result<std::string> readTextFile(const std::string& path);

/// Writes a file through a temporary one beside it, so that it is either whole or as before; devices and pipes are written directly.
Result<void> writeTextFile(const std::string& path, std::string_view content);

} // namespace scalelab
