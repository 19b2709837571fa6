// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace scalelab {
namespace {

using namespace test;

using Lines = std::vector<std::string>;

/// When a component came up, went down and so on: "12000ms crashed".
Lines historyOf(const Simulation& run, std::string_view component)
{
    Lines lines;
    for (const Incident& incident : run.incidents())
        if (incident.component == component) lines.push_back(std::to_string(incident.at.ns / 1'000'000) + "ms " + incident.text);
    return lines;
}

Health healthOf(const Simulation& run, std::string_view id) { return run.node(run.find(id)).health; }

std::uint64_t unreachable(const Simulation& run) { return run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)]; }

const std::string one = "users(arrivals=constant(1/s)) -> web:web-server\n";

TEST(Automation, ReplacesAServerThatStaysDown)
{
    const Simulation run = runFor(one + "auto:automation(detection=10s, boot-time=const(5s)) -> web\n@12500ms crash web", 100_s);
    EXPECT_EQ(historyOf(run, "web"), (Lines{"12500ms crashed", "27500ms up and ready"}));
    EXPECT_EQ(historyOf(run, "auto"), (Lines{"22500ms replaces web: the new machine is ready in 5s"}));
    EXPECT_EQ(unreachable(run), 15u); // at 13 to 27 s
    EXPECT_EQ(measure(run, "auto", "managed"), 1);
    EXPECT_EQ(measure(run, "auto", "replaced"), 1);
    EXPECT_EQ(measure(run, "auto", "dead"), 0);
    EXPECT_EQ(measure(run, "auto", "detection_s.mean"), 10);
    EXPECT_EQ(measure(run, "auto", "recovery_s.mean"), 15);
}

TEST(Automation, WithoutDeclaredTimesItReplacesAtOnceAndWithoutDetectionNever)
{
    EXPECT_EQ(historyOf(runFor(one + "auto:automation -> web\n@12500ms crash web", 100_s), "web"), (Lines{"12500ms crashed", "12500ms up and ready"}));
    Simulation run = runFor(one + "auto:automation(detection=none) -> web\n@12500ms crash web", 100_s);
    EXPECT_EQ(historyOf(run, "web"), (Lines{"12500ms crashed"}));
    ASSERT_TRUE(tell(run, "set auto.detection=5s"));
    run.advance(105_s + SimTime{1});
    EXPECT_EQ(historyOf(run, "web").back(), "105000ms up and ready");
}

TEST(Automation, AServerThatComesBackInTimeIsNotReplaced)
{
    // Down from 10 to 15 s, and again from 17 s: its ten seconds end at 27 s, not at 20 s.
    const Simulation run = runFor(one + "auto:automation(detection=10s, boot-time=const(5s)) -> web\n@10s crash web\n@15s recover web\n@17s crash web", 100_s);
    EXPECT_EQ(historyOf(run, "web"), (Lines{"10000ms crashed", "15000ms up again", "17000ms crashed", "32000ms up and ready"}));
    EXPECT_EQ(measure(run, "auto", "replaced"), 1);
}

TEST(Automation, ARestartIsNoReasonToReplace)
{
    const Simulation run = runFor(one + "auto:automation(boot-time=const(5s)) -> web\n@10s restart web", 100_s);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    EXPECT_EQ(historyOf(run, "web").back(), "10000ms up and ready");
    const Simulation atOnce = runFor(one + "auto:automation -> web\n@10s restart web", 100_s);
    EXPECT_EQ(historyOf(atOnce, "web"), (Lines{"10000ms crashed", "10000ms up and ready"}));
}

TEST(Automation, ReplacesOnlySoManyAtTheSameTime)
{
    const std::string drawing = "users -> a:web-server, b:web-server, c:web-server; auto:automation(boot-time=const(5s)%) -> a, b, c\n@10s crash a\n@11s crash b\n@12s crash c";
    const auto history = [&](const std::string& most) {
        std::string text = drawing;
        text.replace(text.find('%'), 1, most);
        const Simulation run = runFor(text, 100_s);
        return Lines{historyOf(run, "a").back(), historyOf(run, "b").back(), historyOf(run, "c").back()};
    };
    EXPECT_EQ(history(""), (Lines{"15000ms up and ready", "16000ms up and ready", "17000ms up and ready"}));
    EXPECT_EQ(history(", max-parallel=2"), (Lines{"15000ms up and ready", "16000ms up and ready", "20000ms up and ready"}));
    EXPECT_EQ(history(", max-parallel=1"), (Lines{"15000ms up and ready", "20000ms up and ready", "25000ms up and ready"}));
}

