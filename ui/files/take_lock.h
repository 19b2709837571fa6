// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLockFile;

namespace scalelab {

/// Takes the lock, unless a program that is alive holds it; how old it is does not matter.
[[nodiscard]] bool takeLock(QLockFile& lock);

} // namespace scalelab
