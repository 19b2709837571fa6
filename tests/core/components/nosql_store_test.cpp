// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"
#include "engine/context.h"
#include "model/validate.h"
#include "run/compile.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t failed(const Simulation& simulation, Outcome outcome) { return simulation.totals().failed[static_cast<std::size_t>(outcome)]; }

/// Ten requests a second, the first at 100 ms, to node n1 of three; n2 is 1 ms away from it and n3 10 ms.
std::string three(const std::string& mix, const std::string& params)
{
    const auto node = [&](const char* id) { return std::string(id) + ":nosql-store(" + params + ")"; };
    return "users(arrivals=constant(10/s), mix={" + mix + "=1}) -> web:web-server -> " + node("n1") + " -1ms-> " + node("n2") + "; n1 -10ms-> " + node("n3") + "; n2, n3 -> n1; n2 -> n3; n3 -> n2\n";
}

TEST(NosqlStore, OneNodeIsAStoreWithConnectionsAndAQueue)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> n:nosql-store(connections=1, queue=1, service=const(250ms))", 1_s);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(failed(run, Outcome::Rejected), 4u);
    EXPECT_EQ(measure(run, "n", "failed_here"), 4);
    EXPECT_DOUBLE_EQ(measure(run, "n", "utilisation"), 0.9);
    EXPECT_EQ(measure(run, "n", "copy_reads"), 3);
    EXPECT_EQ(measure(run, "n", "reads"), 9);
    EXPECT_EQ(measure(run, "n", "no_quorum"), 0);
}

TEST(NosqlStore, WritesHaveATimeOfTheirOwn)
{
    const auto latency = [](const std::string& mix) {
        return runFor("users(arrivals=constant(10/s), mix={" + mix + "=1}) -> web:web-server -> n:nosql-store(service=const(4ms), write-service=const(9ms))", 1_s).latency().max();
    };
    EXPECT_EQ(latency("read"), 4_ms);
    EXPECT_EQ(latency("write"), 9_ms);
}

TEST(NosqlStore, AWriteIsAnsweredWhenAsManyCopiesHaveItAsTheQuorumWants)
{
    const auto latency = [](int quorum) {
        const Simulation run = runFor(three("write", "replicas=3, service=const(2ms), write-quorum=" + std::to_string(quorum)), 1_s);
        EXPECT_EQ(run.totals().completed, 9u);
        for (const char* node : {"n1", "n2", "n3"}) EXPECT_EQ(measure(run, node, "copy_writes"), 9);
        EXPECT_EQ(run.latency().min(), run.latency().max());
        return run.latency().max();
    };
    EXPECT_EQ(latency(1), 2_ms);
    EXPECT_EQ(latency(2), 4_ms);
    EXPECT_EQ(latency(3), 22_ms);
}

TEST(NosqlStore, AReadAsksAsManyCopiesAsTheQuorumWantsItsOwnFirst)
{
    const auto others = [](int quorum, SimTime latency) {
        const Simulation run = runFor(three("read", "replicas=3, service=const(2ms), read-quorum=" + std::to_string(quorum)), 1_s);
        EXPECT_EQ(run.latency().max(), latency);
        EXPECT_EQ(measure(run, "n1", "copy_reads"), 9);
        EXPECT_EQ(measure(run, "n1", "reads"), 9);
        EXPECT_EQ(measure(run, "n2", "reads"), 0);
        return measure(run, "n2", "copy_reads") + measure(run, "n3", "copy_reads");
    };
    EXPECT_EQ(others(1, 2_ms), 0);
    EXPECT_EQ(others(3, 22_ms), 18);
}

