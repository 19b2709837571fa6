// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace scalelab {

/// A size of virtual machine that a provider rents.
struct InstanceType {
    std::string_view name;   ///< "m5.large"
    std::string_view family; ///< "burstable", "general", "compute", "memory", "storage" or "high-memory".
    std::int64_t vcpus = 0;
    std::int64_t memory = 0; ///< [bytes]
    std::int64_t disk = 0;   ///< Of its own [bytes].
    double dollarsPerHour = 0;
};

/// All types that are known (resources/data/instance-types.csv); the last of a family is its biggest.
[[nodiscard]] const std::vector<InstanceType>& instanceTypes();

/// The type of that name.
[[nodiscard]] Result<InstanceType> parseInstanceType(std::string_view name);

} // namespace scalelab
