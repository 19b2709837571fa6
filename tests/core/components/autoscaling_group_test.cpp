// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/autoscaling_group/scaling_steps.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

double of(const Simulation& run, const char* what) { return measure(run, "group", what); }
Health healthOf(const Simulation& run, const std::string& name) { return run.node(run.find(name)).health; }

/// Users with so many requests a second, a load balancer, and a group of servers.
std::string site(const std::string& rate, const std::string& group, const std::string& web)
{
    return "users(arrivals=constant(" + rate + ")) -> lb:load-balancer -> web:web-server(" + web + ")\ngroup:autoscaling-group(" + group + ") -> web";
}

/// What the group has decided, such as "10s 1 to 2".
std::vector<std::string> decisions(const Simulation& run)
{
    std::vector<std::string> all;
    for (const Incident& incident : run.incidents()) {
        const auto from = incident.text.find(" from ");
        if (incident.component != "group" || from == std::string::npos) continue;
        all.push_back(std::to_string(incident.at.ns / 1'000'000'000) + "s " + incident.text.substr(from + 6, incident.text.find(':') - from - 6));
    }
    return all;
}

using Decisions = std::vector<std::string>;

void expectNoneFailed(const Simulation& run) { EXPECT_EQ(run.totals().completed + run.totals().inFlight, run.totals().offered); }

TEST(AutoscalingGroup, TheInstancesAreThereWhenTheRunStarts)
{
    const Simulation run = runFor(site("30/s", "policy=manual, desired=3, boot-time=const(1h)", "service=const(5ms)"), 1050_ms);
    EXPECT_EQ(of(run, "instances"), 3);
    for (const char* name : {"web", "web-2", "web-3"}) EXPECT_NEAR(static_cast<double>(measuresOf(run, name).arrived), 10, 1) << name;
    const Value report = runReport(run, "", {});
    EXPECT_TRUE(report.object()->find("components")->object()->find("web-3"));
    EXPECT_EQ(run.find("web-4"), nothing);
    expectNoneFailed(run);
}

TEST(AutoscalingGroup, TargetTrackingAddsWhatTheTargetNeeds)
{
    // One server is busy 80% of the time; the target is 40%. The second, launched at 10 s, serves from 15 s on.
    Simulation run = simulate(site("10/s", "target-utilisation=40%, interval=10s, cooldown-out=0s, cooldown-in=25s, boot-time=const(5s)", "workers=1, service=const(80ms)"));
    run.advance(10_s);
    EXPECT_EQ(of(run, "desired"), 1);
    run.advance(12_s);
    EXPECT_EQ(decisions(run), (Decisions{"10s 1 to 2"}));
    EXPECT_EQ(run.incidents().front().text, "scales out from 1 to 2: utilisation 79.2%"); // 99 requests of 80 ms in 10 s
    EXPECT_EQ(of(run, "instances"), 1);
    EXPECT_EQ(of(run, "booting"), 1);
    EXPECT_EQ(healthOf(run, "web-2"), Health::Starting);
    run.advance(15_s + SimTime{1});
    EXPECT_EQ(of(run, "instances"), 2);
    run.advance(40_s); // at 20 s 53% of the 15 s since are busy, and 2 servers are enough for that; at 30 s 40% of 20 s
    EXPECT_EQ(decisions(run).size(), 1u);
    EXPECT_NEAR(of(run, "metric"), 0.4, 0.001);
    ASSERT_TRUE(tell(run, "set users.scale=0.5"));
    run.advance(51_s);
    EXPECT_EQ(decisions(run), (Decisions{"10s 1 to 2", "50s 2 to 1"}));
    EXPECT_EQ(healthOf(run, "web-2"), Health::Off);
    run.advance(60_s);
    EXPECT_EQ(of(run, "scale_outs"), 1);
    EXPECT_EQ(of(run, "scale_ins"), 1);
    expectNoneFailed(run);
}

TEST(AutoscalingGroup, TargetTrackingCountsOnThoseThatBoot)
{
    // Until 25 s the only server is overloaded; what boots already is enough.
    const Simulation run = runFor(site("20/s", "target-utilisation=50%, interval=5s, cooldown-out=0s, boot-time=const(20s)", "workers=1, queue=5, service=const(80ms)"), 26_s);
    EXPECT_EQ(decisions(run), (Decisions{"5s 1 to 2"}));
}

TEST(AutoscalingGroup, TargetTrackingIsSlowToTakeAway)
{
    const auto wanted = [](const std::string& rate) {
        return of(runFor(site(rate, "metric=requests-per-instance, target-requests=20/s, desired=20, maximum=30, interval=10s", "service=const(5ms)"), 15_s), "desired");
    };
    EXPECT_EQ(wanted("370/s"), 20); // 18.5 each: 19 would do, but 90% of the target are 18
    EXPECT_EQ(wanted("350/s"), 18);
    EXPECT_EQ(wanted("410/s"), 21);
    EXPECT_EQ(wanted("900/s"), 30);
    EXPECT_EQ(wanted("1/min"), 1);
}

TEST(AutoscalingGroup, StepsAddAndTakeAwayAtTheirThresholds)
{
    const auto desired = [](const std::string& rate, const std::string& steps) {
        Scene drawn = scene(site(rate, "policy=step, desired=3, interval=10s", "workers=1, queue=5, service=const(100ms)"));
        for (Component& component : drawn.components)
            if (component.id == "group") component.params.set("steps", steps);
        return of(runFor(drawn, 15_s), "desired");
    };
    const std::string steps = "80%: +3, 50%: +1, 20%: -1, 10%: -2";
    EXPECT_EQ(desired("3/min", steps), 1);
    EXPECT_EQ(desired("5/s", steps), 2);
    EXPECT_EQ(desired("10/s", steps), 3);
    EXPECT_EQ(desired("18/s", steps), 4);
    EXPECT_EQ(desired("28/s", steps), 6);
}

TEST(AutoscalingGroup, WaitsAfterScaling)
{
    // Always overloaded: one more each time it may.
    Simulation run = simulate(site("300/s", "policy=step, steps=50%: +1, interval=10s, cooldown-out=25s, cooldown-in=60s", "workers=1, queue=5, service=const(100ms)"));
    run.advance(75_s);
    EXPECT_EQ(decisions(run), (Decisions{"10s 1 to 2", "40s 2 to 3", "70s 3 to 4"}));
    ASSERT_TRUE(tell(run, "set group.policy=target-tracking"));
    ASSERT_TRUE(tell(run, "set users.scale=0.01"));
    run.advance(135_s);
    EXPECT_EQ(decisions(run).back(), "130s 4 to 1"); // 60 s after the last time it scaled out
    ASSERT_TRUE(tell(run, "set users.scale=0.05"));
    run.advance(142_s);
    EXPECT_EQ(decisions(run).back(), "140s 1 to 2"); // adding does not wait for that
}

TEST(AutoscalingGroup, ManualFollowsDesiredAndTheLimitsAtOnce)
{
    Simulation run = runFor(site("10/s", "policy=manual, minimum=2, maximum=5, boot-time=const(1s)", "service=const(5ms)"), 1_s);
    EXPECT_EQ(of(run, "instances"), 2);
    const auto set = [&](const std::string& what, double instances) {
        ASSERT_TRUE(tell(run, "set group." + what));
        run.advance(run.now() + 2_s);
        EXPECT_EQ(of(run, "instances"), instances) << what;
        EXPECT_EQ(of(run, "desired"), instances) << what;
    };
    set("desired=4", 4);
    set("desired=9", 5);
    set("maximum=3", 3);
    set("maximum=8", 3);
    set("minimum=6", 6);
    set("minimum=1", 6);
    set("desired=1", 1);
    set("minimum=9", 8);
    EXPECT_EQ(of(run, "scale_outs") + of(run, "scale_ins"), 0); // no policy did that
    EXPECT_EQ(run.componentCount(), 11u);
    expectNoneFailed(run);
}

TEST(AutoscalingGroup, TheNewestGoFirstAndAreTakenAgainFirst)
{
    Simulation run = runFor(site("30/s", "policy=manual, desired=4", "service=const(5ms)"), 1_s);
    ASSERT_TRUE(tell(run, "set group.desired=2"));
    run.advance(2_s);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    EXPECT_EQ(healthOf(run, "web-2"), Health::Up);
    EXPECT_EQ(healthOf(run, "web-3"), Health::Off);
    EXPECT_EQ(healthOf(run, "web-4"), Health::Off);
    ASSERT_TRUE(tell(run, "set group.desired=3"));
    EXPECT_EQ(healthOf(run, "web-3"), Health::Up);
    EXPECT_EQ(healthOf(run, "web-4"), Health::Off);
}

TEST(AutoscalingGroup, AnInstanceDrainsBeforeItGoes)
{
    const std::string servers = "service=const(3s)";
    for (const std::string timeout : {"10s", "1s"}) {
        Simulation run = runFor(site("10/s", "policy=manual, desired=2, drain-timeout=" + timeout, servers), 1050_ms);
        ASSERT_TRUE(tell(run, "set group.desired=1"));
        EXPECT_EQ(of(run, "instances"), 1);
        run.advance(6_s);
        EXPECT_EQ(measuresOf(run, "web-2").arrived, 5u);
        EXPECT_EQ(measuresOf(run, "web-2").failed, timeout == "1s" ? 5u : 0u);
        EXPECT_EQ(healthOf(run, "web-2"), Health::Off);
    }
}

TEST(AutoscalingGroup, OneThatDrainsIsCalledBackWhenOneMoreIsWanted)
{
    Simulation run = runFor(site("10/s", "policy=manual, desired=2, boot-time=const(1h)", "service=const(3s)"), 1050_ms);
    ASSERT_TRUE(tell(run, "set group.desired=1"));
    run.advance(2050_ms);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 5u);
    ASSERT_TRUE(tell(run, "set group.desired=2"));
    EXPECT_EQ(of(run, "instances"), 2);
    run.advance(3050_ms);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 10u);
    EXPECT_EQ(run.find("web-3"), nothing);
}

