// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sender.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

using Lines = std::vector<std::string>;

/// The answers to a sender "s", run for a minute, with events such as "1050ms cut s->web" on the way.
Lines answersTo(const std::string& drawing, const std::vector<std::string>& events = {})
{
    Simulation run = simulateWithSender(drawing);
    for (const std::string& event : events) {
        const auto blank = event.find(' ');
        run.schedule({std::stoll(event) * 1'000'000}, command(event.substr(blank + 1)));
    }
    run.advance(60_s);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(run.requestsInUse(), 0u);
    return answersOf(run, "s");
}

std::uint64_t failedBy(const Simulation& run, Outcome outcome) { return run.totals().failed[static_cast<std::size_t>(outcome)]; }

TEST(Transport, WhatIsSentQueuesForTheBandwidth)
{
    // A second each to leave, 100 ms each way; what comes back is empty.
    EXPECT_EQ(answersTo("s:sender(count=3, gap=500ms, bytes=1000, writes=1) -latency=100ms, bandwidth=8kbit/s-> web:web-server"), (Lines{"2200ms ok", "3200ms ok", "4200ms ok"}));
    EXPECT_EQ(answersTo("s:sender(count=2, gap=4s, bytes=1000, writes=1) -latency=100ms, bandwidth=8kbit/s-> web:web-server"), (Lines{"2200ms ok", "6200ms ok"}));
}

TEST(Transport, WhatIsFetchedQueuesOnTheWayBack)
{
    EXPECT_EQ(answersTo("s:sender(count=3, gap=500ms, bytes=1000) -latency=100ms, bandwidth=8kbit/s-> web:web-server(service=const(1s))"), (Lines{"3200ms ok", "4200ms ok", "5200ms ok"}));
}

TEST(Transport, EachWayHasTheBandwidthForItself)
{
    // A write at 1 s leaves until 2 s; the read of 1.5 s is answered at 1.6 s and is on its way back until 2.6 s.
    Simulation run = simulateWithSender("s:sender(count=2, gap=500ms, bytes=1000, writes=2) -latency=100ms, bandwidth=8kbit/s-> web:web-server");
    run.advance(10_s);
    EXPECT_EQ(answersOf(run, "s"), (Lines{"2200ms ok", "2700ms ok"}));
    EXPECT_EQ(run.line(0).bytes[static_cast<std::size_t>(Way::There)], 1000u);
    EXPECT_EQ(run.line(0).bytes[static_cast<std::size_t>(Way::Back)], 1000u);
}

TEST(Transport, BandwidthCanChangeDuringARun)
{
    EXPECT_EQ(answersTo("s:sender(count=3, gap=500ms, bytes=1000, writes=1) -bandwidth=8kbit/s-> web:web-server", {"1700 set s->web.bandwidth=none"}), (Lines{"2000ms ok", "2000ms ok", "3000ms ok"}));
    EXPECT_EQ(answersTo("s:sender(count=2, gap=2s, bytes=1000, writes=1) -bandwidth=8kbit/s-> web:web-server", {"2500 set s->web.bandwidth=16kbit/s"}), (Lines{"2000ms ok", "3500ms ok"}));
}

TEST(Transport, WhatIsAlwaysLostIsGivenUpAfterSixRetransmissions)
{
    // 0.2 + 0.4 + 0.8 + 1.6 + 3.2 + 6.4 s, and the latency.
    Simulation run = simulateWithSender("s:sender -latency=100ms, loss=100%-> web:web-server");
    run.advance(60_s);
    EXPECT_EQ(answersOf(run, "s"), (Lines{"13700ms network cut"}));
    EXPECT_EQ(run.line(0).retransmitted, 6u);
    EXPECT_EQ(measuresOf(run, "web").arrived, 0u);
    EXPECT_EQ(answersTo("s:sender -loss=100%, retransmission=10ms-> web:web-server"), (Lines{"1630ms network cut"}));
}