TEST(NosqlStore, TheAnswerOfASlowCopyIsNotWaitedForAndNothingIsLeftOfIt)
{
    Simulation run = runFor(three("write", "replicas=3, write-quorum=2"), 905_ms);
    EXPECT_EQ(run.latency().max(), 2_ms);
    EXPECT_EQ(run.totals().inFlight, 0u);
    EXPECT_EQ(run.callsInUse(), 1u); // to n3, until 920 ms
    run.advance(921_ms);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(NosqlStore, WaitingForOthersTakesNoConnection)
{
    // Both nodes coordinate at the same time and need each other; with a connection held meanwhile neither would ever answer.
    const std::string params = "(replicas=2, write-quorum=2, connections=1, service=const(1ms))";
    const Simulation run = runFor("u1:users(arrivals=constant(10/s), mix={write=1}) -> web1:web-server -> a:nosql-store" + params + "\n"
                                  "u2:users(arrivals=constant(10/s), mix={write=1}) -> web2:web-server -> b:nosql-store" + params + "; a -> b; b -> a", 1_s);
    EXPECT_EQ(run.totals().completed, 18u);
    EXPECT_EQ(run.latency().max(), 2_ms); // each node writes its own copy first
    EXPECT_EQ(measure(run, "a", "copy_writes"), 18);
}

TEST(NosqlStore, EachKeyIsOnAsManyNodesAsItHasCopies)
{
    const auto copiesOfAll = [](int copies) {
        const std::string params = ":nosql-store(replicas=" + std::to_string(copies) + ")";
        const Simulation run = runFor("users(arrivals=constant(1000/s), mix={write=1}, keys=uniform(100)) -> web:web-server -> a" + params + ", b" + params + ", c" + params + ", d" + params +
                                      "; a -> b, c, d; b -> a, c, d; c -> a, b, d; d -> a, b, c", 2_s);
        double keys = 0, share = 0;
        for (const char* node : {"a", "b", "c", "d"}) {
            keys += measure(run, node, "keys");
            share += measure(run, node, "ring_share");
            EXPECT_EQ(measure(run, node, "nodes"), 4);
            EXPECT_GT(measure(run, node, "writes"), 400) << "the clients take the nodes in turn";
        }
        EXPECT_NEAR(share, 1, 1e-12);
        return keys;
    };
    EXPECT_EQ(copiesOfAll(1), 100); // 1,999 writes leave none of 100 keys out
    EXPECT_EQ(copiesOfAll(3), 300);
    EXPECT_EQ(copiesOfAll(4), 400);
}

TEST(NosqlStore, ReadsThatDoNotOverlapWithWritesAreStaleUntilTheWriteArrives)
{
    const Simulation run = runFor("writers:users(arrivals=constant(1/s), mix={write=1}) -> web1:web-server -> n1:nosql-store(replicas=2)\n"
                                  "readers:users(arrivals=constant(4/s)) -> web2:web-server -> n2:nosql-store(replicas=2); n1 -600ms-> n2; n2 -> n1", 1950_ms);
    EXPECT_EQ(measure(run, "n2", "stale_reads"), 3); // 1.0, after the write of that instant, 1.25 and 1.5 s
    EXPECT_EQ(run.totals().stale, 3u);
    EXPECT_EQ(measure(run, "n2", "copy_reads"), 7);
}

/// Three nodes, each with readers and writers of ten keys and a way of 20 ms to the others.
std::string mixed(int reads, int writes, const std::string& more = "")
{
    const std::string params = ":nosql-store(replicas=3, read-quorum=" + std::to_string(reads) + ", write-quorum=" + std::to_string(writes) + ", service=exp(5ms)" + more + ")";
    return "users(arrivals=poisson(300/s), mix={read=2, write=1}, keys=uniform(10)) -> web:web-server -> a" + params + ", b" + params + ", c" + params + "\n"
           "a -20ms-> b, c; b -20ms-> a, c; c -20ms-> a, b\n";
}

TEST(NosqlStore, QuorumsThatOverlapSeeEveryAcknowledgedWrite)
{
    for (int reads = 1; reads <= 3; ++reads)
        for (int writes = 1; writes <= 3; ++writes) {
            const std::uint64_t stale = runFor(mixed(reads, writes), 20_s).totals().stale;
            if (reads + writes > 3) {
                EXPECT_EQ(stale, 0u) << reads << " + " << writes;
            } else if (reads + writes == 2) {
                EXPECT_GT(stale, 50u);
            }
        }
}

TEST(NosqlStore, WritesThatKnowNothingOfEachOtherAreAConflictAndTheLaterOneWins)
{
    const std::string drawing = "u1:users(arrivals=constant(1/s), mix={write=1}) -> web1:web-server -> n1:nosql-store(replicas=2)\n"
                                "u2:users(arrivals=constant(1/s), mix={write=1}) -DELAY-> web2:web-server -> n2:nosql-store(replicas=2); n1 -100ms-> n2; n2 -100ms-> n1";
    const auto conflicts = [&](const std::string& delay) {
        std::string text = drawing;
        text.replace(text.find("DELAY"), 5, delay);
        const Simulation run = runFor(text, 2_s);
        EXPECT_EQ(measure(run, "n1", "conflicts"), 0); // its write is the earlier one
        EXPECT_EQ(measure(run, "n2", "copy_writes"), 2);
        return measure(run, "n2", "conflicts");
    };
    EXPECT_EQ(conflicts("90ms"), 1);
    EXPECT_EQ(conflicts("110ms"), 0); // by then n2 knows of the other write
}

TEST(NosqlStore, TheDataModelDecidesWhatAJoinCosts)
{
    const auto latency = [](const std::string& params) {
        const Simulation run = runFor("users(arrivals=constant(10/s), mix={join=1}) -> web:web-server -> n:nosql-store(service=const(2ms), " + params + ")", 150_ms);
        EXPECT_EQ(run.totals().completed, 1u);
        EXPECT_EQ(measure(run, "n", "reads"), 1);
        return std::pair(run.latency().max(), measure(run, "n", "copy_reads"));
    };
    EXPECT_EQ(latency("data-model=key-value, join-items=5"), std::pair(2_ms, 5.0));
    EXPECT_EQ(latency("data-model=key-value, join-items=5, connections=1"), std::pair(10_ms, 5.0));
    EXPECT_EQ(latency("data-model=document, join-items=5"), std::pair(2_ms, 1.0));
    EXPECT_EQ(latency("data-model=column, join-items=5, scan=1ms"), std::pair(6_ms, 1.0));
    EXPECT_EQ(latency("data-model=column, join-items=1, scan=1ms"), std::pair(2_ms, 1.0));
    EXPECT_EQ(latency("data-model=graph, fan-out=3, depth=2"), std::pair(6_ms, 13.0)); // 1, 3 and 9 vertices
    EXPECT_EQ(latency("data-model=graph, fan-out=3, depth=0"), std::pair(2_ms, 1.0));
    EXPECT_EQ(latency("data-model=graph, fan-out=3, depth=2, connections=1"), std::pair(26_ms, 13.0));
}

TEST(NosqlStore, AJoinReadsItsKeysWhereTheyAre)
{
    const std::string params = ":nosql-store(service=const(2ms), join-items=100)";
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={join=1}) -> web:web-server -> a" + params + "; a -5ms-> b" + params + "; b -> a", 150_ms);
    EXPECT_EQ(run.latency().max(), 12_ms);
    EXPECT_EQ(measure(run, "a", "copy_reads") + measure(run, "b", "copy_reads"), 100);
    EXPECT_NEAR(measure(run, "a", "copy_reads"), 100 * measure(run, "a", "ring_share"), 15);
}

