// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/address.h"

#include <algorithm>
#include <vector>

namespace scalelab {

namespace {

enum class Algorithm { RoundRobin, Random, Weighted, LeastConnections, PowerOfTwo };

/// Spreads calls over its targets, leaving out those that fail their health checks.
class LoadBalancer {
public:
    struct Params {
        Algorithm algorithm = Algorithm::RoundRobin;
        std::optional<SimTime> healthInterval = SimTime{2'000'000'000};
        std::int64_t healthFall = 3;
        std::int64_t healthRise = 2;
        std::string address;
    };
    Params params;

    void start(Context cx)
    {
        random_ = cx.stream("choice");
        cx.setPrivateAddress(isPrivateAddress(params.address));
        scheduleCheck(cx);
    }

    void onCall(Context cx, CallId id)
    {
        if (inPool_.empty()) return cx.refuse(id, Cause::NoHealthyTarget);
        const std::uint32_t target = choose(cx);
        ++targets_[target].outstanding;
        cx.call(id).step = target;
        const Call& received = cx.call(id);
        cx.forward(received.request, id, targets_[target].wire, received.operation);
    }

    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        --targets_[cx.call(reply.parent).step].outstanding;
        cx.answer(reply.parent, reply.cause, reply.culprit);
    }

    void onTimer(Context cx, std::uint8_t, std::uint32_t)
    {
        checking_ = false;
        if (!params.healthInterval) return;
        bool changed = false;
        for (Target& target : targets_) changed |= check(cx, target);
        if (changed) rebuildPool();
        scheduleCheck(cx);
    }

    void onCrash(Context)
    {
        checking_ = false;
        for (Target& target : targets_) target.outstanding = 0;
    }

    void onRecover(Context cx)
    {
        for (Target& target : targets_) target.inPool = !target.gone, target.streak = 0;
        rebuildPool();
        scheduleCheck(cx);
    }

    void onChanged(Context cx, std::string_view param)
    {
        if (param != "health-interval") return;
        if (!checking_ && cx.isUp(cx.self())) scheduleCheck(cx);
        if (params.healthInterval) return;
        for (Target& target : targets_) target.inPool = !target.gone;
        rebuildPool();
    }

    void onConnect(Context cx, std::uint32_t, WireId wire)
    {
        Target target;
        target.wire = wire;
        target.offered = isOffered(cx, wire);
        targets_.push_back(target);
        rebuildPool();
    }

    /// What is switched on and off is in the pool while it is in service.
    void onCalleeChanged(Context cx, WireId wire)
    {
        const bool offered = isOffered(cx, wire);
        for (Target& target : targets_) {
            if (target.wire != wire || target.offered == offered) continue;
            target.offered = offered;
            if (offered) target.inPool = !target.gone, target.streak = 0;
            rebuildPool();
        }
    }

    void onDisconnect(Context, std::uint32_t, WireId wire)
    {
        for (Target& target : targets_)
            if (target.wire == wire) target.gone = true, target.inPool = false;
        rebuildPool();
    }

    void report(const Simulation&, ComponentId, Reporter& reporter) const
    {
        reporter.value("targets_in_pool", static_cast<double>(inPool_.size()));
    }

private:
    struct Target {
        WireId wire = nothing;
        double credit = 0;             ///< Of smooth weighted round robin.
        std::uint32_t outstanding = 0; ///< Calls sent and not answered.
        std::int64_t streak = 0;       ///< Checks in a row that speak against the present state.
        bool inPool = true;
        bool offered = true;           ///< Not switched off, booting or draining.
        bool gone = false;             ///< Its wire has been removed.
    };

    [[nodiscard]] static bool isOffered(Context cx, WireId wire)
    {
        const Simulation::Node& node = cx.node(cx.wire(wire).to);
        return !node.draining && (node.health == Health::Up || node.health == Health::Down);
    }

    void scheduleCheck(Context cx)
    {
        checking_ = params.healthInterval.has_value();
        if (checking_) cx.after(*params.healthInterval, 0, 0);
    }

    /// One health check; true if the target left or joined the pool.
    bool check(Context cx, Target& target)
    {
        if (target.gone || !target.offered) return false;
        const ComponentId id = cx.wire(target.wire).to;
        if (cx.isUp(id) == target.inPool) {
            target.streak = 0;
            return false;
        }
        if (++target.streak < (target.inPool ? params.healthFall : params.healthRise)) return false;
        target.inPool = !target.inPool;
        target.streak = 0;
        cx.incident(target.inPool ? Incident::Level::Good : Incident::Level::Warning,
                    cx.name(id) + (target.inPool ? " passes its health checks: back in the pool" : " fails its health checks: taken out of the pool"));
        return true;
    }

