// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

constexpr SimTime justAfter(SimTime time) { return time + SimTime{1}; }

/// What a component told of, with the times.
std::vector<std::string> told(const Simulation& run, std::string_view component)
{
    std::vector<std::string> lines;
    for (const Incident& incident : run.incidents())
        if (incident.component == component) lines.push_back(std::to_string(incident.at.ns / 1'000'000) + "ms " + incident.text);
    return lines;
}

using Lines = std::vector<std::string>;

TEST(Monitoring, FindsACrashAtTheNextLookAndItsEndAtTheLookAfterIt)
{
    Simulation run = runFor("users(arrivals=constant(1/s)) -> web:web-server; mon:monitoring(interval=10s)\n@12s crash web\n@47s recover web", justAfter(20_s));
    EXPECT_EQ(told(run, "mon"), (Lines{"20000ms alert: web: down (found after 8s)"}));
    EXPECT_EQ(measure(run, "mon", "alerts"), 1);
    EXPECT_EQ(measure(run, "mon", "firing"), 1);
    EXPECT_EQ(measure(run, "mon", "detection_s.mean"), 8);
    EXPECT_EQ(measure(run, "mon", "hosts_watched"), 1);
    EXPECT_EQ(measure(run, "mon", "hosts_up"), 0);
    run.advance(justAfter(50_s));
    EXPECT_EQ(told(run, "mon").back(), "50000ms resolved: web is well again after 38s");
    EXPECT_EQ(measure(run, "mon", "alerts"), 1);
    EXPECT_EQ(measure(run, "mon", "firing"), 0);
    EXPECT_EQ(measure(run, "mon", "resolved"), 1);
    EXPECT_EQ(measure(run, "mon", "recovery_s.mean"), 38);
    EXPECT_EQ(measure(run, "mon", "hosts_up"), 1);
}

TEST(Monitoring, AConditionMustLastBeforeItsAlertIsRaised)
{
    const std::string drawing = "users(arrivals=constant(1/s)) -> web:web-server; mon:monitoring(interval=10s, pending=15s)\n@12s crash web\n";
    EXPECT_EQ(told(runFor(drawing, 100_s), "mon"), (Lines{"40000ms alert: web: down (found after 28s)"}));
    // Up at one look in between: what was pending begins anew at 40 s.
    EXPECT_EQ(told(runFor(drawing + "@25s recover web\n@31s crash web", 100_s), "mon"), (Lines{"60000ms alert: web: down (found after 29s)"}));
    EXPECT_EQ(told(runFor(drawing + "@35s recover web", 100_s), "mon"), Lines{});
}

TEST(Monitoring, WithoutWiresItWatchesEverythingThatComes)
{
    Simulation run = runFor("mon:monitoring(interval=10s); users -> lb:load-balancer -> web:web-server -> db:database", justAfter(10_s));
    EXPECT_EQ(measure(run, "mon", "hosts_watched"), 3);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"late", "web-server", {}}}));
    ASSERT_TRUE(tell(run, "crash late"));
    run.advance(justAfter(20_s));
    EXPECT_EQ(measure(run, "mon", "hosts_watched"), 4);
    EXPECT_EQ(measure(run, "mon", "firing"), 1);
    ASSERT_TRUE(tell(run, "remove late"));
    run.advance(justAfter(30_s));
    EXPECT_EQ(measure(run, "mon", "hosts_watched"), 3);
    EXPECT_EQ(measure(run, "mon", "firing"), 0);
    EXPECT_EQ(told(run, "mon"), (Lines{"20000ms alert: late: down (found after 10s)"}));
}

TEST(Monitoring, WithWiresItWatchesWhatTheyLeadToOfWhateverKind)
{
    Simulation run = runFor("users -> web1:web-server, web2:web-server; mon:monitoring(interval=10s) -> web1, users, other:monitoring\n@1s crash web2\n@2s crash other", justAfter(10_s));
    EXPECT_EQ(told(run, "mon"), (Lines{"10000ms alert: other: down (found after 8s)"}));
    EXPECT_EQ(measure(run, "mon", "hosts_watched"), 2);
    ASSERT_TRUE(run.apply(AddWireCommand{{"mon", "web2", {}}}));
    run.advance(justAfter(20_s));
    EXPECT_EQ(told(run, "mon").back(), "20000ms alert: web2: down (found after 19s)");
    ASSERT_TRUE(tell(run, "remove mon->other"));
    run.advance(justAfter(30_s));
    EXPECT_EQ(measure(run, "mon", "firing"), 1);
    for (const char* wire : {"mon->web1", "mon->web2", "mon->users"}) ASSERT_TRUE(tell(run, std::string("remove ") + wire));
    run.advance(justAfter(40_s));
    EXPECT_EQ(measure(run, "mon", "hosts_watched"), 3); // everything again
    EXPECT_EQ(measure(run, "mon", "firing"), 2);
}

