// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/address.h"
#include "mechanisms/key_store.h"
#include "mechanisms/rate_limit.h"
#include "mechanisms/target_ring.h"

#include <array>
#include <bit>
#include <optional>

namespace scalelab {

namespace {

enum class Scope { Whole, User, Key };

/// Lets calls through up to a rate, all together or for each client, and refuses or delays the rest.
class RateLimiter {
public:
    struct Params {
        LimitAlgorithm algorithm = LimitAlgorithm::TokenBucket;
        std::optional<double> rate;
        std::int64_t burst = 10;
        SimTime window{1'000'000'000};
        std::optional<std::int64_t> queue;
        Scope per = Scope::Whole;
        std::int64_t clients = 160'000;
        std::string address;
    };
    Params params;

    void start(Context cx)
    {
        cx.setPrivateAddress(isPrivateAddress(params.address));
        configure();
    }

    void onCall(Context cx, CallId id)
    {
        const std::optional<SimTime> wait = params.rate ? admitCaller(cx, cx.call(id).request) : SimTime{};
        if (!wait) {
            ++limited_;
            return cx.refuse(id, Cause::RateLimited);
        }
        ++allowed_;
        if (*wait == SimTime{}) return forward(cx, id);
        ++queued_;
        cx.waited(id, *wait);
        cx.after(*wait, 0, id);
    }

    void onTimer(Context cx, std::uint8_t, std::uint32_t id)
    {
        --queued_;
        forward(cx, id);
    }

    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        cx.answer(reply.parent, reply.cause, reply.culprit);
    }

    void onCrash(Context)
    {
        queued_ = 0;
        forgetClients();
    }

    void onChanged(Context, std::string_view param)
    {
        if (param == "algorithm" || param == "window" || param == "per") forgetClients();
        configure();
    }

    void onConnect(Context, std::uint32_t, WireId wire) { targets_.add(wire); }
    void onDisconnect(Context, std::uint32_t, WireId wire) { targets_.remove(wire); }
    void onRestartMeasures(Context) { allowed_ = limited_ = 0; }

    void report(const Simulation&, ComponentId, Reporter& reporter) const
    {
        reporter.value("allowed", static_cast<double>(allowed_));
        reporter.value("limited", static_cast<double>(limited_));
        reporter.value("queued", static_cast<double>(queued_));
        reporter.value("clients", static_cast<double>(clients_.size()));
    }

private:
    void configure()
    {
        if (params.rate) limit_ = RateLimit::of(params.algorithm, *params.rate, params.burst, params.queue, params.window);
        clients_.setCapacity(static_cast<std::uint64_t>(params.clients));
    }

    void forgetClients()
    {
        whole_ = {};
        clients_.clear();
    }

    std::optional<SimTime> admitCaller(Context cx, RequestId id)
    {
        if (params.per == Scope::Whole) return admit(whole_, limit_, cx.now());
        const Request& request = cx.request(id);
        const std::uint64_t client = params.per == Scope::Key ? request.key : static_cast<std::uint64_t>(request.source) << 32 | request.user;
        LimitState state = stateOf(client);
        const std::optional<SimTime> wait = admit(state, limit_, cx.now());
        keep(client, state);
        return wait;
    }

    // An entry of the table of clients holds their state: the time as its version, both counts in the place of its expiry.
    [[nodiscard]] LimitState stateOf(std::uint64_t client)
    {
        const KeyStore::Entry* entry = clients_.touch(client);
        if (!entry) return {};
        const auto counts = std::bit_cast<std::array<std::uint32_t, 2>>(entry->expiresNs);
        return {static_cast<std::int64_t>(entry->version), counts[0], counts[1]};
    }
    void keep(std::uint64_t client, const LimitState& state)
    {
        clients_.put(client, static_cast<std::uint64_t>(state.time), std::bit_cast<std::int64_t>(std::array{state.count, state.before}), 0);
    }

    void forward(Context cx, CallId id)
    {
        const WireId wire = targets_.next([](WireId) { return true; });
        if (wire == nothing) return cx.refuse(id, Cause::NoHealthyTarget);
        const Call& call = cx.call(id);
        cx.forward(call.request, id, wire, call.operation);
    }

