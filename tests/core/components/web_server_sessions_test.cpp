// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "doubles.h"
#include "run/compile.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;
using Passages = std::vector<std::string>;

std::uint64_t loggedOut(const Simulation& simulation) { return simulation.totals().failed[static_cast<std::size_t>(Outcome::Unauthenticated)]; }

Simulation runWithDoubles(std::string_view drawing, SimTime end)
{
    Simulation run = simulateWithDoubles(drawing);
    run.sampleFlights(1);
    run.advance(end);
    return run;
}

TEST(Sessions, AreNotNeededUnlessDeclared)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s read u1 | 2s write u1 | 3s login u1) -> web:web-server", 5_s);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(measure(run, "web", "sessions"), 0);
}

TEST(Sessions, InMemoryBelongToTheUserWhoLoggedIn)
{
    Simulation run = runWithDoubles("v:visitors(script=1s read u1 | 2s static u1 | 3s login u1 | 4s read u1 | 5s read u2 | 6s write u1 | 7s job u1 | 8s join u1 | 9s job u2) -> web:web-server(sessions=memory, service=const(1ms))", 10_s);
    EXPECT_EQ(passages(run), (Passages{"1s v>web", "1.001s v<web session lost", "2s v>web", "2.001s v<web", "3s v>web", "3.001s v<web", "4s v>web", "4.001s v<web", "5s v>web", "5.001s v<web session lost", "6s v>web",
                                       "6.001s v<web", "7s v>web", "7.001s v<web", "8s v>web", "8.001s v<web", "9s v>web", "9.001s v<web session lost"}));
    EXPECT_EQ(measuresOf(run, "web").failedBy[static_cast<std::size_t>(Cause::SessionLost)], 3u);
    EXPECT_EQ(loggedOut(run), 3u);
    EXPECT_EQ(measure(run, "web", "sessions"), 1);
}

TEST(Sessions, MayBeNeededForChangesOnly)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s read | 2s join | 3s static | 4s write | 5s job) -> web:web-server(sessions=memory, session-use=changes)", 10_s);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(loggedOut(run), 2u);
}

const std::string logInAndRead = "v:visitors(script=1s login u1 | 1100ms login u2 | 2s read u1 | 2100ms read u2 | 3s read u2 | 3100ms read u1) -> ";

TEST(Sessions, InMemoryAreUnknownToOtherServers)
{
    const Simulation loose = runWithDoubles(logInAndRead + "lb:load-balancer -> a:web-server(sessions=memory), b:web-server(sessions=memory)", 5_s);
    EXPECT_EQ(loggedOut(loose), 2u); // u1 on a and u2 on b; at 3 s it is the other way round
    const Simulation sticky = runWithDoubles(logInAndRead + "lb:load-balancer(sticky=true) -> a:web-server(sessions=memory), b:web-server(sessions=memory)", 5_s);
    EXPECT_EQ(loggedOut(sticky), 0u);
}

TEST(Sessions, InMemoryGoWithACrash)
{
    Simulation run = runWithDoubles("v:visitors(script=1s login u1 | 1100ms login u2 | 3s read u1 | 4s login u1 | 5s read u1 | 6s read u2) -> web:web-server(sessions=memory)\n@2s restart web", 2500_ms);
    EXPECT_EQ(measure(run, "web", "sessions"), 0);
    EXPECT_EQ(measure(run, "web", "sessions_lost"), 2);
    run.advance(10_s);
    EXPECT_EQ(loggedOut(run), 2u);
    EXPECT_EQ(measure(run, "web", "sessions"), 1);
    ASSERT_TRUE(tell(run, "flush web"));
    EXPECT_EQ(measure(run, "web", "sessions"), 0);
    EXPECT_EQ(measure(run, "web", "sessions_lost"), 3);
}

TEST(Sessions, EndWhenTheyAreNotUsedForLong)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s login u1 | 3s read u1 | 5s read u1 | 7500ms read u1 | 8s read u1) -> web:web-server(sessions=memory, session-ttl=2500ms)", 10_s);
    EXPECT_EQ(run.totals().completed, 3u); // at 7.5 s it is over
    EXPECT_EQ(loggedOut(run), 2u);
    EXPECT_EQ(measure(run, "web", "sessions"), 0);
    EXPECT_EQ(measure(run, "web", "sessions_lost"), 0);
}

TEST(Sessions, WithoutRoomTheOneUsedLongestAgoGoes)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s login u1 | 2s login u2 | 3s read u1 | 4s login u3 | 5s read u1 | 6s read u2) -> web:web-server(sessions=memory, session-memory=2)", 10_s);
    EXPECT_EQ(loggedOut(run), 1u);
    EXPECT_EQ(measure(run, "web", "sessions"), 2);
    EXPECT_EQ(measure(run, "web", "sessions_evicted"), 1);
}

