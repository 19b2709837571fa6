// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "architectures.h"
#include "generators.h"
#include "base/units.h"
#include "io/json.h"
#include "io/scene_io.h"
#include "run/command_json.h"
#include "run/recording.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace scalelab {
namespace {

using namespace test;

constexpr std::int64_t traffic = 3'000'000'000; ///< How long users send requests [ns].

std::string oneIdOf(const Scene& scene) { return scene.components[static_cast<std::size_t>(below(static_cast<int>(scene.components.size())))].id; }

/// A component, or a copy that a group may have made of it.
std::string oneOrItsCopy(const Scene& scene) { return oneIdOf(scene) + oneOf<std::string>({"", "", "-2", "-3"}); }

/// Any value, right or wrong, for any parameter of a component.
Command someSetting(const Scene& scene)
{
    const std::string id = oneIdOf(scene);
    const KindDecl& kind = *catalog()->registry.kind(scene.component(id)->kind);
    const ParamDecl& param = kind.params[static_cast<std::size_t>(below(static_cast<int>(kind.params.size())))];
    if (param.id == "visibility-timeout") return SetCommand{id, param.id, "400ms"};
    const Value typical = param.typical.isNull() ? param.fallback : param.typical;
    return SetCommand{id, param.id, oneOf<Value>({param.fallback, typical, 1, 2, "none", "1ms", "exp(2ms)", someValue(1)})};
}

Command someCommand(const Scene& scene)
{
    const Link link = scene.links.empty() ? Link{} : scene.links[static_cast<std::size_t>(below(static_cast<int>(scene.links.size())))];
    const std::string id = oneIdOf(scene);
    switch (below(17)) {
    case 0: return RemoveComponentCommand{id};
    case 1: return AddComponentCommand{*scene.component(id)};
    case 2: return RemoveWireCommand{link.from, link.to};
    case 3: return AddWireCommand{link};
    case 4: return SetWireCommand{link.from, link.to, "latency", oneOf<std::string>({"0s", "2ms", "40ms", "-1s"})};
    case 5: return SetWireCommand{link.from, link.to, "weight", below(4)};
    case 6:
    case 7: return FaultCommand{"crash", oneOrItsCopy(scene)};
    case 8:
    case 9: return FaultCommand{"recover", oneOrItsCopy(scene)};
    case 10: return FaultCommand{"restart", oneOrItsCopy(scene)};
    case 11: return RemoveComponentCommand{oneOrItsCopy(scene)};
    default: return someSetting(scene);
    }
}

struct Plan {
    Scene scene;
    std::vector<std::pair<SimTime, Command>> commands; ///< In the order of time.
};

Plan somePlan()
{
    Plan plan;
    plan.scene = someArchitecture();
    std::int64_t at = 0;
    for (int i = below(25); i > 0; --i) {
        at += 1'000'000ll * below(240);
        if (at >= traffic) break;
        plan.commands.emplace_back(SimTime{at}, someCommand(plan.scene));
    }
    return plan;
}

/// What a failed property prints.
void tell(const Plan& plan)
{
    RC_LOG() << writeScene(plan.scene) << "\n";
    for (const auto& [at, command] : plan.commands) RC_LOG() << formatDuration(at) << " " << writeJson(Value(commandObject(command))) << "\n";
}

/// Carries out what the plan has for the time from `begin` to before `end`.
void carryOut(const Plan& plan, Simulation& run, SimTime begin, SimTime end)
{
    for (const auto& [at, command] : plan.commands) {
        if (at < begin || !(at < end)) continue;
        run.advance(at);
        (void)run.apply(command).ok();
    }
    run.advance(end);
}

Simulation wholeRun(const Plan& plan)
{
    Simulation run = simulate(plan.scene, plan.scene.seed);
    carryOut(plan, run, {}, {traffic});
    return run;
}

void assertSame(const Simulation& a, const Simulation& b)
{
    RC_ASSERT(a.fingerprint() == b.fingerprint());
    RC_ASSERT(a.events() == b.events());
    RC_ASSERT(a.error() == b.error());
    RC_ASSERT(a.totals().offered == b.totals().offered);
    RC_ASSERT(a.latency() == b.latency());
    for (ComponentId id = 0; id < a.componentCount(); ++id) RC_ASSERT(a.report(id).values() == b.report(id).values());
}

RC_GTEST_PROP(SimulationProperty, TheSameSeedAndCommandsGiveTheSameRun, ())
{
    const Plan plan = somePlan();
    const Simulation run = wholeRun(plan);
    RC_ASSERT(run.error().empty());
    assertSame(run, wholeRun(plan));
}

RC_GTEST_PROP(SimulationProperty, ACopyMadeMidwayContinuesIdentically, ())
{
    const Plan plan = somePlan();
    const SimTime middle{1'000'000ll * below(3000)};
    Simulation run = simulate(plan.scene, plan.scene.seed);
    carryOut(plan, run, {}, middle);
    Simulation copy = run;
    carryOut(plan, copy, middle, {traffic});
    carryOut(plan, run, middle, {traffic});
    assertSame(run, copy);
    assertSame(run, wholeRun(plan));
}

RC_GTEST_PROP(SimulationProperty, ARecordingIsReplayedExactly, ())
{
    const Plan plan = somePlan();
    Simulation run = wholeRun(plan);
    for (int i = below(20); i > 0; --i) run.step();
    const Recording recording{plan.scene, {}, run.now(), run.commandLog(), run.events(), run.fingerprint()};
    const auto read = readRecording(writeRecording(recording), catalog()->registry);
    RC_ASSERT(read.ok());
    const auto again = replay(catalog(), *read);
    RC_ASSERT(again.ok());
    assertSame(run, *again);
}

RC_GTEST_PROP(SimulationProperty, LittlesLawIsExactAtEveryTime, ())
{
    const Plan plan = somePlan();
    Simulation run = simulate(plan.scene, plan.scene.seed);
    const SimTime warmup{1'000'000ll * below(2000)};
    SimTime last;
    for (int i = 1; i <= 10; ++i) {
        const SimTime next{traffic / 10 * i};
        if (last < warmup && warmup < next) {
            carryOut(plan, run, last, warmup);
            run.restartMeasures();
            carryOut(plan, run, warmup, next);
        } else {
            carryOut(plan, run, last, next);
        }
        last = next;
        RC_ASSERT(littlesLawViolation(run) == "");
    }
}

/// Whether every message that was published since the start of the run is in one place.
bool messagesAreConserved(const Simulation& run)
{
    for (ComponentId id = 0; id < run.componentCount(); ++id) {
        if (run.kindOf(id).id != "message-queue") continue;
        const Reporter reporter = run.report(id);
        const auto of = [&](const char* measure) {
            return std::find_if(reporter.values().begin(), reporter.values().end(), [&](const auto& value) { return value.first == measure; })->second;
        };
        if (of("published") != of("done") + of("backlog") + of("in_flight") + of("dead") + of("lost")) return false;
    }
    return true;
}

RC_GTEST_PROP(SimulationProperty, NoMessageIsLostOrMadeUpAtAnyTime, ())
{
    const Plan plan = somePlan();
    Simulation run = simulate(plan.scene, plan.scene.seed);
    for (std::int64_t at = 0; at < traffic; at += traffic / 30) {
        carryOut(plan, run, {at}, {at + traffic / 30});
        RC_ASSERT(messagesAreConserved(run));
    }
}

RC_GTEST_PROP(SimulationProperty, AGroupNeverHasMoreInstancesThanItsMaximum, ())
{
    const Plan plan = somePlan();
    Simulation run = simulate(plan.scene, plan.scene.seed);
    for (std::int64_t at = 0; at < traffic; at += traffic / 30) {
        carryOut(plan, run, {at}, {at + traffic / 30});
        for (ComponentId id = 0; id < run.componentCount(); ++id) {
            if (run.kindOf(id).id != "autoscaling-group" || run.node(id).health != Health::Up) continue;
            std::size_t members = 0;
            for (const Wire& wire : run.wires()) members += !wire.removed && wire.from == id;
            RC_ASSERT(members <= 10u); // the maximum is at most 4, or 10 if it was set to what it is by itself
        }
    }
}

/// The laws of conservation of a run that nothing is left in.
void assertNothingIsLeft(const Simulation& run)
{
    RC_ASSERT(run.error() == "");
    RC_ASSERT(run.callsInUse() == 0u);
    RC_ASSERT(run.requestsInUse() == 0u);
    const RequestTotals totals = run.totals();
    RC_ASSERT(totals.inFlight == 0u);
    RC_ASSERT(totals.offered == totals.completed + std::accumulate(totals.failed.begin(), totals.failed.end(), std::uint64_t{0}));
    RC_ASSERT(totals.attempts == totals.offered + totals.retries);
    std::vector<std::uint64_t> sentTo(run.componentCount());
    for (const Wire& wire : run.wires()) {
        sentTo[wire.to] += wire.sent;
        RC_ASSERT(wire.answered + wire.failed <= wire.sent); // messages to caches are not answered
    }
    std::uint64_t toBalancers = 0, atBalancers = 0;
    for (ComponentId id = 0; id < run.componentCount(); ++id) {
        const Simulation::Measures& measures = run.measures(id);
        RC_ASSERT(measures.arrived == measures.completed() + measures.failed);
        RC_ASSERT(measures.present == 0u);
        if (run.kindOf(id).id == "load-balancer") toBalancers += sentTo[id], atBalancers += measures.arrived; // one may stand in for another
        else if (!run.node(id).ops->isSource) RC_ASSERT(measures.arrived == sentTo[id]);
        if (const Occupancy* pool = run.occupancy(id); pool && run.node(id).ops->capacity(run.placeOf(id)) > 0) RC_ASSERT(pool->busy() + pool->queued() == 0u);
    }
    RC_ASSERT(toBalancers == atBalancers);
    RC_ASSERT(littlesLawViolation(run) == "");
    RC_ASSERT(messagesAreConserved(run));
}

RC_GTEST_PROP(SimulationProperty, NothingIsLeftWhenTheTrafficIsOver, ())
{
    const Plan plan = somePlan();
    Simulation run = wholeRun(plan);
    for (const Component& component : plan.scene.components)
        if (component.kind == "users" && run.find(component.id) != nothing) RC_ASSERT(run.apply(SetCommand{component.id, "scale", 0}).ok());
    for (ComponentId id = 0; id < run.componentCount(); ++id) { // jobs that always fail, or take longer than they may, are done for ever; dead letters without room are moved for ever
        if (run.node(id).health == Health::Removed) continue;
        if (run.kindOf(id).id == "cache") (void)run.apply(FaultCommand{"flush", run.componentName(id)}).ok(); // what its database never takes is written back for ever
        if (run.kindOf(id).id == "workers") RC_ASSERT(run.apply(SetCommand{run.componentName(id), "failure-rate", 0}).ok());
        if (run.kindOf(id).id != "message-queue") continue;
        RC_ASSERT(run.apply(SetCommand{run.componentName(id), "visibility-timeout", "none"}).ok());
        RC_ASSERT(run.apply(SetCommand{run.componentName(id), "capacity", "none"}).ok());
        if (run.node(id).health == Health::Down) RC_ASSERT(run.apply(FaultCommand{"recover", run.componentName(id)}).ok());
    }
    run.advance({traffic + 1'000'000'000'000});
    tell(plan);
    assertNothingIsLeft(run);
}

RC_GTEST_PROP(SimulationProperty, AtMostOneMasterIsUpInAGroup, ())
{
    Plan plan = somePlan();
    std::erase_if(plan.commands, [](const auto& planned) { return planned.second.index() >= 2; }); // only faults and settings
    Simulation run = simulate(plan.scene, plan.scene.seed);
    for (std::int64_t at = 0; at < traffic; at += 25'000'000) {
        carryOut(plan, run, {at}, {at + 25'000'000});
        int masters = 0;
        for (ComponentId id = 0; id < run.componentCount(); ++id)
            if (run.kindOf(id).id == "database") masters += run.node(id).health == Health::Up && run.node(id).writable;
        RC_ASSERT(masters <= 1);
    }
}

} // namespace
} // namespace scalelab