    RateLimit limit_;
    LimitState whole_;
    KeyStore clients_;
    TargetRing targets_;
    std::uint64_t allowed_ = 0, limited_ = 0;
    std::uint64_t queued_ = 0; ///< Calls in the leaky bucket now.
};

} // namespace

void describe_rate_limiter(Catalog& catalog)
{
    using Params = RateLimiter::Params;
    auto kind = catalog.add<RateLimiter>("rate-limiter");
    kind.name("Rate limiter").category("Network").searchWords({"api gateway", "gateway", "throttle", "throttling", "quota", "token bucket", "429"}).provides("http");
    kind.help("Lets requests through up to a rate, all together or for each client, and protects what stands behind it from the rest.");
    kind.models("Four algorithms with exact decisions to the nanosecond; a limit for all, for each user or for each key, the latter two in a table of bounded "
                "size that forgets the client seen longest ago. A crash loses all counts. Several targets are used in turn.");
    kind.leavesOut("Counts shared among several limiters, health checks of the targets, the time of the decision itself.");
    kind.port({"targets", "Targets", "Where requests that are allowed go; several are used in turn.", {"http"}, SIZE_MAX, "", ""});
    kind.param("algorithm", &Params::algorithm).label("Algorithm").live().help("How it is decided which requests are too many.")
        .choice(LimitAlgorithm::TokenBucket, "token-bucket", "Token bucket", "Tokens come at the rate up to the burst; a request takes one or is refused.")
        .choice(LimitAlgorithm::LeakyBucket, "leaky-bucket", "Leaky bucket", "Requests leave at the rate, evenly; the others wait in a queue, or are refused if it is full.")
        .choice(LimitAlgorithm::FixedWindow, "fixed-window", "Fixed window", "So many requests in each window of time; twice as many can pass around the border of two.")
        .choice(LimitAlgorithm::SlidingWindow, "sliding-window", "Sliding window",
                "So many requests in the time of one window before now, the window before counted by the part of it that still lies within.");
    kind.param("rate", &Params::rate).label("Rate").as(Quantity::Rate).range(1e-6, 1e9).live().typical("100/s").help("Requests let through in the long run; none: all.")
        .source("Stripe allows 100 requests a second for each account (docs.stripe.com, \"Rate limits\").");
    kind.param("burst", &Params::burst).label("Burst").range(1, 1e9).live().onlyWhen("algorithm", "token-bucket")
        .help("Tokens in a full bucket: requests that may come at once after a calm time.");
    kind.param("window", &Params::window).label("Window").range(1e-6, 1e6).live()
        .help("Length of a window of the two algorithms that have one; rate times window, rounded, is what a window allows.");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().onlyWhen("algorithm", "leaky-bucket").typical(100)
        .help("Requests that may wait in the leaky bucket; none: without limit. A change of the rate does not move those that wait already.");
    kind.param("per", &Params::per).label("Limit for").live().help("Whose requests are counted together.")
        .choice(Scope::Whole, "whole", "All together", "One limit for everything that comes.")
        .choice(Scope::User, "user", "Each user", "A limit for each user of each component of users.")
        .choice(Scope::Key, "key", "Each key", "A limit for each key, which stands for whatever requests are about.");
    kind.param("clients", &Params::clients).label("Clients known").range(1, 4e9).live()
        .help("Users or keys whose counts are kept; the one seen longest ago is forgotten for a new one and begins anew.")
        .source("A zone of 10 MB, as in the example of nginx's limit_req_zone, keeps 160,000 states of 64 bytes.");
    kind.param("address", &Params::address).label("Address").help("IP address; users cannot reach a private one (10/8, 172.16/12, 192.168/16).");
    kind.measure("allowed", "Allowed", Quantity::Integer, "Requests let through, those that wait included.");
    kind.measure("limited", "Limited", Quantity::Integer, "Requests refused because they were too many.");
    kind.measure("queued", "Waiting", Quantity::Integer, "Requests in the leaky bucket now.");
    kind.measure("clients", "Clients known", Quantity::Integer, "Users or keys whose counts it keeps now.");
}

} // namespace scalelab