TEST(AutoscalingGroup, ReplacesWhatStaysDown)
{
    Simulation run = simulate(site("10/s", "policy=manual, desired=2, boot-time=const(2s), replace-after=5s", "service=const(5ms)") + "\n@1s crash web");
    run.advance(5500_ms);
    EXPECT_EQ(healthOf(run, "web"), Health::Down);
    EXPECT_EQ(of(run, "replaced"), 0);
    run.advance(6500_ms); // given up at 6 s
    EXPECT_EQ(healthOf(run, "web"), Health::Starting);
    ASSERT_TRUE(tell(run, "crash web-2"));
    run.advance(8500_ms);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    ASSERT_TRUE(tell(run, "recover web-2"));
    run.advance(20_s);
    EXPECT_EQ(of(run, "replaced"), 1); // web-2 was back in time
    ASSERT_TRUE(tell(run, "crash web"));
    ASSERT_TRUE(tell(run, "set group.replace-after=none"));
    run.advance(40_s);
    EXPECT_EQ(healthOf(run, "web"), Health::Down);
    ASSERT_TRUE(tell(run, "set group.replace-after=10s")); // it has been down longer
    run.advance(41_s);
    EXPECT_EQ(healthOf(run, "web"), Health::Starting);
}

TEST(AutoscalingGroup, ACrashedGroupScalesNothing)
{
    Simulation run = simulate(site("30/s", "target-utilisation=50%, interval=5s, cooldown-out=0s, replace-after=1s", "workers=1, queue=5, service=const(50ms)") + "\n@3s crash group\n@12s recover group");
    run.advance(11_s);
    EXPECT_TRUE(decisions(run).empty());
    ASSERT_TRUE(tell(run, "crash web"));
    ASSERT_TRUE(tell(run, "set group.minimum=2"));
    run.advance(11900_ms);
    EXPECT_EQ(healthOf(run, "web"), Health::Down);
    EXPECT_EQ(run.find("web-2"), nothing);
    run.advance(14_s);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    EXPECT_EQ(healthOf(run, "web-2"), Health::Up);
    run.advance(30_s);
    EXPECT_EQ(decisions(run).front().substr(0, 4), "17s "); // five seconds after it came back
}

