// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/event_queue.h"

namespace scalelab {

std::uint32_t EventQueue::lane(SimTime delay)
{
    for (std::size_t i = 0; i < lanes_.size(); ++i)
        if (lanes_[i].delay() == delay) return static_cast<std::uint32_t>(i);
    const std::uint32_t clock = clocks_.add();
    laneOfClock_.push_back(static_cast<std::uint32_t>(lanes_.size()));
    lanes_.emplace_back(delay, clock);
    return laneOfClock_.back();
}

std::uint32_t EventQueue::addClock()
{
    laneOfClock_.push_back(none);
    return clocks_.add();
}

std::size_t EventQueue::pending() const
{
    std::size_t count = heap_.size();
    for (const Lane& lane : lanes_) count += lane.size();
    for (std::uint32_t clock = 0; clock < clocks_.size(); ++clock)
        count += laneOfClock_[clock] == none && clocks_.at(clock).time != Event{}.time;
    return count;
}

} // namespace scalelab
