// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>

namespace scalelab {

/// Stands for a text, so that a file can be told from what it was: SHA-256 in hexadecimal digits.
[[nodiscard]] QByteArray digestOf(std::string_view text);
/// That of what a file says now; empty if it cannot be read.
[[nodiscard]] QByteArray digestOfFile(const QString& path);

} // namespace scalelab
