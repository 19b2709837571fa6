// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/target_ring.h"
#include "mechanisms/worker_pool.h"

namespace scalelab {

namespace {

/// A name server: answers with the address of a site.
class Dns {
public:
    struct Params {
        SimTime ttl{60'000'000'000};
        Distribution service;
    };
    Params params;

    void start(Context cx) { service_.configure(cx, params.service, "service"); }

    void onCall(Context cx, CallId id)
    {
        if (!service_.start(cx, params.service, 0, id)) resolve(cx, id);
    }
    void onTimer(Context cx, std::uint8_t, std::uint32_t id) { resolve(cx, id); }
    void onChanged(Context cx, std::string_view) { service_.configure(cx, params.service, "service"); }
    void onConnect(Context, std::uint32_t, WireId wire) { records_.add(wire); }
    void onDisconnect(Context, std::uint32_t, WireId wire) { records_.remove(wire); }

private:
    void resolve(Context cx, CallId id)
    {
        const WireId record = records_.next([](WireId) { return true; });
        cx.call(id).origin = record == nothing ? nothing : cx.wire(record).to;
        cx.call(id).version = static_cast<std::uint64_t>(params.ttl.ns);
        cx.answer(id);
    }

    TargetRing records_;
    ServiceTimer service_;
};

} // namespace

void describe_dns(Catalog& catalog)
{
    using Params = Dns::Params;
    auto kind = catalog.add<Dns>("dns");
    kind.name("DNS").category("Network").searchWords({"name server", "domain name system", "route 53", "resolver"}).provides("dns");
    kind.help("The Domain Name System: tells clients the address behind a name.");
    kind.models("A records (one for each wire to a site, handed out in turn), their time to live, and the time an answer takes.");
    kind.leavesOut("The hierarchy of resolvers, negative answers, health checks and geographic routing.");
    kind.port({"records", "A records", "Sites whose addresses it hands out.", {"http"}, SIZE_MAX, "", ""});
    kind.param("ttl", &Params::ttl).label("Time to live").range(0, 1e7).live().typical("60s")
        .help("How long a client may use an answer before it has to ask again.")
        .source("60 s is what Amazon Route 53 recommends for records that take part in fail-over.");
    kind.param("service", &Params::service).label("Time to answer").live().typical("const(1ms)").help("Time to answer a question, the way to the server not included.");
}

} // namespace scalelab
