// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/read_value.h"

#include <gtest/gtest.h>

#include <limits>

namespace scalelab {
namespace {

ParamDecl decl(Quantity quantity)
{
    ParamDecl d;
    d.quantity = quantity;
    return d;
}

template <class T>
std::string refusal(const Value& value, const ParamDecl& d)
{
    T out{};
    const auto result = readValue(out, value, d);
    return result ? "accepted" : result.error().message;
}

TEST(ReadValue, WholeNumbersAreNotRounded)
{
    std::int64_t out = 0;
    EXPECT_TRUE(readValue(out, Value(8), decl(Quantity::Integer)));
    EXPECT_EQ(out, 8);
    EXPECT_EQ(refusal<std::int64_t>(Value(8.5), decl(Quantity::Integer)), "expected a whole number, not number 8.5");
    EXPECT_EQ(refusal<std::int64_t>(Value("8"), decl(Quantity::Integer)), "expected a whole number, not text 8");
    EXPECT_EQ(refusal<std::int64_t>(Value(), decl(Quantity::Integer)), "expected a whole number, not nothing");
}

TEST(ReadValue, BoundsAreInclusiveAndShownInTheirUnit)
{
    ParamDecl workers = decl(Quantity::Integer);
    workers.min = 1;
    workers.max = 100;
    EXPECT_EQ(refusal<std::int64_t>(Value(1), workers), "accepted");
    EXPECT_EQ(refusal<std::int64_t>(Value(100), workers), "accepted");
    EXPECT_EQ(refusal<std::int64_t>(Value(0), workers), "must be at least 1, not 0");
    EXPECT_EQ(refusal<std::int64_t>(Value(101), workers), "must be at most 100, not 101");
    ParamDecl timeout = decl(Quantity::Duration);
    timeout.min = 0.001;
    EXPECT_EQ(refusal<SimTime>(Value("1ms"), timeout), "accepted");
    EXPECT_EQ(refusal<SimTime>(Value("999us"), timeout), "must be at least 1ms, not 999us");
    ParamDecl rate = decl(Quantity::Rate);
    rate.max = 1000;
    EXPECT_EQ(refusal<double>(Value("2000/s"), rate), "must be at most 1000/s, not 2000/s");
}

TEST(ReadValue, QuantitiesNeedTheirUnit)
{
    double out = 0;
    EXPECT_TRUE(readValue(out, Value("200/s"), decl(Quantity::Rate)));
    EXPECT_EQ(out, 200);
    EXPECT_TRUE(readValue(out, Value("64GB"), decl(Quantity::Bytes)));
    EXPECT_EQ(out, 64e9);
    EXPECT_EQ(refusal<double>(Value(200), decl(Quantity::Bandwidth)), "expected a bandwidth with its unit, such as \"100Mbit/s\", not number 200");
    EXPECT_EQ(refusal<double>(Value(200), decl(Quantity::Rate)), "expected a rate with its unit, such as \"200/s\", not number 200");
    EXPECT_EQ(refusal<double>(Value(64), decl(Quantity::Bytes)), "expected a size with its unit, such as \"64GB\", not number 64");
    EXPECT_EQ(refusal<SimTime>(Value(5), decl(Quantity::Duration)), "expected a duration with its unit, such as \"5ms\", not number 5");
}

TEST(ReadValue, SharesAreNumbersOrPercentages)
{
    double out = 0;
    EXPECT_TRUE(readValue(out, Value("80%"), decl(Quantity::Share)));
    EXPECT_DOUBLE_EQ(out, 0.8);
    EXPECT_TRUE(readValue(out, Value(0.25), decl(Quantity::Share)));
    EXPECT_EQ(out, 0.25);
    EXPECT_EQ(refusal<double>(Value(true), decl(Quantity::Share)), "expected a share such as 0.8 or \"80%\", not true/false true");
}

TEST(ReadValue, ACapacityIsANumberOfItemsOrASize)
{
    Capacity out;
    ParamDecl d = decl(Quantity::Capacity);
    d.min = 1;
    d.max = 5000;
    EXPECT_TRUE(readValue(out, Value(1000), d));
    EXPECT_EQ(out, (Capacity{Capacity::Unit::Items, 1000}));
    EXPECT_TRUE(readValue(out, Value("64MB"), d)); // the bounds are those of items
    EXPECT_EQ(out, (Capacity{Capacity::Unit::Bytes, 64'000'000}));
    EXPECT_EQ(refusal<Capacity>(Value(5001), d), "must be at most 5000, not 5001");
    EXPECT_EQ(refusal<Capacity>(Value("0.5B"), d), "must be from 1B to 1000TB, not 0.5B");
    EXPECT_EQ(refusal<Capacity>(Value(true), d), "expected a number of items, or a size with its unit such as \"64MB\", not true/false true");
    EXPECT_FALSE(refusal<Capacity>(Value("1000"), d).empty());
}

TEST(ReadValue, NumbersMustBeFinite)
{
    EXPECT_EQ(refusal<double>(Value(std::numeric_limits<double>::infinity()), decl(Quantity::Number)), "must be a finite number, not inf");
}

TEST(ReadValue, NoneSwitchesALimitOff)
{
    std::optional<std::int64_t> queue = 5;
    ParamDecl d = decl(Quantity::Integer);
    d.noneAllowed = true;
    ASSERT_TRUE(readValue(queue, Value("none"), d));
    EXPECT_FALSE(queue.has_value());
    ASSERT_TRUE(readValue(queue, Value(7), d));
    EXPECT_EQ(queue, 7);
    EXPECT_EQ(refusal<std::optional<std::int64_t>>(Value("many"), d), "expected a whole number (or \"none\"), not text many");
}

TEST(ReadValue, ChoicesNameWhatThereIs)
{
    ParamDecl d = decl(Quantity::Choice);
    d.choices = {{"lru", "", ""}, {"fifo", "", ""}};
    const auto fifo = readChoice(Value("fifo"), d);
    ASSERT_TRUE(fifo);
    EXPECT_EQ(*fifo, 1U);
    const auto wrong = readChoice(Value("LRU"), d);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().message, "expected one of lru, fifo, not text LRU");
}

TEST(ReadValue, PlacesAreNamesOrCoordinates)
{
    EXPECT_EQ(refusal<Place>(Value(52.37), decl(Quantity::Place)), "expected a place such as \"Amsterdam\", not number 52.37");
    EXPECT_NE(refusal<Place>(Value("Rom"), decl(Quantity::Place)).find("Did you mean \"Rome\"?"), std::string::npos);
    EXPECT_EQ(refusal<std::vector<Place>>(Value(true), decl(Quantity::Places)), "expected places such as \"Frankfurt, Singapore\", not true/false true");
    EXPECT_NE(refusal<std::vector<Place>>(Value("Rome, Rome"), decl(Quantity::Places)).find("listed twice"), std::string::npos);
}

TEST(ReadValue, FlagsAndTextsAreNotMixedUp)
{
    EXPECT_EQ(refusal<bool>(Value("true"), decl(Quantity::Flag)), "expected true or false, not text true");
    EXPECT_EQ(refusal<std::string>(Value(true), decl(Quantity::Text)), "expected text, not true/false true");
}

TEST(ReadValue, WhatIsWrittenReadsBack)
{
    const auto same = [](auto value, Quantity quantity) {
        auto out = decltype(value){};
        const Value written = writeValue(value, decl(quantity));
        return readValue(out, written, decl(quantity)).ok() && out == value;
    };
    EXPECT_TRUE(same(std::int64_t{8}, Quantity::Integer));
    EXPECT_TRUE(same(2.5, Quantity::Number));
    EXPECT_TRUE(same(3.0, Quantity::Number));
    EXPECT_TRUE(same(1e300, Quantity::Number));
    EXPECT_TRUE(same(123.25, Quantity::Rate));
    EXPECT_TRUE(same(64e9, Quantity::Bytes));
    EXPECT_TRUE(same(12.5e6, Quantity::Bandwidth));
    EXPECT_TRUE(same(Capacity{Capacity::Unit::Items, 100'000}, Quantity::Capacity));
    EXPECT_TRUE(same(Capacity{Capacity::Unit::Bytes, 64'000'000}, Quantity::Capacity));
    EXPECT_TRUE(same(0.375, Quantity::Share));
    EXPECT_TRUE(same(SimTime{1500000}, Quantity::Duration));
    EXPECT_TRUE(same(std::string("Frankfurt"), Quantity::Text));
    EXPECT_TRUE(same(true, Quantity::Flag));
    EXPECT_TRUE(same(Distribution::exponential(0.005), Quantity::Distribution));
    EXPECT_TRUE(same(KeyPopularity::zipf(1000, 0.9), Quantity::Keys));
    EXPECT_TRUE(same(*parsePlace("52.37, 4.89"), Quantity::Place));
    EXPECT_TRUE(same(*parsePlaces("Rome, 52.37, 4.89, Paris"), Quantity::Places));
    EXPECT_TRUE(same(*RequestSizes::parse("exp(20kB)"), Quantity::Sizes));
    EXPECT_TRUE(same(*Objectives::parse(Object{{{"read", "99% within 200ms"}}}), Quantity::Objectives));
}

} // namespace
} // namespace scalelab
