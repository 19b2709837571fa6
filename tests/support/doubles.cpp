// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "doubles.h"

#include "base/call_text.h"
#include "base/units.h"
#include "components/standard_catalog.h"
#include "components/surroundings.h"
#include "engine/context.h"
#include "mechanisms/client.h"
#include "mechanisms/worker_pool.h"
#include "run/compile.h"
#include "scene_text.h"

#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace scalelab::test {

namespace {

struct Visit {
    SimTime at;
    RequestClass requestClass = RequestClass::Read;
    std::uint32_t user = 0;
    std::uint64_t key = 0;
    SimTime deadline = SimTime::never();
};

SimTime timeIn(const std::string& text)
{
    const auto time = parseDuration(text);
    if (!time) throw std::invalid_argument(time.error().message);
    return *time;
}

RequestClass classIn(const std::string& text)
{
    for (std::size_t i = 0; i < requestClassCount; ++i)
        if (className(static_cast<RequestClass>(i)) == text) return static_cast<RequestClass>(i);
    throw std::invalid_argument("there is no class of requests " + quoted(text));
}

std::vector<Visit> visitsIn(const std::string& script)
{
    std::vector<Visit> visits;
    std::istringstream lines(script);
    for (std::string line; std::getline(lines, line, '|');) {
        std::istringstream words(line);
        std::string word;
        Visit visit;
        words >> word;
        visit.at = timeIn(word);
        words >> word;
        visit.requestClass = classIn(word);
        while (words >> word) {
            if (word == "by") {
                words >> word;
                visit.deadline = timeIn(word);
            } else if (word.starts_with('u')) {
                visit.user = static_cast<std::uint32_t>(std::stoul(word.substr(1)));
            } else if (word.starts_with('k')) {
                visit.key = std::stoull(word.substr(1));
            } else {
                throw std::invalid_argument("a visit cannot have " + quoted(word));
            }
        }
        visits.push_back(visit);
    }
    return visits;
}

class Visitors {
public:
    static constexpr bool isSource = true;
    struct Params {
        std::string script;
    };
    Params params;

    void start(Context cx)
    {
        visits_ = visitsIn(params.script);
        for (std::uint32_t i = 0; i < visits_.size(); ++i) cx.after(visits_[i].at, 0, i);
    }
    void onTimer(Context cx, std::uint8_t, std::uint32_t index)
    {
        const Visit& visit = visits_[index];
        const RequestId id = cx.newRequest(visit.requestClass, visit.key, 0);
        cx.request(id).user = visit.user;
        cx.request(id).deadline = visit.deadline;
        cx.forward(id, nothing, site_, operationOf(visit.requestClass));
    }
    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        cx.conclude(reply.request, reply.cause, reply.marks);
    }
    void onConnect(Context, std::uint32_t, WireId wire) { site_ = wire; }

private:
    std::vector<Visit> visits_;
    WireId site_ = nothing;
};

class Depot {
public:
    struct Params {
        std::string offers = "session-store";
        Distribution service;
    };
    Params params;

    void start(Context cx)
    {
        service_.configure(cx, params.service, "service");
        cx.setOffers(true, true);
    }
    void onCall(Context cx, CallId id)
    {
        if (!service_.start(cx, params.service, 0, id)) serve(cx, id);
    }
    void onTimer(Context cx, std::uint8_t, std::uint32_t id) { serve(cx, id); }
    void onCrash(Context) { sessions_.clear(); }

private:
    void serve(Context cx, CallId id)
    {
        Call& call = cx.call(id);
        const std::uint64_t user = userOf(cx.request(call.request));
        if (call.operation == Operation::WriteSession) sessions_.insert(user);
        if (call.operation == Operation::ReadSession && !sessions_.contains(user)) call.marks |= mark::miss;
        cx.answer(id);
    }

    std::set<std::uint64_t> sessions_;
    ServiceTimer service_;
};

class Operator {
public:
    struct Params {
        std::string order;
    };
    Params params;

    void start(Context) {}
    void onChanged(Context cx, std::string_view)
    {
        std::istringstream words(params.order);
        std::string verb, name, boot = "0s";
        words >> verb >> name >> boot;
        const ComponentId id = cx.run().find(name);
        if (verb == "drain" || verb == "keep") cx.setDraining(id, verb == "drain");
        else if (verb == "off") cx.switchOff(id);
        else if (verb == "on") cx.switchOn(id, timeIn(boot));
        else throw std::invalid_argument("there is no order " + quoted(verb));
    }
};

} // namespace

std::shared_ptr<const Catalog> catalogWithDoubles()
{
    auto catalog = std::make_shared<Catalog>(*test::catalog());
    const std::size_t known = catalog->ops.size();
    auto visitors = catalog->add<Visitors>("visitors");
    visitors.name("Visitors").port({"site", "Site", "", {"http"}, 1, "", ""});
    visitors.param("script", &Visitors::Params::script);
    auto depot = catalog->add<Depot>("depot");
    depot.name("Depot").param("offers", &Depot::Params::offers);
    for (const char* service : {"session-store", "nosql", "storage", "queue"}) depot.provides(service, "offers", service);
    depot.param("service", &Depot::Params::service);
    catalog->add<Operator>("operator").name("Operator").param("order", &Operator::Params::order).live();
    for (std::size_t i = known; i < catalog->ops.size(); ++i) describeCommonParams(catalog->registry.kinds[i], catalog->ops[i]);
    return catalog;
}

Simulation simulateWithDoubles(std::string_view drawing, std::uint64_t seed)
{
    static const std::shared_ptr<const Catalog> catalog = catalogWithDoubles();
    Scene drawn = scene(drawing);
    drawn.seed = seed;
    Compiled compiled = compile(catalog, drawn);
    if (compiled.simulation) return std::move(*compiled.simulation);
    std::string all = "the scene does not run:";
    for (const Problem& problem : compiled.problems) all += "\n" + problem.path + ": " + problem.message;
    throw std::invalid_argument(all);
}

} // namespace scalelab::test
