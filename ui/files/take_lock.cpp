// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/take_lock.h"

#include <QLockFile>

namespace scalelab {

bool takeLock(QLockFile& lock)
{
    lock.setStaleLockTime(0);
    // The number of a dead process may have gone to another one. The file itself cannot be removed while its holder is alive.
    return lock.tryLock() || (lock.error() == QLockFile::LockFailedError && lock.removeStaleLockFile() && lock.tryLock());
}

} // namespace scalelab
