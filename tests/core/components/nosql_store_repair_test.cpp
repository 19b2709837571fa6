// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "components/nosql_store/hint_log.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <deque>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t failed(const Simulation& simulation, Outcome outcome) { return simulation.totals().failed[static_cast<std::size_t>(outcome)]; }

/// Ten requests a second to node n1 of three, all of which have all keys; n2 and n3 have readers of their own that are switched off.
std::string three(const std::string& mix, const std::string& params)
{
    const auto node = [&](const char* id) { return std::string(id) + ":nosql-store(replicas=3, " + params + ")"; };
    return "users(arrivals=constant(10/s), mix={" + mix + "=1}) -> web1:web-server -> " + node("n1") + " -1ms-> " + node("n2") + "; n1 -1ms-> " + node("n3") + "\n"
           "n2 -1ms-> n1, n3; n3 -1ms-> n1, n2; readers:users(arrivals=constant(10/s), scale=0) -> web3:web-server -> n3\n";
}

TEST(NosqlStoreFaults, AQuorumThatDoesNotNeedTheNodeThatIsDownGoesOn)
{
    const auto completed = [](const std::string& mix, const std::string& params, const std::string& faults) {
        const Simulation run = runFor(three(mix, params) + faults, 1050_ms);
        EXPECT_EQ(run.totals().completed + failed(run, Outcome::Unreachable), 10u);
        EXPECT_EQ(measure(run, "n1", "no_quorum"), static_cast<double>(failed(run, Outcome::Unreachable)));
        EXPECT_EQ(measuresOf(run, "n1").failedBy[static_cast<std::size_t>(Cause::NoQuorum)], failed(run, Outcome::Unreachable));
        return run.totals().completed;
    };
    EXPECT_EQ(completed("write", "write-quorum=2", "@550ms crash n2"), 10u);
    EXPECT_EQ(completed("write", "write-quorum=3", "@550ms crash n2"), 5u);
    EXPECT_EQ(completed("write", "write-quorum=2", "@550ms crash n2; @650ms crash n3"), 6u);
    EXPECT_EQ(completed("write", "write-quorum=1", "@550ms crash n2; @650ms crash n3"), 10u);
    EXPECT_EQ(completed("read", "read-quorum=2", "@550ms crash n2"), 10u);
    EXPECT_EQ(completed("read", "read-quorum=2", "@550ms crash n3"), 10u);
    EXPECT_EQ(completed("read", "read-quorum=3", "@550ms crash n3"), 5u);
    EXPECT_EQ(completed("read", "read-quorum=2", "@550ms crash n2; @550ms crash n3; @750ms recover n2"), 8u);
}

TEST(NosqlStoreFaults, AReadAsksAnotherCopyWhenOneRefuses)
{
    const Simulation run = runFor(three("read", "read-quorum=2, service=const(3ms)") + "@0s crash n2; @0s crash n3", 150_ms);
    EXPECT_EQ(failed(run, Outcome::Unreachable), 1u);
    const Simulation other = runFor(three("read", "read-quorum=2, service=const(3ms)") + "@0s crash n2", 150_ms);
    EXPECT_EQ(measure(other, "n1", "copy_reads"), 1);
    EXPECT_EQ(measure(other, "n3", "copy_reads"), 1);
    EXPECT_TRUE(other.latency().max() == 5_ms || other.latency().max() == 7_ms); // key 0 asks n3 first, or n2 and then n3
}

TEST(NosqlStoreFaults, ANodeThatCrashesWhileItIsWaitedForFailsOnlyWhatNeedsIt)
{
    // Asked at 101 ms, n3 works until 131 ms; it crashes at 120 ms, and its refusal is back at 121 ms.
    const Simulation two = runFor(three("write", "write-quorum=2, service=const(30ms)") + "@120ms crash n3", 150_ms);
    EXPECT_EQ(two.totals().completed, 1u);
    const Simulation all = runFor(three("write", "write-quorum=3, service=const(30ms)") + "@120ms crash n3", 122_ms);
    EXPECT_EQ(failed(all, Outcome::Unreachable), 1u);
    EXPECT_EQ(all.callsInUse(), 1u); // to n2
}

TEST(NosqlStoreFaults, ACoordinatorThatCrashesAnswersOnceAndForgetsWhatItWaitedFor)
{
    Simulation run = runFor(three("write", "write-quorum=3, service=const(30ms)") + "@120ms crash n1; @125ms recover n1; @150ms set users.scale=0", 300_ms);
    EXPECT_EQ(failed(run, Outcome::Unreachable), 1u);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(measure(run, "n3", "copy_writes"), 1); // what was under way arrives
    EXPECT_EQ(measure(run, "n3", "keys"), 1);
    EXPECT_EQ(measure(run, "n1", "copy_writes"), 0);
}

