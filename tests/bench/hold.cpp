// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/exponential.h"
#include "base/random.h"
#include "engine/event_queue.h"

#include <benchmark/benchmark.h>

#include <cstdint>

namespace scalelab {
namespace {

/// The hold model: with so many events pending, take the first one out and put it back an exponential time later.
void hold(benchmark::State& state)
{
    const auto pending = static_cast<std::uint32_t>(state.range(0));
    const double meanNs = 1e3 * pending;
    Rng rng(1);
    EventHeap heap;
    std::uint64_t order = 0;
    const auto later = [&](std::int64_t now) {
        return now + static_cast<std::int64_t>(sampleExponential(rng) * meanNs);
    };
    for (std::uint32_t i = 0; i < pending; ++i) heap.push({later(0), order++, 0, i});
    const auto once = [&] {
        Event event = heap.pop();
        event.time = later(event.time);
        event.order = order++;
        heap.push(event);
    };
    for (std::uint32_t i = 0; i < 2 * pending; ++i) once(); // until the spacing is that of the steady state
    for (auto step : state) once();
    benchmark::DoNotOptimize(heap.top());
}
BENCHMARK(hold)->RangeMultiplier(10)->Range(100, 1'000'000);

} // namespace
} // namespace scalelab
