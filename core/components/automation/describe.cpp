// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/automation/automation.h"
#include "engine/catalog.h"
#include "model/component_view.h"

#include <algorithm>

namespace scalelab {

namespace {

using Params = Automation::Params;

void describeReplacement(DeclBuilder<Params>& kind)
{
    kind.param("detection", &Params::detection).label("Detection").range(0, 1e6).live().typical("40s")
        .help("A server that is down for this long is dead and is replaced; none: never. Where monitoring sends its alerts here, it goes by these instead.")
        .source("Kubernetes gave up a node that did not report for 40 s (node-monitor-grace-period) for years.");
    kind.param("boot-time", &Params::bootTime).label("Boot time").live().typical("const(97s)").help("Until the new machine that takes the place of a dead one is ready.")
        .source("EC2 instances with Linux start in 97 s on average (Mao, Humphrey, \"A Performance Study on the VM Startup Time in the Cloud\", 2012).");
    kind.param("max-parallel", &Params::maxParallel).label("At the same time").range(1, 1e6).live().help("How many servers are replaced at the same time at most; none: without limit.");
}

void describeRollout(DeclBuilder<Params>& kind)
{
    kind.param("batch-size", &Params::batchSize).label("Batch").range(1, 1e6).live().typical(1).help("How many servers a deploy takes out of service at the same time.")
        .source("AWS CodeDeploy's default is one at a time (CodeDeployDefault.OneAtATime).");
    kind.param("canary", &Params::canary).label("First batch").range(1, 1e6).live().help("How many servers get a new version first; none: as many as in each batch.");
    kind.param("drain-timeout", &Params::drainTimeout).label("Drain at most").range(0, 1e6).live().typical("30s")
        .help("A server is given nothing new and finishes what it has before it restarts; after this time it restarts even so, and what it has fails. None: it waits.")
        .source("Kubernetes gives a container 30 s (terminationGracePeriodSeconds).");
    kind.param("deploy-time", &Params::deployTime).label("Restart time").live().typical("const(25s)").help("From switching off the old version on a server until the new one is ready.")
        .source("Starting a task on Google's Borg takes 25 s in the median (Verma et al., EuroSys 2015).");
    kind.param("bake-time", &Params::bakeTime).label("Bake time").range(0, 1e6).live().typical("5min")
        .help("After each batch the servers that have the new version are watched for this long before the next batch.")
        .source("AWS CodeDeploy's canary configurations wait 5 min and more (LambdaCanary10Percent5Minutes).");
    kind.param("abort-threshold", &Params::abortThreshold).label("Give up above").as(Quantity::Share).range(0, 1).live()
        .help("If a larger share of the calls to servers with the new version failed while it baked, it is rolled back everywhere; none: never.");
}

void checkTargets(const ComponentView& view)
{
    const auto targets = view.callees("manages");
    if (targets.empty()) view.warn("", "It looks after nothing. Draw a wire to each server that it should replace and update.");
    const auto isSource = [](const ParamDecl& param) { return param.quantity == Quantity::Arrivals; };
    for (const ComponentView& target : targets)
        if (std::any_of(target.kind().params.begin(), target.kind().params.end(), isSource))
            view.warn("", "It cannot look after \"" + target.component().label() + "\", which is outside the system. Take that wire away.");
}

} // namespace

void describe_automation(Catalog& catalog)
{
    auto kind = catalog.add<Automation>("automation");
    kind.name("Automation").category("Operations").searchWords({"self-healing", "kubernetes", "ansible", "terraform", "deploy", "rolling", "canary", "ci", "cd", "orchestration"});
    kind.help("Looks after the servers that it is wired to: replaces those that die, and rolls out new versions batch by batch.");
    kind.models("Death is found after a time, or by the alerts of a monitoring system; a new machine boots and takes the place, the name and the wires of the dead one, with empty "
                "memory. A deploy drains, restarts and watches one batch after the other, canary first; a version that fails too many calls, or for which an alert for errors comes, is "
                "rolled back. Servers that are down meanwhile come up with the new version. Its records survive its own crash, and it goes on where it was.");
    kind.leavesOut("Building and testing of versions, changes of the schema of data, versions that differ in anything but their errors, replacement in another data center. What it cannot reach, over a cut wire or "
                   "in a data center that is down, waits.");
    kind.provides("automation").verb("deploy").verb("roll-back");
    kind.port({"manages", "Looks after", "Servers to replace and to update; users are none.", {"*"}, SIZE_MAX, "", "", false});
    describeReplacement(kind);
    describeRollout(kind);
    kind.rule(checkTargets);
    kind.measure("managed", "Looked after", Quantity::Integer, "Servers that it looks after.");
    kind.measure("dead", "Dead", Quantity::Integer, "Those of them that it has found dead and that are not back in service.");
    kind.measure("replaced", "Replaced", Quantity::Integer, "Dead servers whose replacements came into service.");
    kind.measure("detection_s.mean", "Detection, mean", Quantity::Duration, "From the failure of a server until it was found dead.");
    kind.measure("recovery_s.mean", "Recovery, mean", Quantity::Duration, "From the failure of a server until its replacement was in service.");
    kind.measure("deploying", "Deploying", Quantity::Integer, "1 while a version is rolled out or back.");
    kind.measure("deploys", "Deploys", Quantity::Integer, "Deploys begun.");
    kind.measure("rolled_back", "Rolled back", Quantity::Integer, "Deploys that were taken back, by its own judgement or by order.");
    kind.measure("newest_version_share", "Newest version", Quantity::Share, "Share of the servers that run the version deployed last, or will when they come up.");
}

} // namespace scalelab
