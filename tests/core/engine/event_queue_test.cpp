// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "engine/event_queue.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <utility>

namespace scalelab {
namespace {

/// The same queue as a sorted map, by time and then by schedule number.
class PlainQueue {
public:
    void push(std::int64_t time, std::uint32_t handle) { pending_[{time, order_++}] = handle; }
    std::uint64_t takeOrder() { return order_++; }
    void push(std::int64_t time, std::uint64_t order, std::uint32_t handle) { pending_[{time, order}] = handle; }
    void erase(std::int64_t time, std::uint64_t order) { pending_.erase({time, order}); }
    [[nodiscard]] std::uint64_t lastOrder() const { return order_ - 1; }
    [[nodiscard]] std::size_t size() const { return pending_.size(); }
    [[nodiscard]] std::int64_t nextTime() const { return pending_.empty() ? Event{}.time : pending_.begin()->first.first; }

    std::optional<std::pair<std::int64_t, std::uint32_t>> pop(std::int64_t until)
    {
        if (pending_.empty() || pending_.begin()->first.first > until) return std::nullopt;
        const auto first = *pending_.begin();
        pending_.erase(pending_.begin());
        return std::pair(first.first.first, first.second);
    }

    template <class Predicate>
    void removeIf(Predicate unwanted)
    {
        std::erase_if(pending_, [&](const auto& entry) { return unwanted(entry.second); });
    }

private:
    std::map<std::pair<std::int64_t, std::uint64_t>, std::uint32_t> pending_;
    std::uint64_t order_ = 0;
};

std::optional<Event> pop(EventQueue& queue, std::int64_t last)
{
    Event event;
    return queue.pop({last}, event) ? std::optional(event) : std::nullopt;
}

constexpr std::uint32_t clockHandle = 1'000'000; ///< Handles of clock events begin here.

class EventQueueAgainstAPlainOne : public testing::TestWithParam<int> {};

TEST_P(EventQueueAgainstAPlainOne, EverythingComesInTheSameOrder)
{
    Rng random(static_cast<std::uint64_t>(GetParam()));
    EventQueue queue;
    PlainQueue plain;
    std::vector<std::uint32_t> lanes, clocks;
    std::vector<std::int64_t> delays;
    std::vector<std::optional<std::pair<std::int64_t, std::uint64_t>>> set; // What each clock is set to.
    std::int64_t now = 0;
    std::uint32_t handle = 0;
    std::size_t performed = 0;
    for (int round = 0; round < 20000; ++round) {
        switch (random.below(12)) {
        case 0: {
            const auto delay = static_cast<std::int64_t>(random.below(30));
            const std::uint32_t lane = queue.lane({delay});
            lanes.push_back(lane);
            delays.push_back(delay);
            EXPECT_EQ(queue.lane({delay}), lane);
            break;
        }
        case 1:
            if (clocks.size() > 20) break;
            clocks.push_back(queue.addClock());
            set.emplace_back();
            break;
        case 2: {
            if (clocks.empty()) break;
            const auto i = static_cast<std::size_t>(random.below(clocks.size()));
            if (set[i]) plain.erase(set[i]->first, set[i]->second);
            set[i].reset();
            if (random.below(3) == 0) {
                queue.clearClock(clocks[i]);
                break;
            }
            const std::int64_t at = now + static_cast<std::int64_t>(random.below(40));
            queue.setClock(clocks[i], {at}, 7, clockHandle + static_cast<std::uint32_t>(i));
            plain.push(at, clockHandle + static_cast<std::uint32_t>(i));
            set[i] = {at, plain.lastOrder()};
            break;
        }
        case 3:
        case 4:
        case 5: {
            const std::int64_t at = now + static_cast<std::int64_t>(random.below(50));
            queue.push({at}, 7, handle);
            plain.push(at, handle++);
            break;
        }
        case 6:
        case 7: {
            if (lanes.empty()) break;
            const auto i = static_cast<std::size_t>(random.below(lanes.size()));
            queue.pushLane(lanes[i], {now}, 7, handle);
            plain.push(now + delays[i], handle++);
            break;
        }
        case 8: {
            if (random.below(20) != 0) break;
            const auto unwanted = [](std::uint32_t h) { return h < clockHandle && h % 3 == 0; };
            queue.removeIf([&](const Event& event) { return unwanted(event.handle); });
            plain.removeIf(unwanted);
            break;
        }
        default: {
            ASSERT_EQ(queue.nextTime().ns, plain.nextTime());
            const std::int64_t until = now + static_cast<std::int64_t>(random.below(10));
            const auto event = pop(queue, until);
            const auto expected = plain.pop(until);
            ASSERT_EQ(event.has_value(), expected.has_value());
            if (!expected) {
                now = until;
                break;
            }
            ++performed;
            ASSERT_EQ(event->time, expected->first);
            ASSERT_EQ(event->handle, expected->second);
            now = event->time;
            if (event->handle >= clockHandle) {
                const std::size_t i = event->handle - clockHandle;
                set[i].reset();
                if (random.below(2) == 0) { // The handler sets its own clock again.
                    const std::int64_t at = now + static_cast<std::int64_t>(random.below(5));
                    queue.setClock(clocks[i], {at}, 7, event->handle);
                    plain.push(at, event->handle);
                    set[i] = {at, plain.lastOrder()};
                }
            }
            queue.settle(*event);
        }
        }
        ASSERT_EQ(queue.pending(), plain.size());
    }
    EXPECT_GT(performed, 3000u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, EventQueueAgainstAPlainOne, testing::Range(1, 9));

TEST(EventQueue, EqualTimesComeInTheOrderOfScheduling)
{
    EventQueue queue;
    const std::uint32_t shortLane = queue.lane({5}), longLane = queue.lane({10}), clock = queue.addClock();
    queue.pushLane(longLane, {0}, 0, 0);
    queue.push({10}, 0, 1);
    queue.pushLane(shortLane, {5}, 0, 2);
    queue.setClock(clock, {10}, 0, 3);
    queue.push({10}, 0, 4);
    queue.pushLane(longLane, {0}, 0, 5);
    for (std::uint32_t i = 0; i < 6; ++i) {
        const auto event = pop(queue, 10);
        ASSERT_TRUE(event);
        EXPECT_EQ(event->handle, i);
        queue.settle(*event);
    }
    EXPECT_EQ(queue.pending(), 0u);
    EXPECT_EQ(queue.nextTime(), SimTime::never());
}

TEST(EventQueue, NothingComesAfterTheTimeAskedFor)
{
    EventQueue queue;
    queue.push({10}, 0, 1);
    queue.pushLane(queue.lane({10}), {0}, 0, 2);
    EXPECT_FALSE(pop(queue, 9));
    EXPECT_EQ(queue.nextTime(), SimTime{10});
    EXPECT_EQ(pop(queue, 10)->handle, 1u);
    EXPECT_EQ(pop(queue, 10)->handle, 2u);
    EXPECT_FALSE(pop(queue, SimTime::never().ns));
}

TEST(EventQueue, AClockCanKeepANumberTakenEarlier)
{
    EventQueue queue;
    const std::uint32_t clock = queue.addClock();
    const std::uint64_t order = queue.takeOrder();
    queue.push({10}, 0, 1);
    queue.setClock(clock, {10, order, 0, 2});
    EXPECT_EQ(pop(queue, 10)->handle, 2u);
}

TEST(EventQueue, ACopyGoesOnByItself)
{
    EventQueue queue;
    for (std::uint32_t i = 0; i < 100; ++i) {
        queue.push({i * 7 % 31}, 0, i);
        queue.pushLane(queue.lane({i % 4}), {i / 4}, 0, 100 + i);
    }
    EventQueue copy = queue;
    std::vector<std::uint32_t> first, second;
    for (int i = 0; i < 200; ++i) first.push_back(pop(queue, 100)->handle);
    for (int i = 0; i < 200; ++i) second.push_back(pop(copy, 100)->handle);
    EXPECT_EQ(first, second);
    EXPECT_EQ(queue.pending() + copy.pending(), 0u);
}

} // namespace
} // namespace scalelab
