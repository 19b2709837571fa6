// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/places.h"
#include "engine/context.h"
#include "mechanisms/equal_calls.h"
#include "mechanisms/key_store.h"
#include "mechanisms/target_ring.h"
#include "stats/recent_share.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace scalelab {

enum class OriginChoice { FailOver, Turns };

/// Servers near the users that keep copies of the static assets of an origin far away.
class Cdn {
public:
    static constexpr bool isEverywhere = true;

    struct Params {
        std::optional<std::vector<Place>> edges;
        std::optional<double> capacity;
        std::optional<SimTime> ttl;
        bool versionedUrls = false;
        double objectSize = 0;
        OriginChoice originChoice = OriginChoice::FailOver;
        std::optional<SimTime> timeout;
        double routeFactor = defaultRouteFactor;
    };
    Params params;

    void start(Context cx);
    void onCall(Context cx, CallId id);
    void onReply(Context cx, CallId id);
    void onTimer(Context cx, std::uint8_t tag, std::uint32_t id);
    void onTimeout(Context cx, CallId id);
    void onCrash(Context cx);
    void onChanged(Context cx, std::string_view param);
    void onConnect(Context cx, std::uint32_t port, WireId wire);
    void onDisconnect(Context cx, std::uint32_t port, WireId wire);
    /// All edges forget everything, or one object.
    void onFault(Context cx, std::string_view verb, double key);
    void flush();
    void invalidate(std::uint64_t key);
    void onRestartMeasures(Context cx);
    [[nodiscard]] double hitRatio() const { return recent_.share(); }
    /// Dollars for requests, for bytes served at the price of each edge's region, and for bytes fetched from origins at the price of transfer.
    [[nodiscard]] double usageCost() const;
    void report(const Simulation& simulation, ComponentId self, Reporter& reporter) const;

private:
    enum Tag : std::uint8_t { atEdgeTag, askTag, fetchedTag, leaveTag };

    struct Edge {
        KeyStore store;
        EqualCalls fetches;
        std::vector<std::pair<WireId, std::uint32_t>> ways; ///< Lanes to the origins asked so far.
        std::uint64_t bytesServed = 0;
    };
    /// The nearest edge to a traffic source and the lane to it.
    struct Route {
        std::uint32_t edge = nothing; ///< Nothing until it is needed.
        std::uint32_t lane = nothing;
    };
    /// How far a call has come; kept in Call::step.
    struct Progress {
        std::uint16_t edge = 0;
        std::uint8_t origin = 0; ///< Which of the wires it takes.
        std::uint8_t failed = 0; ///< Origins that failed it.
    };

    // The way of a call (cdn.cpp)
    void travel(Context cx, std::uint32_t lane, Tag tag, CallId id);
    void proceed(Context cx, Tag tag, CallId id);
    void serve(Context cx, CallId id);
    void goToOrigin(Context cx, CallId id);
    void askOrigin(Context cx, CallId id);
    void fetched(Context cx, CallId id);
    void fetchAgainForOthers(Context cx, CallId first);
    bool tryNextOrigin(Context cx, CallId id);
    void finishAll(Context cx, CallId first);
    void leave(Context cx, CallId id);
    [[nodiscard]] static Progress progressOf(const Call& call);
    [[nodiscard]] Edge& edgeOf(const Call& call) { return edges_[progressOf(call).edge]; }
    [[nodiscard]] std::uint32_t sizeOf(Context cx, CallId id) const;

    // Edges (edges.cpp)
    void configure();
    const KeyStore::Entry* lookUp(Context cx, Edge& edge, std::uint64_t key);
    const Route& routeOf(Context cx, ComponentId source);
    std::uint32_t laneToOrigin(Context cx, std::size_t edge, WireId wire);
    std::uint32_t laneOver(Context cx, const Place& a, const Place& b);
    [[nodiscard]] std::uint64_t evictions() const;

    std::vector<Edge> edges_;
    std::vector<Route> routes_; ///< By source.
    TargetRing origins_;
    std::size_t turn_ = 0;
    RecentShare recent_;
    std::uint64_t requests_ = 0, hits_ = 0, misses_ = 0, staleHits_ = 0, expired_ = 0, collapsed_ = 0, failovers_ = 0, originBytes_ = 0, evictionsBefore_ = 0;
};

} // namespace scalelab
