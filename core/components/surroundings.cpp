// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/surroundings.h"

#include "engine/catalog.h"
#include "engine/wire.h"

namespace scalelab {

namespace {

constexpr const char* mtbfHelp = "Mean time between failures: it crashes at random, the times to failure being exponential; none: never.";
constexpr const char* mttrHelp = "Mean time to repair after a random failure, exponential.";
constexpr const char* mtbfSource = "A server in a large fleet needs a repair or reinstallation about 1.2 to 2 times a year (Barroso, Hoelzle, Ranganathan, \"The Datacenter as a Computer\", ch. 7).";

void describeWire(KindDecl& link)
{
    link.id = "link";
    link.name = "Wire";
    link.category = "Network";
    link.help = "A connection over which one component calls another.";
    link.models = "Latency one way, fixed, random or by the distance between two places; bandwidth with queueing, each way for itself; packets lost and sent "
                  "again; cuts and partitions. What the caller does about slow and failing callees: time-out, retries with back-off, jitter and budget, circuit breaker, hedged calls.";
    link.leavesOut = "Connection set-up, congestion control, headers: only what requests bring and fetch takes bandwidth. Policies of the caller do not "
                     "apply to users, who have their own.";
    DeclBuilder<WireParams> wire(link);
    wire.param("latency", &WireParams::latency).label("Latency").live().typical("0.25ms")
        .help("Time one way, paid by the call and by its answer. Left out between two places, it is the great-circle distance at 2/3 of the speed of light, times the route factor.")
        .source("A round trip inside a data center takes about 0.5 ms (J. Dean, \"Numbers everyone should know\", 2009).");
    wire.param("weight", &WireParams::weight).label("Weight").range(0, 1e6).live()
        .help("Share of the traffic that a load balancer with the algorithm \"weighted\" sends this way, relative to its other wires.");
    wire.param("bandwidth", &WireParams::bandwidth).label("Bandwidth").as(Quantity::Bandwidth).range(1, 1e15).live()
        .help("What it carries each way; payloads leave one after the other. None: without limit.");
    wire.param("loss", &WireParams::loss).label("Loss").as(Quantity::Share).range(0, 1).live()
        .help("Share of the messages that are lost and sent again after the retransmission time, which doubles each time; after six times the connection is given up.");
    wire.param("retransmission", &WireParams::retransmission).label("Retransmission after").range(1e-6, 3600).live()
        .help("Time until a lost message is sent again the first time.").source("Linux waits at least 200 ms (TCP_RTO_MIN); RFC 6298 asks for 1 s.");
    wire.param("route-factor", &WireParams::routeFactor).label("Route factor").range(1, 100)
        .help("How much longer the cable is than the great circle, for wires whose latency comes from the distance.")
        .source("With 1.7, California to the Netherlands and back takes the 150 ms of J. Dean, \"Numbers everyone should know\" (2009).");
    wire.param("timeout", &WireParams::timeout).group("What the caller does").label("Time-out").range(1e-9, 1e9).live()
        .help("The caller gives up on a call after this time; the work it caused goes on. None: it waits.");
    wire.param("retries", &WireParams::retries).group("What the caller does").label("Retries").range(0, 100).live().help("Further attempts of the caller after a call that failed or timed out.");
    wire.param("backoff", &WireParams::backoff).group("What the caller does").label("Back-off").range(0, 1e6).live()
        .help("Wait before the first retry; doubles with each further one.")
        .source("Exponential back-off from 100 ms is the default of common client libraries (AWS SDK, gRPC: 100 ms to 1 s).");
    wire.param("jitter", &WireParams::jitter).group("What the caller does").label("Jitter").as(Quantity::Share).range(0, 1).live()
        .help("Random part of the back-off: each wait is shortened by up to this share.");
    wire.param("retry-budget", &WireParams::retryBudget).group("What the caller does").label("Retry budget").as(Quantity::Share).range(0, 100).live()
        .help("Retries at most as this share of the first attempts; up to ten can be saved. None: without limit.")
        .source("Finagle's default budget allows 20% retries; the Google SRE book (ch. 21) advises 10%.");
    wire.param("breaker", &WireParams::breaker).group("What the caller does").label("Circuit breaker").as(Quantity::Share).range(0.01, 1).live()
        .help("Share of failures among the last calls at which the circuit opens: calls then fail at once, until a probe succeeds. None: no breaker.")
        .source("Resilience4j and Hystrix open at 50%.");
    wire.param("breaker-window", &WireParams::breakerWindow).group("What the caller does").label("Breaker looks at").range(1, 10000).live()
        .help("How many of the last calls the breaker judges by.").source("Hystrix judges by at least 20 requests; Resilience4j by 100.");
    wire.param("breaker-probes", &WireParams::breakerProbes).group("What the caller does").label("Breaker probes").range(1, 1000).live()
        .help("Calls that it then lets through: if all succeed it closes, if one fails it opens again.").source("Hystrix sends one probe, Resilience4j ten.");
    wire.param("breaker-pause", &WireParams::breakerPause).group("What the caller does").label("Breaker pause").range(1e-3, 1e6).live()
        .help("How long an open circuit stays open before it lets a probe through.").source("Hystrix waits 5 s, Resilience4j 60 s.");
    wire.param("hedge", &WireParams::hedge).group("What the caller does").label("Hedge after").range(1e-9, 1e6).live()
        .help("A call that has no answer after this time is sent a second time; the first answer counts. None: never.")
        .source("Dean and Barroso, \"The Tail at Scale\" (2013), hedge after the 95th percentile.");
}

void describeZones(Registry& registry)
{
    KindDecl& dataCenter = registry.zoneKinds.emplace_back();
    dataCenter.id = "data-center";
    dataCenter.name = "Data center";
    dataCenter.category = "Places";
    dataCenter.help = "A box round components that stand in one place and fail together.";
    dataCenter.models = "A failure domain: an outage takes down everything in it, and what it took down comes back with it. Its place gives wires to other places their latency. "
                        "It may hold other data centers, such as the zones of a region.";
    dataCenter.leavesOut = "Power, cooling and networks of its own.";
    DeclBuilder<ZoneParams> builder(dataCenter);
    builder.param("place", &ZoneParams::place).label("Place").help("The city it is in, or its coordinates such as \"52.37, 4.89\".");
    builder.param("mtbf", &ZoneParams::mtbf).label("Fails every").range(1e-3, 1e9).help("Mean time between outages of all of it, exponential; none: never.");
    builder.param("mttr", &ZoneParams::mttr).label("Back after").range(0, 1e9).help(mttrHelp);
}

VerbDecl verb(std::string id, std::string label, std::string help, VerbTarget target = VerbTarget::Component, std::string inverse = {})
{
    return {std::move(id), std::move(label), std::move(help), target, std::nullopt, std::move(inverse), true};
}

VerbDecl verb(std::string id, std::string label, std::string help, VerbTarget target, VerbArgument argument)
{
    return {std::move(id), std::move(label), std::move(help), target, std::move(argument), {}, true};
}

VerbDecl ofSomeKinds(VerbDecl decl)
{
    decl.general = false;
    return decl;
}

void describeVerbs(std::vector<VerbDecl>& verbs)
{
    using enum VerbTarget;
    const VerbArgument factor{"factor", Quantity::Number, 5, 1, 0.001, 1000, {2, 5, 10}};
    verbs.push_back(verb("crash", "Crash", "The component goes down at once: what it was serving fails, its memory is lost, calls to it are refused.", Component, "recover"));
    verbs.push_back(verb("recover", "Recover", "A component that is down comes up again, with empty memory.", Component, "crash"));
    verbs.push_back(verb("restart", "Restart", "Crash and recovery in one instant."));
    verbs.push_back(verb("slow", "Slow down", "Everything the component does takes so many times as long.", Component, factor));
    verbs.push_back(verb("errors", "Make errors", "This share of the answers that would be good are errors instead.", Component, VerbArgument{"share", Quantity::Share, 0.5, 0, 0, 1, {0.05, 0.5, 1}}));
    verbs.push_back(verb("cut", "Cut wire", "Nothing gets through: calls fail at once, and what is under way is lost.", Wires, "mend"));
    verbs.push_back(verb("mend", "Mend wire", "A wire that was cut carries calls again.", Wires, "cut"));
    verbs.push_back(verb("loss", "Lose packets", "This share of the messages is lost beside what the wire loses by itself.", Wires, VerbArgument{"share", Quantity::Share, 0.05, 0, 0, 1, {0.01, 0.05, 0.2}}));
    verbs.push_back(verb("delay", "Delay", "Every message takes this much longer.", Wires, VerbArgument{"time", Quantity::Duration, 0.1, 0, 0, 3600, {0.01, 0.1, 1}}));
    verbs.push_back(verb("partition", "Partition", "The network between the two sides carries nothing.", Sides, "heal"));
    verbs.push_back(verb("heal", "Heal partition", "A partition made with the same words ends.", Sides, "partition"));
    verbs.push_back(verb("outage", "Outage", "Everything in the data center goes down.", Zone, "restore"));
    verbs.push_back(verb("restore", "Restore", "What the outage took down comes up again.", Zone, "outage"));
    verbs.push_back(ofSomeKinds(verb("flush", "Flush", "Everything kept in memory is forgotten; the component stays up.")));
    verbs.push_back(ofSomeKinds(verb("fill-disk", "Fill disk", "The disk is full: whatever needs room on it is refused.", Component, "free-disk")));
    verbs.push_back(ofSomeKinds(verb("free-disk", "Free disk", "A disk that was filled has room again.", Component, "fill-disk")));
    verbs.push_back(ofSomeKinds(verb("surge", "Traffic spike", "So many times the traffic.", Component, factor)));
    verbs.push_back(ofSomeKinds(verb("retry-storm", "Retry storm", "Clients retry every failure so many times at once, without back-off.", Component, VerbArgument{"number of retries", Quantity::Number, 5, 0, 0, 1000, {1, 5, 20}})));
    verbs.push_back(ofSomeKinds(verb("deploy", "Deploy", "A new version that answers this share of the calls with an error is rolled out.", Component, VerbArgument{"share of errors", Quantity::Share, 0.2, 0, 0, 1, {0, 0.2, 1}, false})));
    verbs.push_back(ofSomeKinds(verb("roll-back", "Roll back", "The version before the last deploy is put back.")));
    verbs.push_back(ofSomeKinds(verb("invalidate", "Invalidate", "The object with this key is thrown out everywhere.", Component, VerbArgument{"key", Quantity::Number, 0, 0, 0, 1e15, {}, false})));
    verbs.push_back(ofSomeKinds(verb("publish", "Publish", "A new version of the object with this key stands at its origin.", Component, VerbArgument{"key", Quantity::Number, 0, 0, 0, 1e15, {}, false})));
}

} // namespace

void describeCommonParams(KindDecl& kind, const KindOps& ops)
{
    DeclBuilder<CommonParams> common(kind);
    if (!ops.isEverywhere)
        common.param("place", &CommonParams::place).label("Place").common().group("Machine and place")
            .help("The city it stands in, or coordinates such as \"52.37, 4.89\"; left out: that of its data center. Wires between two places take the time of the way.");
    if (ops.isSource) return;
    common.param("instance", &CommonParams::instance).label("Instance type").common().group("Machine and place").live()
        .help("The machine it runs on, by the name in the table of instance types: its price, and where workers or connections are left out as many as it has virtual processors.");
    common.param("price", &CommonParams::price).label("Price per hour").as(Quantity::Money).range(0, 1e9).common().group("Machine and place").live()
        .help("Dollars per hour while it is not switched off; none: that of its instance type, or nothing.");
    common.param("mtbf", &CommonParams::mtbf).label("Fails every").range(1e-3, 1e9).common().group("Machine and place").live().help(mtbfHelp).source(mtbfSource);
    common.param("mttr", &CommonParams::mttr).label("Repaired after").range(0, 1e9).common().group("Machine and place").live().help(mttrHelp);
}

void describeSurroundings(Registry& registry)
{
    describeWire(registry.link);
    describeZones(registry);
    describeVerbs(registry.verbs);
}

} // namespace scalelab
