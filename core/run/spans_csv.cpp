// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/spans_csv.h"

#include "base/units.h"

#include <algorithm>
#include <tuple>

namespace scalelab {

namespace {

std::string nameOf(const Simulation& run, ComponentId id) { return id == nothing ? std::string() : run.componentName(id); }

} // namespace

std::string spansCsv(const Simulation& run, std::vector<TraceSpan> spans)
{
    std::sort(spans.begin(), spans.end(), [](const TraceSpan& a, const TraceSpan& b) { return std::tuple(a.request, a.start, a.id) < std::tuple(b.request, b.start, b.id); });
    std::string csv = "request,span,parent,caller,component,operation,attempt,start_s,end_s,network_s,queue_s,service_s,cause,from_cache,abandoned\n";
    for (const TraceSpan& span : spans) {
        csv += std::to_string(span.request) + ',' + std::to_string(span.id) + ',' + std::to_string(span.parent) + ',' + nameOf(run, span.caller) + ',' + nameOf(run, span.component) + ',';
        csv += std::string(operationName(span.operation)) + ',' + std::to_string(span.attempt);
        for (const SimTime time : {span.start, span.end, span.network(), span.queue, span.service()}) csv += ',' + numberText(time.seconds());
        csv += ',' + std::string(causeText(span.cause)) + (span.hit ? ",1" : ",0") + (span.abandoned ? ",1\n" : ",0\n");
    }
    return csv;
}

} // namespace scalelab
