// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/applicable_parts.h"

#include "analysis/networks.h"
#include "analysis/poisson_stream.h"
#include "analysis/queueing.h"
#include "base/arrivals.h"
#include "base/units.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

/// What theory needs to know of a station: one service time for all calls, and how many are served at once.
struct Station {
    std::optional<double> workers, queue; ///< Nothing: without limit.
    bool shares = false;                  ///< Its cores are shared by all present; `workers` are the cores then.
    double service = 0, cv = 0;
    bool exponential = false;
    std::string problem;
};

Station broken(std::string problem)
{
    Station station;
    station.problem = std::move(problem);
    return station;
}

bool isStation(const Component& component) { return component.kind == "web-server" || component.kind == "database" || component.kind == "cache"; }

std::string beyondKind(const SceneFacts& facts, const Component& component)
{
    const auto callers = facts.callers(component);
    const bool direct = std::ranges::any_of(callers, [](const Component* caller) { return caller->kind == "users"; });
    // An address matters to users alone, who cannot reach a private one.
    const std::string_view address = direct ? "service" : "address";
    if (component.kind == "web-server")
        return facts.beyond(component, {"workers", "queue", "service", "scheduling",
                                        facts.text(component, "scheduling") == "first-come" ? "workers" : "cores", address});
    if (component.kind == "database")
        return facts.beyond(component, {"connections", "queue", "service", "write-service", "join-service", "apply", "copy-rate", "resize-time",
                                        "data-size", "row-size", "detection", "election", "recovery", "recovery-time"});
    return facts.beyond(component, {"workers", "queue", "service", "capacity", "item-size", "policy", "ttl", "ttl-jitter", "strategy",
                                    "lease-timeout", "flush-interval", "flush-batch"});
}

Station stationOf(const SceneFacts& facts, const Component& component)
{
    if (const std::string other = beyondKind(facts, component); !other.empty()) return broken(other);
    if (const auto callees = facts.callees(component); !callees.empty()) {
        if (component.kind == "database") return broken("It works together with " + facts.name(*callees[0]) + ", which the formulas do not know.");
        return broken("It waits for " + facts.name(*callees[0]) + " while it holds a worker, so that a call takes longer than the service time.");
    }
    Station station;
    station.shares = component.kind == "web-server" && facts.text(component, "scheduling") == "processor-sharing";
    station.workers = facts.limit(component, station.shares ? "cores" : component.kind == "database" ? "connections" : "workers");
    if (!station.shares) station.queue = facts.limit(component, "queue");
    const auto service = facts.distribution(component, "service");
    if (!service || service->needsSamples()) return broken("The service time is not known here.");
    station.service = service->mean();
    station.cv = service->cv();
    station.exponential = service->text().starts_with("exp(");
    if (!(station.service > 0)) return broken("It takes no time, so nothing waits.");
    if (!std::isfinite(station.service)) return broken("The service time has no mean.");
    return station;
}

/// A sentence if classes that occur are served for different times.
std::string differentService(const SceneFacts& facts, const Component& component, const PoissonStream& stream)
{
    const auto differs = [&](RequestClass requestClass, const char* param) { return stream.of(requestClass) > 0 && facts.isSet(component, param); };
    if (component.kind == "database" && (differs(RequestClass::Write, "write-service") || differs(RequestClass::Join, "join-service")))
        return "Several classes of requests have different service times.";
    if (component.kind == "web-server" && stream.of(RequestClass::Job) > 0) return "Jobs take a time of their own.";
    return {};
}

std::string erlang(double load) { return formatNumber(std::round(load * 1000) / 1000); }

/// What all stations have in common whose mean number in queue and service is known.
AppliedForm form(std::string id, std::vector<double> arguments, std::string because, const Station& station, double rate, double queue, double busy)
{
    AppliedForm applied{std::move(id), std::move(arguments), std::move(because), {}};
    applied.expected = {{"throughput", rate},
                        {"busy_mean", busy},
                        {"queue_mean", queue},
                        {"wait_s.mean", queue / rate},
                        {"sojourn_s.mean", queue / rate + station.service}};
    if (station.workers && !station.shares) applied.expected.emplace_back("utilisation", busy / *station.workers);
    return applied;
}

void applySharing(const Station& station, double rate, const std::string& arrivals, Applicability& result)
{
    const double load = rate * station.service;
    const int cores = static_cast<int>(*station.workers);
    if (cores > 1 && !station.exponential)
        return result.reasons.push_back("Several cores are shared and service times are not exponential; no exact closed form is known.");
    const double sojourn = cores == 1 ? psSojourn(rate, station.service) : mmcWait(cores, rate, station.service) + station.service;
    AppliedForm applied =
        cores == 1
            ? AppliedForm{"ps-sojourn", {rate, station.service}, arrivals + ", one core shared by all present, whatever the service times.", {}}
            : AppliedForm{"mmc-wait",
                          {*station.workers, rate, station.service},
                          arrivals + ", exponential service; as many are present as if they stood in a queue.",
                          {}};
    applied.expected = {{"throughput", rate}, {"sojourn_s.mean", sojourn}, {"busy_mean", rate * sojourn}, {"cpu_utilisation", load / cores}};
    result.forms.push_back(std::move(applied));
}

