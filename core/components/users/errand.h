// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/records.h"

#include <cstdint>

namespace scalelab {

/// What users remember of a request beside what the engine keeps, in the slot of the same number; only for requests that need it.
struct Errand {
    std::uint32_t visit = nothing;    ///< The visit it belongs to.
    std::uint32_t fallbacks = 0;      ///< Attempts that went to another site right away.
    ComponentId asked = nothing;      ///< Whose answer it waits for.
    RequestId earlier = nothing, later = nothing; ///< Neighbours among the requests with a deadline, in the order of birth.
};

} // namespace scalelab
