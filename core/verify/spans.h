// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"
#include "verify/span.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace scalelab {

/// Called at the end of each span, by its index, with the run as it then is.
using AtEndOfSpan = std::function<void(std::size_t span, const Simulation& run)>;

/// Runs a simulation at time zero so that each span is measured as if it were the only one. Spans that begin together share a run; one that begins
/// while another is measured goes on in a copy. (What monitoring saw at its last look may be from before the span, and of the span before it.) Errors: the run failed, or broke Little's law.
[[nodiscard]] Result<void> runOverSpans(Simulation start, const std::vector<Span>& spans, const AtEndOfSpan& atEnd);

} // namespace scalelab
