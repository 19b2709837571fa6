// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/records.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace scalelab {

/// Wires in the order in which they were drawn, taken in turn.
class TargetRing {
public:
    void add(WireId wire) { wires_.push_back(wire); }
    void remove(WireId wire)
    {
        const auto it = std::find(wires_.begin(), wires_.end(), wire);
        if (it == wires_.end()) return;
        const auto index = static_cast<std::size_t>(it - wires_.begin());
        wires_.erase(it);
        for (std::size_t& next : next_) {
            if (index < next) --next;
            if (next >= wires_.size()) next = 0;
        }
    }

    [[nodiscard]] bool empty() const { return wires_.empty(); }
    [[nodiscard]] const std::vector<WireId>& wires() const { return wires_; }

    /// The next wire that `usable` accepts, each in its turn; nothing if it accepts none. The two rounds turn independently of each other.
    template <class Usable>
    WireId next(Usable usable, std::size_t round = 0)
    {
        std::size_t& next = next_[round];
        for (std::size_t tried = 0; tried < wires_.size(); ++tried) {
            const WireId wire = wires_[next];
            if (++next == wires_.size()) next = 0;
            if (usable(wire)) return wire;
        }
        return nothing;
    }

private:
    std::vector<WireId> wires_;
    std::array<std::size_t, 2> next_{};
};

} // namespace scalelab