TEST(AutoscalingGroup, PeopleMayTakeInstancesAway)
{
    Simulation run = runFor(site("30/s", "policy=manual, desired=3", "service=const(5ms)"), 1_s);
    ASSERT_TRUE(tell(run, "remove web-2"));
    run.advance(1_s + 10_ms);
    EXPECT_EQ(of(run, "instances"), 3); // a new one with the free name
    EXPECT_EQ(healthOf(run, "web-2"), Health::Up);
    ASSERT_TRUE(tell(run, "remove web"));
    run.advance(2_s);
    EXPECT_EQ(of(run, "instances"), 3); // a copy of a copy
    EXPECT_EQ(healthOf(run, "web-4"), Health::Up);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"web", "web-server", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"lb", "web", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"group", "web", {}}}));
    run.advance(3_s);
    EXPECT_EQ(of(run, "instances"), 3);
    expectNoneFailed(run);
}

TEST(AutoscalingGroup, WithoutItsGroupOnlyTheOriginalStays)
{
    for (const std::string what : {"remove group", "remove group->web"}) {
        Simulation run = runFor(site("30/s", "policy=manual, desired=3", "service=const(5ms)"), 1_s);
        ASSERT_TRUE(tell(run, what));
        run.advance(2_s);
        EXPECT_EQ(healthOf(run, "web"), Health::Up);
        EXPECT_EQ(healthOf(run, "web-2"), Health::Off) << what;
        EXPECT_EQ(healthOf(run, "web-3"), Health::Off) << what;
        if (what == "remove group") {
            ASSERT_TRUE(run.apply(AddComponentCommand{{"group", "autoscaling-group", {{{"desired", 2}, {"policy", "manual"}}}}}));
        }
        ASSERT_TRUE(run.apply(AddWireCommand{{"group", "web", {}}}));
        run.advance(3_s);
        EXPECT_EQ(healthOf(run, "web-2"), Health::Up) << what;
        EXPECT_EQ(run.find("web-4"), nothing);
        expectNoneFailed(run);
    }
}

