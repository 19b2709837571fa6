// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/instance_types.h"

#include "base/call_text.h"
#include "base/data_table.h"
#include "base/embedded.h"
#include "base/suggestion.h"

namespace scalelab {

const std::vector<InstanceType>& instanceTypes()
{
    static const std::vector<InstanceType> all = [] {
        std::vector<InstanceType> read;
        for (const auto& row : tableRows(embedded::instanceTypes))
            read.push_back({row[0], row[1], static_cast<std::int64_t>(tableNumber(row[2])), static_cast<std::int64_t>(tableNumber(row[3]) * 0x1p30),
                            static_cast<std::int64_t>(tableNumber(row[4]) * 1e9), tableNumber(row[5])});
        return read;
    }();
    return all;
}

Result<InstanceType> parseInstanceType(std::string_view name)
{
    std::vector<std::string_view> names;
    for (const InstanceType& type : instanceTypes()) {
        if (type.name == name) return type;
        names.push_back(type.name);
    }
    return Error{"this program knows no instance type " + quoted(name) + "." + suggestion(name, names)
                 + " Give the name of an Amazon EC2 instance such as \"m5.large\""};
}

} // namespace scalelab
