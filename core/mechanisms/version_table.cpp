// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/version_table.h"

namespace scalelab {

std::uint32_t VersionTable::slotOf(std::uint64_t key) const
{
    return index_.find(key, [this](std::uint32_t slot) { return records_[slot].key; });
}

std::uint64_t VersionTable::lookUp(std::uint64_t key) const
{
    const std::uint32_t slot = slotOf(key);
    return slot == noSlot ? 0 : records_[slot].version;
}

void VersionTable::set(std::uint64_t key, std::uint64_t version)
{
    const std::uint32_t known = slotOf(key);
    if (known != noSlot) {
        records_.edit(known).version = version;
        return;
    }
    const std::size_t slot = records_.size();
    records_.resize(slot + 1);
    records_.edit(slot) = {key, version};
    index_.insert(key, static_cast<std::uint32_t>(slot), [this](std::uint32_t other) { return records_[other].key; });
}

void VersionTable::clear()
{
    records_.clear();
    index_.clear();
}

} // namespace scalelab
