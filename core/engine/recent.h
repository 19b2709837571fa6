// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace scalelab {

/// The newest records since they were last taken, a bounded number of them.
template <class Record>
class Recent {
public:
    static constexpr std::size_t most = 65'536;

    void add(const Record& record)
    {
        if (records_.size() < most) return records_.push_back(record);
        records_[oldest_] = record;
        oldest_ = (oldest_ + 1) % most;
    }

    /// All of them, oldest first; afterwards there are none.
    [[nodiscard]] std::vector<Record> take()
    {
        std::rotate(records_.begin(), records_.begin() + static_cast<std::ptrdiff_t>(oldest_), records_.end());
        oldest_ = 0;
        return std::exchange(records_, {});
    }

private:
    std::vector<Record> records_;
    std::size_t oldest_ = 0;
};

} // namespace scalelab
