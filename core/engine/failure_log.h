// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/failure_record.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

namespace scalelab {

/// The latest failures, oldest first. Copies share all but the newest page.
class FailureLog {
public:
    static constexpr std::size_t pageSize = 512;

    /// Keeps at least this many from now on.
    void keep(std::size_t most) { most_ = std::max(most_, most); }
    [[nodiscard]] bool isOn() const { return most_ > 0; }

    void add(const FailureRecord& failure)
    {
        newest_.push_back(failure);
        if (size() > most_) ++skipped_;
        if (newest_.size() == pageSize) full_.push_back(std::make_shared<const Page>(std::exchange(newest_, {})));
        if (skipped_ < pageSize) return;
        full_.pop_front();
        skipped_ -= pageSize;
    }

    [[nodiscard]] std::size_t size() const { return full_.size() * pageSize + newest_.size() - skipped_; }
    [[nodiscard]] const FailureRecord& operator[](std::size_t i) const
    {
        const std::size_t at = skipped_ + i;
        return at / pageSize < full_.size() ? (*full_[at / pageSize])[at % pageSize] : newest_[at % pageSize];
    }

private:
    using Page = std::vector<FailureRecord>;

    std::size_t most_ = 0;
    std::size_t skipped_ = 0; ///< At the front of the oldest page: no longer kept.
    std::deque<std::shared_ptr<const Page>> full_;
    Page newest_;
};

} // namespace scalelab