TEST(Monitoring, WhatIsOutOfReachLooksDown)
{
    const Simulation run = runFor("users -> web:web-server; mon:monitoring(interval=10s) -> web\n@12s cut mon->web\n@33s mend mon->web", 100_s);
    EXPECT_EQ(told(run, "mon"), (Lines{"20000ms alert: web: out of reach (found after 8s)", "40000ms resolved: web is well again after 28s"}));
}

TEST(Monitoring, AlertsForWhatIsDownCanBeSwitchedOff)
{
    Simulation run = runFor("users -> web:web-server; mon:monitoring(interval=10s, down=false)\n@12s crash web", 30_s);
    EXPECT_EQ(measure(run, "mon", "alerts"), 0);
    ASSERT_TRUE(tell(run, "set mon.down=true"));
    run.advance(justAfter(30_s));
    EXPECT_EQ(measure(run, "mon", "alerts"), 1);
}

TEST(Monitoring, TellsOfFailedCalls)
{
    // Calls at 1, 2, ... s; those from 16 to 24 s fail: 4 of the 10 before 20 s, 5 of those before 30 s.
    const std::string drawing = "users(arrivals=constant(1/s)) -> web:web-server; mon:monitoring(interval=10s, down=false, error-threshold=";
    const std::string faults = ") -> web\n@15500ms errors web 100%\n@24500ms errors web 0%";
    EXPECT_EQ(told(runFor(drawing + "40%" + faults, 100_s), "mon"),
              (Lines{"30000ms alert: web: 50% of the calls fail, more than 40% (found after 10s)", "40000ms resolved: web is well again after 20s"}));
    EXPECT_EQ(told(runFor(drawing + "39%" + faults, 100_s), "mon"),
              (Lines{"20000ms alert: web: 40% of the calls fail, more than 39% (found after 10s)", "40000ms resolved: web is well again after 30s"}));
}

TEST(Monitoring, TellsOfSlowCalls)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(service=const(150ms)); mon:monitoring(interval=10s, latency-threshold=200ms) -> web\n@10s slow web 2x\n@30s slow web 1x",
                                  100_s);
    EXPECT_EQ(told(run, "mon"), (Lines{"20000ms alert: web: the slowest 5% of the calls take more than 300ms, allowed are 200ms (found after 10s)", "40000ms resolved: web is well again after 30s"}));
}

TEST(Monitoring, LooksOnlyAtTheCallsSinceTheLastLook)
{
    // One slow call of 39 in the first window is above the 95th percentile; the second is not.
    const auto alerts = [](const char* end) {
        return measure(runFor("users(arrivals=constant(4/s)) -> web:web-server(service=const(1ms)); mon:monitoring(interval=10s, latency-threshold=50ms) -> web\n@100ms slow web 100x\n@"
                                  + std::string(end) + " slow web 1x", 100_s), "mon", "alerts");
    };
    EXPECT_EQ(alerts("300ms"), 0);
    EXPECT_EQ(alerts("600ms"), 1);
}

TEST(Monitoring, TellsOfBusyWorkersAndOfQueues)
{
    const std::string server = "users(arrivals=constant(1/s)) -> web:web-server(workers=1, service=const(";
    EXPECT_EQ(told(runFor(server + "600ms)); mon:monitoring(interval=10s, utilisation-threshold=59%) -> web", 30500_ms), "mon"),
              (Lines{"20000ms alert: web: 60% of the workers busy, more than 59% (found after 10s)"})); // 5.4 s of the first 10
    EXPECT_EQ(told(runFor(server + "600ms)); mon:monitoring(interval=10s, utilisation-threshold=60%) -> web", 30500_ms), "mon"), Lines{});
    EXPECT_EQ(told(runFor(server + "2s)); mon:monitoring(interval=10s, queue-threshold=5) -> web", 20500_ms), "mon"),
              (Lines{"20000ms alert: web: 9 calls wait, more than 5 (found after 10s)"})); // 19 came, one of ten starts every other second
    EXPECT_EQ(told(runFor("users(arrivals=constant(1/s)) -> web:web-server(service=const(5s)); mon:monitoring(interval=10s, utilisation-threshold=1%, queue-threshold=0) -> web", 30_s), "mon"),
              Lines{}); // without a limit nobody waits, and there is no share of workers
}

