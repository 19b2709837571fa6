// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "everything.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

const std::string pair = "users(arrivals=constant(10/s)) -> web:web-server(service=const(5ms))";

TEST(Commands, AreLoggedWithTheirTimeAndTheEventsBefore)
{
    Simulation run = runFor(pair + "\n@150ms set web.workers=3", 250_ms);
    ASSERT_TRUE(tell(run, "set web.workers=7"));
    ASSERT_EQ(run.commandLog().size(), 2u);
    EXPECT_TRUE(run.commandLog()[0].scheduled);
    EXPECT_EQ(run.commandLog()[0].at, 150_ms);
    EXPECT_EQ(run.commandLog()[0].events, 2u); // an arrival and its end of service
    EXPECT_FALSE(run.commandLog()[1].scheduled);
    EXPECT_EQ(run.commandLog()[1].at, 250_ms);
    EXPECT_EQ(run.commandLog()[1].events, 4u);
}

TEST(Commands, ARefusedOneChangesNothingAndSaysWhy)
{
    Simulation run = runFor(pair, 250_ms);
    const Simulation before = run;
    const auto refusal = [&](const Command& refused) {
        const auto done = run.apply(refused);
        return done ? std::string("done") : done.error().message;
    };
    EXPECT_EQ(refusal(command("set web9.workers=3")), "there is no component \"web9\" in this run");
    EXPECT_EQ(refusal(command("set web.wheels=3")), "a Web server has no parameter \"wheels\"");
    EXPECT_EQ(refusal(command("set web.address=10.0.0.1")), "\"address\" cannot change while the simulation runs; change it before the start");
    EXPECT_NE(refusal(command("set web.workers=0")).find("web.workers: "), std::string::npos);
    EXPECT_EQ(refusal(command("recover web")), "\"web\" is up already");
    EXPECT_EQ(refusal(command("crash web9")), "there is no component \"web9\" in this run");
    EXPECT_EQ(refusal(FaultCommand{"melt", "web"}), "this program knows no fault \"melt\"");
    EXPECT_EQ(refusal(command("remove web9")), "there is no component \"web9\" in this run");
    EXPECT_EQ(refusal(command("remove web->users")), "there is no wire from \"web\" to \"users\" in this run");
    EXPECT_EQ(refusal(AddComponentCommand{{"web", "web-server", {}}}), "the id \"web\" is in use already");
    EXPECT_EQ(refusal(AddComponentCommand{{"x", "teapot", {}}}), "this program knows no kind \"teapot\"");
    EXPECT_EQ(refusal(AddWireCommand{{"users", "web", {}}}), "\"users\" is wired to \"web\" already");
    EXPECT_EQ(refusal(AddWireCommand{{"users", "x", {}}}), "there is no component \"x\" in this run");
    EXPECT_NE(refusal(AddWireCommand{{"web", "users", {}}}), "done");
    EXPECT_EQ(refusal(SetWireCommand{"users", "web", "colour", 3}), "a wire has no parameter \"colour\"");
    EXPECT_NE(refusal(SetWireCommand{"users", "web", "latency", "-5ms"}), "done");
    EXPECT_NE(refusal(SetWireCommand{"users", "web", "weight", "heavy"}), "done");
    EXPECT_EQ(run.fingerprint(), before.fingerprint());
    EXPECT_TRUE(run.commandLog().empty());
    EXPECT_TRUE(run.incidents().empty());
    Simulation undisturbed = before;
    undisturbed.advance(2_s);
    run.advance(2_s);
    EXPECT_EQ(run.fingerprint(), undisturbed.fingerprint());
}

TEST(Commands, EveryAppliedOneEntersTheFingerprint)
{
    Simulation run = runFor(pair, 250_ms);
    const std::uint64_t before = run.fingerprint();
    ASSERT_TRUE(tell(run, "set web.workers=3"));
    EXPECT_NE(run.fingerprint(), before);
}

TEST(Commands, ScheduledOnesComeBeforeEverythingElseOfTheirInstantInTheirOrder)
{
    // The arrival at 100 ms finds the server down; that at 200 ms finds it up.
    const Simulation run = runFor(pair + "\n@200ms recover web\n@100ms crash web", 250_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 1u);
    const Simulation both = runFor(pair + "\n@100ms crash web\n@100ms recover web", 150_ms);
    EXPECT_EQ(both.totals().completed, 1u);
    ASSERT_EQ(both.commandLog().size(), 2u);
}

