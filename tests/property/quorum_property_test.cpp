// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators.h"
#include "scene_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace scalelab {
namespace {

using namespace test;

Object someWire()
{
    Object params{{{"latency", oneOf<std::string>({"0s", "1ms", "10ms", "exp(4ms)"})}}};
    if (below(4) == 0) params.set("timeout", "50ms");
    if (below(4) == 0) params.set("retries", 1);
    if (below(4) == 0) params.set("hedge", "3ms");
    return params;
}

/// Three to five nodes that all keep three copies of ten keys, with quorums that overlap, and users that read and write through all of them.
Scene someCluster()
{
    const int nodes = 3 + below(3);
    Scene drawn = scene("users(arrivals=poisson(200/s), mix={read=2, write=1, join=1}, keys=uniform(10)) -> web:web-server");
    drawn.seed = static_cast<std::uint64_t>(below(1000));
    for (int i = 0; i < nodes; ++i) {
        const int reads = 1 + below(3);
        Object params{{{"replicas", 3}, {"read-quorum", 2}, {"write-quorum", 2}}};
        if (below(4) == 0) params = {{{"replicas", 3}, {"read-quorum", 3}, {"write-quorum", 2 + below(2)}}};
        params.set("service", oneOf<std::string>({"const(0s)", "const(2ms)", "exp(3ms)"}));
        if (below(2) > 0) params.set("connections", 1 + below(3));
        if (below(2) > 0) params.set("queue", below(5));
        if (below(2) > 0) params.set("read-repair", true);
        if (below(2) > 0) params.set("hinted-handoff", true);
        if (below(2) > 0) params.set("handoff-interval", "50ms");
        params.set("join-items", reads);
        params.set("detection", "20ms");
        const std::string id = "n" + std::to_string(i);
        drawn.components.push_back({id, "nosql-store", params});
        drawn.links.push_back({"web", id, {}});
        for (int other = 0; other < i; ++other) {
            const std::string there = "n" + std::to_string(other);
            drawn.links.push_back({id, there, someWire()});
            drawn.links.push_back({there, id, someWire()});
        }
    }
    return drawn;
}

RC_GTEST_PROP(QuorumProperty, ReadsThatOverlapWithWritesAreNeverStaleWhateverCrashes, ())
{
    const Scene drawn = someCluster();
    Simulation run = simulate(drawn, drawn.seed);
    SimTime at;
    for (int i = below(15); i > 0; --i) {
        at.ns += 1'000'000ll * below(150);
        run.advance(at);
        const std::string verb = oneOf<std::string>({"crash", "recover", "restart"});
        (void)tell(run, verb + " n" + std::to_string(below(5))).ok();
    }
    run.advance(at + 500_ms);
    RC_ASSERT(run.error() == "");
    RC_ASSERT(run.totals().stale == 0u);
    RC_ASSERT(run.totals().lostWrites == 0u);
    RC_ASSERT(tell(run, "set users.scale=0").ok());
    run.advance(at + 20_s);
    RC_ASSERT(run.callsInUse() == 0u);
    RC_ASSERT(run.requestsInUse() == 0u);
}

/// Without faults every copy ends at the version that was acknowledged last.
RC_GTEST_PROP(QuorumProperty, OnceTheTrafficIsOverAllCopiesAgree, ())
{
    Scene drawn = someCluster();
    for (Component& component : drawn.components) {
        component.params.erase("queue");
    }
    for (Link& link : drawn.links) link.params.erase("timeout");
    Simulation run = simulate(drawn, drawn.seed);
    run.advance(1_s);
    RC_ASSERT(tell(run, "set users.scale=0").ok());
    run.advance(20_s);
    for (const Component& component : drawn.components) {
        if (component.kind == "nosql-store") RC_ASSERT(tell(run, "set " + component.id + ".read-quorum=1").ok());
    }
    RC_ASSERT(tell(run, "set users.mix={\"read\": 1}").ok());
    RC_ASSERT(tell(run, "set users.scale=1").ok());
    run.advance(21_s);
    RC_ASSERT(run.totals().stale == 0u);
}

} // namespace
} // namespace scalelab
