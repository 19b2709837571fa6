// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace scalelab {

/// Something due at an instant. Ties run in the order of the run-wide schedule number.
struct Event {
    std::int64_t time = std::numeric_limits<std::int64_t>::max(); ///< [ns]
    std::uint64_t order = ~0ull;                                   ///< Schedule number.
    std::uint32_t target = 0;                                      ///< Component and tag, as the engine packs them.
    std::uint32_t handle = 0;                                      ///< What it is about: a call, a request, a number.
};

/// Whether `a` is due before `b`: one comparison of 128 bits, which compiles to flag arithmetic without a branch. Times are never negative.
[[nodiscard]] inline bool dueBefore(const Event& a, const Event& b)
{
    __extension__ typedef unsigned __int128 Key;
    const auto key = [](const Event& event) { return static_cast<Key>(static_cast<std::uint64_t>(event.time)) << 64 | event.order; };
    return key(a) < key(b);
}

/// Implicit 4-ary min-heap. The hole left by a pop sinks to a leaf by branch-free choices among four children and the last entry climbs from
/// there; slots past the end hold an event that is never due, so no bounds are checked.
class EventHeap {
public:
    EventHeap() : slots_(smallest + padding) {}

    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// The next event; never due if the heap is empty.
    [[nodiscard]] const Event& top() const { return slots_[0]; }

    void push(const Event& event)
    {
        if (size_ == room_) [[unlikely]] {
            room_ *= 2;
            slots_.resize(room_ + padding);
        }
        climb(size_++, event);
    }

    Event pop()
    {
        Event* cells = slots_.data();
        const Event first = cells[0];
        const Event last = cells[--size_];
        cells[size_] = Event{};
        std::size_t hole = 0;
        for (std::size_t child = 1; child < size_; child = 4 * hole + 1) {
            const Event* c = cells + child;
            const std::size_t left = dueBefore(c[1], c[0]);
            const std::size_t right = 2 + static_cast<std::size_t>(dueBefore(c[3], c[2]));
            const std::size_t useRight = 0 - static_cast<std::size_t>(dueBefore(c[right], c[left]));
            const std::size_t least = child + (left ^ ((left ^ right) & useRight));
            cells[hole] = cells[least];
            hole = least;
        }
        if (size_ > 0) climb(hole, last);
        return first;
    }

    /// Takes out every event that `unwanted` accepts; linear in the number of pending events.
    template <class Predicate>
    void removeIf(Predicate unwanted)
    {
        std::vector<Event> kept;
        kept.reserve(size_);
        for (std::size_t i = 0; i < size_; ++i)
            if (!unwanted(slots_[i])) kept.push_back(slots_[i]);
        slots_.assign(slots_.size(), Event{});
        size_ = 0;
        for (const Event& event : kept) push(event);
    }

private:
    static constexpr std::size_t smallest = 8;
    static constexpr std::size_t padding = 8; ///< Events that are never due, behind the last one there is room for.

    void climb(std::size_t hole, const Event& event)
    {
        Event* cells = slots_.data();
        while (hole > 0) {
            const std::size_t parent = (hole - 1) >> 2;
            if (!dueBefore(event, cells[parent])) break;
            cells[hole] = cells[parent];
            hole = parent;
        }
        cells[hole] = event;
    }

    std::vector<Event> slots_;
    std::size_t room_ = smallest;
    std::size_t size_ = 0;
};

/// A small set of clocks of which each has at most one next event, kept as a winner tree: setting one costs the logarithm of their number.
class ClockTree {
public:
    ClockTree() { plant(2); }

    /// Adds a clock that is not set.
    std::uint32_t add()
    {
        if (size_ == leaves_) {
            const std::vector<Event> before = clocks_;
            plant(2 * leaves_);
            for (std::uint32_t clock = 0; clock < size_; ++clock) set(clock, before[clock]);
        }
        return size_++;
    }

    void set(std::uint32_t clock, const Event& event)
    {
        clocks_[clock] = event;
        for (std::size_t node = (clock + leaves_) >> 1; node > 0; node >>= 1) {
            const std::uint32_t left = winners_[2 * node];
            const std::uint32_t right = winners_[2 * node + 1];
            const std::uint32_t takeRight = 0 - static_cast<std::uint32_t>(dueBefore(clocks_[right], clocks_[left]));
            winners_[node] = left ^ ((left ^ right) & takeRight);
        }
    }

    void clear(std::uint32_t clock) { set(clock, Event{}); }
    [[nodiscard]] const Event& at(std::uint32_t clock) const { return clocks_[clock]; }
    [[nodiscard]] std::uint32_t first() const { return winners_[1]; }
    /// The next event of all clocks; never due if none is set.
    [[nodiscard]] const Event& top() const { return clocks_[winners_[1]]; }
    [[nodiscard]] std::uint32_t size() const { return size_; }

private:
    /// A tree of `leaves` (a power of two) clocks, none of them set.
    void plant(std::size_t leaves)
    {
        leaves_ = leaves;
        clocks_.assign(leaves, Event{});
        winners_.assign(2 * leaves, 0);
        for (std::size_t leaf = 0; leaf < leaves; ++leaf) winners_[leaves + leaf] = static_cast<std::uint32_t>(leaf);
        for (std::size_t node = leaves - 1; node > 0; --node) winners_[node] = winners_[2 * node];
    }

