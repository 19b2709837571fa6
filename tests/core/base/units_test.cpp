// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>

namespace scalelab {
namespace {

std::int64_t ns(std::string_view text)
{
    const auto time = parseDuration(text);
    EXPECT_TRUE(time.ok()) << text;
    return time ? time->ns : -1;
}

template <class T>
std::string message(const Result<T>& result)
{
    EXPECT_FALSE(result.ok());
    return result.ok() ? "" : result.error().message;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(ParseDuration, ReadsEveryUnit)
{
    EXPECT_EQ(ns("7ns"), 7);
    EXPECT_EQ(ns("10us"), 10'000);
    EXPECT_EQ(ns("5ms"), 5'000'000);
    EXPECT_EQ(ns("0.2s"), 200'000'000);
    EXPECT_EQ(ns("3min"), 180'000'000'000);
    EXPECT_EQ(ns("2h"), 7'200'000'000'000);
    EXPECT_EQ(ns("1d"), 86'400'000'000'000);
    EXPECT_EQ(ns("0"), 0);
}

TEST(ParseDuration, AllowsSpacesSignsAndExponents)
{
    EXPECT_EQ(ns(" 200 ms\t"), 200'000'000);
    EXPECT_EQ(ns("-5ms"), -5'000'000);
    EXPECT_EQ(ns("1.5e3us"), 1'500'000);
    EXPECT_EQ(ns(".5s"), 500'000'000);
    EXPECT_EQ(ns("1.s"), 1'000'000'000);
}

TEST(ParseDuration, IsExactWhereADoubleIsNot)
{
    EXPECT_EQ(ns("9007199254740993ns"), 9'007'199'254'740'993);
    EXPECT_EQ(ns("9007199.254740993s"), 9'007'199'254'740'993);
    EXPECT_EQ(ns("0.4ns"), 0);
    EXPECT_EQ(ns("0.5ns"), 1);
    EXPECT_EQ(ns("9200000000000000000ns"), 9'200'000'000'000'000'000);
}

TEST(ParseDuration, SaysWhichUnitsThereAre)
{
    EXPECT_EQ(message(parseDuration("5")), "\"5\" has no unit; write a duration with one of the units ns, us, ms, s, min, h, d, such as 5ms");
    EXPECT_TRUE(contains(message(parseDuration("5 sec")), "unknown unit \"sec\""));
    EXPECT_TRUE(contains(message(parseDuration("5 sec")), "ns, us, ms, s, min, h, d"));
    EXPECT_TRUE(contains(message(parseDuration("")), "is empty"));
}

TEST(ParseDuration, RejectsWhatIsNoDecimalNumber)
{
    for (const char* text : {"ms", "inf s", "infs", "nan", "-inf ms", "0x10ms", "+5ms", "--5ms", "5,5ms", "5ms 3", "1e400s", "- 5ms", "e3s", ".ms"})
        EXPECT_FALSE(parseDuration(text).ok()) << text;
}

TEST(ParseDuration, RejectsSpansBeyondTheClock)
{
    for (const char* text : {"9200000000000000001ns", "293y", "107000d", "1e19ns", "-1e19ns", "9.2e18ns", "1e300d", "99999999999999999999999ns"})
        EXPECT_FALSE(parseDuration(text).ok()) << text;
    EXPECT_TRUE(contains(message(parseDuration("107000d")), "longer than 292 years"));
}

TEST(ParseSeconds, KeepsDigitsBelowTheNanosecond)
{
    EXPECT_EQ(*parseSeconds("0.33333333333333331s"), 1.0 / 3.0);
    EXPECT_EQ(*parseSeconds("5ms"), 0.005);
    EXPECT_FALSE(parseSeconds("5").ok());
}

TEST(ParseRate, ReadsRatesPerSecond)
{
    EXPECT_EQ(*parseRate("200/s"), 200);
    EXPECT_EQ(*parseRate("30 /min"), 0.5);
    EXPECT_EQ(*parseRate("7200/h"), 2);
    EXPECT_EQ(*parseRate("86400/day"), 1);
    EXPECT_EQ(*parseRate("-1/s"), -1);
    EXPECT_TRUE(contains(message(parseRate("200")), "/s, /min, /h, /day"));
    EXPECT_FALSE(parseRate("12k/s").ok());
    EXPECT_FALSE(parseRate("/s").ok());
}

TEST(ParseBytes, KnowsPowersOfThousandAndOf1024)
{
    EXPECT_EQ(*parseBytes("512B"), 512);
    EXPECT_EQ(*parseBytes("2kB"), 2e3);
    EXPECT_EQ(*parseBytes("64GB"), 64e9);
    EXPECT_EQ(*parseBytes("3TB"), 3e12);
    EXPECT_EQ(*parseBytes("2KiB"), 2048);
    EXPECT_EQ(*parseBytes("1.5 MiB"), 1572864);
    EXPECT_EQ(*parseBytes("1GiB"), 1073741824);
    EXPECT_EQ(*parseBytes("1TiB"), 1099511627776);
    EXPECT_TRUE(contains(message(parseBytes("64gb")), "unknown unit \"gb\""));
    EXPECT_FALSE(parseBytes("1e300TB").ok());
}

TEST(ParseShare, ReadsPercentAndPlainNumbers)
{
    EXPECT_EQ(*parseShare("80%"), 0.8);
    EXPECT_EQ(*parseShare("80 %"), 0.8);
    EXPECT_EQ(*parseShare("0.8"), 0.8);
    EXPECT_FALSE(parseShare("80 percent").ok());
}

TEST(ParseNumber, TakesNothingButANumber)
{
    EXPECT_EQ(*parseNumber(" 0.9 "), 0.9);
    EXPECT_EQ(*parseNumber("-1e6"), -1e6);
    for (const char* text : {"", "inf", "nan", "0x10", "1 2", "1,5", "1e999", "five"}) EXPECT_FALSE(parseNumber(text).ok()) << text;
}

TEST(ParseInteger, TakesWholeNumbersInItsBounds)
{
    EXPECT_EQ(*parseInteger("1e6", 1, 1'000'000), 1'000'000);
    for (const char* text : {"0", "1000001", "1.5", "x"}) EXPECT_FALSE(parseInteger(text, 1, 1'000'000).ok()) << text;
    EXPECT_EQ(message(parseInteger("0", 1, 9)), "\"0\" is not a whole number from 1 to 9");
}

TEST(FormatDuration, PicksTheNaturalUnit)
{
    EXPECT_EQ(formatDuration({0}), "0s");
    EXPECT_EQ(formatDuration({7}), "7ns");
    EXPECT_EQ(formatDuration({1'500}), "1.5us");
    EXPECT_EQ(formatDuration({200'000'000}), "200ms");
    EXPECT_EQ(formatDuration({1'234'567}), "1.234567ms");
    EXPECT_EQ(formatDuration({1'050'000'000}), "1.05s");
    EXPECT_EQ(formatDuration({90'000'000'000}), "90s");
    EXPECT_EQ(formatDuration({180'000'000'000}), "3min");
    EXPECT_EQ(formatDuration({5'400'000'000'000}), "90min");
    EXPECT_EQ(formatDuration({7'200'000'000'000}), "2h");
    EXPECT_EQ(formatDuration({172'800'000'000'000}), "2d");
    EXPECT_EQ(formatDuration({-5'000'000}), "-5ms");
}

TEST(FormatRate, PicksTheNaturalUnit)
{
    EXPECT_EQ(formatRate(200), "200/s");
    EXPECT_EQ(formatRate(100'000), "100000/s");
    EXPECT_EQ(formatRate(0.5), "0.5/s");
    EXPECT_EQ(formatRate(0), "0/s");
    EXPECT_EQ(formatRate(1.0 / 3), "20/min");
    EXPECT_EQ(formatRate(1.0 / 60), "1/min");
    EXPECT_EQ(formatRate(1.0 / 3600), "1/h");
    EXPECT_EQ(formatRate(1.0 / 86400), "1/day");
}

TEST(ParseBandwidth, KnowsBitsAndBytes)
{
    EXPECT_EQ(*parseBandwidth("100Mbit/s"), 12.5e6);
    EXPECT_EQ(*parseBandwidth("8bit/s"), 1);
    EXPECT_EQ(*parseBandwidth("64 kbit/s"), 8e3);
    EXPECT_EQ(*parseBandwidth("10Gbit/s"), 1.25e9);
    EXPECT_EQ(*parseBandwidth("3B/s"), 3);
    EXPECT_EQ(*parseBandwidth("12.5MB/s"), 12.5e6);
    EXPECT_TRUE(contains(message(parseBandwidth("100")), "has no unit; write a bandwidth with one of the units bit/s, kbit/s"));
}

TEST(FormatBandwidth, PicksTheNaturalUnit)
{
    EXPECT_EQ(formatBandwidth(0), "0bit/s");
    EXPECT_EQ(formatBandwidth(12.5e6), "100Mbit/s");
    EXPECT_EQ(formatBandwidth(0.5), "4bit/s");
    EXPECT_EQ(formatBandwidth(1.25e9), "10Gbit/s");
    for (const double number : {1.0 / 3, 12345.678, 9.87654321e12}) EXPECT_EQ(*parseBandwidth(formatBandwidth(number)), number);
}

TEST(FormatBytes, PicksTheNaturalUnit)
{
    EXPECT_EQ(formatBytes(0), "0B");
    EXPECT_EQ(formatBytes(512), "512B");
    EXPECT_EQ(formatBytes(64e9), "64GB");
    EXPECT_EQ(formatBytes(1500), "1.5kB");
    EXPECT_EQ(formatBytes(65536), "64KiB");
    EXPECT_EQ(formatBytes(1073741824), "1GiB");
}

TEST(FormatShare, IsInPercent)
{
    EXPECT_EQ(formatShare(0.8), "80%");
    EXPECT_EQ(formatShare(0.29), "29%");
    EXPECT_EQ(formatShare(0.005), "0.5%");
    EXPECT_EQ(formatShare(0), "0%");
    EXPECT_EQ(formatShare(1), "100%");
}

TEST(FormatNumber, AvoidsExponentsOfOrdinaryNumbers)
{
    EXPECT_EQ(formatNumber(100'000), "100000");
    EXPECT_EQ(formatNumber(0.00001), "0.00001");
    EXPECT_EQ(formatNumber(-0.0), "0");
    EXPECT_EQ(formatNumber(1e300), "1e+300");
}

TEST(Formatters, WriteWhatTheParsersReadBackExactly)
{
    Rng rng(31);
    for (int i = 0; i < 100'000; ++i) {
        const SimTime time{static_cast<std::int64_t>(rng.below(9'200'000'000'000'000'000) >> rng.below(63)) * (i % 2 == 0 ? 1 : -1)};
        ASSERT_EQ(ns(formatDuration(time)), time.ns) << formatDuration(time);
        const double number = std::ldexp(rng.uniformOpen(), static_cast<int>(rng.below(90)) - 40);
        ASSERT_EQ(*parseRate(formatRate(number)), number) << formatRate(number);
        ASSERT_EQ(*parseBytes(formatBytes(number)), number) << formatBytes(number);
        ASSERT_EQ(*parseShare(formatShare(number)), number) << formatShare(number);
        ASSERT_EQ(*parseNumber(formatNumber(number)), number) << formatNumber(number);
        const double seconds = number > 1e9 ? 1 / number : number;
        ASSERT_EQ(*parseSeconds(formatSeconds(seconds)), seconds) << formatSeconds(seconds);
    }
}

} // namespace
} // namespace scalelab
