// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mechanisms/cow_array.h"

#include <cstddef>
#include <cstdint>

namespace scalelab {

/// Writes kept for a node that could not be reached, first in first out; the memory is at most twice what is waiting.
class HintLog {
public:
    struct Hint {
        std::uint64_t key;
        std::uint64_t version;
    };

    void push(const Hint& hint)
    {
        hints_.resize(hints_.size() + 1);
        hints_.edit(hints_.size() - 1) = hint;
    }
    [[nodiscard]] const Hint& front() const { return hints_[first_]; }
    void pop()
    {
        if (++first_ * 2 < hints_.size()) return;
        const std::size_t left = size();
        for (std::size_t i = 0; i < left; ++i) hints_.edit(i) = hints_[first_ + i];
        hints_.resize(left);
        first_ = 0;
    }
    [[nodiscard]] std::size_t size() const { return hints_.size() - first_; }

private:
    CowArray<Hint> hints_;
    std::size_t first_ = 0; ///< Those before it have been delivered.
};

} // namespace scalelab