    void rebuildPool()
    {
        inPool_.clear();
        for (std::uint32_t i = 0; i < targets_.size(); ++i)
            if (targets_[i].inPool && targets_[i].offered) inPool_.push_back(i);
        next_ = inPool_.empty() ? 0 : next_ % static_cast<std::uint32_t>(inPool_.size());
    }

    std::uint32_t choose(Context cx)
    {
        switch (params.algorithm) {
        case Algorithm::Random: return inPool_[random_.below(inPool_.size())];
        case Algorithm::Weighted: return chooseWeighted(cx);
        case Algorithm::LeastConnections: return chooseLeast();
        case Algorithm::PowerOfTwo: return chooseOfTwo();
        default: return chooseNext();
        }
    }

    std::uint32_t chooseNext()
    {
        const std::uint32_t target = inPool_[next_];
        if (++next_ == inPool_.size()) next_ = 0;
        return target;
    }

    /// Smooth weighted round robin: everyone earns its weight, the richest serves and pays the sum; shares are exact over each round.
    std::uint32_t chooseWeighted(Context cx)
    {
        double sum = 0;
        std::uint32_t best = inPool_.front();
        for (const std::uint32_t i : inPool_) {
            const double weight = cx.wire(targets_[i].wire).weight;
            targets_[i].credit += weight;
            sum += weight;
            if (targets_[i].credit > targets_[best].credit) best = i;
        }
        targets_[best].credit -= sum;
        return best;
    }

    /// Fewest calls outstanding; ties in turn.
    std::uint32_t chooseLeast()
    {
        const auto size = static_cast<std::uint32_t>(inPool_.size());
        std::uint32_t best = next_;
        for (std::uint32_t k = 1; k < size; ++k) {
            const std::uint32_t i = (next_ + k) % size;
            if (targets_[inPool_[i]].outstanding < targets_[inPool_[best]].outstanding) best = i;
        }
        next_ = (best + 1) % size;
        return inPool_[best];
    }

    /// The less busy of two different targets drawn at random (Mitzenmacher 2001).
    std::uint32_t chooseOfTwo()
    {
        const std::uint64_t size = inPool_.size();
        if (size == 1) return inPool_.front();
        const std::uint64_t first = random_.below(size);
        std::uint64_t second = random_.below(size - 1);
        if (second >= first) ++second;
        return targets_[inPool_[second]].outstanding < targets_[inPool_[first]].outstanding ? inPool_[second] : inPool_[first];
    }

    std::vector<Target> targets_;
    std::vector<std::uint32_t> inPool_;
    std::uint32_t next_ = 0;
    bool checking_ = false;
    Rng random_;
};

} // namespace

void describe_load_balancer(Catalog& catalog)
{
    using Params = LoadBalancer::Params;
    auto kind = catalog.add<LoadBalancer>("load-balancer");
    kind.name("Load balancer").category("Network").searchWords({"nginx", "haproxy", "elb", "alb", "reverse proxy", "lb"}).provides("http");
    kind.help("Spreads requests evenly over a pool of servers and takes servers that fail out of it.");
    kind.models("Five algorithms, health checks with their detection delay, public and private addresses. Servers that boot or drain are given nothing.");
    kind.leavesOut("Its own capacity, sticky sessions, a standby twin. A health check puts no load on its target and sees at once whether it is up.");
    kind.port({"targets", "Targets", "Servers in the pool.", {"http"}, SIZE_MAX, "", ""});
    kind.param("algorithm", &Params::algorithm).label("Algorithm").live().help("How the server for a request is chosen.")
        .choice(Algorithm::RoundRobin, "round-robin", "Round robin", "Each server in its turn, in the order of the wires.")
        .choice(Algorithm::Random, "random", "Random", "Any server with equal probability.")
        .choice(Algorithm::Weighted, "weighted", "Weighted", "In turn, in proportion to the weights of the wires.")
        .choice(Algorithm::LeastConnections, "least-connections", "Least connections", "The server with the fewest requests in progress; ties in turn.")
        .choice(Algorithm::PowerOfTwo, "power-of-two", "Power of two choices", "The less busy of two servers drawn at random.");
    kind.param("health-interval", &Params::healthInterval).label("Health check every").range(1e-3, 1e6).live()
        .help("Time between two checks of each server; none: no checks, every server stays in the pool.").source("HAProxy's default: inter 2s.");
    kind.param("health-fall", &Params::healthFall).label("Checks to fail").range(1, 1000).live()
        .help("Failed checks in a row that take a server out of the pool.").source("HAProxy's default: fall 3.");
    kind.param("health-rise", &Params::healthRise).label("Checks to return").range(1, 1000).live()
        .help("Passed checks in a row that bring a server back.").source("HAProxy's default: rise 2.");
    kind.param("address", &Params::address).label("Address").help("IP address; users cannot reach a private one (10/8, 172.16/12, 192.168/16).");
    kind.measure("targets_in_pool", "Servers in the pool", Quantity::Integer, "Targets that take traffic now.");
}

} // namespace scalelab
