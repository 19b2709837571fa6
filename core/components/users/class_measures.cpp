// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/users/class_measures.h"

#include <algorithm>
#include <string>

namespace scalelab {

void reportClass(RequestClass requestClass, const ClassCounts& counts, const std::optional<Objective>& objective, Reporter& reporter)
{
    const std::string name(className(requestClass));
    const std::string of = "classes." + name + ".";
    reporter.value(of + "completed", static_cast<double>(counts.latency.count()));
    reporter.value(of + "failed", static_cast<double>(counts.failed));
    reporter.value(of + "latency_s.mean", counts.latency.meanSeconds());
    reporter.value(of + "latency_s.p50", counts.latency.quantile(0.5).seconds());
    reporter.value(of + "latency_s.p95", counts.latency.quantile(0.95).seconds());
    reporter.value(of + "latency_s.p99", counts.latency.quantile(0.99).seconds());
    if (!objective) return;

    const auto all = static_cast<double>(counts.concluded());
    const auto good = static_cast<double>(counts.latency.count() - counts.slow);
    const double spent = all - good;
    const double budget = all * (1 - objective->share);
    const double left = spent == 0 ? 1 : budget > 0 ? std::max(0.0, 1 - spent / budget) : 0;
    const std::string aim = "objectives." + name + ".";
    reporter.value(aim + "target", objective->share);
    reporter.value(aim + "within_s", objective->within.seconds());
    reporter.value(aim + "good", good);
    reporter.value(aim + "slow", static_cast<double>(counts.slow));
    reporter.value(aim + "good_share", all > 0 ? good / all : 1);
    reporter.value(aim + "budget_left", left);
}

void declareClassMeasures(KindDecl& kind)
{
    for (std::size_t i = 0; i < requestClassCount; ++i) {
        const std::string name(className(static_cast<RequestClass>(i)));
        const auto measure = [&](const std::string& id, const std::string& label, Quantity quantity, const std::string& help) {
            kind.measures.push_back({id, label + ": " + name, quantity, help, true});
        };
        const std::string of = "classes." + name + ".", aim = "objectives." + name + ".";
        measure(of + "completed", "Completed", Quantity::Integer, "Requests of the class that were answered.");
        measure(of + "failed", "Failed", Quantity::Integer, "Requests of the class that failed.");
        measure(of + "latency_s.mean", "Latency, mean", Quantity::Duration, "From birth to answer, all attempts included; completed requests of the class.");
        measure(of + "latency_s.p50", "Latency, median", Quantity::Duration, "Half of the completed requests of the class took at most this long.");
        measure(of + "latency_s.p95", "Latency, p95", Quantity::Duration, "95% of the completed requests of the class took at most this long.");
        measure(of + "latency_s.p99", "Latency, p99", Quantity::Duration, "99% of the completed requests of the class took at most this long.");
        measure(aim + "target", "Objective", Quantity::Share, "Share of the requests of the class that should be good.");
        measure(aim + "within_s", "Objective, time", Quantity::Duration, "A request is good if it is answered within this time.");
        measure(aim + "good", "Good", Quantity::Integer, "Requests completed within the time of the objective.");
        measure(aim + "slow", "Slow", Quantity::Integer, "Requests completed, but later.");
        measure(aim + "good_share", "Good share", Quantity::Share, "Good requests over all that were completed or failed.");
        measure(aim + "budget_left", "Error budget left", Quantity::Share,
                "1 - bad / allowed, where bad ones are slow or failed and the objective allows 1 - target of all; 0 once the budget is used up.");
    }
}

} // namespace scalelab