TEST(AutoscalingGroup, NewInstancesAreLikeTheOriginalIsNow)
{
    Simulation run = runFor(site("30/s", "policy=manual, desired=2", "service=const(5ms)"), 1_s);
    ASSERT_TRUE(tell(run, "set web.service=const(50ms)"));
    run.advance(1500_ms);
    EXPECT_EQ(measuresOf(run, "web-2").sojourn.max(), 5_ms);
    ASSERT_TRUE(tell(run, "set group.desired=3"));
    run.advance(2_s);
    EXPECT_EQ(measuresOf(run, "web-3").sojourn.min(), 50_ms);
}

TEST(AutoscalingGroup, BillsInstancesWhileTheyAreOn)
{
    // A dollar a second each: web all 100 s, web-2 from its launch at 20 s until it is taken away at 60 s.
    Simulation run = runFor(site("10/s", "policy=manual, boot-time=const(30s)", "service=const(0s), price=3600") + "\n@20s set group.desired=2\n@60s set group.desired=1", 100_s);
    EXPECT_DOUBLE_EQ(run.cost(), 140);
    EXPECT_DOUBLE_EQ(of(run, "instance_seconds"), 140);
    run.restartMeasures();
    run.advance(110_s);
    EXPECT_DOUBLE_EQ(of(run, "instance_seconds"), 10);
}

TEST(AutoscalingGroup, WhenMeasuringBeginsMakesNoDifference)
{
    const std::string busy = site("10/s", "target-utilisation=40%, interval=10s, cooldown-out=0s", "workers=1, service=const(70ms)");
    Simulation whole = runFor(busy, 60_s), cut = simulate(busy);
    for (const SimTime at : {3_s, 9_s, 27_s}) {
        cut.advance(at);
        cut.restartMeasures();
    }
    cut.advance(60_s);
    EXPECT_EQ(cut.fingerprint(), whole.fingerprint());
    EXPECT_EQ(of(cut, "metric"), of(whole, "metric"));
}

