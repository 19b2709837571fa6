// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"
#include "components/standard_catalog.h"
#include "generators.h"
#include "mechanisms/store_route.h"
#include "run/compile.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

namespace scalelab {
namespace {

using namespace test;

/// A client that writes each key once, reads keys whose writes have been acknowledged, and keeps account of both.
class Probe {
public:
    static constexpr bool isSource = true;
    struct Params {
        bool on = true;
    };
    struct Write {
        std::uint64_t key = 0;
        std::uint64_t version = 0;
    };
    Params params;
    std::vector<Write> acknowledged;
    std::uint64_t oldReads = 0; ///< Reads that did not see an acknowledged write.

    void start(Context cx)
    {
        random_ = cx.stream("probe");
        schedule(cx);
    }
    void onConnect(Context, std::uint32_t, WireId wire) { databases_.add(wire); }
    void onDisconnect(Context, std::uint32_t, WireId wire) { databases_.remove(wire); }

    void onTimer(Context cx, std::uint8_t, std::uint32_t)
    {
        schedule(cx);
        if (!params.on) return;
        const bool writes = acknowledged.empty() || random_.uniform() < 0.5;
        const auto any = static_cast<std::size_t>(random_.uniform() * static_cast<double>(acknowledged.size()));
        const RequestId request = cx.newRequest(writes ? RequestClass::Write : RequestClass::Read, writes ? ++keys_ : acknowledged[any].key, 0);
        const WireId wire = routeToStore(cx, databases_, writes);
        if (wire == nothing) return cx.conclude(request, noStore(writes), 0);
        const CallId call = cx.newCall(request, nothing, wire, writes ? Operation::Write : Operation::Read);
        cx.send(call);
    }

    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        const std::uint64_t key = cx.request(reply.request).key;
        if (reply.cause == Cause::None) {
            if (reply.operation == Operation::Write) acknowledged.push_back({key, reply.version});
            else oldReads += reply.version == 0;
        }
        cx.conclude(reply.request, reply.cause, reply.marks);
    }

private:
    void schedule(Context cx) { cx.after(SimTime::fromSeconds(0.02 * random_.uniform()), 0, 0); }

