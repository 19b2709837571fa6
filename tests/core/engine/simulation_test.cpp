// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"
#include "everything.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <stdexcept>

namespace scalelab {
namespace {

using namespace test;

/// A server that throws when it is called, or when its parameter is changed.
class Thrower {
public:
    struct Params {
        std::int64_t level = 0;
    };
    Params params;
    void start(Context) {}
    void onCall(Context, CallId) { throw std::runtime_error("out of luck"); }
    void onChanged(Context, std::string_view) { throw std::runtime_error("bad change"); }
};

Simulation withThrower()
{
    auto own = std::make_shared<Catalog>(*catalog());
    auto kind = own->add<Thrower>("thrower");
    kind.provides("http").name("Thrower").param("level", &Thrower::Params::level).live();
    Simulation run(own, 1);
    EXPECT_TRUE(run.addComponent({"users", "users", {{{"arrivals", "constant(10/s)"}}}}));
    EXPECT_TRUE(run.addComponent({"t", "thrower", {}}));
    EXPECT_TRUE(run.addWire({"users", "t", {}}));
    return run;
}

TEST(Simulation, AnExceptionEndsTheRunWithItsComponentAndTime)
{
    Simulation run = withThrower();
    EXPECT_EQ(run.advance(1_s), Simulation::Status::Failed);
    EXPECT_EQ(run.error(), "t at 100ms: out of luck");
    EXPECT_EQ(run.advance(2_s), Simulation::Status::Failed);
    EXPECT_FALSE(run.step());
    EXPECT_EQ(run.now(), 100_ms);
    ASSERT_FALSE(run.incidents().empty());
    EXPECT_EQ(run.incidents().back().text, "the run ended: out of luck");
    EXPECT_EQ(run.incidents().back().component, "t");
    const auto refused = tell(run, "set users.scale=2");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "the run has ended: t at 100ms: out of luck");
}

TEST(Simulation, AnExceptionInACommandEndsTheRun)
{
    Simulation run = withThrower();
    run.advance(50_ms);
    EXPECT_FALSE(run.apply(SetCommand{"t", "level", 3}));
    EXPECT_NE(run.error().find("bad change"), std::string::npos);
    EXPECT_TRUE(run.commandLog().empty());
}

TEST(Simulation, ACircleOfDirectCallsEndsTheRun)
{
    Simulation run = simulate("users(arrivals=constant(10/s)) -> a:load-balancer -> b:load-balancer");
    ASSERT_TRUE(run.apply(AddWireCommand{{"b", "a", {}}}));
    EXPECT_EQ(run.advance(1_s), Simulation::Status::Failed);
    EXPECT_EQ(run.error(), "b at 100ms: 64 components called each other without time passing; is there a circle of wires?");
}

TEST(Simulation, ALongChainOfDirectCallsIsNoCircle)
{
    std::string drawing = "users(arrivals=constant(10/s))";
    for (int i = 0; i < 30; ++i) drawing += " -> lb" + std::to_string(i) + ":load-balancer";
    EXPECT_EQ(runFor(drawing + " -> web-server", 1_s).totals().completed, 9u);
}

TEST(Simulation, ACircleWithLatencyGoesOn)
{
    Simulation run = simulate("users(arrivals=constant(1/s), timeout=100ms) -> a:load-balancer -1ms-> b:load-balancer");
    ASSERT_TRUE(run.apply(AddWireCommand{{"b", "a", {}}}));
    run.advance(5_s);
    EXPECT_EQ(run.error(), "");
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Timeout)], 4u);
}

TEST(Simulation, AMillionEventsWithoutTimePassingEndTheRun)
{
    Simulation run = simulate("users(arrivals=closed(users=10, think=const(0s))) -> web:web-server(workers=1, queue=0, service=const(1s))");
    EXPECT_EQ(run.advance(10_s), Simulation::Status::Failed);
    EXPECT_EQ(run.error().substr(0, 12), "users at 0s:");
    EXPECT_NE(run.error().find("a million events"), std::string::npos);
    EXPECT_NEAR(static_cast<double>(run.events()), 1e6, 10);
}

TEST(Simulation, ManyEventsAtOnceAreNoLoop)
{
    const Simulation run = runFor("users(arrivals=closed(users=100000, think=const(1s))) -> web:web-server(service=const(1ms))", 6_s);
    EXPECT_EQ(run.error(), "");
    EXPECT_EQ(run.totals().completed, 500000u);
}

