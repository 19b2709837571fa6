// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/traces.h"

#include "everything.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <string>

namespace scalelab {
namespace {

using namespace test;

/// "users* web* cache db*": the parts of a trace, those on the critical path with a star.
std::string described(const Simulation& run, const Trace& trace)
{
    std::string text;
    for (const TracePart& part : trace.parts) text += (text.empty() ? "" : " ") + run.componentName(part.span.component) + (part.critical ? "*" : "");
    return text;
}

Simulation traced(std::string_view drawing, SimTime end)
{
    Simulation run = simulate(drawing);
    run.traceRequests(1);
    run.advance(end);
    return run;
}

TraceBook bookOf(Simulation& run)
{
    TraceBook book;
    book.add(run.takeSpans());
    return book;
}

TEST(Traces, CallsStandBehindWhoMadeThemAndTheLatestReplyIsCritical)
{
    // A miss: the cache first, then the database, one after the other: both decide.
    Simulation run = traced("users(arrivals=constant(1/s)) -> web:web-server(service=const(1ms)) -> cache(strategy=cache-aside, service=const(1ms)), db:database(service=const(5ms))", 1900_ms);
    const TraceBook book = bookOf(run);
    ASSERT_EQ(book.traces().size(), 1u);
    const Trace& trace = book.traces().front();
    EXPECT_EQ(described(run, trace).substr(0, 25), "users* web* cache* db* ca") << described(run, trace); // and the cache is filled, which nobody waits for
    EXPECT_FALSE(trace.parts.back().critical);
    EXPECT_EQ(trace.duration(), 7_ms);
    EXPECT_EQ(trace.parts[1].depth, 1);
    EXPECT_EQ(trace.parts[2].depth, 2);
}

TEST(Traces, OfCallsAtTheSameTimeTheSlowestIsCritical)
{
    const char* join = "users(arrivals=constant(1/s), mix={join=1}) -> web:web-server -> router:shard-router(strategy=modulo) -> a:database(service=const(2ms)), b:database(service=const(9ms))";
    Simulation run = traced(join, 1900_ms);
    const TraceBook book = bookOf(run);
    ASSERT_EQ(book.traces().size(), 1u);
    EXPECT_EQ(described(run, book.traces().front()), "users* web* router* a b*");
}

TEST(Traces, WhatEndsAfterItsRequestStillBelongsToIt)
{
    Simulation run = traced("users(arrivals=constant(1/s), timeout=100ms) -> web:web-server(service=const(300ms))", 1200_ms);
    TraceBook book = bookOf(run);
    ASSERT_EQ(book.traces().size(), 1u);
    EXPECT_EQ(book.traces().front().parts.size(), 1u);
    run.advance(1900_ms);
    book.add(run.takeSpans());
    ASSERT_EQ(book.traces().size(), 1u);
    ASSERT_EQ(book.traces().front().parts.size(), 2u);
    EXPECT_FALSE(book.traces().front().parts[1].critical); // given up
    EXPECT_EQ(book.count(), 1u);
}

TEST(Traces, EveryPartHasItsPlaceAndMemoryIsBounded)
{
    Simulation run = simulate(everything);
    run.traceRequests(1);
    TraceBook book;
    std::uint64_t offered = 0;
    for (SimTime at; at < 5_s; at = at + 100_ms) {
        run.advance(at);
        book.add(run.takeSpans());
    }
    EXPECT_EQ(book.traces().size(), TraceBook::mostTraces);
    offered = run.totals().offered - run.totals().inFlight;
    EXPECT_EQ(book.count(), offered);
    for (const Trace& trace : book.traces())
        for (std::size_t i = 1; i < trace.parts.size(); ++i) {
            EXPECT_GE(trace.parts[i].depth, 1);
            EXPECT_LE(trace.parts[i].depth, trace.parts[i - 1].depth + 1);
        }
}

} // namespace
} // namespace scalelab