    Rng random_;
    TargetRing databases_;
    std::uint64_t keys_ = 0;
};

std::shared_ptr<const Catalog> catalogWithProbe()
{
    static const auto all = [] {
        auto catalog = std::make_shared<Catalog>(*standardCatalog());
        auto kind = catalog->add<Probe>("probe");
        kind.name("Probe").port({"database", "Database", "Databases.", {"sql"}});
        kind.param("on", &Probe::Params::on).label("On").live().help("Whether it sends requests.");
        return catalog;
    }();
    return all;
}

std::string someTime() { return oneOf<std::string>({"const(0s)", "const(2ms)", "exp(3ms)"}); }
std::string someLatency() { return oneOf<std::string>({"0s", "1ms", "15ms", "70ms"}); }

Component someServer(const std::string& id)
{
    Object params;
    params.set("service", someTime());
    params.set("apply", someTime());
    params.set("detection", oneOf<std::string>({"0s", "30ms", "300ms"}));
    params.set("election", oneOf<std::string>({"0s", "50ms"}));
    if (below(2) > 0) params.set("connections", 1 + below(3));
    if (below(2) > 0) params.set("copy-rate", "100MB");
    return {id, "database", params};
}

/// A master with up to three replicas.
Scene someGroup(const std::string& replication, const std::string& recovery, bool mayBeReplaced)
{
    Scene scene;
    scene.components.push_back({"probe", "probe", {}});
    const int replicas = 1 + below(3);
    for (int i = 0; i <= replicas; ++i) {
        const std::string id = i == 0 ? "m" : "r" + std::to_string(i);
        Component server = someServer(id);
        if (mayBeReplaced && below(3) == 0) server.params.set("replacement", oneOf<std::string>({"100ms", "700ms"}));
        if (i > 0) {
            server.params.set("role", "replica");
            scene.links.push_back({"m", id, {{{"latency", someLatency()}}}});
        } else {
            server.params.set("replication", replication);
            server.params.set("recovery", recovery);
            server.params.set("recovery-time", oneOf<std::string>({"0s", "200ms"}));
            server.params.set("data-size", oneOf<std::string>({"0B", "10MB"}));
            if (replication == "semi-synchronous") server.params.set("acks", 1 + below(replicas));
            if (replication == "semi-synchronous") server.params.set("semi-sync-timeout", oneOf<std::string>({"0s", "100ms", "10s"}));
        }
        scene.components.push_back(server);
        scene.links.push_back({"probe", id, {}});
    }
    return scene;
}

/// Two to four masters in a circle, each with each, or in a line.
Scene someMasters()
{
    Scene scene;
    scene.components.push_back({"probe", "probe", {}});
    const int masters = 2 + below(3);
    const int shape = below(3);
    const auto wire = [&](int from, int to) { scene.links.push_back({"m" + std::to_string(from), "m" + std::to_string(to), {{{"latency", someLatency()}}}}); };
    for (int i = 0; i < masters; ++i) {
        Component server = someServer("m" + std::to_string(i));
        server.params.set("replication", "multi-master");
        scene.components.push_back(server);
        scene.links.push_back({"probe", server.id, {}});
        if (shape == 0) wire(i, (i + 1) % masters);
        for (int other = 0; shape == 1 && other < masters; ++other)
            if (other != i) wire(i, other);
        if (shape == 2 && i > 0) {
            wire(i - 1, i);
            wire(i, i - 1);
        }
    }
    return scene;
}

bool isServer(const Component& component) { return component.kind == "database"; }

/// Something that happens to a server, or to a wire between servers.
Command someTrouble(const Scene& scene, bool withWires)
{
    const Component& server = scene.components[1 + static_cast<std::size_t>(below(static_cast<int>(scene.components.size()) - 1))];
    const Link& link = scene.links[static_cast<std::size_t>(below(static_cast<int>(scene.links.size())))];
    const bool betweenServers = link.from != "probe";
    switch (below(withWires ? 9 : 6)) {
    case 0:
    case 1: return FaultCommand{"crash", server.id};
    case 2:
    case 3:
    case 4: return FaultCommand{"recover", server.id};
    case 5: return FaultCommand{"restart", server.id};
    case 6: return SetWireCommand{link.from, link.to, "latency", betweenServers ? someLatency() : "0s"};
    case 7:
        if (betweenServers) return RemoveWireCommand{link.from, link.to};
        return FaultCommand{"crash", server.id};
    default: return AddWireCommand{link};
    }
}

/// Tells the servers at a wire that it carries again, though it may never have ceased to.
void mendSomeWire(Simulation& run)
{
    const auto id = static_cast<WireId>(below(static_cast<int>(run.wires().size())));
    const Wire& wire = run.wires()[id];
    if (wire.removed || run.kindOf(wire.from).id != "database") return;
    Context cx(run, wire.from);
    cx.peer<Database>(wire.from).catchUp(cx, id);
}

constexpr std::int64_t traffic = 3'000'000'000; ///< How long there is trouble and traffic [ns].

/// Traffic and trouble, then all wires and servers mended, no more traffic, and time to settle.
Simulation afterTrouble(const Scene& scene, bool withWires, int mostCommands = 30)
{
    Compiled compiled = compile(catalogWithProbe(), scene);
    if (!compiled.simulation) throw std::invalid_argument(compiled.problems.front().message);
    Simulation run = std::move(*compiled.simulation);
    for (std::int64_t at = 0, i = below(mostCommands); i > 0; --i) {
        at += 1'000'000ll * below(200);
        if (at >= traffic) break;
        run.advance({at});
        (void)run.apply(someTrouble(scene, withWires)).ok();
        mendSomeWire(run);
    }
    run.advance({traffic});
    for (const Link& link : scene.links) (void)run.apply(AddWireCommand{link}).ok();
    for (const Component& component : scene.components)
        if (isServer(component)) (void)run.apply(FaultCommand{"recover", component.id}).ok();
    run.advance({2 * traffic});
    (void)run.apply(SetCommand{"probe", "on", false}).ok();
    run.advance({traffic + 100'000'000'000});
    return run;
}

const Probe& probeOf(const Simulation& run) { return componentAt<Probe>(run.placeOf(run.find("probe"))); }
const VersionTable& dataOf(const Simulation& run, const std::string& id) { return componentAt<Database>(run.placeOf(run.find(id))).data(); }

/// All servers hold the same, nothing is left in the run, and nobody waits.
void assertSettled(const Scene& scene, const Simulation& run)
{
    RC_ASSERT(run.error() == "");
    RC_ASSERT(run.callsInUse() == 0u);
    RC_ASSERT(run.requestsInUse() == 0u);
    const RequestTotals totals = run.totals();
    std::uint64_t failed = 0;
    for (const std::uint64_t count : totals.failed) failed += count;
    RC_ASSERT(totals.offered == totals.completed + failed);
    RC_ASSERT(littlesLawViolation(run) == "");
    const VersionTable& first = dataOf(run, scene.components[1].id);
    for (const Component& component : scene.components) {
        if (!isServer(component)) continue;
        const ComponentId id = run.find(component.id);
        RC_ASSERT(run.node(id).health == Health::Up);
        RC_ASSERT(run.node(id).readable);
        RC_ASSERT(measure(run, component.id, "backlog") == 0);
        if (run.node(id).ops->capacity(run.placeOf(id)) > 0) RC_ASSERT(run.occupancy(id)->busy() + run.occupancy(id)->queued() == 0u);
        const VersionTable& data = dataOf(run, component.id);
        RC_ASSERT(data.size() == first.size());
        for (std::size_t i = 0; i < data.size(); ++i) RC_ASSERT(first.get(data.record(i).key) == data.record(i).version);
    }
}

/// Acknowledged writes that are nowhere.
std::uint64_t missing(const Scene& scene, const Simulation& run)
{
    const VersionTable& data = dataOf(run, scene.components[1].id);
    std::uint64_t count = 0;
    for (const Probe::Write& write : probeOf(run).acknowledged) count += data.get(write.key) == 0;
    return count;
}

RC_GTEST_PROP(DatabaseProperty, SynchronousReplicationLosesNothingAndServesNothingOld, ())
{
    const Scene scene = someGroup("synchronous", "discard", true);
    const Simulation run = afterTrouble(scene, false);
    assertSettled(scene, run);
    RC_ASSERT(missing(scene, run) == 0u);
    RC_ASSERT(probeOf(run).oldReads == 0u);
    RC_ASSERT(run.totals().lostWrites == 0u);
    RC_ASSERT(run.totals().stale == 0u);
}

RC_GTEST_PROP(DatabaseProperty, WhatIsCountedAsLostIsWhatIsMissing, ())
{
    const Scene scene = someGroup("asynchronous", "discard", true);
    const Simulation run = afterTrouble(scene, false);
    assertSettled(scene, run);
    RC_ASSERT(missing(scene, run) == run.totals().lostWrites);
}

RC_GTEST_PROP(DatabaseProperty, NothingIsMissingAfterTheRecoveryOfAllFormerMasters, ())
{
    const Scene scene = someGroup(oneOf<std::string>({"asynchronous", "semi-synchronous"}), "merge", false);
    const Simulation run = afterTrouble(scene, false);
    assertSettled(scene, run);
    RC_ASSERT(missing(scene, run) == 0u);
    RC_ASSERT(run.totals().lostWrites == 0u);
}

RC_GTEST_PROP(DatabaseProperty, GroupsSettleWhateverHappensToServersAndWires, ())
{
    const Scene scene = someGroup(oneOf<std::string>({"asynchronous", "semi-synchronous", "synchronous"}), oneOf<std::string>({"discard", "merge"}), true);
    assertSettled(scene, afterTrouble(scene, true));
}

RC_GTEST_PROP(DatabaseProperty, SeveralMastersAgreeAndLoseNothingOfDifferentKeys, ())
{
    const Scene scene = someMasters();
    const Simulation run = afterTrouble(scene, below(2) > 0);
    assertSettled(scene, run);
    RC_ASSERT(missing(scene, run) == 0u);
    RC_ASSERT(run.totals().lostWrites == 0u);
}

RC_GTEST_PROP(DatabaseProperty, ACopyInTheMiddleOfTroubleContinuesIdentically, ())
{
    const Scene scene = below(3) == 0 ? someMasters() : someGroup(oneOf<std::string>({"asynchronous", "semi-synchronous", "synchronous"}), "merge", true);
    Compiled compiled = compile(catalogWithProbe(), scene);
    RC_ASSERT(compiled.simulation.has_value());
    Simulation run = std::move(*compiled.simulation);
    std::int64_t at = 0;
    for (int i = below(12); i > 0; --i) {
        run.advance({at += 1'000'000ll * below(200)});
        (void)run.apply(someTrouble(scene, true)).ok();
    }
    Simulation copy = run;
    for (int i = below(12); i > 0; --i) {
        const Command command = someTrouble(scene, true);
        at += 1'000'000ll * below(200);
        for (Simulation* one : {&run, &copy}) {
            one->advance({at});
            (void)one->apply(command).ok();
        }
    }
    run.advance({at + traffic});
    copy.advance({at + traffic});
    RC_ASSERT(run.error() == "");
    RC_ASSERT(run.fingerprint() == copy.fingerprint());
    RC_ASSERT(run.latency() == copy.latency());
    for (ComponentId id = 0; id < run.componentCount(); ++id) RC_ASSERT(run.report(id).values() == copy.report(id).values());
}

} // namespace
} // namespace scalelab