void expectSame(const Simulation& a, const Simulation& b)
{
    EXPECT_EQ(a.fingerprint(), b.fingerprint());
    EXPECT_EQ(a.events(), b.events());
    EXPECT_EQ(a.now(), b.now());
    EXPECT_EQ(a.pendingEvents(), b.pendingEvents());
    EXPECT_EQ(a.latency(), b.latency());
    EXPECT_EQ(a.incidents().size(), b.incidents().size());
    for (ComponentId id = 0; id < a.componentCount(); ++id) EXPECT_EQ(a.report(id).values(), b.report(id).values()) << a.componentName(id);
}

TEST(Simulation, ACopyMadeAtAnyTimeContinuesIdentically)
{
    const Scene drawn = scene(std::string(everything) + "\n@1s crash master\n@1500ms restart cache\n@2s crash web1\n@2500ms recover web1");
    Simulation run = simulate(drawn);
    std::vector<Simulation> copies;
    for (int i = 1; i <= 30; ++i) {
        run.advance({i * 97'000'007ll});
        copies.push_back(run);
    }
    for (Simulation& copy : copies) { // Run while the original stands still, so that nothing can be shared unnoticed.
        const std::uint64_t before = run.fingerprint();
        copy.advance(4_s);
        EXPECT_EQ(run.fingerprint(), before);
    }
    run.advance(4_s);
    for (const Simulation& copy : copies) expectSame(copy, run);
}

