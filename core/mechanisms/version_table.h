// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mechanisms/cow_array.h"
#include "mechanisms/key_index.h"

#include <cstddef>
#include <cstdint>

namespace scalelab {

/// The version of every key that was ever written; all others have version 0. Copies share memory until written.
class VersionTable {
public:
    struct Record {
        std::uint64_t key;
        std::uint64_t version;
    };

    /// Version of `key`, 0 if it was never set.
    [[nodiscard]] std::uint64_t get(std::uint64_t key) const { return records_.size() == 0 ? 0 : lookUp(key); }
    void set(std::uint64_t key, std::uint64_t version);
    /// Forgets all keys and lets go of the memory.
    void clear();

    /// Number of keys that were set.
    [[nodiscard]] std::size_t size() const { return records_.size(); }
    /// Keys are numbered from 0 in the order in which they were first set.
    [[nodiscard]] std::uint64_t keyAt(std::size_t number) const { return records_[number].key; }
    [[nodiscard]] std::uint64_t versionAt(std::size_t number) const { return records_[number].version; }
    /// The number of `key`, noSlot if it was never set.
    [[nodiscard]] std::uint32_t numberOf(std::uint64_t key) const { return slotOf(key); }
    /// One of them, counted in the order in which they were first set.
    [[nodiscard]] const Record& record(std::size_t index) const { return records_[index]; }
    /// Memory of the records and their index [bytes], shared pages included in full.
    [[nodiscard]] std::size_t bytes() const { return records_.bytes() + index_.bytes(); }

private:
    [[nodiscard]] std::uint64_t lookUp(std::uint64_t key) const;
    [[nodiscard]] std::uint32_t slotOf(std::uint64_t key) const;

    CowArray<Record> records_;
    KeyIndex index_;
};

} // namespace scalelab
