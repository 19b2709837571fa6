// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace scalelab {

/// Why a scene could not be saved to `path`, and what to do about it, in words; `reason` is what the system said.
[[nodiscard]] QString saveFailureText(const QString& path, const QString& reason);

} // namespace scalelab
