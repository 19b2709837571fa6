// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/failure_search.h"

#include "base/units.h"
#include "base/value.h"

#include <algorithm>

namespace scalelab {

namespace {

std::string lowered(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

} // namespace

std::vector<FailureRecord> searchFailures(const Simulation& run, const FailureFilter& filter)
{
    const std::string wanted = lowered(filter.text);
    const auto passes = [&](const FailureRecord& failure) {
        return failure.at >= filter.from && failure.at < filter.until && (!filter.cause || failure.cause == *filter.cause)
               && (filter.component.empty() || run.componentName(failure.component) == filter.component)
               && (wanted.empty() || lowered(failureLine(run, failure)).find(wanted) != std::string::npos);
    };
    std::vector<FailureRecord> found;
    const FailureLog& log = run.failures();
    for (std::size_t i = log.size(); i-- > 0 && found.size() < filter.most;)
        if (passes(log[i])) found.push_back(log[i]);
    std::reverse(found.begin(), found.end());
    return found;
}

std::vector<FailureCount> countFailures(const Simulation& run)
{
    std::vector<FailureCount> counts;
    for (ComponentId id = 0; id < run.componentCount(); ++id)
        for (std::size_t cause = 0; cause < causeCount; ++cause)
            if (const std::uint64_t count = run.measures(id).failedBy[cause]; count > 0) counts.push_back({id, static_cast<Cause>(cause), count});
    std::stable_sort(counts.begin(), counts.end(), [](const FailureCount& a, const FailureCount& b) { return a.count > b.count; });
    return counts;
}

std::string failureLine(const Simulation& run, const FailureRecord& failure)
{
    std::string line = formatDuration(failure.at) + " " + run.componentName(failure.component) + ": " + std::string(causeText(failure.cause));
    if (failure.source == nothing) return line;
    return line + ", " + std::string(className(failure.requestClass)) + " " + std::to_string(failure.request) + " of " + run.componentName(failure.source);
}

std::string failuresCsv(const Simulation& run, const std::vector<FailureRecord>& failures)
{
    std::string csv = "time_s,component,cause,request,class,source\n";
    for (const FailureRecord& failure : failures) {
        csv += numberText(failure.at.seconds()) + ',' + run.componentName(failure.component) + ',' + std::string(causeText(failure.cause)) + ',';
        csv += failure.source == nothing ? ",," : std::to_string(failure.request) + ',' + std::string(className(failure.requestClass)) + ',' + run.componentName(failure.source);
        csv += '\n';
    }
    return csv;
}

} // namespace scalelab