TEST(AutoscalingGroup, WorkersAreAddedForABacklogAndIdleOnesGo)
{
    // 20 jobs a second for four workers, who can do 8. After 10 s 120 wait, 30 for each worker, and 5 are allowed.
    Simulation run = simulate("users(mix={job=1}, arrivals=constant(20/s)) -> queue:message-queue -> crew:workers(workers=4, service=const(500ms))\n"
                              "group:autoscaling-group(metric=backlog-per-worker, target-backlog=5, interval=10s, cooldown-out=0s, cooldown-in=30s, boot-time=const(5s)) -> crew");
    run.advance(10_s + 1_ms);
    EXPECT_EQ(measure(run, "queue", "backlog"), 120);
    EXPECT_EQ(decisions(run), (Decisions{"10s 1 to 6"}));
    EXPECT_NEAR(of(run, "metric"), 120.0 / 4, 0.5);
    run.advance(20_s);
    EXPECT_NEAR(measure(run, "queue", "backlog"), 180 + 100 - 240, 1); // those at 15 s, what comes in 5 s, what 24 workers begin
    run.advance(30_s);
    EXPECT_EQ(measure(run, "queue", "backlog"), 0);
    ASSERT_TRUE(tell(run, "set users.scale=0.1"));
    run.advance(45_s);
    EXPECT_EQ(decisions(run), (Decisions{"10s 1 to 6", "40s 6 to 1"}));
    run.advance(120_s);
    EXPECT_EQ(of(run, "instances"), 1); // those with nothing to do have gone
    EXPECT_EQ(healthOf(run, "crew-2"), Health::Off);
    EXPECT_EQ(measure(run, "queue", "redelivered"), 0); // and finished first what they had
    EXPECT_EQ(measure(run, "queue", "published"), measure(run, "queue", "done") + measure(run, "queue", "in_flight") + measure(run, "queue", "backlog"));
}

TEST(AutoscalingGroup, FollowsARisingLoadAndKeepsRequestsFast)
{
    // The traffic grows from 50 to 500 a second in nine minutes, and falls again; one server alone can do 200 a second.
    const std::string traffic = "users(arrivals=poisson(50/s)) -> lb:load-balancer(algorithm=least-connections) -> web:web-server(workers=4, queue=200, service=exp(20ms))\n";
    const std::string group = "group:autoscaling-group(target-utilisation=50%, interval=10s, cooldown-out=20s, cooldown-in=60s, boot-time=const(15s)) -> web";
    const auto ramp = [](Simulation& run) {
        const std::vector<int> factors = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 8, 6, 4, 2, 1, 1, 1};
        double most = 0;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            EXPECT_TRUE(tell(run, "set users.scale=" + std::to_string(factors[i])));
            run.advance({static_cast<std::int64_t>(i + 1) * 60'000'000'000});
            most = std::max(most, run.find("group") == nothing ? 0 : of(run, "instances"));
        }
        return most;
    };
    Simulation scaled = simulate(traffic + group), fixed = simulate(traffic);
    const double most = ramp(scaled);
    ramp(fixed);
    EXPECT_GE(most, 5); // 500/s * 20 ms / 4 workers / 50%
    EXPECT_LE(most, 6);
    EXPECT_LE(of(scaled, "instances"), 2);
    EXPECT_EQ(scaled.totals().completed + scaled.totals().inFlight, scaled.totals().offered);
    EXPECT_LT(scaled.latency().quantile(0.95), 80_ms);
    EXPECT_GT(fixed.latency().quantile(0.95), 500_ms);
    EXPECT_GT(fixed.totals().failed[static_cast<std::size_t>(Outcome::Rejected)], 10000u);
    EXPECT_LT(of(scaled, "instance_seconds"), 18 * 60 * most * 0.7); // and costs less than the most all the time
}

TEST(AutoscalingGroup, ACopyOfTheRunContinuesIdentically)
{
    const std::string drawn = "users(arrivals=poisson(100/s)) -> lb:load-balancer(health-interval=500ms) -> web:web-server(workers=2, queue=20, service=exp(20ms), mtbf=20s, mttr=2s)\n"
                              "group:autoscaling-group(interval=2s, target-utilisation=60%, cooldown-out=2s, cooldown-in=5s, boot-time=exp(1s), replace-after=1s) -> web";
    Simulation run = runFor(drawn, 30_s);
    Simulation copy = run;
    run.advance(120_s);
    copy.advance(120_s);
    EXPECT_EQ(run.fingerprint(), copy.fingerprint());
    EXPECT_EQ(run.fingerprint(), runFor(drawn, 120_s).fingerprint());
    EXPECT_GT(of(run, "replaced"), 3);
    EXPECT_GT(of(run, "scale_ins"), 1);
    EXPECT_LE(run.componentCount(), 13u);
}

