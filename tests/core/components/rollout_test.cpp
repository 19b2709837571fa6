// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace scalelab {
namespace {

using namespace test;

using Lines = std::vector<std::string>;

/// What happened to servers, and what automation told of: "1000ms web1 switched off".
Lines history(const Simulation& run)
{
    Lines lines;
    for (const Incident& incident : run.incidents()) lines.push_back(std::to_string(incident.at.ns / 1'000'000) + "ms " + incident.component + " " + incident.text);
    return lines;
}

std::uint64_t failedIn(const Simulation& run)
{
    const auto failed = run.totals().failed;
    return std::accumulate(failed.begin(), failed.end(), std::uint64_t{0});
}
std::uint64_t errorsIn(const Simulation& run) { return run.totals().failed[static_cast<std::size_t>(Outcome::Error)]; }

/// Two servers behind a load balancer that asks nobody; a call to either takes 30 ms, and one comes every 10 ms.
std::string pairWith(const std::string& automation, const std::string& arrow = "->")
{
    return "users(arrivals=constant(100/s)) -> lb:load-balancer(health-interval=none) " + arrow + " web1:web-server(service=const(30ms)), web2:web-server(service=const(30ms))\nauto:automation("
           + automation + ") -> web1, web2\n";
}

TEST(Rollout, DrainsRestartsAndGoesOnWithoutLosingARequest)
{
    // The load balancer takes turns: web1 has the calls of 970 and 990 ms; the last is done at 1,020 ms.
    const Simulation run = runFor(pairWith("deploy-time=const(500ms)") + "@1s deploy auto 0%", 3_s);
    EXPECT_EQ(history(run), (Lines{"1000ms auto deploys version 2", "1020ms web1 switched off", "1520ms web1 up and ready", "1540ms web2 switched off", "2040ms web2 up and ready",
                                   "2040ms auto all servers run version 2"}));
    EXPECT_EQ(failedIn(run), 0u);
    EXPECT_EQ(run.totals().offered, 299u);
    EXPECT_EQ(measure(run, "auto", "deploys"), 1);
    EXPECT_EQ(measure(run, "auto", "deploying"), 0);
    EXPECT_EQ(measure(run, "auto", "newest_version_share"), 1);
}

TEST(Rollout, WaitsForCallsThatAreStillOnTheirWay)
{
    // With 45 ms each way five calls are on their way or in service: the one of 990 ms arrives at 1,035 ms and is done at 1,065 ms.
    const Simulation run = runFor(pairWith("deploy-time=const(500ms)", "-45ms->") + "@1s deploy auto 0%", 4_s);
    EXPECT_EQ(history(run)[1], "1065ms web1 switched off");
    EXPECT_EQ(failedIn(run), 0u);
    EXPECT_EQ(history(run).size(), 6u);
}

TEST(Rollout, AServerThatHasNothingToDoRestartsAtOnce)
{
    const Simulation run = runFor("users(arrivals=constant(1/s)) -> web:web-server; auto:automation(deploy-time=const(500ms)) -> web\n@1500ms deploy auto 0%", 3_s);
    EXPECT_EQ(history(run), (Lines{"1500ms auto deploys version 2", "1500ms web switched off", "2000ms web up and ready", "2000ms auto all servers run version 2"}));
}

TEST(Rollout, WithoutDeclaredTimesAThousandServersAreUpdatedInOneInstant)
{
    std::string servers = "web0:web-server";
    for (int i = 1; i < 1000; ++i) servers += ", web" + std::to_string(i) + ":web-server";
    const Simulation run = runFor("users -> lb:load-balancer -> " + servers + "\nauto:automation -> " + [&] {
        std::string names = "web0";
        for (int i = 1; i < 1000; ++i) names += ", web" + std::to_string(i);
        return names;
    }() + "\n@1s deploy auto 0%", 2_s);
    EXPECT_EQ(history(run).back(), "1000ms auto all servers run version 2");
    EXPECT_EQ(failedIn(run), 0u);
}

TEST(Rollout, DrainingEndsAtItsLimitAndWhatIsLeftFails)
{
    const std::string drawing = "users(arrivals=constant(1/s)) -> web:web-server(service=const(10s)); auto:automation(deploy-time=const(500ms)%) -> web\n@2500ms deploy auto 0%";
    const auto withLimit = [&](const std::string& limit) {
        std::string text = drawing;
        text.replace(text.find('%'), 1, limit);
        return runFor(text, 5_s);
    };
    EXPECT_EQ(history(withLimit(", drain-timeout=2s")), (Lines{"2500ms auto deploys version 2", "4500ms web switched off: 4 calls in it failed"}));
    EXPECT_EQ(history(withLimit(", drain-timeout=0s")).at(1), "2500ms web switched off: 2 calls in it failed");
    EXPECT_EQ(history(withLimit("")).size(), 1u); // users do not know that it drains: it never ends
}

TEST(Rollout, TakesOutSoManyAtTheSameTimeAndFewerAtFirst)
{
    const auto offTimes = [](const std::string& params) {
        const Simulation run = runFor("users -> a:web-server, b:web-server, c:web-server, d:web-server, e:web-server; auto:automation(deploy-time=const(1s), " + params
                                          + ") -> a, b, c, d, e\n@10s deploy auto 0%", 60_s);
        std::string times;
        for (const Incident& incident : run.incidents())
            if (incident.text == "switched off") times += incident.component + std::to_string(incident.at.ns / 1'000'000'000) + " ";
        return times;
    };
    EXPECT_EQ(offTimes("batch-size=2, drain-timeout=0s"), "a10 b10 c11 d11 e12 ");
    EXPECT_EQ(offTimes("batch-size=2, canary=1, bake-time=5s, drain-timeout=0s"), "a10 b16 c16 d22 e22 ");
    EXPECT_EQ(offTimes("batch-size=9, drain-timeout=0s"), "a10 b10 c10 d10 e10 ");
}

TEST(Rollout, AVersionMakesTheErrorsThatItHas)
{
    const Simulation run = runFor(pairWith("") + "@1s deploy auto 100%", 2005_ms);
    EXPECT_EQ(errorsIn(run), 95u); // of 1.03 to 1.97 s
    EXPECT_EQ(measuresOf(run, "web1").failedBy[static_cast<std::size_t>(Cause::ServerError)], 49u);
    const Simulation some = runFor(pairWith("") + "@0s deploy auto 20%", 100_s);
    EXPECT_NEAR(static_cast<double>(errorsIn(some)), 2000, 4 * 40);
    const Simulation both = runFor(pairWith("") + "@0s deploy auto 50%\n@0s errors web1 50%\n@0s errors web2 50%", 100_s);
    EXPECT_NEAR(static_cast<double>(errorsIn(both)), 7500, 4 * 43); // a fault and a version fail apart from each other
    const Simulation faultOver = runFor(pairWith("") + "@0s deploy auto 100%\n@0s errors web1 50%\n@0s errors web2 50%\n@0s errors web1 0%\n@0s errors web2 0%", 1_s);
    EXPECT_EQ(faultOver.totals().completed, 0u);
}

TEST(Rollout, ABadVersionIsRolledBackAfterItsFirstBatch)
{
    // web1 is updated at 1,520 ms and baked until 2,520 ms; every call to it fails.
    const Simulation run = runFor(pairWith("deploy-time=const(500ms), bake-time=1s, abort-threshold=10%") + "@1s deploy auto 100%", 5_s);
    EXPECT_EQ(history(run), (Lines{"1000ms auto deploys version 2", "1020ms web1 switched off", "1520ms web1 up and ready",
                                   "2520ms auto rolls back version 2: 49 of 49 calls failed, more than 10%", "2530ms web1 switched off", "3030ms web1 up and ready",
                                   "3030ms auto all servers run version 1"}));
    EXPECT_EQ(errorsIn(run), 50u);
    EXPECT_EQ(failedIn(run), 50u);
    EXPECT_EQ(measure(run, "auto", "rolled_back"), 1);
    EXPECT_EQ(measure(run, "auto", "newest_version_share"), 0);
    EXPECT_EQ(measuresOf(run, "web2").failed, 0u);
}

TEST(Rollout, AVersionThatIsGoodEnoughGoesOn)
{
    const Simulation run = runFor(pairWith("bake-time=10s, abort-threshold=30%") + "@1s deploy auto 20%", 30_s);
    EXPECT_EQ(history(run).back().substr(8), "auto all servers run version 2");
    const Simulation bad = runFor(pairWith("bake-time=10s, abort-threshold=10%") + "@1s deploy auto 20%", 30_s);
    EXPECT_EQ(history(bad).back().substr(8), "auto all servers run version 1");
    const Simulation unwatched = runFor(pairWith("abort-threshold=10%") + "@1s deploy auto 20%", 30_s);
    EXPECT_EQ(history(unwatched).back().substr(7), "auto all servers run version 2");
}

TEST(Rollout, AnAlertForErrorsRollsBackAtOnce)
{
    const Simulation run = runFor(pairWith("bake-time=100s, abort-threshold=10%") + "mon:monitoring(interval=2s, error-threshold=50%) -> auto\n@1s deploy auto 100%", 10_s);
    EXPECT_EQ(history(run).at(3), "4000ms mon alert: web1: 100% of the calls fail, more than 50% (found after 2s)");
    EXPECT_EQ(history(run).at(4), "4000ms auto rolls back version 2: there is an alert for errors of web1");
    EXPECT_EQ(errorsIn(run), 149u);
}

TEST(Rollout, CanBeTakenBackByHand)
{
    Simulation run = runFor(pairWith("bake-time=10s"), 1_s);
    ASSERT_TRUE(tell(run, "roll-back auto"));
    EXPECT_EQ(history(run), (Lines{"1000ms auto has no earlier version to go back to"}));
    ASSERT_TRUE(tell(run, "deploy auto 100%"));
    run.advance(2_s);
    ASSERT_TRUE(tell(run, "deploy auto 0%"));
    EXPECT_EQ(history(run).back(), "2000ms auto is still busy with version 2: the new one is not deployed");
    ASSERT_TRUE(tell(run, "roll-back auto"));
    ASSERT_TRUE(tell(run, "roll-back auto"));
    run.advance(3_s);
    EXPECT_EQ(history(run).back().substr(7), "auto all servers run version 1");
    EXPECT_EQ(measure(run, "auto", "rolled_back"), 1);

    ASSERT_TRUE(tell(run, "set auto.bake-time=0s"));
    ASSERT_TRUE(tell(run, "deploy auto 100%"));
    run.advance(4_s);
    EXPECT_EQ(history(run).back().substr(7), "auto all servers run version 3");
    ASSERT_TRUE(tell(run, "roll-back auto"));
    run.advance(5_s);
    EXPECT_EQ(history(run).back().substr(7), "auto all servers run version 1");
    const std::uint64_t errors = errorsIn(run);
    run.advance(6_s);
    EXPECT_EQ(errorsIn(run), errors);
    ASSERT_TRUE(tell(run, "roll-back auto"));
    EXPECT_EQ(history(run).back(), "6000ms auto has no earlier version to go back to");
}

TEST(Rollout, AfterAnAbortedDeployTheVersionBeforeTheGoodOneIsStillThere)
{
    Simulation run = runFor(pairWith("") + "@1s deploy auto 0%\n@2s set auto.bake-time=1s\n@3s deploy auto 100%\n@3500ms roll-back auto", 5_s);
    EXPECT_EQ(history(run).back().substr(7), "auto all servers run version 2");
    ASSERT_TRUE(tell(run, "roll-back auto"));
    run.advance(6_s);
    EXPECT_EQ(history(run).back().substr(7), "auto all servers run version 1");
}

TEST(Rollout, AServerThatIsDownComesUpWithTheNewVersion)
{
    const Simulation run = runFor(pairWith("detection=none") + "@500ms crash web2\n@1s deploy auto 100%\n@2s recover web2", 3_s);
    EXPECT_EQ(history(run), (Lines{"500ms web2 crashed: 1 calls in it failed", "1000ms auto deploys version 2", "1020ms web1 switched off", "1020ms web1 up and ready",
                                   "1020ms auto all servers run version 2", "2000ms web2 up again"}));
    EXPECT_GT(measuresOf(run, "web2").failedBy[static_cast<std::size_t>(Cause::ServerError)], 40u);
}

TEST(Rollout, AServerThatCrashesInTheMidstOfItHoldsNothingUp)
{
    const std::string drawing = pairWith("detection=100ms, boot-time=const(200ms), deploy-time=const(500ms), bake-time=300ms") + "@1s deploy auto 0%\n";
    for (const char* crash : {"@1010ms crash web1", "@1300ms crash web1", "@1600ms crash web1", "@1400ms crash web2", "@1830ms crash web2", "@2200ms crash web2", "@2400ms crash web2"}) {
        const Simulation run = runFor(drawing + crash, 6_s);
        EXPECT_EQ(measure(run, "auto", "deploying"), 0) << crash;
        EXPECT_EQ(measure(run, "auto", "newest_version_share"), 1) << crash;
        EXPECT_EQ(measure(run, "auto", "replaced"), 1) << crash;
        for (const char* id : {"web1", "web2"}) {
            EXPECT_EQ(run.node(run.find(id)).health, Health::Up) << crash;
            EXPECT_FALSE(run.node(run.find(id)).draining) << crash;
        }
    }
}

TEST(Rollout, GoesOnAfterACrashOfAutomation)
{
    const std::string drawing = pairWith("deploy-time=const(500ms), bake-time=300ms, drain-timeout=1s") + "@1s deploy auto 0%\n";
    for (const char* crash : {"@1010ms crash auto", "@1300ms crash auto", "@1600ms crash auto", "@1840ms crash auto", "@2200ms crash auto", "@2400ms crash auto"}) {
        const Simulation run = runFor(drawing + crash + "\n@4s recover auto", 8_s);
        EXPECT_EQ(measure(run, "auto", "deploying"), 0) << crash;
        EXPECT_EQ(measure(run, "auto", "newest_version_share"), 1) << crash;
        EXPECT_EQ(failedIn(run), 0u) << crash;
        EXPECT_FALSE(run.node(run.find("web1")).draining || run.node(run.find("web2")).draining) << crash;
    }
    // Without it, what drains waits, and what boots comes up.
    const Simulation draining = runFor(drawing + "@1010ms crash auto", 8_s);
    EXPECT_TRUE(draining.node(draining.find("web1")).draining);
    EXPECT_EQ(failedIn(draining), 0u);
}

TEST(Rollout, AutomationOrAWireTakenAwayLeavesNothingDraining)
{
    for (const char* removal : {"remove auto", "remove auto->web1", "remove web1"}) {
        Simulation run = runFor(pairWith("deploy-time=const(500ms)") + "@1s deploy auto 0%", 1010_ms);
        EXPECT_TRUE(run.node(run.find("web1")).draining);
        ASSERT_TRUE(tell(run, removal));
        run.advance(5_s);
        EXPECT_EQ(run.error(), "");
        for (ComponentId id = 0; id < run.componentCount(); ++id) EXPECT_FALSE(run.node(id).draining) << removal;
    }
}

TEST(Rollout, WaitsForWhatItCannotReach)
{
    Simulation run = runFor(pairWith("") + "@500ms cut auto->web1\n@1s deploy auto 0%", 3_s);
    EXPECT_EQ(measure(run, "auto", "deploying"), 1);
    EXPECT_EQ(measure(run, "auto", "newest_version_share"), 0.5);
    ASSERT_TRUE(tell(run, "mend auto->web1"));
    run.advance(4_s);
    EXPECT_EQ(measure(run, "auto", "newest_version_share"), 1);
    EXPECT_EQ(failedIn(run), 0u);
}

TEST(Rollout, AServerConnectedMeanwhileGetsItsTurn)
{
    Simulation run = runFor(pairWith("bake-time=1s") + "@1s deploy auto 0%", 1500_ms);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"web3", "web-server", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"auto", "web3", {}}}));
    run.advance(6_s);
    EXPECT_EQ(measure(run, "auto", "managed"), 3);
    EXPECT_EQ(measure(run, "auto", "newest_version_share"), 1);
}

TEST(Rollout, ACopyMadeInTheMidstContinuesIdentically)
{
    Simulation run = simulate(pairWith("deploy-time=exp(100ms), boot-time=exp(100ms), detection=50ms, bake-time=300ms, abort-threshold=30%") + "@1s deploy auto 20%\n@1500ms crash web2\n@3s deploy auto 60%");
    std::vector<Simulation> copies;
    for (int i = 1; i < 40; ++i) {
        run.advance({i * 97'000'000ll});
        copies.push_back(run);
    }
    run.advance(8_s);
    EXPECT_EQ(run.error(), "");
    for (Simulation& copy : copies) {
        copy.advance(8_s);
        EXPECT_EQ(copy.fingerprint(), run.fingerprint());
        EXPECT_EQ(history(copy), history(run));
    }
}

} // namespace
} // namespace scalelab
