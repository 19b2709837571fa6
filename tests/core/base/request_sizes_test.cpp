// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/request_sizes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace scalelab {
namespace {

RequestSizes parsed(const Value& value)
{
    const auto sizes = RequestSizes::parse(value);
    EXPECT_TRUE(sizes.ok()) << (sizes.ok() ? "" : sizes.error().message);
    return sizes ? *sizes : RequestSizes();
}

TEST(RequestSizes, AreNothingUnlessSaid)
{
    EXPECT_TRUE(RequestSizes().areZero());
    EXPECT_EQ(RequestSizes().sizeOf(RequestClass::Static, 5), 0u);
    EXPECT_EQ(RequestSizes().value(), Value("0B"));
    EXPECT_EQ(parsed("0B"), RequestSizes());
}

TEST(RequestSizes, CanBeTheSameForAll)
{
    const RequestSizes sizes = parsed("20kB");
    EXPECT_FALSE(sizes.areZero());
    EXPECT_EQ(sizes.sizeOf(RequestClass::Read, 1), 20'000u);
    EXPECT_EQ(sizes.sizeOf(RequestClass::Write, 2), 20'000u);
}

TEST(RequestSizes, CanDependOnTheClass)
{
    const RequestSizes sizes = parsed(Object{{{"static", "200kB"}, {"read", "2KiB"}}});
    EXPECT_EQ(sizes.sizeOf(RequestClass::Static, 1), 200'000u);
    EXPECT_EQ(sizes.sizeOf(RequestClass::Read, 1), 2'048u);
    EXPECT_EQ(sizes.sizeOf(RequestClass::Write, 1), 0u);
}

TEST(RequestSizes, AThingKeepsItsSizeAndThingsDiffer)
{
    const RequestSizes sizes = parsed("lognormal(20kB, cv=2)");
    double sum = 0;
    int different = 0;
    for (std::uint64_t key = 0; key < 100'000; ++key) {
        const std::uint32_t size = sizes.sizeOf(RequestClass::Static, key);
        EXPECT_EQ(size, sizes.sizeOf(RequestClass::Static, key));
        different += size != sizes.sizeOf(RequestClass::Static, key + 1);
        sum += size;
    }
    EXPECT_NEAR(sum / 100'000, 20'000, 4 * 40'000 / std::sqrt(100'000));
    EXPECT_GT(different, 99'900);
    EXPECT_NE(sizes.sizeOf(RequestClass::Static, 1), sizes.sizeOf(RequestClass::Read, 1));
}

TEST(RequestSizes, NeverExceedFourGigabytes)
{
    const RequestSizes sizes = parsed("exp(4GB)");
    std::uint32_t largest = 0;
    for (std::uint64_t key = 0; key < 100; ++key) largest = std::max(largest, sizes.sizeOf(RequestClass::Read, key));
    EXPECT_EQ(largest, 4'000'000'000u);
    EXPECT_EQ(RequestSizes::parse("5GB").error().message, "\"5GB\" is too large; a request has at most 4GB");
}

TEST(RequestSizes, ReadBackAsTheSame)
{
    for (const Value& value : {Value("20kB"), Value("lognormal(20kB, cv=2)"), Value(Object{{{"read", "2kB"}, {"static", "exp(200kB)"}}}), Value(Object{}), Value("empirical(sizes.csv)")}) {
        const RequestSizes sizes = parsed(value);
        EXPECT_EQ(sizes.value(), value);
        EXPECT_EQ(parsed(sizes.value()), sizes);
    }
}

TEST(RequestSizes, RejectWhatIsNoSize)
{
    for (const Value& value : {Value(20), Value("20"), Value("20ms"), Value("exp(20ms)"), Value(), Value(List{}), Value(Object{{{"read", 5}}}), Value(Object{{{"video", "1GB"}}})})
        EXPECT_FALSE(RequestSizes::parse(value).ok()) << toText(value);
    EXPECT_EQ(RequestSizes::parse(Object{{{"read", "20ms"}}}).error().message.substr(0, 6), "read: ");
    EXPECT_NE(RequestSizes::parse("lognormal(20kB)").error().message.find("lognormal(5kB, cv=1.5)"), std::string::npos);
}

} // namespace
} // namespace scalelab
