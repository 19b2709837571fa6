// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mix.h"
#include "base/objectives.h"
#include "engine/reporter.h"
#include "schema/builder.h"
#include "stats/histogram.h"

#include <array>
#include <cstdint>
#include <optional>

namespace scalelab {

/// How the requests of one class came out.
struct ClassCounts {
    Histogram latency;        ///< Of those completed; takes no memory while there are none.
    std::uint64_t failed = 0;
    std::uint64_t slow = 0;   ///< Completed later than their objective.

    [[nodiscard]] std::uint64_t concluded() const { return latency.count() + failed; }
};

using ClassMeasures = std::array<ClassCounts, requestClassCount>;

/// Reports the class, and its objective if it has one.
void reportClass(RequestClass requestClass, const ClassCounts& counts, const std::optional<Objective>& objective, Reporter& reporter);

/// Declares what reportClass reports, for every class.
void declareClassMeasures(KindDecl& kind);

} // namespace scalelab
