// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe.h"

#include "components/standard_catalog.h"
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/number_set.h"
#include "mechanisms/worker_pool.h"
#include "run/compile.h"
#include "scene_text.h"

#include <stdexcept>

namespace scalelab::test {

namespace {

enum class Service { Http, Cdn };

class Probe {
public:
    struct Params {
        Service offers = Service::Http;
        Distribution service;
        std::string fails = "none";
        bool sessions = false;
    };
    Params params;
    std::vector<Seen> seen;

    void start(Context cx) { service_.configure(cx, params.service, "service"); }
    void onChanged(Context cx, std::string_view) { service_.configure(cx, params.service, "service"); }
    void onCrash(Context) { known_.clear(); }

    void onCall(Context cx, CallId id)
    {
        const Request& request = cx.request(cx.call(id).request);
        seen.push_back({cx.now().seconds(), request.requestClass, request.key, request.user, request.bytes, request.deadline.seconds()});
        if (!service_.start(cx, params.service, 0, id)) answer(cx, id);
    }

    void onTimer(Context cx, std::uint8_t, std::uint32_t id) { answer(cx, id); }

private:
    void answer(Context cx, CallId id)
    {
        const Request& request = cx.request(cx.call(id).request);
        const bool login = request.requestClass == RequestClass::Login;
        if (params.fails == "all" || params.fails == className(request.requestClass)) return cx.refuse(id, Cause::QueueFull);
        if (params.sessions && !login && !known_.contains(request.user)) return cx.refuse(id, Cause::SessionLost);
        if (login) known_.add(request.user);
        cx.answer(id);
    }

    ServiceTimer service_;
    NumberSet known_;
};

void describeProbe(Catalog& catalog)
{
    auto kind = catalog.add<Probe>("probe");
    kind.name("Probe").help("Notes what it is asked.").provides("http", "offers", "http").provides("cdn", "offers", "cdn");
    kind.param("offers", &Probe::Params::offers).label("Offers").help("Its service.").choice(Service::Http, "http", "HTTP", "A site.").choice(Service::Cdn, "cdn", "CDN", "Assets.");
    kind.param("service", &Probe::Params::service).label("Service").help("Time of service.").live();
    kind.param("fails", &Probe::Params::fails).label("Fails").help("What it refuses.").live();
    kind.param("sessions", &Probe::Params::sessions).label("Sessions").help("Whether it wants a login.").live();
}

} // namespace

std::shared_ptr<const Catalog> catalogWithProbe()
{
    static const std::shared_ptr<const Catalog> made = [] {
        auto all = std::make_shared<Catalog>(*standardCatalog());
        describeProbe(*all);
        return all;
    }();
    return made;
}

Simulation simulateProbes(std::string_view drawing, std::shared_ptr<const DataFiles> files)
{
    Compiled compiled = compile(catalogWithProbe(), scene(drawing), std::move(files));
    if (compiled.simulation) return std::move(*compiled.simulation);
    std::string all = "the scene does not run:";
    for (const Problem& problem : compiled.problems) all += "\n" + problem.path + ": " + problem.message;
    throw std::invalid_argument(all);
}

const std::vector<Seen>& seenBy(const Simulation& simulation, std::string_view probe)
{
    const ComponentId id = simulation.find(probe);
    if (id == nothing) throw std::invalid_argument("there is no probe " + std::string(probe));
    return componentAt<Probe>(simulation.placeOf(id)).seen;
}

} // namespace scalelab::test
