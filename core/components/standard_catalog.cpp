// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"

namespace scalelab {

#define SCALELAB_KIND(name) void describe_##name(Catalog& catalog);
#include "components/components.def"
#undef SCALELAB_KIND

namespace {

struct DataCenter {
    struct Params {
        std::string place;
    };
};

void describeLink(Registry& registry)
{
    registry.link.id = "link";
    registry.link.name = "Wire";
    registry.link.category = "Network";
    registry.link.help = "A connection over which one component calls another.";
    registry.link.models = "One-way latency, paid by the request and by its reply.";
    registry.link.leavesOut = "Bandwidth, loss, jitter, and latency by distance.";
    DeclBuilder<WireParams> wire(registry.link);
    wire.param("latency", &WireParams::latency).label("Latency").min(0).live().typical("0.25ms")
        .help("Time one way, paid by the call and by its answer.")
        .source("A round trip inside a data center takes about 0.5 ms (J. Dean, \"Numbers everyone should know\", 2009).");
    wire.param("weight", &WireParams::weight).label("Weight").range(0, 1e6).live()
        .help("Share of the traffic that a load balancer with the algorithm \"weighted\" sends this way, relative to its other wires.");
}

void describeZones(Registry& registry)
{
    KindDecl& dataCenter = registry.zoneKinds.emplace_back();
    dataCenter.id = "data-center";
    dataCenter.name = "Data center";
    dataCenter.category = "Places";
    dataCenter.help = "A box round components that stand in one place.";
    DeclBuilder<DataCenter::Params> builder(dataCenter);
    builder.param("place", &DataCenter::Params::place).label("Place").help("Name of a city, for people to read.");
}

void describeVerbs(Registry& registry)
{
    registry.verbs.push_back({"crash", "Crash", "The component goes down at once: what it was serving fails, its memory is lost, calls to it are refused."});
    registry.verbs.push_back({"recover", "Recover", "A component that is down comes up again, with empty memory."});
    registry.verbs.push_back({"restart", "Restart", "Crash and recovery in one instant."});
}

} // namespace

std::shared_ptr<const Catalog> standardCatalog()
{
    auto catalog = std::make_shared<Catalog>();
#define SCALELAB_KIND(name) describe_##name(*catalog);
#include "components/components.def"
#undef SCALELAB_KIND
    describeLink(catalog->registry);
    describeZones(catalog->registry);
    describeVerbs(catalog->registry);
    catalog->registry.scene.id = "scene";
    catalog->registry.scene.name = "Scene";
    return catalog;
}

} // namespace scalelab
