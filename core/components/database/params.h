// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"

#include <cstdint>
#include <optional>

namespace scalelab {

enum class DatabaseRole { Master, Replica };
enum class ReplicationMode { Asynchronous, SemiSynchronous, Synchronous, MultiMaster };
enum class LostWriteRecovery { Discard, Merge };

/// What a scene says of a database. A group replicates and recovers as its declared master says.
struct DatabaseParams {
    DatabaseRole role = DatabaseRole::Master;
    std::optional<std::int64_t> connections;
    std::optional<std::int64_t> queue;
    Distribution service;
    std::optional<Distribution> writeService;
    std::optional<Distribution> joinService;
    ReplicationMode replication = ReplicationMode::Asynchronous;
    std::int64_t acks = 1;
    SimTime semiSyncTimeout{10'000'000'000};
    bool readYourWrites = false;
    Distribution apply;
    SimTime detection{10'000'000'000};
    SimTime election{2'000'000'000};
    std::optional<SimTime> replacement;
    LostWriteRecovery recovery = LostWriteRecovery::Discard;
    SimTime recoveryTime;
    double dataSize = 0; ///< [bytes]
    std::optional<double> copyRate; ///< [bytes/s]
    std::optional<double> disk; ///< [bytes]
    double rowSize = 0; ///< [bytes]
    SimTime resizeTime;
};

} // namespace scalelab
