// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tracer.h"

#include "everything.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace scalelab {

using namespace test;

namespace {

std::vector<TraceSpan> spansOf(std::string_view drawing, SimTime end, std::string_view component = {})
{
    Simulation run = simulate(drawing);
    run.traceRequests(1);
    run.advance(end);
    std::vector<TraceSpan> spans = run.takeSpans();
    if (!component.empty()) std::erase_if(spans, [&](const TraceSpan& span) { return run.componentName(span.component) != component; });
    return spans;
}

} // namespace

TEST(Tracer, TellsNetworkQueueAndServiceApart)
{
    // Two requests at once, one worker: the second waits for the first.
    const std::vector<TraceSpan> web = spansOf("users(arrivals=constant(1/s)) -20ms-> web:web-server(workers=1, service=const(300ms)); more:users(arrivals=constant(1/s)) -20ms-> web", 1800_ms, "web");
    ASSERT_EQ(web.size(), 2u);
    EXPECT_EQ(web[0].start, 1_s);
    EXPECT_EQ(web[0].arrived, 1020_ms);
    EXPECT_EQ(web[0].answered, 1320_ms);
    EXPECT_EQ(web[0].end, 1340_ms);
    EXPECT_EQ(web[0].queue, 0_ms);
    EXPECT_EQ(web[1].queue, 300_ms);
    for (const TraceSpan& span : web) {
        EXPECT_EQ(span.network(), 40_ms);
        EXPECT_EQ(span.service(), 300_ms);
    }
}

TEST(Tracer, ASpanKnowsTheCallThatItServes)
{
    const std::vector<TraceSpan> spans = spansOf("users(arrivals=constant(1/s)) -> web:web-server(service=const(1ms)) -2ms-> db:database(service=const(5ms))", 1500_ms);
    ASSERT_EQ(spans.size(), 3u); // they end from the inside to the outside
    EXPECT_EQ(spans[0].parent, spans[1].id);
    EXPECT_EQ(spans[0].service(), 5_ms);
    EXPECT_EQ(spans[0].network(), 4_ms);
    EXPECT_EQ(spans[1].parent, 0u);
    EXPECT_EQ(spans[1].service(), 10_ms); // the call to the database included
    EXPECT_EQ(spans[2].id, 0u);
    EXPECT_EQ(spans[2].caller, nothing);
    EXPECT_EQ(spans[2].start, 1_s);
    EXPECT_EQ(spans[2].end, 1010_ms);
}

TEST(Tracer, WaitingForALeakyBucketAndForBandwidthIsQueueTime)
{
    const char* bucket = "users(arrivals=constant(1/s)) -> limiter:rate-limiter(algorithm=leaky-bucket, rate=2/s, queue=5) -> web:web-server; more:users(arrivals=constant(1/s)) -> limiter";
    const std::vector<TraceSpan> limited = spansOf(bucket, 1900_ms, "limiter");
    ASSERT_EQ(limited.size(), 2u);
    EXPECT_EQ(limited[1].queue, 500_ms);
    EXPECT_EQ(limited[1].service(), 0_ms);

    const char* line = "users(arrivals=constant(1/s), mix={static=1}) -> s3:object-storage(latency=const(10ms), bandwidth=10MB/s, object-size=1MB); "
                       "more:users(arrivals=constant(1/s), mix={static=1}) -> s3";
    const std::vector<TraceSpan> stored = spansOf(line, 1900_ms, "s3");
    ASSERT_EQ(stored.size(), 2u);
    EXPECT_EQ(stored[0].queue, 0_ms);
    EXPECT_EQ(stored[1].queue, 100_ms);
    EXPECT_EQ(stored[1].service(), 110_ms);
}

TEST(Tracer, AnAttemptGivenUpHasASpanOfItsOwnThatEndsWithItsReply)
{
    const std::vector<TraceSpan> spans = spansOf("users(arrivals=constant(1/s), timeout=100ms) -> web:web-server(service=const(300ms))", 1900_ms);
    ASSERT_EQ(spans.size(), 2u);
    EXPECT_EQ(spans[0].id, 0u); // the request fails first, the work goes on
    EXPECT_EQ(spans[0].cause, Cause::TimedOut);
    EXPECT_EQ(spans[0].end, 1100_ms);
    EXPECT_TRUE(spans[1].abandoned);
    EXPECT_EQ(spans[1].end, 1300_ms);
}

TEST(Tracer, ACallThatNeverArrivesIsAllNetwork)
{
    const std::vector<TraceSpan> spans = spansOf("users(arrivals=constant(1/s)) -20ms-> web:web-server\n@0s cut users->web", 1500_ms);
    ASSERT_EQ(spans.size(), 1u); // a wire that is cut is found out before anything is sent
    EXPECT_EQ(spans[0].cause, Cause::Partitioned);

    const std::vector<TraceSpan> cut = spansOf("users(arrivals=constant(1/s)) -200ms-> web:web-server\n@1100ms cut users->web", 1900_ms, "web");
    ASSERT_EQ(cut.size(), 1u);
    EXPECT_EQ(cut[0].cause, Cause::Partitioned);
    EXPECT_EQ(cut[0].network(), cut[0].end - cut[0].start);
    EXPECT_EQ(cut[0].service(), 0_ms);
}

TEST(Tracer, WholeTracesByHashChangeNothing)
{
    Simulation all = simulate(everything), some = simulate(everything), none = simulate(everything);
    all.traceRequests(1);
    some.traceRequests(10);
    for (Simulation* run : {&all, &some, &none}) run->advance(2_s);
    EXPECT_EQ(all.fingerprint(), none.fingerprint());
    EXPECT_EQ(some.fingerprint(), none.fingerprint());
    EXPECT_TRUE(none.takeSpans().empty());
    std::map<std::uint64_t, std::vector<TraceSpan>> complete, sampled;
    for (const TraceSpan& span : all.takeSpans()) complete[span.request].push_back(span);
    for (const TraceSpan& span : some.takeSpans()) sampled[span.request].push_back(span);
    EXPECT_NEAR(static_cast<double>(sampled.size()), static_cast<double>(complete.size()) / 10, static_cast<double>(complete.size()) / 30);
    for (const auto& [request, spans] : sampled) EXPECT_EQ(spans.size(), complete[request].size()) << request;
    for (const auto& [request, spans] : complete)
        for (const TraceSpan& span : spans) {
            EXPECT_LE(span.start, span.arrived);
            EXPECT_LE(span.arrived, span.answered);
            EXPECT_LE(span.answered, span.end);
            EXPECT_LE(0_ms, span.queue);
            EXPECT_LE(0_ms, span.service()) << all.componentName(span.component);
        }
}

TEST(Tracer, ACopyGoesOnTracing)
{
    Simulation run = simulate(everything);
    run.traceRequests(3);
    run.advance(500_ms);
    Simulation copy = run;
    run.advance(1_s);
    copy.advance(1_s);
    EXPECT_EQ(run.takeSpans(), copy.takeSpans());
}

} // namespace scalelab
