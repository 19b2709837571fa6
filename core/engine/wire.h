// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "base/random.h"
#include "base/sim_time.h"
#include "engine/circuit_breaker.h"
#include "engine/records.h"
#include "engine/retry_budget.h"

#include <array>
#include <cstdint>
#include <optional>

namespace scalelab {

/// Parameters of a wire.
struct WireParams {
    Distribution latency;
    double weight = 1;
    std::optional<double> bandwidth; ///< Bytes per second, each way.
    double loss = 0;
    SimTime retransmission{200'000'000};
    double routeFactor = 1.7;
    std::optional<SimTime> timeout;
    std::int64_t retries = 0;
    SimTime backoff{100'000'000};
    double jitter = 0;
    std::optional<double> retryBudget;
    std::optional<double> breaker;
    std::int64_t breakerWindow = 20;
    std::int64_t breakerProbes = 1;
    SimTime breakerPause{10'000'000'000};
    std::optional<SimTime> hedge;

    /// Whether the caller does more than send and wait.
    [[nodiscard]] bool hasPolicy() const { return timeout || retries > 0 || breaker || hedge; }
};

/// A wire as every call needs it: one cache line.
struct alignas(64) Wire {
    ComponentId from = nothing;
    ComponentId to = nothing;
    std::uint32_t lane = nothing; ///< Of its latency; none if that is zero.
    std::uint16_t port = 0;
    bool removed = false;
    bool special = false; ///< More than a fixed delay: its Line says what.
    std::uint64_t sent = 0, answered = 0, hits = 0, failed = 0;
    SimTime latency; ///< If it is constant.
    double weight = 1;
};
static_assert(sizeof(Wire) == 64);

/// The directions of a wire.
enum class Way : std::uint8_t { There, Back };

/// What there is to a wire beside a fixed delay.
struct Line {
    WireParams params;
    bool cut = false;         ///< By a fault of its own.
    bool partitioned = false; ///< Between the two sides of a partition of the network.
    SimTime delay;            ///< Added by a fault.
    double loss = 0;          ///< Added by a fault.
    Rng random;
    std::array<SimTime, 2> busyUntil{}; ///< When the last message sent each way has left.
    std::array<std::uint64_t, 2> bytes{};
    std::uint64_t retransmitted = 0; ///< Messages sent again because they were lost.
    std::uint64_t retries = 0;
    std::uint64_t hedges = 0;
    CircuitBreaker breaker;
    RetryBudget budget;

    [[nodiscard]] bool isCut() const { return cut || partitioned; }
};

} // namespace scalelab
