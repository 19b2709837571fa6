// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mechanisms/cow_array.h"

#include <cstdint>

namespace scalelab {

/// A set of numbers, one bit each up to the largest there has been; copies share its pages until one of them writes.
class NumberSet {
public:
    [[nodiscard]] bool contains(std::uint32_t number) const { return number / 64 < words_.size() && (words_[number / 64] >> (number % 64) & 1) != 0; }

    /// True if the number was not in the set.
    bool add(std::uint32_t number)
    {
        if (contains(number)) return false;
        if (number / 64 >= words_.size()) words_.resize(number / 64 + 1);
        words_.edit(number / 64) |= std::uint64_t{1} << (number % 64);
        ++size_;
        return true;
    }

    /// True if the number was in the set.
    bool remove(std::uint32_t number)
    {
        if (!contains(number)) return false;
        words_.edit(number / 64) &= ~(std::uint64_t{1} << (number % 64));
        --size_;
        return true;
    }

    [[nodiscard]] std::uint64_t size() const { return size_; }
    void clear() { *this = {}; }

private:
    CowArray<std::uint64_t> words_;
    std::uint64_t size_ = 0;
};

} // namespace scalelab