    std::vector<Event> clocks_;
    std::size_t leaves_ = 0;
    std::vector<std::uint32_t> winners_; ///< Of each node the clock that is due first; the leaves stand at the end.
    std::uint32_t size_ = 0;
};

/// Events that all wait for the same span of time, and so come due in the order in which they were scheduled.
class Lane {
public:
    explicit Lane(SimTime delay, std::uint32_t clock) : delay_(delay), clock_(clock), ring_(mask_ + 1) {}

    [[nodiscard]] SimTime delay() const { return delay_; }
    [[nodiscard]] std::uint32_t clock() const { return clock_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] const Event& front() const { return ring_[head_]; }

    void push(const Event& event)
    {
        if (count_ > mask_) [[unlikely]] grow();
        ring_[(head_ + count_++) & mask_] = event;
    }

    void pop()
    {
        head_ = (head_ + 1) & mask_;
        --count_;
    }

    template <class Predicate>
    void removeIf(Predicate unwanted)
    {
        const std::size_t before = count_;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < before; ++i) {
            const Event event = ring_[(head_ + i) & mask_];
            if (!unwanted(event)) ring_[(head_ + kept++) & mask_] = event;
        }
        count_ = kept;
    }

private:
    void grow()
    {
        std::vector<Event> larger(2 * ring_.size());
        for (std::size_t i = 0; i < count_; ++i) larger[i] = ring_[(head_ + i) & mask_];
        ring_.swap(larger);
        mask_ = ring_.size() - 1;
        head_ = 0;
    }

    SimTime delay_;
    std::uint32_t clock_;
    std::size_t mask_ = 15;
    std::vector<Event> ring_; ///< As many as a power of two.
    std::size_t head_ = 0;
    std::size_t count_ = 0;
};

/// Everything pending of a run: a heap for random delays, a lane for each constant delay, and clocks for lanes, traffic sources and timeouts.
class EventQueue {
public:
    /// The lane of a constant delay, made on first use.
    std::uint32_t lane(SimTime delay);
    /// A clock for one recurring event, such as a source's next arrival.
    std::uint32_t addClock();

    void push(SimTime at, std::uint32_t target, std::uint32_t handle) { heap_.push({at.ns, nextOrder_++, target, handle}); }

    void pushLane(std::uint32_t lane, SimTime now, std::uint32_t target, std::uint32_t handle)
    {
        Lane& chosen = lanes_[lane];
        const Event event{now.ns + chosen.delay().ns, nextOrder_++, target, handle};
        const bool wasEmpty = chosen.empty();
        chosen.push(event);
        if (wasEmpty) clocks_.set(chosen.clock(), event);
    }

    void setClock(std::uint32_t clock, SimTime at, std::uint32_t target, std::uint32_t handle) { clocks_.set(clock, {at.ns, nextOrder_++, target, handle}); }
    /// Sets a clock with a schedule number taken earlier.
    void setClock(std::uint32_t clock, const Event& event) { clocks_.set(clock, event); }
    void clearClock(std::uint32_t clock) { clocks_.clear(clock); }
    std::uint64_t takeOrder() { return nextOrder_++; }

    [[nodiscard]] SimTime nextTime() const { return {std::min(heap_.top().time, clocks_.top().time)}; }

    /// Takes the next event out unless it comes after `last`. A source's clock stays as it was until settle().
    bool pop(SimTime last, Event& out)
    {
        const Event& clock = clocks_.top();
        if (dueBefore(clock, heap_.top())) {
            if (clock.time > last.ns) return false;
            out = clock;
            popClock(clocks_.first());
        } else {
            if (heap_.top().time > last.ns || heap_.empty()) return false;
            out = heap_.pop();
        }
        return true;
    }

    /// Unsets the clock that the last pop() took an event from, unless the event's handler has set it again.
    void settle(const Event& event)
    {
        if (fired_ == none) return;
        if (clocks_.at(fired_).order == event.order) clocks_.clear(fired_);
        fired_ = none;
    }

    /// Takes out every heap and lane event that `unwanted` accepts.
    template <class Predicate>
    void removeIf(Predicate unwanted)
    {
        heap_.removeIf(unwanted);
        for (Lane& lane : lanes_) {
            lane.removeIf(unwanted);
            clocks_.set(lane.clock(), lane.empty() ? Event{} : lane.front());
        }
    }

    [[nodiscard]] std::size_t pending() const;

private:
    static constexpr std::uint32_t none = ~0u;

    void popClock(std::uint32_t clock)
    {
        const std::uint32_t lane = laneOfClock_[clock];
        if (lane == none) {
            fired_ = clock;
            return;
        }
        Lane& chosen = lanes_[lane];
        chosen.pop();
        clocks_.set(clock, chosen.empty() ? Event{} : chosen.front());
    }

    EventHeap heap_;
    ClockTree clocks_;
    std::vector<Lane> lanes_;
    std::vector<std::uint32_t> laneOfClock_;
    std::uint64_t nextOrder_ = 0;
    std::uint32_t fired_ = none;
};

} // namespace scalelab