TEST(NosqlStore, AJoinFailsIfOneOfItsKeysCannotBeRead)
{
    const std::string params = ":nosql-store(join-items=100)";
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={join=1}) -> web:web-server -> a" + params + "; a -5ms-> b" + params + "; b -> a\n@50ms crash b", 150_ms);
    EXPECT_EQ(failed(run, Outcome::Unreachable), 1u);
    EXPECT_EQ(measure(run, "b", "failed_here"), 100 - measure(run, "a", "copy_reads"));
}

/// Asks a store for the sessions of users, or writes them, as its timers say.
class SessionProbe {
public:
    static constexpr bool isSource = true;
    struct Params {
        bool unused = false;
    };
    Params params;

    void start(Context cx)
    {
        for (std::uint32_t i = 0; i < 4; ++i) cx.after({1'000'000ll * (i + 1)}, 0, i);
    }
    void onConnect(Context, std::uint32_t, WireId wire) { wire_ = wire; }
    /// Reads the session of user 7, writes it, reads it, and reads that of user 8.
    void onTimer(Context cx, std::uint8_t, std::uint32_t step)
    {
        const RequestId request = cx.newRequest(RequestClass::Read, 0, 0);
        cx.request(request).user = step == 3 ? 8 : 7;
        cx.forward(request, nothing, wire_, step == 1 ? Operation::WriteSession : Operation::ReadSession);
    }
    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        if (reply.cause == Cause::None && (reply.marks & mark::miss) != 0) ++misses_;
        cx.conclude(reply.request, reply.cause, 0);
    }
    void report(const Simulation&, ComponentId, Reporter& reporter) const { reporter.value("misses", misses_); }