TEST(AutoscalingGroup, AGroupOfOneChangesNothingForItsServer)
{
    const auto latency = [](const std::string& more) {
        const Simulation run = runFor("users(arrivals=poisson(100/s)) -> lb:load-balancer -> web:web-server(workers=2, service=exp(10ms))" + more, 60_s);
        return run.latency();
    };
    EXPECT_EQ(latency(""), latency("\ngroup:autoscaling-group(maximum=1, interval=1s) -> web"));
}

TEST(AutoscalingGroup, AMachineWithoutALimitOfWorkersSaysNothing)
{
    const Simulation run = runFor(site("100/s", "interval=1s, desired=2", "service=const(5s)"), 10_s);
    EXPECT_TRUE(decisions(run).empty());
    EXPECT_EQ(of(run, "desired"), 2);
}

TEST(AutoscalingGroup, MemoryDoesNotGrowWithTheNumberOfTimesItScales)
{
    Simulation run = simulate(site("10/s", "policy=manual, boot-time=const(10ms)", "service=const(5ms)"));
    for (int i = 0; i < 500; ++i) {
        ASSERT_TRUE(tell(run, i % 2 == 0 ? "set group.desired=5" : "set group.desired=1"));
        run.advance({(i + 1) * 200'000'000ll});
    }
    EXPECT_EQ(run.componentCount(), 8u);
    EXPECT_EQ(run.wires().size(), 3u + 4 * 2);
    expectNoneFailed(run);
}

TEST(ScalingSteps, AreReadWithTheirErrors)
{
    const auto change = [](const char* text, double metric) { return ScalingSteps::parse(text)->adjustment(metric); };
    EXPECT_EQ(change("70%:+1, 90%:+3, 30%:-1", 0.69), 0);
    EXPECT_EQ(change("70%:+1, 90%:+3, 30%:-1", 0.7), 1);
    EXPECT_EQ(change(" 90% : +3,70%: +1,30%:-1 ", 0.95), 3);
    EXPECT_EQ(change("70%:+1, 90%:+3, 30%:-1, 10%: -4", 0.3), -1);
    EXPECT_EQ(change("70%:+1, 90%:+3, 30%:-1, 10%: -4", 0.1), -4);
    EXPECT_EQ(change("100:+2", 150), 2);
    EXPECT_EQ(change("100/s:+2, 60/min:-1", 1), -1);
    const auto wrong = [](const char* text) {
        const auto steps = ScalingSteps::parse(text);
        return steps ? std::string("read") : steps.error().message;
    };
    EXPECT_EQ(wrong("70%"), "expected a threshold and what to do there, such as \"70%: +1\" or \"20: -1\", not \"70%\"");
    for (const char* text : {"", "70%:1", "70%:", "70%:+", "x:+1", "-5:+1", "70%:+1,", "70%:+1.5x"}) EXPECT_NE(wrong(text), "read") << text;
    EXPECT_EQ(wrong("70%:+0"), "a step adds or takes away 1 to 1000 instances, not \"+0\"");
    EXPECT_EQ(wrong("70%:+1, 0.7:+2"), "two steps have the threshold 0.7; give each its own");
    EXPECT_EQ(wrong("70%:+1, 90%:-1"), "at 0.9 instances are taken away, but from 0.7 on they are added; let every step down lie below every step up");
}

TEST(AutoscalingGroup, RefusesWrongSteps)
{
    const KindDecl& kind = *catalog()->registry.kind("autoscaling-group");
    EXPECT_TRUE(kind.param("steps")->validate("none"));
    EXPECT_TRUE(kind.param("steps")->validate("70%: +1, 30%: -1"));
    EXPECT_EQ(kind.param("steps")->validate(5).error().message, "expected steps such as \"70%: +1, 90%: +3, 30%: -1\" (or \"none\"), not number 5");
}

} // namespace
} // namespace scalelab
