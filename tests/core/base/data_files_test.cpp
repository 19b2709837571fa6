// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/data_files.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using Uses = std::vector<DataFileUse>;

TEST(DataFiles, AreNamedByTheValuesThatNeedThem)
{
    EXPECT_EQ(dataFilesOf(*Distribution::parse("exp(5ms)")), Uses{});
    EXPECT_EQ(dataFilesOf(*Distribution::parse("empirical(a.csv)")), (Uses{{DataKind::Durations, "a.csv"}}));
    EXPECT_EQ(dataFilesOf(*Arrivals::parse("trace(a.log)")), (Uses{{DataKind::Traffic, "a.log"}}));
    EXPECT_EQ(dataFilesOf(*Arrivals::parse("closed(users=1, think=empirical(t))")), (Uses{{DataKind::Durations, "t"}}));
    EXPECT_EQ(dataFilesOf(*Arrivals::parse("onoff(1/s, on=empirical(t), off=empirical(u))")), (Uses{{DataKind::Durations, "t"}, {DataKind::Durations, "u"}}));
    EXPECT_EQ(dataFilesOf(*RequestSizes::parse(Object{{{"read", "empirical(s)"}, {"write", "1kB"}}})), (Uses{{DataKind::Sizes, "s"}}));
}

TEST(DataFiles, GiveValuesTheirContent)
{
    DataFiles files;
    const Distribution times = *Distribution::parse("empirical(t)")->withSamples({0.5});
    const auto log = std::make_shared<const TrafficLog>(TrafficLog{{{{}, 7, 0, 0, {}}}});
    const RateCurve curve = RateCurve::wave(1, 2, {1000});
    files.contents = {{{DataKind::Durations, "t"}, times}, {{DataKind::Traffic, "l"}, log}, {{DataKind::Traffic, "c"}, curve}};

    Distribution distribution = *Distribution::parse("empirical(t)");
    attachDataFiles(distribution, files);
    EXPECT_EQ(distribution, times);
    Arrivals replay = *Arrivals::parse("trace(l)");
    attachDataFiles(replay, files);
    EXPECT_EQ(replay.log, log);
    EXPECT_FALSE(replay.needsFile());
    Arrivals rates = *Arrivals::parse("trace(c)");
    attachDataFiles(rates, files);
    EXPECT_EQ(rates.curve, curve);
    Arrivals closed = *Arrivals::parse("closed(users=1, think=empirical(t))");
    attachDataFiles(closed, files);
    EXPECT_EQ(closed.think, times);
}

TEST(DataFiles, SayWhichOneIsMissing)
{
    DataFiles files;
    files.contents[{DataKind::Durations, "t"}] = Distribution();
    EXPECT_TRUE(files.hold({}));
    EXPECT_TRUE(files.hold({{DataKind::Durations, "t"}}));
    const auto missing = files.hold({{DataKind::Durations, "t"}, {DataKind::Sizes, "t"}});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().message, "the file \"t\" has not been read; name it in the scene before the run begins");
}

} // namespace
} // namespace scalelab
