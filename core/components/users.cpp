// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/target_ring.h"

#include <algorithm>

namespace scalelab {

namespace {

/// People with a browser or an app: the source of all traffic.
class Users {
public:
    static constexpr bool isSource = true;

    struct Params {
        Arrivals arrivals = {.process = Arrivals::Process::Poisson, .rate = 10, .users = 0, .think = {}};
        Mix mix;
        KeyPopularity keys;
        std::optional<SimTime> timeout;
        std::int64_t retries = 0;
        SimTime backoff{100'000'000};
        double jitter = 0;
        double scale = 1;
    };
    Params params;

    void start(Context cx)
    {
        arrivalStream_ = cx.stream("arrivals");
        classStream_ = cx.stream("classes");
        keyStream_ = cx.stream("keys");
        retryStream_ = cx.stream("retries");
        clock_ = cx.addClock();
        startTraffic(cx);
    }

    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
    {
        switch (tag) {
        case arrivalTag:
            scheduleArrival(cx);
            begin(cx, openArrival);
            break;
        case thinkTag:
            if (population_ > wanted_) --population_;
            else begin(cx, closedUser);
            break;
        default:
            cx.countRetry(handle);
            attempt(cx, handle, cx.request(handle).requestClass);
        }
    }

    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        const RequestId request = reply.request;
        if (reply.operation == Operation::Resolve && reply.cause == Cause::None) {
            answer_ = reply.origin;
            answerHolds_ = cx.now() + SimTime{static_cast<std::int64_t>(reply.version)};
            contact(cx, request, answer_);
        } else if (reply.cause == Cause::None) {
            conclude(cx, request, Cause::None, reply.marks);
        } else {
            retryOr(cx, request, reply.operation == Operation::Resolve ? Cause::NameUnknown : reply.cause);
        }
    }

    void onTimeout(Context cx, CallId id)
    {
        const Call& late = cx.call(id);
        cx.blame(late.callee, Cause::TimedOut, late.request);
        retryOr(cx, late.request, Cause::TimedOut);
    }

    /// Users cannot fail, only be removed.
    void onCrash(Context cx)
    {
        cx.clearClock(clock_);
        population_ = wanted_ = 0;
    }

    void onChanged(Context cx, std::string_view param)
    {
        if (param != "arrivals" && param != "scale") return;
        cx.clearClock(clock_);
        startTraffic(cx);
    }

    void onConnect(Context, std::uint32_t port, WireId wire) { (port == resolverPort ? resolvers_ : sites_).add(wire); }
    void onDisconnect(Context, std::uint32_t port, WireId wire) { (port == resolverPort ? resolvers_ : sites_).remove(wire); }

    static constexpr std::uint32_t resolverPort = 0;

private:
    static constexpr std::uint8_t arrivalTag = 0;
    static constexpr std::uint8_t thinkTag = 1;
    static constexpr std::uint8_t retryTag = 2;
    static constexpr std::uint8_t openArrival = 0;
    static constexpr std::uint8_t closedUser = 1;

    /// Open arrivals go on from now; a closed population grows at once, or shrinks as its users come to the end of a request or think time.
    void startTraffic(Context cx)
    {
        const bool closed = params.arrivals.process == Arrivals::Process::Closed;
        wanted_ = closed ? static_cast<std::int64_t>(static_cast<double>(params.arrivals.users) * params.scale + 0.5) : 0;
        for (; population_ < wanted_; ++population_) think(cx);
        meanGap_ = params.arrivals.rate * params.scale > 0 ? 1 / (params.arrivals.rate * params.scale) : 0;
        if (!closed && meanGap_ > 0) scheduleArrival(cx);
    }

    void scheduleArrival(Context cx)
    {
        const double gap = params.arrivals.process == Arrivals::Process::Poisson ? sampleExponential(arrivalStream_) * meanGap_ : meanGap_;
        const SimTime wait = SimTime::fromSpan(gap);
        if (wait.ns < SimTime::never().ns - cx.now().ns) cx.setClock(clock_, cx.now() + wait, arrivalTag);
    }

    void think(Context cx) { cx.after(params.arrivals.think.sampleTime(arrivalStream_), thinkTag, 0); }

    void begin(Context cx, std::uint8_t origin)
    {
        const RequestClass requestClass = params.mix.sample(classStream_);
        attempt(cx, cx.newRequest(requestClass, params.keys.sample(keyStream_), origin), requestClass);
    }

    void attempt(Context cx, RequestId request, RequestClass requestClass)
    {
        if (resolvers_.empty()) return send(cx, request, sites_.next([](WireId) { return true; }), operationOf(requestClass));
        if (cx.now() < answerHolds_) return contact(cx, request, answer_);
        send(cx, request, resolvers_.next([](WireId) { return true; }), Operation::Resolve);
    }