TEST(Simulation, TheWayOfAdvancingDoesNotMatter)
{
    const Scene drawn = scene(std::string(everything) + "\n@500ms crash web1\n@900ms recover web1");
    const Simulation whole = runFor(drawn, 2_s);
    Simulation limited = simulate(drawn), stepped = simulate(drawn), sliced = simulate(drawn);
    while (limited.advance(2_s, 7) == Simulation::Status::EventLimit) {}
    expectSame(limited, whole);
    for (std::int64_t t = 0; t < 2'000'000'000; t += 1'234'567) sliced.advance({t});
    sliced.advance(2_s);
    expectSame(sliced, whole);
    while (stepped.events() < whole.events()) ASSERT_TRUE(stepped.step());
    EXPECT_EQ(stepped.fingerprint(), whole.fingerprint());
}

TEST(Simulation, EventsBeforeTheEndRunAndTheClockStandsAtTheEnd)
{
    Simulation run = simulate("users(arrivals=constant(10/s)) -> web-server");
    run.advance(100_ms);
    EXPECT_EQ(run.events(), 0u);
    EXPECT_EQ(run.now(), 100_ms);
    EXPECT_EQ(run.nextTime(), 100_ms);
    run.advance(50_ms);
    EXPECT_EQ(run.now(), 100_ms);
    EXPECT_TRUE(run.step());
    EXPECT_EQ(run.totals().offered, 1u);
}

TEST(Simulation, SeedsDifferAndComponentsDoNotDisturbEachOther)
{
    EXPECT_NE(runFor(everything, 1_s, 1).fingerprint(), runFor(everything, 1_s, 2).fingerprint());
    const std::string first = "a:users(arrivals=poisson(100/s)) -> w:web-server(service=exp(5ms))";
    const Simulation alone = runFor(first, 5_s), together = runFor("b:users(arrivals=poisson(77/s)) -> v:web-server(service=exp(3ms)); " + first, 5_s);
    EXPECT_EQ(measuresOf(alone, "w").sojourn, measuresOf(together, "w").sojourn);
}

TEST(Simulation, MeasuresStartAnewAfterTheWarmUp)
{
    // Born at 1, 2, ... s, each is served for 700 ms.
    const Simulation run = runFor("users(arrivals=constant(1/s)) -> web:web-server(workers=1, service=const(700ms))", 5500_ms, 1, 2500_ms);
    EXPECT_EQ(run.totals().offered, 3u);
    EXPECT_EQ(run.totals().completed, 2u);
    EXPECT_EQ(run.totals().inFlight, 1u);
    EXPECT_EQ(run.latency().count(), 2u);
    EXPECT_DOUBLE_EQ(measure(run, "web", "utilisation"), (0.2 + 0.7 + 0.7 + 0.5) / 3);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(Simulation, RetriesOfRequestsBornInTheWarmUpDoNotCount)
{
    const std::string drawing = "users(arrivals=constant(1/s), retries=1, backoff=800ms) -> web:web-server\n@0s crash web";
    const Simulation run = runFor(drawing, 1900_ms, 1, 1500_ms);
    EXPECT_EQ(run.totals().offered + run.totals().attempts + run.totals().retries, 0u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 0u);
    const Simulation whole = runFor(drawing, 1900_ms);
    EXPECT_EQ(whole.totals().attempts, 2u);
    EXPECT_EQ(whole.totals().retries, 1u);
}

TEST(Simulation, LittlesLawIsExactWhateverTheWarmUpCuts)
{
    for (int i = 0; i < 20; ++i) {
        Simulation run = runFor(everything, 2_s, static_cast<std::uint64_t>(i), {i * 77'777'777ll});
        EXPECT_EQ(littlesLawViolation(run), "") << i;
        ASSERT_TRUE(tell(run, "crash web1"));
        run.advance(2100_ms);
        EXPECT_EQ(littlesLawViolation(run), "") << i;
    }
}

TEST(Simulation, TheNewestIncidentsAreKeptAndNumbered)
{
    Simulation run = simulate("web:web-server");
    for (int i = 0; i < 3000; ++i) ASSERT_TRUE(tell(run, "restart web"));
    ASSERT_EQ(run.incidents().size(), 4096u);
    EXPECT_EQ(run.incidents().front().number, 6000u - 4096u);
    EXPECT_EQ(run.incidents().back().number, 5999u);
    EXPECT_EQ(run.incidents().back().text, "up again");
}

TEST(Simulation, SampledFlightsShowWholeRequestsAndChangeNothing)
{
    Simulation all = simulate(everything), some = simulate(everything), none = simulate(everything);
    all.sampleFlights(1);
    some.sampleFlights(10);
    for (Simulation* run : {&all, &some, &none}) run->advance(2_s);
    EXPECT_EQ(all.fingerprint(), none.fingerprint());
    EXPECT_EQ(some.fingerprint(), none.fingerprint());
    EXPECT_TRUE(none.takeFlights().empty());
    std::map<std::uint64_t, int> flightsOf, sampledOf;
    std::set<std::uint64_t> fromUsers; // the others are errands of components
    for (const Flight& flight : all.takeFlights()) {
        ++flightsOf[flight.request];
        if (all.node(all.wires()[flight.wire].from).ops->isSource) fromUsers.insert(flight.request);
    }
    for (const Flight& flight : some.takeFlights()) ++sampledOf[flight.request];
    EXPECT_EQ(fromUsers.size(), all.totals().offered);
    EXPECT_NEAR(static_cast<double>(sampledOf.size()), static_cast<double>(flightsOf.size()) / 10, static_cast<double>(flightsOf.size()) / 30);
    for (const auto& [request, count] : sampledOf) EXPECT_EQ(count, flightsOf[request]);
    EXPECT_TRUE(all.takeFlights().empty());
}

TEST(Simulation, TheNewestFlightsAreKept)
{
    Simulation run = simulate("users(arrivals=constant(1000/s)) -> web-server");
    run.sampleFlights(1);
    run.advance(50_s);
    const std::vector<Flight> flights = run.takeFlights();
    ASSERT_EQ(flights.size(), 65536u);
    EXPECT_EQ(flights.back().request, 49998u);
    for (std::size_t i = 1; i < flights.size(); ++i) ASSERT_LE(flights[i - 1].depart, flights[i].depart);
}

TEST(Simulation, AFlightTellsWhatItCarries)
{
    Simulation run = simulate("users(arrivals=constant(1/s), mix={write=1}, retries=1, backoff=100ms) -20ms-> web:web-server\n@0s crash web");
    run.sampleFlights(1);
    run.advance(1500_ms);
    const std::vector<Flight> flights = run.takeFlights();
    ASSERT_EQ(flights.size(), 4u);
    EXPECT_EQ(flights[0].depart, 1_s);
    EXPECT_EQ(flights[0].arrive, 1020_ms);
    EXPECT_FALSE(flights[0].reply || flights[0].retry);
    EXPECT_EQ(flights[0].requestClass, static_cast<std::uint8_t>(RequestClass::Write));
    EXPECT_TRUE(flights[1].reply);
    EXPECT_EQ(flights[1].cause, Cause::Crashed);
    EXPECT_EQ(flights[1].arrive, 1040_ms);
    EXPECT_TRUE(flights[2].retry);
    EXPECT_EQ(flights[2].depart, 1140_ms);
}

} // namespace
} // namespace scalelab
