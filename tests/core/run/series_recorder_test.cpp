// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/series_recorder.h"

#include "everything.h"
#include "run/series_csv.h"
#include "run/warmup.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

SeriesRecorder record(Simulation& run, SimTime end)
{
    SeriesRecorder recorder;
    while (run.now() < end) {
        run.advance(std::min(end, recorder.due()));
        recorder.sample(run);
    }
    return recorder;
}

std::vector<double> valuesOf(const SeriesRecorder& recorder, std::string_view name)
{
    std::vector<double> values;
    const Series* series = recorder.find(name);
    EXPECT_NE(series, nullptr) << name;
    if (series) {
        for (const Series::Bucket& bucket : series->buckets()) values.push_back(bucket.last);
    }
    return values;
}

TEST(SeriesRecorder, DoesNotChangeTheRun)
{
    const std::string drawing = std::string(everything) + "\n@1s crash master\n@1200ms restart cache";
    Simulation recorded = simulate(drawing);
    const SeriesRecorder recorder = record(recorded, 3_s);
    const Simulation plain = runFor(drawing, 3_s);
    EXPECT_EQ(recorded.fingerprint(), plain.fingerprint());
    EXPECT_EQ(recorded.events(), plain.events());
    EXPECT_GT(recorder.names().size(), 30u);
}

TEST(SeriesRecorder, SamplesTenTimesASimulatedSecond)
{
    // Requests at 0.1, 0.2, ... s are served for 40 ms; one worker is busy 40% of the time.
    Simulation run = simulate("users(arrivals=constant(10/s)) -> web:web-server(workers=1, service=const(40ms))");
    const SeriesRecorder recorder = record(run, 1_s);
    const auto near = [](const std::vector<double>& values, const std::vector<double>& expected) {
        ASSERT_EQ(values.size(), expected.size());
        for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], expected[i], 1e-9) << i;
    };
    near(valuesOf(recorder, "requests.offered"), {0, 10, 10, 10, 10, 10, 10, 10, 10, 10});
    near(valuesOf(recorder, "web.throughput"), {0, 10, 10, 10, 10, 10, 10, 10, 10, 10});
    near(valuesOf(recorder, "web.utilisation"), {0, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4});
    near(valuesOf(recorder, "web.queue"), std::vector<double>(10, 0));
    near(valuesOf(recorder, "latency.mean"), {0.04});
    EXPECT_EQ(recorder.find("web.queue")->buckets().front().start, 100_ms);
    EXPECT_EQ(recorder.find("users.utilisation"), nullptr);
}

TEST(SeriesRecorder, FailuresAreTheirOwnSeries)
{
    Simulation run = simulate("users(arrivals=constant(10/s)) -> web:web-server\n@450ms crash web");
    const SeriesRecorder recorder = record(run, 1_s);
    double sum = 0;
    for (const double rate : valuesOf(recorder, "requests.failed.unreachable")) sum += rate / 10;
    EXPECT_NEAR(sum, 5, 1e-9);
    for (const double rate : valuesOf(recorder, "requests.failed.rejected")) EXPECT_EQ(rate, 0);
}

TEST(SeriesRecorder, ANewStartOfTheMeasuresIsNoNegativeRate)
{
    Simulation run = simulate("users(arrivals=constant(100/s)) -> web:web-server(workers=1, service=const(1ms))");
    SeriesRecorder recorder;
    for (int i = 1; i <= 40; ++i) {
        run.advance(recorder.due());
        recorder.sample(run);
        if (i == 20) run.restartMeasures();
    }
    for (const char* name : {"requests.offered", "web.throughput", "web.utilisation", "latency.mean"})
        for (const double value : valuesOf(recorder, name)) EXPECT_TRUE(value >= 0 && value < 200) << name << " " << value;
}

TEST(SeriesRecorder, TheMemoryOfALongRunIsBounded)
{
    Simulation run = simulate("users(arrivals=constant(1/s)) -> web:web-server(workers=1)");
    const SeriesRecorder recorder = record(run, 2000_s);
    for (const std::string& name : recorder.names()) EXPECT_LE(recorder.find(name)->buckets().size(), 2048u) << name;
    EXPECT_GT(recorder.find("web.queue")->valuesPerBucket(), 1u);
}

TEST(SeriesRecorder, AsCsvEveryBucketIsARow)
{
    Simulation run = simulate("users(arrivals=constant(10/s)) -> web:web-server(workers=1)");
    const std::string csv = seriesCsv(record(run, 1_s));
    EXPECT_EQ(csv.substr(0, csv.find('\n')), "series,unit,start_s,min,max,mean");
    EXPECT_NE(csv.find("web.throughput,1/s,0.2,"), std::string::npos) << csv.substr(0, 300);
    EXPECT_EQ(seriesUnit("web.throughput"), "1/s");
    EXPECT_EQ(seriesUnit("latency.p99"), "s");
    EXPECT_EQ(seriesUnit("web.utilisation"), "share");
    EXPECT_EQ(seriesUnit("web.queue"), "count");
}

TEST(WarmUp, IsFoundByACopyThatTheRunDoesNotNotice)
{
    // The first 20 s are slow, the rest is quick: that much has to go.
    const std::string drawing = "users(arrivals=constant(50/s)) -> web:web-server(service=const(100ms))\n@20s set web.service=const(1ms)";
    Simulation run = simulate(drawing);
    const SimTime cut = warmupOf(run, 100_s);
    EXPECT_GE(cut, 20_s);
    EXPECT_LE(cut, 25_s);
    EXPECT_EQ(run.events(), 0u);
    run.advance(30_s);
    EXPECT_EQ(run.fingerprint(), runFor(drawing, 30_s).fingerprint());
}

} // namespace
} // namespace scalelab