TEST(Transport, LossDelaysAsItsClosedFormSays)
{
    // Lost k times with probability 0.8 * 0.2^k, each way: (2^k - 1) * 200 ms late; 2 * (0.8 / 0.6 - 1) * 200 ms on average, standard deviation 422 ms.
    for (const char* wire : {"-loss=20%-> web:web-server", "-> web:web-server\n@0s loss users->web 20%"}) {
        const Simulation run = runFor("users(arrivals=constant(100/s)) " + std::string(wire), 120_s, 3, 10_s);
        EXPECT_NEAR(run.latency().meanSeconds(), 0.4 / 3, 4 * 0.422 / 104) << wire;
        EXPECT_NEAR(static_cast<double>(run.line(0).retransmitted), 2 * 12'000 * 0.25, 4 * 86) << wire;
        EXPECT_LT(failedBy(run, Outcome::Unreachable), 3u) << wire; // 0.2^7 each way
    }
}

TEST(Transport, LossOfTheWireAndOfAFaultAddUp)
{
    // What passes both is a quarter: (1 - 0.75^7)^2 of the calls get through in the end.
    Simulation run = simulate("users(arrivals=constant(100/s)) -loss=50%, retransmission=1ms-> web:web-server\n@0s loss users->web 50%", 5);
    run.advance(200_s);
    const double through = 0.8665 * 0.8665;
    EXPECT_NEAR(static_cast<double>(run.totals().completed) / 20'000, through, 4 * 0.0031);
    ASSERT_TRUE(tell(run, "loss users->web 0"));
    ASSERT_TRUE(tell(run, "set users->web.loss=0"));
    const std::uint64_t failed = failedBy(run, Outcome::Unreachable) + run.totals().inFlight;
    run.advance(300_s);
    EXPECT_LE(failedBy(run, Outcome::Unreachable), failed);
}

TEST(Transport, ALatencyMayBeDrawnAtRandom)
{
    const Simulation run = runFor("users(arrivals=constant(100/s)) -exp(50ms)-> web:web-server", 100_s);
    EXPECT_NEAR(run.latency().meanSeconds(), 0.1, 4 * 0.0707 / 100);
    EXPECT_NEAR(run.latency().quantile(0.5).seconds(), 0.0839, 0.004); // of two exponentials
}

TEST(Transport, TheStreamOfAWireIsItsOwn)
{
    const auto alone = runFor("users(arrivals=constant(100/s)) -exp(50ms)-> web:web-server", 20_s);
    const auto together = runFor("people:users(arrivals=constant(30/s)) -exp(70ms)-> other:web-server; users(arrivals=constant(100/s)) -exp(50ms)-> web:web-server", 20_s);
    EXPECT_EQ(measuresOf(alone, "users").sojourn, measuresOf(together, "users").sojourn);
}

TEST(Transport, ACutIsFeltAccordingToWhereACallIs)
{
    // Sent at 1 s, there at 1.1 s, served until 1.6 s, back at 1.7 s.
    const std::string drawing = "s:sender -100ms-> web:web-server(service=const(500ms))";
    EXPECT_EQ(answersTo(drawing), (Lines{"1700ms ok"}));
    EXPECT_EQ(answersTo(drawing, {"500 cut s->web"}), (Lines{"1000ms network cut"}));
    EXPECT_EQ(answersTo(drawing, {"1050 cut s->web"}), (Lines{"1100ms network cut"}));
    EXPECT_EQ(answersTo(drawing, {"1300 cut s->web"}), (Lines{"1700ms network cut"}));
    EXPECT_EQ(answersTo(drawing, {"1650 cut s->web"}), (Lines{"1700ms network cut"}));
    EXPECT_EQ(answersTo(drawing, {"1800 cut s->web"}), (Lines{"1700ms ok"}));
    // Mended in time only what was not on the wire gets through.
    EXPECT_EQ(answersTo(drawing, {"500 cut s->web", "900 mend s->web"}), (Lines{"1700ms ok"}));
    EXPECT_EQ(answersTo(drawing, {"1050 cut s->web", "1060 mend s->web"}), (Lines{"1100ms network cut"}));
    EXPECT_EQ(answersTo(drawing, {"1200 cut s->web", "1500 mend s->web"}), (Lines{"1700ms ok"}));
    EXPECT_EQ(answersTo(drawing, {"1650 cut s->web", "1660 mend s->web"}), (Lines{"1700ms network cut"}));
    // A component stands for all its wires.
    EXPECT_EQ(answersTo(drawing, {"1300 cut web"}), (Lines{"1700ms network cut"}));
}

TEST(Transport, OnlyWhatReachesTheServerIsCountedThere)
{
    Simulation run = simulateWithSender("s:sender(count=3, gap=1s) -100ms-> web:web-server(service=const(500ms))");
    run.schedule(1300_ms, command("cut s->web"));
    run.schedule(2500_ms, command("mend s->web"));
    run.schedule(3050_ms, command("cut s->web"));
    run.advance(10_s);
    EXPECT_EQ(answersOf(run, "s"), (Lines{"1700ms network cut", "2000ms network cut", "3100ms network cut"}));
    EXPECT_EQ(measuresOf(run, "web").arrived, 1u);
    EXPECT_EQ(measuresOf(run, "web").completed(), 1u);
    EXPECT_EQ(measuresOf(run, "web").failedBy[static_cast<std::size_t>(Cause::Partitioned)], 2u);
    EXPECT_EQ(run.wires()[0].failed, 3u);
}

TEST(Transport, AFaultMakesAWireLongerUntilItIsTakenBack)
{
    const std::string drawing = "s:sender(count=3, gap=2s) -100ms-> web:web-server";
    EXPECT_EQ(answersTo(drawing, {"500 delay s->web 300ms", "2500 delay s->web 0s"}), (Lines{"1800ms ok", "3200ms ok", "5200ms ok"}));
    EXPECT_EQ(answersTo(drawing, {"1050 delay web 300ms"}), (Lines{"1500ms ok", "3800ms ok", "5800ms ok"})); // the call under way keeps its time, its answer does not
}

/// Two data centers with a server each that has a store in the other one.
Scene twoPlaces()
{
    Scene drawn = scene("users(arrivals=constant(10/s), mix={write=1}) -> w1:web-server -> d1:database; people:users(arrivals=constant(10/s), mix={write=1}) -> w2:web-server -> d2:database");
    drawn.zones = {{"east", "data-center", {"w1", "d2"}, {}}, {"west", "data-center", {"w2", "d1"}, {}}};
    return drawn;
}

/// Requests of users and of people completed from now on within a second.
std::pair<std::uint64_t, std::uint64_t> nextSecond(Simulation& run)
{
    const std::uint64_t users = measuresOf(run, "users").completed(), people = measuresOf(run, "people").completed();
    run.advance(run.now() + 1_s);
    return {measuresOf(run, "users").completed() - users, measuresOf(run, "people").completed() - people};
}

TEST(Transport, APartitionPartsTwoSidesUntilItIsHealed)
{
    using Both = std::pair<std::uint64_t, std::uint64_t>;
    Simulation run = runFor(twoPlaces(), 50_ms);
    EXPECT_EQ(nextSecond(run), (Both{10, 10}));
    ASSERT_TRUE(tell(run, "partition east|west"));
    EXPECT_EQ(nextSecond(run), (Both{0, 0}));
    ASSERT_TRUE(tell(run, "heal east|west"));
    EXPECT_EQ(nextSecond(run), (Both{10, 10}));
    ASSERT_TRUE(tell(run, "partition w1|d1,d2"));
    EXPECT_EQ(nextSecond(run), (Both{0, 10}));
    ASSERT_TRUE(tell(run, "partition w2,d2")); // the two against all others: their users do not reach them
    EXPECT_EQ(nextSecond(run), (Both{0, 0}));
    ASSERT_TRUE(tell(run, "heal w1|d1,d2"));
    EXPECT_EQ(nextSecond(run), (Both{10, 0}));
    ASSERT_TRUE(tell(run, "heal w2,d2"));
    EXPECT_EQ(nextSecond(run), (Both{10, 10}));
}

TEST(Transport, PartitionsAndCutsOfOneWireEndApart)
{
    Simulation run = runFor(twoPlaces(), 50_ms);
    const auto isCut = [&] { return run.line(1).isCut(); }; // w1 -> d1
    for (const char* step : {"partition east|west", "partition w1", "cut w1->d1"}) ASSERT_TRUE(tell(run, step));
    for (const char* step : {"heal east|west", "mend w1->d1", "heal w1"}) {
        EXPECT_TRUE(isCut());
        ASSERT_TRUE(tell(run, step));
    }
    EXPECT_FALSE(isCut());
}

TEST(Transport, AWireDrawnAcrossAPartitionIsCut)
{
    Simulation run = runFor(twoPlaces(), 50_ms);
    ASSERT_TRUE(tell(run, "partition east|west"));
    ASSERT_TRUE(run.apply(AddWireCommand{{"w2", "d1", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"w1", "d2", {}}}));
    EXPECT_FALSE(run.line(static_cast<WireId>(run.wires().size() - 1)).isCut());
    EXPECT_FALSE(run.line(static_cast<WireId>(run.wires().size() - 2)).isCut());
    ASSERT_TRUE(tell(run, "remove w1->d1"));
    ASSERT_TRUE(run.apply(AddWireCommand{{"w1", "d1", {}}}));
    EXPECT_TRUE(run.line(static_cast<WireId>(run.wires().size() - 1)).isCut());
}

TEST(Transport, AFaultOfTheNetworkThatCannotBeSaysWhy)
{
    Simulation run = runFor(twoPlaces(), 50_ms);
    const auto refusal = [&](const std::string& verb, const std::string& target) {
        const auto done = run.apply(FaultCommand{verb, target});
        return done ? std::string("done") : done.error().message;
    };
    EXPECT_EQ(refusal("partition", "east|moon"), "there is no component or zone \"moon\" in this run");
    EXPECT_EQ(refusal("heal", "east|west"), "the network is not parted at \"east|west\"");
    EXPECT_EQ(refusal("partition", "east|west"), "done");
    EXPECT_EQ(refusal("partition", "east|west"), "\"east|west\" is cut off already");
    EXPECT_EQ(refusal("cut", "w1->w2"), "there is no wire \"w1->w2\" in this run");
    EXPECT_EQ(refusal("cut", "moon"), "there is no component \"moon\" in this run");
    EXPECT_EQ(refusal("crash", "w1->d1"), "\"crash\" takes a component, not a wire");
    EXPECT_EQ(refusal("outage", "moon"), "there is no zone \"moon\" in this run");
}

} // namespace
} // namespace scalelab