TEST(Monitoring, TellsOfAReplicaThatIsBehind)
{
    // Writes at 1, 2, ... s are applied one after the other in 3 s each.
    const Simulation run = runFor("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> db:database -> copy:database(role=replica, apply=const(3s))\n"
                                  "mon:monitoring(interval=10s, lag-threshold=5s) -> db, copy", justAfter(20_s));
    ASSERT_EQ(told(run, "mon").size(), 1u);
    EXPECT_EQ(told(run, "mon").front().substr(0, 50), "10000ms alert: copy: 7s behind its master, more th");
}

TEST(Monitoring, KnowsTheTierAndTheBusiness)
{
    // From 10 to 20 s: 10 reads and 10 writes at 11, 11.5, ... on two servers in turn, 100 ms each.
    const std::string drawing = "a:users(arrivals=constant(1/s), mix={read=1}) -> lb:load-balancer; b:users(arrivals=constant(1/s), mix={write=1}) -> lb -> w1:web-server(workers=2, service=const(100ms), price=$36), "
                                "w2:web-server(workers=2, service=const(100ms)); mon:monitoring(interval=10s) -> w1, w2\n@20s crash w2\n@20500ms errors w1 100%";
    Simulation run = runFor(drawing, justAfter(20_s));
    EXPECT_EQ(measure(run, "mon", "hosts_watched"), 2);
    EXPECT_DOUBLE_EQ(measure(run, "mon", "requests_per_s"), 2);
    EXPECT_DOUBLE_EQ(measure(run, "mon", "orders_per_s"), 1);
    EXPECT_EQ(measure(run, "mon", "error_ratio"), 0);
    EXPECT_DOUBLE_EQ(measure(run, "mon", "cost_so_far"), 0.2);
    EXPECT_EQ(measure(run, "mon", "hosts_up"), 1); // w2 is down by now
    EXPECT_DOUBLE_EQ(measure(run, "mon", "tier_busy"), 0.1);
    EXPECT_DOUBLE_EQ(measure(run, "mon", "tier_utilisation"), 0.05);
    run.advance(justAfter(30_s));
    EXPECT_DOUBLE_EQ(measure(run, "mon", "requests_per_s"), 0.1); // of 20 s, over w1
    EXPECT_DOUBLE_EQ(measure(run, "mon", "error_ratio"), 0.95);
}

TEST(Monitoring, AWarmUpChangesNothingThatItDoes)
{
    const std::string drawing = "users(arrivals=poisson(90/s)) -> lb:load-balancer -> w1:web-server(workers=1, queue=10, service=exp(20ms)), w2:web-server(workers=1, queue=10, service=exp(20ms))\n"
                                "mon:monitoring(interval=1s, error-threshold=5%, latency-threshold=150ms, utilisation-threshold=90%) -> auto:automation(bake-time=2500ms, abort-threshold=20%) -> w1, w2\n"
                                "@5s deploy auto 10%\n@15s deploy auto 30%\n@25s crash w1";
    const Simulation whole = runFor(drawing, 40_s);
    EXPECT_GT(measure(whole, "mon", "alerts"), 20);
    EXPECT_GE(measure(whole, "auto", "rolled_back"), 1);
    for (const SimTime warmup : {SimTime{200'000'000}, SimTime{6'500'000'000}, SimTime{17'300'000'000}}) {
        const Simulation cut = runFor(drawing, 40_s, 1, warmup);
        EXPECT_EQ(cut.fingerprint(), whole.fingerprint());
        EXPECT_EQ(told(cut, "mon"), told(whole, "mon"));
        EXPECT_EQ(told(cut, "auto"), told(whole, "auto"));
    }
}

TEST(Monitoring, WhileItIsDownNothingIsSeen)
{
    Simulation run = runFor("users -> web:web-server; mon:monitoring(interval=10s, pending=10s)\n@12s crash web\n@25s crash mon\n@42s recover mon", 62_s);
    EXPECT_EQ(told(run, "mon").size(), 2u); // crashed, up again
    run.advance(justAfter(62_s));
    EXPECT_EQ(told(run, "mon").back(), "62000ms alert: web: down (found after 50s)"); // looks at 52 and 62 s
    EXPECT_EQ(measure(run, "mon", "firing"), 1);
}

