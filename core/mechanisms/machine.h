// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"

#include <cstdint>
#include <optional>

namespace scalelab {

/// A number of workers or cores: as declared, else as many as the component's instance type has virtual processors, else without limit.
[[nodiscard]] inline std::optional<std::int64_t> orVirtualProcessors(Context cx, std::optional<std::int64_t> declared)
{
    if (!declared)
        if (const InstanceType* instance = cx.instance()) return instance->vcpus;
    return declared;
}

} // namespace scalelab
