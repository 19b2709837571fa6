// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/traces.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace scalelab {

namespace {

/// Puts the spans whose parent is `parent` behind what there is, each before its own.
void appendCalls(const std::vector<TraceSpan>& spans, std::uint64_t parent, int depth, Trace& trace)
{
    for (const TraceSpan& span : spans) {
        if (span.id == 0 || span.parent != parent) continue;
        trace.parts.push_back({span, depth});
        appendCalls(spans, span.id, depth + 1, trace);
    }
}

/// From the end backwards: what ended last before this moment decided it, and so on from when that began.
void markCritical(Trace& trace, std::size_t part, SimTime until)
{
    trace.parts[part].critical = true;
    const std::uint64_t id = trace.parts[part].span.id;
    std::vector<std::size_t> calls;
    for (std::size_t i = 1; i < trace.parts.size(); ++i)
        if (trace.parts[i].span.parent == id && !trace.parts[i].span.abandoned) calls.push_back(i);
    std::stable_sort(calls.begin(), calls.end(), [&](std::size_t a, std::size_t b) { return trace.parts[a].span.end > trace.parts[b].span.end; });
    for (const std::size_t call : calls) {
        const TraceSpan& span = trace.parts[call].span;
        if (span.end > until) continue;
        markCritical(trace, call, span.answered);
        until = span.start;
    }
}

} // namespace

Trace assembleTrace(std::vector<TraceSpan> spans)
{
    std::sort(spans.begin(), spans.end(), [](const TraceSpan& a, const TraceSpan& b) { return std::tuple(a.start, a.id) < std::tuple(b.start, b.id); });
    Trace trace;
    const auto request = std::find_if(spans.begin(), spans.end(), [](const TraceSpan& span) { return span.id == 0; });
    trace.parts.push_back({*request});
    appendCalls(spans, 0, 1, trace);
    markCritical(trace, 0, request->end);
    return trace;
}

void TraceBook::add(const std::vector<TraceSpan>& spans)
{
    for (const TraceSpan& span : spans) {
        if (span.id != 0) {
            if (!addLate(span)) pending_[span.request].push_back(span);
            if (pending_.size() > mostPending) pending_.erase(pending_.begin());
            continue;
        }
        std::vector<TraceSpan> all = std::move(pending_[span.request]);
        pending_.erase(span.request);
        all.push_back(span);
        traces_.push_back(assembleTrace(std::move(all)));
        if (traces_.size() > mostTraces) traces_.pop_front();
        ++count_;
    }
}

/// What goes on after its request has ended still belongs to it; false if it has not ended.
bool TraceBook::addLate(const TraceSpan& span)
{
    const auto trace = std::find_if(traces_.rbegin(), traces_.rend(), [&](const Trace& one) { return one.request().request == span.request; });
    if (trace == traces_.rend()) return false;
    std::vector<TraceSpan> all{span};
    for (const TracePart& part : trace->parts) all.push_back(part.span);
    *trace = assembleTrace(std::move(all));
    return true;
}

} // namespace scalelab
