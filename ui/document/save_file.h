// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace scalelab {

/// Puts the text into the file as a whole; on an error, which is the system's, a file that was there stays as it was.
[[nodiscard]] Result<void> saveFile(const QString& path, const QByteArray& text);

} // namespace scalelab