TEST(Commands, AScheduledOneThatIsRefusedBecomesAnIncident)
{
    const Simulation run = runFor(pair + "\n@100ms recover web", 150_ms);
    ASSERT_EQ(run.incidents().size(), 1u);
    EXPECT_EQ(run.incidents().front().text, "scheduled event refused: \"web\" is up already");
    EXPECT_TRUE(run.commandLog().empty());
}

TEST(Commands, ACrashSaysHowMuchItFailed)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(workers=1, service=const(10s))", 350_ms);
    ASSERT_TRUE(tell(run, "crash web"));
    EXPECT_EQ(run.incidents().back().text, "crashed: 3 calls in it failed");
    EXPECT_EQ(run.incidents().back().component, "web");
    EXPECT_EQ(run.incidents().back().at, 350_ms);
    EXPECT_FALSE(tell(run, "crash web"));
    ASSERT_TRUE(tell(run, "restart web"));
    EXPECT_EQ(run.node(run.find("web")).health, Health::Up);
}

TEST(Commands, AComponentAddedAndWiredTakesPart)
{
    Simulation run = runFor(pair, 1_s);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"web2", "web-server", {{{"service", "const(7ms)"}}}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"users", "web2", {{{"latency", "10ms"}}}}}));
    run.advance(2050_ms);
    EXPECT_EQ(measuresOf(run, "web2").arrived, 5u);
    EXPECT_EQ(run.latency().max(), 27_ms);
    EXPECT_EQ(run.incidents().back().text, "added to the running scene");
}

TEST(Commands, WhatIsUnderWayWhenAComponentIsRemovedFails)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -20ms-> web:web-server(service=const(50ms))", 310_ms);
    ASSERT_TRUE(tell(run, "remove web")); // the third request is still on its way
    EXPECT_EQ(run.find("web"), nothing);
    run.advance(1_s);
    EXPECT_EQ(run.totals().completed, 2u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 7u);
    EXPECT_EQ(run.callsInUse() + run.requestsInUse(), 0u);
}

TEST(Commands, ARemovedWireCarriesWhatIsOnItAndNothingMore)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -20ms-> web:web-server(service=const(50ms))", 310_ms);
    ASSERT_TRUE(tell(run, "remove users->web"));
    run.advance(1_s);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 6u);
    EXPECT_EQ(measuresOf(run, "web").arrived, 3u);
    ASSERT_TRUE(run.apply(AddWireCommand{{"users", "web", {}}}));
    run.advance(2_s);
    EXPECT_EQ(run.totals().completed, 13u);
}

TEST(Commands, AChangedLatencyHoldsForWhatIsSentAfterwards)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -20ms-> web:web-server", 310_ms);
    ASSERT_TRUE(tell(run, "set users->web.latency=5ms"));
    run.advance(330_ms); // the third request arrives at 320 ms; its reply takes 5 ms
    EXPECT_EQ(run.latency().count(), 3u);
    EXPECT_EQ(run.latency().min(), 25_ms);
    run.advance(420_ms);
    EXPECT_EQ(run.latency().min(), 10_ms);
    ASSERT_TRUE(tell(run, "set users->web.latency=0s"));
    run.advance(501_ms);
    EXPECT_EQ(run.latency().min(), SimTime{});
}

TEST(Commands, GivenInTheMiddleOfAnInstantTheyDivideIt)
{
    Simulation run = simulate("users(arrivals=closed(users=3, think=const(1s))) -> web:web-server(service=const(1ms))");
    ASSERT_TRUE(run.step());
    EXPECT_EQ(run.now(), 1_s);
    ASSERT_TRUE(tell(run, "crash web"));
    run.advance(1500_ms);
    EXPECT_EQ(run.totals().offered, 3u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 3u);
    EXPECT_EQ(run.commandLog().front().events, 1u);
    EXPECT_EQ(run.incidents().front().text, "crashed: 1 calls in it failed");
}

} // namespace
} // namespace scalelab