TEST(Automation, GoesByTheAlertsOfMonitoringWhereItGetsThem)
{
    // Looks at 10, 20 and 30 s; the alert takes 3 s.
    const std::string drawing = one + "mon:monitoring(interval=10s, pending=10s) -3s-> auto:automation(detection=1s, boot-time=const(5s)) -> web\n@12s crash web";
    EXPECT_EQ(historyOf(runFor(drawing, 100_s), "web"), (Lines{"12000ms crashed", "38000ms up and ready"}));
    EXPECT_EQ(measure(runFor(drawing, 100_s), "auto", "detection_s.mean"), 21);
    EXPECT_EQ(historyOf(runFor(drawing + "\n@5s cut mon->auto\n@65s mend mon->auto", 100_s), "web").back(), "78000ms up and ready"); // told again at 70 s
    EXPECT_EQ(historyOf(runFor(drawing + "\n@5s crash auto\n@45s recover auto", 100_s), "web").back(), "58000ms up and ready");     // told again at 50 s
    EXPECT_EQ(historyOf(runFor(drawing + "\n@5s crash mon", 100_s), "web").back(), "12000ms crashed");
}

TEST(Automation, AnAlertForAServerThatIsWellOrNotItsOwnChangesNothing)
{
    const Simulation run = runFor("users -> web:web-server, other:web-server; mon:monitoring(interval=10s) -> auto:automation(boot-time=const(5s)); auto -> web; mon -> web, other\n@12s crash other\n@15s cut mon->web",
                                  100_s);
    EXPECT_EQ(measure(run, "mon", "firing"), 2);
    EXPECT_EQ(historyOf(run, "web"), Lines{});
    EXPECT_EQ(historyOf(run, "other"), (Lines{"12000ms crashed"}));
}

TEST(Automation, AMachineThatFailsAsItBootsIsReplacedAgainAtOnce)
{
    const Simulation run = runFor(one + "auto:automation(detection=10s, boot-time=const(5s)) -> web\n@10s crash web\n@22s crash web", 100_s);
    EXPECT_EQ(historyOf(run, "web"), (Lines{"10000ms crashed", "22000ms crashed", "27000ms up and ready"}));
    EXPECT_EQ(measure(run, "auto", "replaced"), 1);
    EXPECT_EQ(measure(run, "auto", "recovery_s.mean"), 17); // since the first failure
}

TEST(Automation, AfterItsOwnCrashItBeginsToCountAnew)
{
    const std::string drawing = one + "auto:automation(detection=10s, boot-time=const(5s)) -> web\n@10s crash web\n";
    EXPECT_EQ(historyOf(runFor(drawing + "@15s crash auto\n@30s recover auto", 100_s), "web").back(), "45000ms up and ready");
    // What had been found dead is still known to be; a boot under way goes on without it.
    EXPECT_EQ(historyOf(runFor(drawing + "@22s crash auto", 100_s), "web").back(), "25000ms up and ready");
    EXPECT_EQ(historyOf(runFor(drawing + "@22s crash auto\n@23s crash web\n@40s recover auto", 100_s), "web").back(), "45000ms up and ready");
}

TEST(Automation, WaitsForWhatItCannotReach)
{
    const std::string drawing = one + "auto:automation(detection=10s, boot-time=const(5s)) -> web\n@10s crash web\n";
    EXPECT_EQ(historyOf(runFor(drawing + "@5s cut auto->web\n@50s mend auto->web", 100_s), "web").back(), "55000ms up and ready");
}

