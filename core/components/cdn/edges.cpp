// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/prices.h"
#include "components/cdn/cdn.h"
#include "engine/catalog.h"

#include <algorithm>

namespace scalelab {

void Cdn::start(Context)
{
    edges_.resize(params.edges ? params.edges->size() : 1);
    configure();
}

void Cdn::configure()
{
    const auto capacity = params.capacity ? std::optional(static_cast<std::uint64_t>(*params.capacity)) : std::nullopt;
    for (Edge& edge : edges_) edge.store.setByteCapacity(capacity);
}

void Cdn::onChanged(Context, std::string_view) { configure(); }

void Cdn::onCrash(Context)
{
    flush();
    recent_ = {};
}

void Cdn::onFault(Context, std::string_view verb, double key)
{
    if (verb == "flush") flush();
    else invalidate(static_cast<std::uint64_t>(key));
}

void Cdn::flush()
{
    for (Edge& edge : edges_) {
        edge.store.clear();
        edge.fetches.clear();
    }
}

void Cdn::invalidate(std::uint64_t key)
{
    for (Edge& edge : edges_) {
        edge.store.erase(key);
        edge.fetches.forget(key);
    }
}

const KeyStore::Entry* Cdn::lookUp(Context cx, Edge& edge, std::uint64_t key)
{
    const KeyStore::Entry* entry = edge.store.touch(key);
    if (entry && entry->expiresNs <= cx.now().ns) {
        edge.store.erase(key);
        ++expired_;
        entry = nullptr;
    }
    if (entry && params.versionedUrls && cx.isOutdated(entry->origin, key, entry->version)) entry = nullptr; // the page names the new version
    ++(entry ? hits_ : misses_);
    recent_.add(entry != nullptr);
    return entry;
}

const Cdn::Route& Cdn::routeOf(Context cx, ComponentId source)
{
    if (source >= routes_.size()) routes_.resize(source + std::size_t{1});
    Route& route = routes_[source];
    if (route.edge != nothing) return route;
    route.edge = 0;
    const Place* place = params.edges ? cx.place(source) : nullptr;
    if (!place) return route;
    const auto nearer = [&](const Place& a, const Place& b) { return distanceBetween(*place, a) < distanceBetween(*place, b); };
    const auto nearest = std::min_element(params.edges->begin(), params.edges->end(), nearer);
    route.edge = static_cast<std::uint32_t>(nearest - params.edges->begin());
    route.lane = laneOver(cx, *place, *nearest);
    return route;
}

std::uint32_t Cdn::laneToOrigin(Context cx, std::size_t edge, WireId wire)
{
    for (const auto& [known, lane] : edges_[edge].ways)
        if (known == wire) return lane;
    const Place* origin = params.edges ? cx.place(cx.wire(wire).to) : nullptr;
    const std::uint32_t lane = origin ? laneOver(cx, (*params.edges)[edge], *origin) : nothing;
    edges_[edge].ways.emplace_back(wire, lane);
    return lane;
}

std::uint32_t Cdn::laneOver(Context cx, const Place& a, const Place& b)
{
    const SimTime latency = latencyBetween(a, b, params.routeFactor);
    return latency == SimTime{} ? nothing : cx.lane(latency);
}

double Cdn::usageCost() const
{
    double dollars = static_cast<double>(requests_) * dollarsPer("cdn-requests") + static_cast<double>(originBytes_) * dollarsPer("transfer-out");
    for (std::size_t i = 0; i < edges_.size(); ++i)
        dollars += static_cast<double>(edges_[i].bytesServed) * dollarsPer("cdn-transfer", params.edges ? (*params.edges)[i].region : std::string_view());
    return dollars;
}

std::uint64_t Cdn::evictions() const
{
    std::uint64_t all = 0;
    for (const Edge& edge : edges_) all += edge.store.evictions();
    return all;
}

void Cdn::onRestartMeasures(Context)
{
    evictionsBefore_ = evictions();
    requests_ = hits_ = misses_ = staleHits_ = expired_ = collapsed_ = failovers_ = originBytes_ = 0;
    for (Edge& edge : edges_) edge.bytesServed = 0;
}

void Cdn::report(const Simulation&, ComponentId, Reporter& reporter) const
{
    const std::uint64_t lookUps = hits_ + misses_;
    std::uint64_t keys = 0, stored = 0, served = 0;
    for (const Edge& edge : edges_) {
        keys += edge.store.size();
        stored += edge.store.dataBytes();
        served += edge.bytesServed;
    }
    reporter.value("hit_ratio", lookUps == 0 ? 0 : static_cast<double>(hits_) / static_cast<double>(lookUps));
    reporter.value("hits", static_cast<double>(hits_));
    reporter.value("misses", static_cast<double>(misses_));
    reporter.value("stale_hits", static_cast<double>(staleHits_));
    reporter.value("expired", static_cast<double>(expired_));
    reporter.value("collapsed", static_cast<double>(collapsed_));
    reporter.value("failovers", static_cast<double>(failovers_));
    reporter.value("evictions", static_cast<double>(evictions() - evictionsBefore_));
    reporter.value("keys", static_cast<double>(keys));
    reporter.value("bytes_stored", static_cast<double>(stored));
    reporter.value("bytes_served", static_cast<double>(served));
    reporter.value("origin_bytes", static_cast<double>(originBytes_));
}

void describe_cdn(Catalog& catalog)
{
    using Params = Cdn::Params;
    auto kind = catalog.add<Cdn>("cdn");
    kind.name("CDN").category("Network").searchWords({"content delivery network", "cloudfront", "akamai", "fastly", "cloudflare", "edge", "static", "assets"});
    kind.provides("cdn").provides("http").verb("flush").verb("invalidate");
    kind.help("A content delivery network: servers in many cities that keep copies of static assets near the users.");
    kind.models("An edge in each place with its own store; users are served by the nearest one, and the way there and on to the origin takes the time of "
                "light in glass. Static assets are kept for their time to live and evicted by least recent use; equal misses at an edge wait for one fetch; "
                "all other requests are passed on. Invalidation, versions in URLs, stale copies, fail-over between origins, the price of transfer.");
    kind.leavesOut("Limits on the capacity of an edge's network and processors, tiers of caches between edges and origin, asking the origin whether an expired copy "
                   "is still good, serving expired copies while the origin is down, the price of uploads. A crash takes down all edges, which return empty.");
    kind.port({"origin", "Origin", "Where objects come from that an edge does not have; several stand in for each other.", {"storage", "http"}, 8, "", ""});
    kind.param("edges", &Params::edges).label("Edges").typical("Ashburn, San Jose, Sao Paulo, London, Frankfurt, Singapore, Tokyo, Sydney")
        .help("Cities or coordinates of the edges; none: a single one, no distance away from anything.")
        .source("Large networks have edges in several hundred places, among them all of these cities.");
    kind.param("capacity", &Params::capacity).label("Capacity of an edge").as(Quantity::Bytes).range(1, 1e15).live()
        .help("Bytes that each edge can keep; none: no limit.");
    kind.param("ttl", &Params::ttl).label("Time to live").range(1e-9, 1e9).live().typical("24h")
        .help("An edge does not serve a copy any more this long after it came; none: no limit.")
        .source("The default of Amazon CloudFront: 86,400 s.");
    kind.param("versioned-urls", &Params::versionedUrls).label("Versions in URLs").live()
        .help("Whether a new version of an object has a new address (image.png?v=2), so that users ask for it at once; otherwise they get the old "
              "copy until it expires.");
    kind.param("object-size", &Params::objectSize).label("Object size").as(Quantity::Bytes).range(0, 4e9).live().typical("60kB")
        .help("Size of an object whose request does not say how big it is.")
        .source("The median page of 2024 has 18 images of 1,054 kB together (HTTP Archive, Web Almanac 2024).");
    kind.param("origins", &Params::originChoice).label("Order of origins").live().help("Which of several origins an edge asks first.")
        .choice(OriginChoice::FailOver, "fail-over", "Fail-over", "The first by the order of the wires; the next one if it fails.")
        .choice(OriginChoice::Turns, "turns", "In turn", "Each in its turn; the next one if it fails.");
    kind.param("timeout", &Params::timeout).label("Time-out of the origin").range(1e-9, 1e9).live().typical("30s")
        .help("An edge gives up on an origin that has not answered this long after it was asked, the way by distance there and back not counted; none: never.")
        .source("The default of Amazon CloudFront: 30 s.");
    kind.param("route-factor", &Params::routeFactor).label("Detour of routes").range(1, 10)
        .help("How much longer the way of a packet is than the great circle.")
        .source("With 1.7 California to the Netherlands and back takes 150 ms (J. Dean, \"Numbers everyone should know\", 2009); over all "
                "distances 2.1 is the rule of thumb (Bozkurt et al., \"Dissecting Latency in the Internet's Fiber Infrastructure\", 2018).");
    kind.measure("hit_ratio", "Hit ratio", Quantity::Share, "Hits divided by requests for static assets.");
    kind.measure("hits", "Hits", Quantity::Integer, "Requests for which the edge had a copy still valid.");
    kind.measure("misses", "Misses", Quantity::Integer, "Requests for which it had none.");
    kind.measure("stale_hits", "Stale hits", Quantity::Integer, "Hits on a copy that the origin had already replaced.");
    kind.measure("expired", "Expired", Quantity::Integer, "Misses on copies that were present but past their time to live.");
    kind.measure("collapsed", "Collapsed misses", Quantity::Integer, "Misses that waited for an equal one under way instead of asking the origin.");
    kind.measure("failovers", "Fail-overs", Quantity::Integer, "Times that another origin was asked because one had failed.");
    kind.measure("evictions", "Evictions", Quantity::Integer, "Copies that had to go for others.");
    kind.measure("keys", "Objects", Quantity::Integer, "Copies that all edges hold now.");
    kind.measure("bytes_stored", "Bytes stored", Quantity::Bytes, "Sizes of these copies.");
    kind.measure("bytes_served", "Bytes served", Quantity::Bytes, "Sizes of all objects sent to users.");
    kind.measure("origin_bytes", "Bytes from the origin", Quantity::Bytes, "Sizes of all objects fetched from origins.");
}

} // namespace scalelab
