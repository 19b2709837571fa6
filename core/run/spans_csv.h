// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"

#include <string>
#include <vector>

namespace scalelab {

/// A line with the names of the columns, and one for each span: ids, who called whom for what, start and end [s], and of these how much was network, queue
/// and service. Spans of one request stand together, in the order in which they began.
[[nodiscard]] std::string spansCsv(const Simulation& run, std::vector<TraceSpan> spans);

} // namespace scalelab