    /// Calls the site at the address that a name server gave; a name server without records leaves the choice to the client.
    void contact(Context cx, RequestId request, ComponentId address)
    {
        const WireId wire = sites_.next([&](WireId candidate) { return address == nothing || cx.wire(candidate).to == address; });
        send(cx, request, wire, operationOf(cx.request(request).requestClass));
    }

    void send(Context cx, RequestId request, WireId wire, Operation operation)
    {
        if (wire == nothing) return retryOr(cx, request, Cause::NoRoute);
        const ComponentId target = cx.wire(wire).to;
        if (cx.node(target).privateAddress) {
            cx.blame(target, Cause::PrivateAddress, request);
            return retryOr(cx, request, Cause::PrivateAddress);
        }
        const CallId call = cx.newCall(request, nothing, wire, operation);
        if (params.timeout) cx.giveUpAfter(call, *params.timeout);
        cx.send(call);
    }

    void retryOr(Context cx, RequestId request, Cause cause)
    {
        const auto attempts = static_cast<std::int64_t>(cx.request(request).attempts);
        if (attempts > params.retries) return conclude(cx, request, cause, 0);
        const double doublings = static_cast<double>(1ull << std::min<std::int64_t>(attempts - 1, 30));
        const double spread = params.jitter == 0 ? 1 : 1 - params.jitter * retryStream_.uniform();
        cx.after(SimTime::fromSeconds(params.backoff.seconds() * doublings * spread), retryTag, request);
    }

    void conclude(Context cx, RequestId request, Cause cause, std::uint8_t marks)
    {
        const std::uint8_t origin = cx.request(request).note;
        cx.conclude(request, cause, marks);
        if (origin == openArrival) return;
        if (population_ > wanted_) --population_;
        else think(cx);
    }

    Rng arrivalStream_, classStream_, keyStream_, retryStream_;
    std::uint32_t clock_ = 0;
    double meanGap_ = 0;          ///< Between two open arrivals [s].
    TargetRing resolvers_, sites_;
    ComponentId answer_ = nothing; ///< What the name server said last.
    SimTime answerHolds_;
    std::int64_t population_ = 0; ///< Closed users there are now.
    std::int64_t wanted_ = 0;     ///< Closed users there should be.
};

} // namespace

void describe_users(Catalog& catalog)
{
    using Params = Users::Params;
    auto kind = catalog.add<Users>("users");
    kind.name("Users").category("Clients").searchWords({"browser", "mobile app", "client", "traffic", "load", "web browser"});
    kind.help("People with a browser or an app, the source of all traffic.");
    kind.models("Open arrivals (Poisson or constant) or a closed population with think times; a mix of reads, writes and static assets with key "
                "popularity; name resolution cached for its time to live; time-outs and retries with exponential back-off. A private address is refused.");
    kind.leavesOut("Rendering time in the browser, connection set-up, parallel downloads. All users of one component share one name cache.");
    kind.port({"resolver", "Resolver", "Name servers asked for the site's address.", {"dns"}, SIZE_MAX, "", ""});
    kind.port({"site", "Site", "Where requests go; several are used in turn.", {"http"}, SIZE_MAX, "", ""});
    kind.param("arrivals", &Params::arrivals).label("Arrivals").live().typical("poisson(100/s)")
        .help("Open: poisson(rate) or constant(rate). Closed: closed(users=, think=), each user waits for the answer and thinks before the next request.");
    kind.param("mix", &Params::mix).label("Mix").live().help("Shares of reads, writes and static assets among the requests.");
    kind.param("keys", &Params::keys).label("Keys").live().typical("zipf(1000000, 0.9)")
        .help("Which data requests are about: uniform(n) or zipf(n, s), key 0 the most popular.")
        .source("Web requests follow Zipf's law with s from 0.64 to 0.83 (Breslau et al., INFOCOM 1999); social key-value traffic is steeper.");
    kind.param("timeout", &Params::timeout).label("Time-out").range(1e-9, 1e9).live()
        .help("A user gives up on an attempt after this time; the work it caused goes on.");
    kind.param("retries", &Params::retries).label("Retries").range(0, 1000).live().help("Further attempts after a failed or timed-out one.");
    kind.param("backoff", &Params::backoff).label("Back-off").range(0, 1e6).live()
        .help("Wait before the first retry; doubles with each further one.")
        .source("Exponential back-off from 100 ms is the default of common client libraries (AWS SDK, gRPC: 100 ms to 1 s).");
    kind.param("jitter", &Params::jitter).label("Jitter").as(Quantity::Share).range(0, 1).live()
        .help("Random part of the back-off: each wait is shortened by up to this share.");
    kind.param("scale", &Params::scale).label("Traffic").range(0, 1e6).live().help("Multiplies the arrival rate or the number of closed users.");
}

} // namespace scalelab