void applyBounded(const Station& station, double rate, const std::string& arrivals, Applicability& result)
{
    const double load = rate * station.service;
    if (*station.queue == 0) {
        const double carried = rate * (1 - erlangB(static_cast<int>(*station.workers), load));
        result.forms.push_back(form("erlang-b", {*station.workers, load}, arrivals + ", no waiting places, whatever the service times.", station,
                                    carried, 0, carried * station.service));
        return;
    }
    if (!station.exponential) return result.reasons.push_back("The queue is bounded and service times are not exponential; no exact closed form is known.");
    const int servers = static_cast<int>(*station.workers);
    const BoundedStation bounded = mmck(servers, servers + static_cast<int>(*station.queue), load);
    const std::vector<double> arguments = {*station.workers, *station.workers + *station.queue, load};
    const std::string because = arrivals + ", exponential service, a bounded queue.";
    const double carried = rate * (1 - bounded.blocked);
    if (servers == 1) result.forms.push_back(form("mm1k-blocking", {arguments[1], load}, because, station, carried, bounded.queue, bounded.busy));
    else result.forms.push_back(form("mmck-blocking", arguments, because, station, carried, bounded.queue, bounded.busy));
}

void applyUnbounded(const Station& station, double rate, const std::string& arrivals, Applicability& result)
{
    const double load = rate * station.service;
    const int servers = static_cast<int>(*station.workers);
    if (station.exponential) {
        AppliedForm applied = form("mmc-wait", {*station.workers, rate, station.service}, arrivals + ", exponential service, an unlimited queue.",
                                   station, rate, mmcQueue(servers, load), load);
        for (const auto& [id, p] : {std::pair{"sojourn_s.p50", 0.5}, {"sojourn_s.p95", 0.95}, {"sojourn_s.p99", 0.99}})
            applied.expected.emplace_back(id, mmcSojournQuantile(p, servers, rate, station.service));
        result.forms.push_back(std::move(applied));
        return;
    }
    if (servers > 1) return result.reasons.push_back("Several workers and service times that are not exponential; no exact closed form is known for the wait.");
    if (!std::isfinite(station.cv)) return result.reasons.push_back("Service times have no variance, so the mean wait is without bound.");
    result.forms.push_back(form("mg1-wait", {rate, station.service, station.cv}, arrivals + ", one worker, an unlimited queue.", station, rate,
                                rate * mg1Wait(rate, station.service, station.cv), load));
}

} // namespace

void applyToQueue(const SceneFacts& facts, const Component& component, Applicability& result)
{
    if (!isStation(component)) return;
    const Station station = stationOf(facts, component);
    const auto none = [&](const std::string& why) { result.reasons.push_back(why); };
    if (!station.problem.empty()) return none(station.problem);
    if (station.workers) result.forms.push_back({"capacity", {*station.workers, station.service}, "More than this it cannot serve, whatever comes.", {}});
    const PoissonStream stream = poissonStream(facts, component);
    if (!stream.problem.empty()) return none(stream.problem);
    if (const std::string different = differentService(facts, component, stream); !different.empty()) return none(different);
    const double rate = stream.rate();
    const double load = rate * station.service;
    const std::string arrivals = "Poisson arrivals of " + formatRate(rate);
    if (!station.workers) {
        result.forms.push_back(form("little", {rate, station.service},
                                    arrivals + ", and nobody waits; the number present is Poisson distributed, whatever the service times.", station,
                                    rate, 0, load));
        return;
    }
    if (*station.workers + station.queue.value_or(0) > 1e6) return none("It has more workers and waiting places than are reckoned with here.");
    if (station.queue) return applyBounded(station, rate, arrivals, result);
    if (load >= *station.workers) {
        none("The offered load of " + erlang(load) + " Erlang is not below the " + formatNumber(*station.workers) +
             " that it can serve at once: the queue grows without bound.");
        return;
    }
    if (station.shares) return applySharing(station, rate, arrivals, result);
    applyUnbounded(station, rate, arrivals, result);
}

void applyToPopulation(const SceneFacts& facts, const Component& component, Applicability& result)
{
    if (component.kind != "web-server") return;
    const auto callers = facts.callers(component);
    if (callers.size() != 1 || callers[0]->kind != "users" || facts.callees(*callers[0]).size() != 1) return;
    const Component& users = *callers[0];
    const auto arrivals = Arrivals::parse(facts.text(users, "arrivals"));
    if (!arrivals || arrivals->process != Arrivals::Process::Closed || !facts.happening().empty()) return;
    const Station station = stationOf(facts, component);
    if (!station.problem.empty() || !station.exponential || !station.workers || station.queue || station.shares) return;
    if (!facts.beyond(users, {"arrivals", "keys", "size", "objectives", "population", "think", "session-length"}).empty() ||
        !facts.wireBeyond(users, component).empty())
        return;
    // Time on the wire is time away from the station, like thinking; what it is between two places is not reckoned here.
    if (facts.isSet(users, "place") || facts.isSet(component, "place") || !facts.scene().zones.empty()) return;
    const Value* latency = facts.scene().link(users.id, component.id)->params.find("latency");
    const auto oneWay = latency ? Distribution::parse(toText(*latency)) : Result<Distribution>(Distribution());
    const double away = arrivals->think.mean() + (oneWay ? 2 * oneWay->mean() : 0);
    if (!(away > 0) || arrivals->users > 1'000'000) return;
    const std::vector<double> arguments = {static_cast<double>(arrivals->users), away, *station.workers, station.service};
    const ClosedNetwork network = repairman(static_cast<int>(arrivals->users), away, static_cast<int>(*station.workers), station.service);
    std::erase_if(result.reasons, [](const std::string& reason) { return reason.find("closed population") != std::string::npos; });
    result.forms.push_back({"repairman-response",
                            arguments,
                            "A closed population before one station with exponential service; the time on the wire counts as thinking.",
                            {{"throughput", network.throughput},
                             {"sojourn_s.mean", network.response},
                             {"busy_mean", network.throughput * station.service},
                             {"utilisation", network.throughput * station.service / *station.workers},
                             {"wait_s.mean", network.response - station.service}}});
}

} // namespace scalelab