TEST(NosqlStoreFaults, APeerThatIsTooSlowCountsAsFailed)
{
    const std::string slow = "users(arrivals=constant(1/s), mix={MIX=1}) -> web:web-server -> n1:nosql-store(replicas=3, read-quorum=2, write-quorum=3, hinted-handoff=true)\n"
                             "n1 -timeout=50ms-> n2:nosql-store(replicas=3, service=const(200ms)), n3:nosql-store(replicas=3, service=const(200ms)); n2 -> n1, n3; n3 -> n1, n2";
    const auto run = [&](const std::string& mix) {
        std::string text = slow;
        text.replace(text.find("MIX"), 3, mix);
        return runFor(text, 1999_ms);
    };
    const Simulation reads = run("read"); // n2 and n3 one after the other, 50 ms each
    EXPECT_EQ(failed(reads, Outcome::Unreachable), 1u);
    EXPECT_EQ(measure(reads, "n2", "copy_reads") + measure(reads, "n3", "copy_reads"), 2);
    EXPECT_EQ(measuresOf(reads, "n2").failedBy[static_cast<std::size_t>(Cause::TimedOut)] + measuresOf(reads, "n3").failedBy[static_cast<std::size_t>(Cause::TimedOut)], 2u);
    EXPECT_EQ(measuresOf(reads, "n1").failedTime, 100'000'000u);
    const Simulation writes = run("write");
    EXPECT_EQ(failed(writes, Outcome::Unreachable), 1u);
    EXPECT_EQ(measure(writes, "n1", "hints_kept"), 2);
    EXPECT_EQ(writes.callsInUse(), 0u);
}

TEST(NosqlStoreFaults, HintsBringANodeThatReturnsUpToDate)
{
    const auto staleReads = [](const std::string& params) {
        Simulation run = runFor(three("write", "write-quorum=2" + params) + "@550ms crash n3; @1550ms recover n3; @1560ms set users.scale=0", 3050_ms);
        EXPECT_EQ(run.totals().completed, 15u);
        EXPECT_TRUE(tell(run, "set readers.scale=1"));
        run.advance(4_s);
        EXPECT_EQ(measure(run, "n3", "reads"), 9);
        EXPECT_EQ(measure(run, "n1", "hints_waiting"), 0);
        return measure(run, "n3", "stale_reads");
    };
    EXPECT_EQ(staleReads(""), 9);
    EXPECT_EQ(staleReads(", hinted-handoff=true, handoff-interval=300ms"), 0);
    EXPECT_EQ(staleReads(", hinted-handoff=true, handoff-interval=300ms, service=const(5ms)"), 0);
}