Scene inOneZone(std::string_view drawing, std::vector<std::string> members)
{
    Scene drawn = scene(drawing);
    drawn.zones = {{"east", "data-center", std::move(members), {}}};
    return drawn;
}

TEST(Automation, ADataCenterThatIsDownIsNoPlaceForANewMachine)
{
    const std::string drawing = "users -> a:web-server, b:web-server; auto:automation(detection=1s, boot-time=const(5s)) -> a, b\n";
    // What the outage took comes back with the data center; what had died before it is replaced then.
    const Simulation run = runFor(inOneZone(drawing + "@9500ms crash b\n@10s outage east\n@50s restore east", {"a", "b"}), 100_s);
    EXPECT_EQ(historyOf(run, "a"), (Lines{"10000ms crashed", "50000ms up again"}));
    EXPECT_EQ(historyOf(run, "b"), (Lines{"9500ms crashed", "55000ms up and ready"}));
    // A machine that was booting waits for the power.
    const Simulation booting = runFor(inOneZone(drawing + "@7s crash b\n@10s outage east\n@50s restore east", {"a", "b"}), 100_s);
    EXPECT_EQ(historyOf(booting, "b"), (Lines{"7000ms crashed", "10000ms crashed", "50000ms up and ready"}));
}

TEST(Automation, ShortensTheTimeThatRandomFailuresCost)
{
    // Fails every 100 s on average; repaired after 100 s, or replaced after 1 + 4 s.
    const std::string server = "users(arrivals=constant(1/s)) -> web:web-server(mtbf=100s, mttr=100s)\n";
    const auto availability = [&](const std::string& rest) {
        const Simulation run = runFor(server + rest, 100'000_s);
        return static_cast<double>(run.totals().completed) / static_cast<double>(run.totals().offered);
    };
    const Simulation run = runFor(server + "auto:automation(detection=1s, boot-time=const(4s)) -> web", 100'000_s);
    EXPECT_NEAR(availability(""), 0.5, 0.03);
    EXPECT_NEAR(availability("auto:automation(detection=1s, boot-time=const(4s)) -> web"), 100.0 / 105, 0.01);
    EXPECT_EQ(measure(run, "auto", "recovery_s.mean"), 5);
    EXPECT_NEAR(measure(run, "auto", "replaced"), 100'000.0 / 105, 4 * 31); // the next failure comes 100 s after the replacement, not after the repair
}

TEST(Automation, LooksAfterServersOfEveryKindButNotAfterUsers)
{
    const Simulation run = runFor("users -> lb:load-balancer -> web:web-server -> cache, db:database; mon:monitoring; auto:automation(boot-time=const(5s)) -> users, lb, cache, db, mon\n"
                                  "@10s crash lb\n@10s crash cache\n@10s crash db\n@10s crash mon", 100_s);
    EXPECT_EQ(measure(run, "auto", "managed"), 4);
    EXPECT_EQ(measure(run, "auto", "replaced"), 4);
    for (const char* id : {"lb", "cache", "db", "mon"}) EXPECT_EQ(historyOf(run, id).back(), "15000ms up and ready") << id;
}

TEST(Automation, ARemovedWireOrServerIsForgotten)
{
    Simulation run = runFor("users -> a:web-server, b:web-server; auto:automation(boot-time=const(5s), max-parallel=1) -> a, b\n@10s crash a\n@10s crash b", 12_s);
    EXPECT_EQ(measure(run, "auto", "dead"), 2);
    ASSERT_TRUE(tell(run, "remove auto->a"));
    run.advance(100_s);
    EXPECT_EQ(historyOf(run, "a").back(), "15000ms up and ready"); // it was booting
    EXPECT_EQ(historyOf(run, "b").back(), "17000ms up and ready"); // and leaves its place to the next
    EXPECT_EQ(measure(run, "auto", "managed"), 1);
    ASSERT_TRUE(tell(run, "crash b"));
    ASSERT_TRUE(tell(run, "remove b"));
    run.advance(200_s);
    EXPECT_EQ(measure(run, "auto", "managed"), 0);
    EXPECT_EQ(run.error(), "");
}

} // namespace
} // namespace scalelab