const std::string stateless = "lb:load-balancer -> a:web-server(sessions=store), b:web-server(sessions=store) -> depot(service=const(2ms))";

TEST(Sessions, InAStoreAreKnownToEveryServer)
{
    const Simulation run = runWithDoubles(logInAndRead + stateless + "\n@2500ms restart a\n@2600ms restart b", 5_s);
    EXPECT_EQ(run.totals().completed, 6u);
    EXPECT_EQ(measure(run, "a", "sessions_lost"), 0);
    EXPECT_EQ(measuresOf(run, "depot").arrived, 6u);
}

TEST(Sessions, InAStoreCostACallToIt)
{
    Simulation run = runWithDoubles("v:visitors(script=1s login u1 | 2s read u1 | 3s static u1 | 4s read u2) -> web:web-server(sessions=store, service=const(1ms)) -1ms-> depot(service=const(2ms)); web -> db:database(service=const(5ms))", 5_s);
    EXPECT_EQ(passages(run), (Passages{"1s v>web", "1.001s web>db", "1.006s web<db", "1.006s web>depot", "1.009s web<depot", "1.01s v<web",         // who is it, then the session
                                       "2s v>web", "2.001s web>depot", "2.004s web<depot", "2.005s web>db", "2.01s web<db", "2.01s v<web",
                                       "3s v>web", "3.001s v<web",
                                       "4s v>web", "4.001s web>depot", "4.004s web<depot", "4.005s v<web session lost"}));
}

TEST(Sessions, WithoutTheirStoreNobodyIsLetIn)
{
    const Simulation down = runWithDoubles(logInAndRead + "web:web-server(sessions=store) -> depot\n@1500ms crash depot", 5_s);
    EXPECT_EQ(down.totals().completed, 2u);
    EXPECT_EQ(measuresOf(down, "depot").failedBy[static_cast<std::size_t>(Cause::Crashed)], 4u);
    const Simulation none = runWithDoubles(logInAndRead + "web:web-server(sessions=store)", 5_s);
    EXPECT_EQ(measuresOf(none, "web").failedBy[static_cast<std::size_t>(Cause::NoHealthyTarget)], 6u);
}

TEST(Sessions, WithoutAStoreOfTheirOwnAreInTheNosqlStore)
{
    const Simulation run = runWithDoubles(logInAndRead + "web:web-server(sessions=store, nosql=beside) -> n:depot(offers=nosql), db:database", 5_s);
    EXPECT_EQ(run.totals().completed, 6u);
    EXPECT_EQ(measuresOf(run, "n").arrived, 10u); // two sessions written, four read, and four values
}

TEST(Sessions, AreNotMissedWhileAnotherNodeOfTheirStoreIsUp)
{
    const Simulation run = runWithDoubles(logInAndRead + "web:web-server(sessions=store) -> n1:nosql-store(replicas=2, detection=100ms), n2:nosql-store(replicas=2, detection=100ms); n1 -> n2; n2 -> n1\n@1500ms crash n1", 5_s);
    EXPECT_EQ(run.totals().completed, 6u);
    const Simulation strangers = runWithDoubles("v:visitors(script=1s read u1 | 2s login u1 | 3s read u1) -> web:web-server(sessions=store) -> n:nosql-store", 5_s);
    EXPECT_EQ(loggedOut(strangers), 1u);
    EXPECT_EQ(strangers.totals().completed, 2u);
}

TEST(Sessions, WithoutAStoreAreWarnedOf)
{
    const auto warnings = [](std::string_view drawing) {
        std::string all;
        for (const Problem& problem : compile(catalog(), scene(drawing)).problems) all += problem.path + "|";
        return all;
    };
    EXPECT_EQ(warnings("users -> web:web-server(sessions=store)"), "components.web.sessions|");
    EXPECT_EQ(warnings("users -> web:web-server(sessions=store) -> n:nosql-store"), "");
    EXPECT_EQ(warnings("users -> web:web-server(sessions=memory)"), "");
}

TEST(Sessions, SeveralStoresShareTheUsers)
{
    std::string script;
    for (int user = 0; user < 40; ++user) script += std::to_string(1000 + user) + "ms login u" + std::to_string(user) + "|" + std::to_string(2000 + user) + "ms read u" + std::to_string(user) + "|";
    const Simulation run = runWithDoubles("v:visitors(script=" + script + "3s static) -> web:web-server(sessions=store) -> s1:depot, s2:depot", 5_s);
    EXPECT_EQ(run.totals().completed, 81u);
    EXPECT_GT(measuresOf(run, "s1").arrived, 20u);
    EXPECT_GT(measuresOf(run, "s2").arrived, 20u);
}

} // namespace
} // namespace scalelab