TEST(Monitoring, AChangedIntervalCountsFromNow)
{
    Simulation run = runFor("users -> web:web-server; mon:monitoring(interval=10s)\n@2s crash web\n@3s set mon.interval=4s", 7_s);
    EXPECT_EQ(measure(run, "mon", "alerts"), 0);
    run.advance(justAfter(7_s));
    EXPECT_EQ(measure(run, "mon", "alerts"), 1);
}

TEST(Monitoring, AServerThatBootsAfterItsDeathIsNotWellYetAndOneThatIsSwitchedOffIsNotWatched)
{
    const Simulation run = runFor("users -> web:web-server; mon:monitoring(interval=10s); auto:automation(detection=1s, boot-time=const(30s), deploy-time=const(15s)) -> web\n@12s crash web\n@60s deploy auto 0%",
                                  100_s);
    EXPECT_EQ(told(run, "mon"), (Lines{"20000ms alert: web: down (found after 8s)", "50000ms resolved: web is well again after 38s"}));
}

TEST(Monitoring, KeepsTheLogThatItIsAskedFor)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}) -> web:web-server; monitoring(log-capacity=30)\n@0s crash web", 10_s);
    const FailureLog& log = run.failures();
    ASSERT_EQ(log.size(), 30u);
    const FailureRecord expected{.at = 7_s, .request = 69, .component = run.find("web"), .source = run.find("users"), .cause = Cause::Crashed, .requestClass = RequestClass::Write};
    EXPECT_EQ(log[0], expected);
    EXPECT_EQ(log[29].at, 9900_ms);
    EXPECT_EQ(measure(run, "monitoring", "failures_logged"), 30);
    EXPECT_EQ(runFor("users(arrivals=constant(10/s)) -> web:web-server\n@0s crash web", 10_s).failures().size(), 0u);
}

TEST(Monitoring, WatchesATierByKindOrDataCenter)
{
    Scene drawn = scene("users -> a:web-server, b:web-server -> db:database; kinds:monitoring(interval=10s, tier=web-server); place:monitoring(interval=10s, tier=east); none:monitoring(tier=west)\n"
                        "@5s crash b\n@6s crash db");
    drawn.zones = {{"east", "data-center", {"b", "db"}, {}}};
    const Simulation run = runFor(drawn, justAfter(10_s));
    EXPECT_EQ(measure(run, "kinds", "hosts_watched"), 2);
    EXPECT_EQ(measure(run, "kinds", "hosts_up"), 1);
    EXPECT_EQ(told(run, "kinds"), (Lines{"10000ms alert: b: down (found after 5s)"}));
    EXPECT_EQ(measure(run, "place", "hosts_watched"), 2);
    EXPECT_EQ(measure(run, "place", "firing"), 2);
    EXPECT_EQ(told(run, "none"), (Lines{"0ms watches nothing: there is no kind and no data center \"west\""}));
}

/// Users with sessions and a server that loses some, in numbers only.
class Sessions {
public:
    struct Params {
        double held = 0, lost = 0;
    };
    Params params;
    void start(Context) {}
    void report(const Simulation&, ComponentId, Reporter& reporter) const
    {
        reporter.value("sessions", params.held);
        reporter.value("sessions_lost", params.lost);
    }
};

TEST(Monitoring, CountsSessionsOfAllThatHaveThem)
{
    auto own = std::make_shared<Catalog>(*catalog());
    auto kind = own->add<Sessions>("sessions");
    kind.name("Sessions").measure("sessions", "Sessions", Quantity::Integer, "").measure("sessions_lost", "Lost", Quantity::Integer, "");
    kind.param("held", &Sessions::Params::held).live();
    kind.param("lost", &Sessions::Params::lost).live();
    Simulation run(own, 1);
    ASSERT_TRUE(run.addComponent({"mon", "monitoring", {{{"interval", "10s"}}}}));
    ASSERT_TRUE(run.addComponent({"a", "sessions", {{{"held", 40}, {"lost", 3}}}}));
    ASSERT_TRUE(run.addComponent({"b", "sessions", {{{"held", 2}, {"lost", 1}}}}));
    run.advance(justAfter(10_s));
    EXPECT_EQ(measure(run, "mon", "active_users"), 42);
    EXPECT_EQ(measure(run, "mon", "sessions_lost"), 4);
    ASSERT_TRUE(tell(run, "remove a"));
    EXPECT_EQ(measure(run, "mon", "active_users"), 42); // as of the last look
    run.advance(justAfter(20_s));
    EXPECT_EQ(measure(run, "mon", "active_users"), 2);
}

} // namespace
} // namespace scalelab
