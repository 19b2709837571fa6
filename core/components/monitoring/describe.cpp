// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/monitoring/monitoring.h"
#include "engine/catalog.h"

namespace scalelab {

namespace {

using Params = Monitoring::Params;

void describeParams(DeclBuilder<Params>& kind)
{
    kind.param("interval", &Params::interval).label("Interval").range(1e-3, 1e6).live().typical("15s").help("Time between two looks at everything that is watched.")
        .source("Prometheus's example configuration scrapes every 15 s; its default is 1 min.");
    kind.param("tier", &Params::tier).label("Tier").help("Without wires it watches only components of this kind, such as web-server, or in this data center; left out: everything.");
    kind.param("pending", &Params::pending).label("Pending").range(0, 1e6).live()
        .help("Something must be wrong for this long, from the first look that finds it, before the alert is raised (Prometheus calls it \"for\").");
    kind.param("down", &Params::down).label("Down").live().help("Raises an alert for a component that is down, or out of reach because its wire from here is cut.");
    kind.param("error-threshold", &Params::errorThreshold).label("Errors").as(Quantity::Share).range(0, 1).live()
        .help("Raises an alert when more than this share of the calls answered between two looks failed; none: never.");
    kind.param("latency-threshold", &Params::latencyThreshold).label("Latency").range(0, 1e6).live()
        .help("Raises an alert when the 95th percentile of the calls completed between two looks is longer; none: never.");
    kind.param("utilisation-threshold", &Params::utilisationThreshold).label("Utilisation").as(Quantity::Share).range(0, 1).live()
        .help("Raises an alert when a larger share of the workers was busy on average between two looks; none: never.");
    kind.param("queue-threshold", &Params::queueThreshold).label("Queue").range(0, 1e9).live().help("Raises an alert when more calls wait at a look; none: never.");
    kind.param("lag-threshold", &Params::lagThreshold).label("Replication lag").range(0, 1e6).live().help("Raises an alert when a replica is further behind at a look; none: never.");
    kind.param("log-capacity", &Params::logCapacity).label("Log").range(1, 1e6).help("How many failures the log keeps, the latest of the whole run.");
}

void describeMeasures(DeclBuilder<Params>& kind)
{
    kind.measure("alerts", "Alerts", Quantity::Integer, "Alerts raised within the measured time.");
    kind.measure("firing", "Firing", Quantity::Integer, "Alerts raised and not resolved at the last look.");
    kind.measure("resolved", "Resolved", Quantity::Integer, "Alerts that ended because what they told of was no longer so.");
    kind.measure("detection_s.mean", "Detection, mean", Quantity::Duration, "From the crash, or from the start of the window in which a limit was first exceeded, to the alert.");
    kind.measure("recovery_s.mean", "Recovery, mean", Quantity::Duration, "From the same instant to the look that found all well again.");
    kind.measure("hosts_watched", "Watched", Quantity::Integer, "Components watched at the last look, without users and what is switched off.");
    kind.measure("hosts_up", "Up", Quantity::Integer, "Those of them that were up and in reach.");
    kind.measure("tier_utilisation", "Utilisation of the watched", Quantity::Share, "Busy workers over workers of all that is watched, between the last two looks.");
    kind.measure("tier_busy", "Busy workers of the watched", Quantity::Number, "Busy workers of all that is watched, averaged between the last two looks.");
    kind.measure("tier_queue", "Queue of the watched", Quantity::Integer, "Calls that waited in all that is watched at the last look.");
    kind.measure("requests_per_s", "Requests", Quantity::Rate, "Requests of all users completed per second between the last two looks.");
    kind.measure("orders_per_s", "Orders", Quantity::Rate, "Writes among them per second.");
    kind.measure("error_ratio", "Failed requests", Quantity::Share, "Failed requests over those that ended, of all users, between the last two looks.");
    kind.measure("active_users", "Active users", Quantity::Integer, "Users with a session at the last look, if the users have sessions.");
    kind.measure("sessions_lost", "Sessions lost", Quantity::Integer, "Sessions lost within the measured time, as of the last look.");
    kind.measure("cost_so_far", "Cost so far", Quantity::Money, "What the whole scene has cost within the measured time, as of the last look.");
    kind.measure("failures_logged", "Failures in the log", Quantity::Integer, "Failures that the log holds now.");
}

} // namespace

void describe_monitoring(Catalog& catalog)
{
    auto kind = catalog.add<Monitoring>("monitoring");
    kind.name("Monitoring").category("Operations").searchWords({"logging", "metrics", "alerts", "prometheus", "grafana", "nagios", "datadog", "observability", "log"});
    kind.help("Looks at servers at intervals, raises alerts when something is wrong with them, and keeps a log of failures. Without a wire to any component it watches all of them.");
    kind.models("Looks at an interval, so that a failure is found late; conditions that must last before an alert is raised; alerts that end; metrics of the watched "
                "servers together, such as a tier, and of the business; a log of the latest failures with server, cause and request. An alert travels over its wire. While "
                "it is down nothing is seen, and what it was waiting for begins anew.");
    kind.leavesOut("The load that looking and logging put on servers and network, storage of metrics, routing and silencing of alerts. Metrics of a single server "
                   "are what that server reports itself.");
    kind.port({"alerts", "Alerts", "Automation that is told of every alert, at each look for as long as it fires.", {"automation"}, SIZE_MAX, "", "", false});
    kind.port({"watches", "Watches", "What it looks at; without any such wire everything in the scene.", {"*"}, SIZE_MAX, "", "", false});
    describeParams(kind);
    describeMeasures(kind);
}

} // namespace scalelab
