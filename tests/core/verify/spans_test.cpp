// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/spans.h"

#include "everything.h"
#include "run/report.h"
#include "run/warmup.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

using namespace test;

/// All that a run has measured, without how long the computer took, and without what monitoring saw at its last look: that may be from before the span.
Value resultOf(const Simulation& run)
{
    Value result = runReport(run, "", {});
    std::get<Object>(std::get<Object>(result.data).find("components")->data).erase("monitoring");
    return result;
}

Span span(SimTime from, SimTime to) { return {from, to}; }

std::vector<Value> resultsOf(const Scene& scene, const std::vector<Span>& spans, std::vector<std::size_t>* order = nullptr)
{
    std::vector<Value> results(spans.size());
    const auto done = runOverSpans(simulate(scene, 3), spans, [&](std::size_t i, const Simulation& run) {
        results[i] = resultOf(run);
        if (order) order->push_back(i);
    });
    EXPECT_TRUE(done) << done.error().message;
    return results;
}

TEST(Spans, AreMeasuredAsIfEachWereTheOnlyOne)
{
    const Scene drawn = scene(everything);
    const std::vector<Span> spans = {span(200_ms, 900_ms), span(200_ms, 500_ms), span(0_s, 300_ms), span(400_ms, 600_ms), span(300_ms, 1_s), span(950_ms, 1_s),
                                     span(600_ms, 700_ms), span(200_ms, 900_ms), span(0_s, 1_s)};
    const std::vector<Value> results = resultsOf(drawn, spans);
    for (std::size_t i = 0; i < spans.size(); ++i)
        EXPECT_TRUE(results[i] == resultOf(runFor(drawn, spans[i].to, 3, *spans[i].from))) << spanText(spans[i]);
}

TEST(Spans, BeginWhereTheWarmUpEndsIfTheySaySo)
{
    const Scene drawn = scene("users(arrivals=poisson(900/s)) -> web:web-server(workers=1, service=exp(1ms))");
    const SimTime cut = warmupOf(simulate(drawn, 3), 2_s);
    ASSERT_GT(cut.ns, 0);
    const std::vector<Value> results = resultsOf(drawn, {{std::nullopt, 2_s}, span(1_s, 2_s)});
    EXPECT_EQ(toText(results[0]), toText(resultOf(runFor(drawn, 2_s, 3, cut))));
    EXPECT_EQ(toText(results[1]), toText(resultOf(runFor(drawn, 2_s, 3, 1_s))));
}

TEST(Spans, AreEachReadOnce)
{
    std::vector<std::size_t> order;
    const auto results = resultsOf(scene("users(arrivals=constant(10/s)) -> web:web-server"), {span(2_s, 3_s), span(0_s, 1_s), span(1_s, 3_s), span(2_s, 4_s)}, &order);
    std::ranges::sort(order);
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3}));
}

TEST(Spans, TellWhenTheRunFails)
{
    const Scene endless = scene("users(arrivals=closed(users=1, think=const(0s))) -> web:web-server");
    const auto done = runOverSpans(simulate(endless, 1), {span(0_s, 1_s)}, [](std::size_t, const Simulation&) { FAIL() << "it has no end"; });
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().message.find("a million events"), std::string::npos) << done.error().message;
}

} // namespace
} // namespace scalelab