TEST(NosqlStoreFaults, HintsAreDeliveredAtTheNextLookOneAfterAnother)
{
    Simulation run = runFor(three("write", "write-quorum=2, service=const(10ms), hinted-handoff=true, handoff-interval=300ms") + "@550ms crash n3; @1550ms recover n3; @1560ms set users.scale=0", 1700_ms);
    EXPECT_EQ(measure(run, "n1", "hints_kept"), 10);
    EXPECT_EQ(measure(run, "n1", "hints_waiting"), 10);
    // The first hint came at 602 ms, so it looks at 902, 1202, 1502 and 1802 ms; each hint takes 12 ms.
    run.advance(1802_ms + 24_ms + SimTime{1});
    EXPECT_EQ(measure(run, "n1", "hints_delivered"), 2);
    EXPECT_EQ(measure(run, "n1", "hints_waiting"), 8);
    run.advance(1802_ms + 120_ms + SimTime{1});
    EXPECT_EQ(measure(run, "n1", "hints_delivered"), 10);
    EXPECT_EQ(measure(run, "n3", "copy_writes"), 15);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(NosqlStoreFaults, ACallThatTheWireTriesAgainIsStillTheSameWrite)
{
    // Refused at 100 ms, the call to n2 is made again at 110 ms.
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}, keys=uniform(1)) -> web:web-server -> n1:nosql-store(replicas=2, write-quorum=2)\n"
                                  "n1 -retries=1, backoff=10ms-> n2:nosql-store(replicas=2); n2 -> n1\n"
                                  "@0s crash n2; @105ms recover n2", 150_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(run.latency().max(), 10_ms);
    EXPECT_EQ(measure(run, "n2", "keys"), 1);
    EXPECT_GT(run.latestVersion(run.find("n1"), 0), 0u);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(NosqlStoreFaults, TheHintLogIsAQueueThatGivesRoomBack)
{
    Rng rng(3);
    HintLog log;
    std::deque<std::uint64_t> reference;
    for (std::uint64_t step = 0; step < 20'000; ++step) {
        if (reference.empty() || rng.below(100) < (step < 10'000 ? 60u : 40u)) {
            log.push({step, step + 1});
            reference.push_back(step);
        } else {
            ASSERT_EQ(log.front().key, reference.front());
            ASSERT_EQ(log.front().version, reference.front() + 1);
            log.pop();
            reference.pop_front();
        }
        ASSERT_EQ(log.size(), reference.size());
    }
}

TEST(NosqlStoreFaults, OnlySoManyHintsAreKept)
{
    const Simulation run = runFor(three("write", "write-quorum=2, hinted-handoff=true, hint-limit=4") + "@550ms crash n3", 1550_ms);
    EXPECT_EQ(measure(run, "n1", "hints_kept"), 4);
    EXPECT_EQ(measure(run, "n1", "hints_dropped"), 6);
}

TEST(NosqlStoreFaults, AHintDoesNotCountForTheQuorum)
{
    const Simulation run = runFor(three("write", "write-quorum=3, hinted-handoff=true") + "@550ms crash n3", 1050_ms);
    EXPECT_EQ(failed(run, Outcome::Unreachable), 5u);
    EXPECT_EQ(measure(run, "n1", "hints_kept"), 5);
}

TEST(NosqlStoreFaults, AReadThatSeesTwoVersionsWritesTheNewerOneBack)
{
    const auto readAt3 = [](const std::string& params, int quorum) {
        Simulation run = runFor(three("write", "write-quorum=2" + params) + "@550ms crash n3; @1550ms recover n3; @1560ms set users.scale=0", 2050_ms);
        EXPECT_TRUE(tell(run, "set n3.read-quorum=" + std::to_string(quorum)));
        EXPECT_TRUE(tell(run, "set readers.scale=1"));
        run.advance(2160_ms);
        EXPECT_TRUE(tell(run, "set n3.read-quorum=1"));
        run.advance(3_s);
        EXPECT_EQ(measure(run, "n3", "reads"), 9);
        return std::pair(measure(run, "n3", "stale_reads"), measure(run, "n3", "read_repairs"));
    };
    EXPECT_EQ(readAt3("", 2), std::pair(8.0, 0.0));
    EXPECT_EQ(readAt3(", read-repair=true", 2), std::pair(0.0, 1.0));
    EXPECT_EQ(readAt3(", read-repair=true", 1), std::pair(9.0, 0.0)); // one answer alone tells of no difference
}

TEST(NosqlStoreFaults, DataOnDiskSurvivesACrashAndDataInMemoryDoesNot)
{
    const auto lost = [](const std::string& params, const std::string& faults) {
        const Simulation run = runFor(three("write", params) + faults, 1_s);
        return std::pair(run.totals().lostWrites, measure(run, "n1", "keys") + measure(run, "n2", "keys") + measure(run, "n3", "keys"));
    };
    EXPECT_EQ(lost("write-quorum=3", "@550ms crash n1; @560ms crash n2; @570ms crash n3"), std::pair(std::uint64_t{0}, 3.0));
    EXPECT_EQ(lost("write-quorum=3, memory-only=true", "@550ms crash n1; @560ms crash n2"), std::pair(std::uint64_t{0}, 1.0));
    EXPECT_EQ(lost("write-quorum=3, memory-only=true", "@550ms crash n1; @560ms crash n2; @570ms crash n3"), std::pair(std::uint64_t{1}, 0.0));
}

TEST(NosqlStoreFaults, ClientsGoToOtherNodesOnceTheCrashIsDetected)
{
    const std::string params = ":nosql-store(replicas=2, detection=300ms)";
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> a" + params + ", b" + params + "; a -> b; b -> a\n@550ms crash a; @1350ms recover a", 2050_ms);
    EXPECT_EQ(failed(run, Outcome::Unreachable), 1u); // in turn: 0.7 s; from 0.85 to 1.35 s all go to b
    EXPECT_EQ(measure(run, "a", "reads") + measure(run, "b", "reads"), 19);
}

TEST(NosqlStoreFaults, ANodeThatJoinsTakesOverItsShareOfTheKeysAndOneThatLeavesGivesItBack)
{
    Simulation run = runFor("users(arrivals=constant(1000/s), mix={write=1}, keys=uniform(200)) -> web:web-server -> a:nosql-store", 3_s);
    EXPECT_EQ(measure(run, "a", "keys"), 200);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"b", "nosql-store", {}}}));
    ASSERT_TRUE(tell(run, "set users.mix={\"read\": 1}"));
    ASSERT_TRUE(run.apply(AddWireCommand{{"a", "b", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"b", "a", {}}}));
    EXPECT_EQ(measure(run, "a", "keys") + measure(run, "b", "keys"), 200);
    EXPECT_NEAR(measure(run, "b", "keys"), 200 * measure(run, "b", "ring_share"), 30);
    run.advance(5_s);
    EXPECT_GT(measure(run, "b", "copy_reads"), 300);
    ASSERT_TRUE(tell(run, "remove b"));
    EXPECT_EQ(measure(run, "a", "keys"), 200);
    run.advance(7_s);
    EXPECT_EQ(run.totals().stale, 0u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 0u);
}

} // namespace
} // namespace scalelab
