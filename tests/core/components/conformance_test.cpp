// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "everything.h"
#include "model/wiring.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <set>

namespace scalelab {
namespace {

using namespace test;

const std::vector<KindDecl>& kinds() { return catalog()->registry.kinds; }

class EveryKind : public testing::TestWithParam<std::string> {
protected:
    const KindDecl& kind = *catalog()->registry.kind(GetParam());

    /// A component of this kind in a run of everything.
    static ComponentId sampleOf(const Simulation& run)
    {
        for (ComponentId id = 0; id < run.componentCount(); ++id)
            if (run.kindOf(id).id == GetParam()) return id;
        return nothing;
    }
};

void turnOff(Simulation& run)
{
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    ASSERT_TRUE(tell(run, "set people.scale=0"));
}

void expectAllAtRest(const Simulation& run, const std::string& when)
{
    EXPECT_EQ(run.error(), "") << when;
    EXPECT_EQ(run.callsInUse(), 0u) << when;
    EXPECT_EQ(run.requestsInUse(), 0u) << when;
    EXPECT_EQ(littlesLawViolation(run), "") << when;
    const RequestTotals totals = run.totals();
    EXPECT_GT(totals.completed, 0u) << when;
    EXPECT_EQ(totals.inFlight, 0u) << when;
    EXPECT_EQ(totals.offered, totals.completed + std::accumulate(totals.failed.begin(), totals.failed.end(), std::uint64_t{0})) << when;
    EXPECT_EQ(totals.attempts, totals.offered + totals.retries) << when;
}

TEST_P(EveryKind, SaysWhatItIs)
{
    EXPECT_FALSE(kind.name.empty());
    EXPECT_FALSE(kind.category.empty());
    EXPECT_TRUE(kind.help.ends_with('.'));
    EXPECT_TRUE(kind.models.ends_with('.'));
    EXPECT_TRUE(kind.leavesOut.ends_with('.'));
    EXPECT_FALSE(kind.ports.empty() && kind.services.empty());
    EXPECT_TRUE(std::filesystem::exists(std::string(SCALELAB_SOURCE_DIR) + "/resources/icons/" + kind.id + ".svg"));
    for (const PortDecl& port : kind.ports) {
        EXPECT_FALSE(port.label.empty()) << port.id;
        EXPECT_TRUE(port.help.ends_with('.')) << port.id;
        EXPECT_FALSE(port.accepts.empty()) << port.id;
        if (!port.onlyWhenParam.empty()) {
            EXPECT_NE(kind.param(port.onlyWhenParam), nullptr) << port.id;
        }
    }
}

TEST_P(EveryKind, DeclaresUsableParameters)
{
    std::set<std::string> ids;
    for (const ParamDecl& param : kind.params) {
        EXPECT_TRUE(ids.insert(param.id).second) << param.id;
        EXPECT_FALSE(param.label.empty()) << param.id;
        EXPECT_TRUE(param.help.ends_with('.')) << param.id;
        EXPECT_TRUE(param.validate(param.fallback)) << param.id;
        if (!param.typical.isNull()) {
            EXPECT_TRUE(param.validate(param.typical)) << param.id;
        }
        if (!param.onlyWhenParam.empty()) {
            EXPECT_NE(kind.param(param.onlyWhenParam), nullptr) << param.id;
        }
        for (const ChoiceDecl& choice : param.choices) {
            EXPECT_TRUE(param.validate(choice.id)) << param.id;
            EXPECT_FALSE(choice.label.empty() || choice.help.empty()) << param.id;
        }
        const bool isChoice = std::any_of(param.choices.begin(), param.choices.end(), [](const ChoiceDecl& choice) { return choice.id == "none"; });
        EXPECT_EQ(param.validate("none").ok(), param.noneAllowed || isChoice || param.quantity == Quantity::Text) << param.id;
    }
}

/// Values that a parameter must refuse.
std::vector<Value> badValues(const ParamDecl& param)
{
    std::vector<Value> bad = {Value(), List{}, List{1}};
    if (param.quantity != Quantity::Text) bad.insert(bad.end(), {Value("no such thing"), Value("")});
    bad.push_back(Object{{{"a", 1}}});
    if (param.min) bad.push_back(*param.min - 1);
    if (param.max) bad.push_back(*param.max * 2 + 1);
    return bad;
}

TEST_P(EveryKind, RefusesBadValuesWithAReasonAndChangesNothing)
{
    Simulation run = runFor(everything, 1_s);
    const ComponentId id = sampleOf(run);
    ASSERT_NE(id, nothing) << "the scene of everything has no " << kind.id;
    const std::uint64_t before = run.fingerprint();
    for (const ParamDecl& param : kind.params) {
        for (const Value& bad : badValues(param)) {
            const auto valid = param.validate(bad);
            ASSERT_FALSE(valid) << param.id;
            EXPECT_FALSE(valid.error().message.empty()) << param.id;
            const auto applied = run.apply(SetCommand{run.componentName(id), param.id, bad});
            ASSERT_FALSE(applied) << param.id;
            EXPECT_NE(applied.error().message.find(param.id), std::string::npos) << applied.error().message;
            EXPECT_FALSE(run.addComponent({"another", kind.id, {{{param.id, bad}}}})) << param.id;
        }
    }
    EXPECT_EQ(run.fingerprint(), before);
    EXPECT_TRUE(run.commandLog().empty());
    EXPECT_EQ(run.find("another"), nothing);
    Simulation undisturbed = runFor(everything, 2_s);
    run.advance(2_s);
    EXPECT_EQ(run.fingerprint(), undisturbed.fingerprint());
}

TEST_P(EveryKind, TakesItsLiveParametersDuringARunAndRefusesTheOthers)
{
    Simulation run = runFor(everything, 1_s);
    const ComponentId id = sampleOf(run);
    ASSERT_NE(id, nothing);
    const std::string name = run.componentName(id);
    SimTime until = run.now();
    for (const ParamDecl& param : kind.params) {
        std::vector<Value> good = {param.fallback};
        if (!param.typical.isNull()) good.push_back(param.typical);
        for (const ChoiceDecl& choice : param.choices) good.push_back(choice.id);
        for (const Value& value : good) {
            const auto applied = run.apply(SetCommand{name, param.id, value});
            EXPECT_EQ(applied.ok(), param.live) << param.id;
            if (!applied) {
                EXPECT_NE(applied.error().message.find("cannot change while the simulation runs"), std::string::npos);
            }
            until += 100_ms;
            ASSERT_EQ(run.advance(until), Simulation::Status::Reached) << run.error();
        }
    }
    turnOff(run);
    run.advance(until + 100_s);
    expectAllAtRest(run, kind.id);
}

TEST_P(EveryKind, ReportsWhatItDeclaresAndNothingElse)
{
    std::vector<std::string> declared, always, reported;
    for (const MeasureDecl& measure : kind.measures) {
        declared.push_back(measure.id);
        if (!measure.sometimes) always.push_back(measure.id);
        EXPECT_FALSE(measure.label.empty()) << measure.id;
        EXPECT_TRUE(measure.help.ends_with('.')) << measure.id;
    }
    for (const SimTime end : {SimTime{}, 1_s}) {
        const Simulation run = runFor(everything, end);
        const ComponentId id = sampleOf(run);
        ASSERT_NE(id, nothing);
        const Reporter reporter = run.report(id);
        reported.clear();
        for (const auto& [measure, value] : reporter.values()) {
            reported.push_back(measure);
            EXPECT_TRUE(value >= 0 && value < 1e12) << measure << " is " << value;
        }
        std::sort(reported.begin(), reported.end());
        std::sort(declared.begin(), declared.end());
        std::sort(always.begin(), always.end());
        EXPECT_TRUE(std::includes(declared.begin(), declared.end(), reported.begin(), reported.end()));
        EXPECT_TRUE(std::includes(reported.begin(), reported.end(), always.begin(), always.end()));
    }
}

TEST_P(EveryKind, FailsAndReturnsAtAnyTimeWithoutLeavingAnything)
{
    for (int round = 0; round < 60; ++round) {
        const SimTime crash{400'000'000 + round * 7'310'001};
        const SimTime recover{crash.ns + round % 5 * 97'000'003};
        Simulation run = simulate(everything, static_cast<std::uint64_t>(round));
        const ComponentId id = sampleOf(run);
        ASSERT_NE(id, nothing);
        const std::string name = run.componentName(id);
        run.advance(crash);
        const bool source = run.node(id).ops->isSource;
        EXPECT_EQ(tell(run, "crash " + name).ok(), !source);
        EXPECT_FALSE(tell(run, "crash " + name));
        run.advance(recover);
        if (!source && run.node(id).health == Health::Down) {
            EXPECT_TRUE(tell(run, "recover " + name));
        }
        EXPECT_FALSE(tell(run, "recover " + name));
        run.advance(recover + 50_ms);
        EXPECT_EQ(tell(run, "restart " + name).ok(), !source);
        run.advance(recover + 1_s);
        turnOff(run);
        run.advance(recover + 20_s);
        expectAllAtRest(run, name + " in round " + std::to_string(round));
    }
}

TEST_P(EveryKind, CanBeRemovedAtAnyTimeAndAddedAgain)
{
    for (int round = 0; round < 20; ++round) {
        Simulation run = runFor(everything, {400'000'000 + round * 7'310'001}, static_cast<std::uint64_t>(round));
        const ComponentId id = sampleOf(run);
        ASSERT_NE(id, nothing);
        const std::string name = run.componentName(id);
        const Scene drawn = scene(everything);
        ASSERT_TRUE(tell(run, "remove " + name));
        EXPECT_FALSE(tell(run, "crash " + name));
        EXPECT_FALSE(tell(run, "remove " + name));
        run.advance(run.now() + 200_ms);
        ASSERT_TRUE(run.apply(AddComponentCommand{*drawn.component(name)}));
        for (const Link& link : drawn.links)
            if (link.from == name || link.to == name) {
                ASSERT_TRUE(run.apply(AddWireCommand{link})) << link.from << "->" << link.to;
            }
        run.advance(run.now() + 500_ms);
        const std::uint64_t arrived = measuresOf(run, name).arrived;
        run.advance(run.now() + 2_s);
        const bool takesTraffic = servesRequests(catalog()->registry, kind) || run.node(id).ops->isSource;
        EXPECT_TRUE(!takesTraffic || measuresOf(run, name).arrived > arrived) << name << " takes no traffic after it was added again";
        turnOff(run);
        run.advance(run.now() + 20_s);
        expectAllAtRest(run, name + " in round " + std::to_string(round));
    }
}

std::vector<std::string> kindIds()
{
    std::vector<std::string> ids;
    for (const KindDecl& kind : kinds()) ids.push_back(kind.id);
    return ids;
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryKind, testing::ValuesIn(kindIds()), [](const auto& tested) {
    std::string name = tested.param;
    name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
    return name;
});

TEST(Conformance, TheKindsStandInTheOrderOfThePalette)
{
    EXPECT_EQ(kindIds(), (std::vector<std::string>{"users", "dns", "cdn", "load-balancer", "rate-limiter", "web-server", "autoscaling-group", "cache", "database", "nosql-store", "shard-router", "object-storage",
                                                   "message-queue", "workers", "monitoring", "automation"}));
}

} // namespace
} // namespace scalelab
