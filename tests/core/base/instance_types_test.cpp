// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/instance_types.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace scalelab {
namespace {

constexpr std::int64_t gib = 1 << 30;

TEST(InstanceTypes, AreFoundByName)
{
    const InstanceType type = parseInstanceType("m5.large").value();
    EXPECT_EQ(type.family, "general");
    EXPECT_EQ(type.vcpus, 2);
    EXPECT_EQ(type.memory, 8 * gib);
    EXPECT_EQ(type.disk, 0);
    EXPECT_EQ(type.dollarsPerHour, 0.096);
    EXPECT_EQ(parseInstanceType("i3.large")->memory, 61 * gib / 4);
    EXPECT_EQ(parseInstanceType("i3.large")->disk, 475'000'000'000);
    EXPECT_EQ(parseInstanceType("m5.larg").error().message,
              "this program knows no instance type \"m5.larg\". Did you mean \"m5.large\"? Give the name of an Amazon EC2 instance such as \"m5.large\"");
}

TEST(InstanceTypes, NoneHasMoreThan24TebibytesOfMemory)
{
    std::int64_t most = 0;
    for (const InstanceType& type : instanceTypes()) most = std::max(most, type.memory);
    EXPECT_EQ(most, 24 * 1024 * gib);
    EXPECT_EQ(parseInstanceType("u-24tb1.112xlarge")->memory, most);
    EXPECT_EQ(parseInstanceType("u-24tb1.112xlarge")->vcpus, 448);
}

TEST(InstanceTypes, GrowWithinAFamily)
{
    std::set<std::string_view> names;
    const InstanceType* before = nullptr;
    for (const InstanceType& type : instanceTypes()) {
        EXPECT_TRUE(names.insert(type.name).second) << type.name;
        EXPECT_GT(type.vcpus, 0) << type.name;
        EXPECT_GE(type.disk, 0) << type.name;
        EXPECT_GT(type.dollarsPerHour, 0) << type.name;
        if (before && before->family == type.family) {
            EXPECT_GT(type.memory, before->memory) << type.name;
            EXPECT_GT(type.dollarsPerHour, before->dollarsPerHour) << type.name;
        }
        before = &type;
    }
}

} // namespace
} // namespace scalelab