private:
    WireId wire_ = nothing;
    double misses_ = 0;
};

TEST(NosqlStore, ASessionThatWasNeverWrittenIsAMissAndEachUserHasOneOfHisOwn)
{
    auto catalog = std::make_shared<Catalog>(*standardCatalog());
    catalog->add<SessionProbe>("probe").name("Probe").port({"store", "Store", "", {"session-store"}, SIZE_MAX, "", ""});
    Compiled compiled = compile(catalog, scene("p1:probe -> a:nosql-store -> b:nosql-store -> a; p2:probe -> b"));
    ASSERT_TRUE(compiled.simulation);
    Simulation& run = *compiled.simulation;
    run.advance(1_s);
    EXPECT_EQ(run.totals().completed, 8u);
    EXPECT_EQ(measure(run, "p1", "misses"), 2); // before it is written, and that of user 8
    EXPECT_EQ(measure(run, "p2", "misses"), 2); // user 7 of another source is another user
    EXPECT_EQ(measure(run, "a", "keys") + measure(run, "b", "keys"), 2);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(NosqlStore, ACacheKnowsThatAStoreHasSomethingNewer)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> cache, n:nosql-store\n"
                                  "writers:users(arrivals=constant(1/s), mix={write=1}) -> other:web-server -> n", 1950_ms);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 10); // from 1.0 s on, as the other server has told no cache
}

std::string problemsOf(std::string_view drawing)
{
    std::string all;
    for (const Problem& problem : validate(catalog()->registry, scene(drawing)))
        all += (problem.severity == Problem::Severity::Error ? "error " : "warning ") + problem.path + ": " + problem.message + "\n";
    return all;
}

TEST(NosqlStore, QuorumsAndCopiesThatCannotBeAreRefusedWithTheWayOut)
{
    EXPECT_EQ(problemsOf("users -> web-server -> a:nosql-store(replicas=2, read-quorum=3, write-quorum=2) -> b:nosql-store(replicas=2); b -> a"),
              "error components.a.read-quorum: A read waits for 3 answers, but a key has only 2 copies. Lower read-quorum to 2, or raise replicas to 3.\n");
    EXPECT_EQ(problemsOf("users -> web-server -> a:nosql-store(write-quorum=2)"),
              "error components.a.write-quorum: A write waits for 2 answers, but a key has only 1 copy. Lower write-quorum to 1, or raise replicas to 2.\n");
    EXPECT_EQ(problemsOf("users -> web-server -> a:nosql-store(replicas=3)"),
              "error components.a.replicas: Each key is to have 3 copies, but the cluster has 1 node. Wire 2 more nodes to it, in both directions, or lower replicas to 1.\n");
    EXPECT_EQ(problemsOf("users -> web-server -> a:nosql-store(replicas=2) -> b:nosql-store; b -> a"),
              "warning components.a.replicas: It keeps 2 copies of a key, but \"b\" keeps 1. Give all nodes of a cluster the same number.\n"
              "warning components.b.replicas: It keeps 1 copy of a key, but \"a\" keeps 2. Give all nodes of a cluster the same number.\n");
    EXPECT_EQ(problemsOf("users -> web-server -> a:nosql-store -> b:nosql-store"),
              "warning components.b: It has no wire to \"a\" of its cluster, so it cannot reach the copies there. Draw a wire to it.\n");
    EXPECT_EQ(problemsOf(three("read", "replicas=3, read-quorum=3, write-quorum=3")), "");
}

} // namespace
} // namespace scalelab
