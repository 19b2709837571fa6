// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/arrivals.h"

#include "base/call_text.h"
#include "base/units.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace scalelab {

namespace {

using Process = Arrivals::Process;

constexpr std::string_view allForms = "poisson(rate), constant(rate), onoff(rate, on=, off=), daily(low, high, period=), ramp(from, to, over=), "
                                      "spike(base, peak, at=, for=), steps(rate, time, rate, ...), closed(users=, think=) or trace(file)";
constexpr std::int64_t mostUsers = 10'000'000;

/// How a form with one or two rates and some times is written.
struct CurveForm {
    Process process;
    std::string_view name;
    std::array<std::string_view, 2> rates;
    std::array<std::string_view, 2> times; ///< Empty where there is none.
    std::string_view pattern;
    std::string_view example;
};

constexpr std::array<CurveForm, 3> curveForms = {{
    {Process::Daily, "daily", {"low", "high"}, {"period=", ""}, "daily(low, high, period=)", "daily(50/s, 200/s, period=24h)"},
    {Process::Ramp, "ramp", {"from", "to"}, {"over=", ""}, "ramp(from, to, over=)", "ramp(10/s, 500/s, over=60s)"},
    {Process::Spike, "spike", {"base", "peak"}, {"at=", "for="}, "spike(base, peak, at=, for=)", "spike(100/s, 1000/s, at=30s, for=10s)"},
}};

Error wrong(std::string_view what, std::string_view form, std::string_view problem)
{
    return {std::string(what) + " of " + std::string(form) + "(): " + std::string(problem)};
}

Result<double> readRate(std::string_view text, std::string_view what, std::string_view form)
{
    auto rate = parseRate(text);
    if (!rate) return wrong(what, form, rate.error().message);
    if (*rate < 0) return wrong(what, form, "the rate must not be negative");
    return rate;
}

Result<SimTime> readTime(std::string_view text, std::string_view what, std::string_view form, bool zeroAllowed)
{
    auto time = parseDuration(text);
    if (!time) return wrong(what, form, time.error().message);
    if (time->ns < 0 || (time->ns == 0 && !zeroAllowed)) return wrong(what, form, zeroAllowed ? "the time must not be negative" : "the time must be longer than 0");
    return time;
}

std::string_view nameOf(std::string_view argument) { return argument.substr(0, argument.find('=')); }

Result<Arrivals> parseSimple(const CallText& call, Process process)
{
    const std::string name(call.name);
    const std::array<std::string_view, 1> wanted = {"rate"};
    const auto arguments = matchArguments(call, wanted, name + "(rate)", name + "(200/s)");
    if (!arguments) return arguments.error();
    const auto rate = parseRate((*arguments)[0]);
    if (!rate) return rate.error();
    if (*rate < 0) return Error{name + "(): the rate must not be negative"};
    return Arrivals{.process = process, .rate = *rate};
}

Result<Arrivals> parseClosed(const CallText& call)
{
    const std::array<std::string_view, 2> wanted = {"users=", "think="};
    const auto arguments = matchArguments(call, wanted, "closed(users=, think=)", "closed(users=100, think=exp(1s))");
    if (!arguments) return arguments.error();
    const auto users = parseInteger((*arguments)[0], 1, mostUsers);
    if (!users) return wrong("users", "closed", users.error().message);
    auto think = Distribution::parse((*arguments)[1]);
    if (!think) return wrong("think", "closed", think.error().message);
    return Arrivals{.process = Process::Closed, .users = *users, .think = *std::move(think)};
}

Result<Arrivals> parseOnOff(const CallText& call)
{
    const std::array<std::string_view, 3> wanted = {"rate", "on=", "off="};
    const auto arguments = matchArguments(call, wanted, "onoff(rate, on=, off=)", "onoff(500/s, on=exp(10s), off=exp(50s))");
    if (!arguments) return arguments.error();
    const auto rate = readRate((*arguments)[0], "rate", "onoff");
    if (!rate) return rate.error();
    auto on = Distribution::parse((*arguments)[1]);
    if (!on) return wrong("on", "onoff", on.error().message);
    auto off = Distribution::parse((*arguments)[2]);
    if (!off) return wrong("off", "onoff", off.error().message);
    if (!on->needsSamples() && on->mean() == 0) return wrong("on", "onoff", "the phase must have a length above 0");
    return Arrivals{.process = Process::OnOff, .rate = *rate, .on = *std::move(on), .off = *std::move(off)};
}

RateCurve curveOf(const Arrivals& a)
{
    switch (a.process) {
    case Process::Daily: return RateCurve::wave(a.rates[0], a.rates[1], a.times[0]);
    case Process::Ramp: return RateCurve::of({{{}, a.rates[0], (a.rates[1] - a.rates[0]) / a.times[0].seconds()}, {a.times[0], a.rates[1], 0}});
    case Process::Spike: return RateCurve::of({{{}, a.rates[0], 0}, {a.times[0], a.rates[1], 0}, {a.times[0] + a.times[1], a.rates[0], 0}});
    default: break;
    }
    std::vector<RateCurve::Piece> pieces;
    SimTime begin;
    for (std::size_t i = 0; i < a.rates.size(); ++i) {
        pieces.push_back({begin, a.rates[i], 0});
        if (i < a.times.size()) begin += a.times[i];
    }
    return RateCurve::of(std::move(pieces));
}

/// The arrivals with their curve.
Result<Arrivals> withCurve(Arrivals arrivals, std::string_view form)
{
    constexpr double longest = 9e9; // [s], near the end of time
    double sum = 0;
    for (const SimTime time : arrivals.times) sum += time.seconds();
    if (sum > longest) return wrong("times", form, "together they are longer than 285 years");
    arrivals.curve = curveOf(arrivals);
    return arrivals;
}

Result<Arrivals> parseCurve(CallText call, const CurveForm& form)
{
    const bool periodGiven = std::any_of(call.arguments.begin(), call.arguments.end(), [](const auto& argument) { return argument.name == "period"; });
    if (form.process == Process::Daily && !periodGiven) call.arguments.push_back({"period", "24h"});
    const std::array<std::string_view, 4> wanted = {form.rates[0], form.rates[1], form.times[0], form.times[1]};
    const auto arguments = matchArguments(call, std::span(wanted).first(form.times[1].empty() ? 3 : 4), form.pattern, form.example);
    if (!arguments) return arguments.error();
    Arrivals arrivals{.process = form.process};
    for (std::size_t i = 0; i < arguments->size(); ++i) {
        if (i < form.rates.size()) {
            const auto rate = readRate((*arguments)[i], wanted[i], form.name);
            if (!rate) return rate.error();
            arrivals.rates.push_back(*rate);
        } else {
            const auto time = readTime((*arguments)[i], nameOf(wanted[i]), form.name, wanted[i] == "at=");
            if (!time) return time.error();
            arrivals.times.push_back(*time);
        }
    }
    if (form.process == Process::Daily && arrivals.rates[0] > arrivals.rates[1]) return wrong("high", form.name, "the rate must not be below low");
    return withCurve(std::move(arrivals), form.name);
}

/// Rates and how long they last in turn; the last one stays, whether or not a time follows it.
Result<Arrivals> parseSteps(const CallText& call)
{
    constexpr std::string_view example = "; write steps(rate, time, rate, ...), for example steps(100/s, 60s, 200/s)";
    if (call.arguments.empty()) return Error{"steps() lacks its rates" + std::string(example)};
    Arrivals arrivals{.process = Process::Steps};
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        const auto& [name, value] = call.arguments[i];
        const std::string which = "argument " + std::to_string(i + 1);
        if (!name.empty()) return wrong(which, "steps", "it takes no name" + std::string(example));
        if (i % 2 == 0) {
            const auto rate = readRate(value, which, "steps");
            if (!rate) return rate.error();
            arrivals.rates.push_back(*rate);
        } else {
            const auto time = readTime(value, which, "steps", false);
            if (!time) return time.error();
            if (i + 1 < call.arguments.size()) arrivals.times.push_back(*time);
        }
    }
    return withCurve(std::move(arrivals), "steps");
}

Result<Arrivals> parseTrace(std::string_view file)
{
    if (file.empty()) return Error{"trace() lacks the name of its file; write trace(file), for example trace(access.log) or trace(rates.csv)"};
    return Arrivals{.process = Process::Trace, .file = std::string(file)};
}

std::string curveText(const Arrivals& arrivals)
{
    const auto form = std::find_if(curveForms.begin(), curveForms.end(), [&](const CurveForm& each) { return each.process == arrivals.process; });
    std::string text = std::string(form->name) + "(" + formatRate(arrivals.rates[0]) + ", " + formatRate(arrivals.rates[1]);
    for (std::size_t i = 0; i < arrivals.times.size(); ++i) text.append(", ").append(form->times[i]).append(formatDuration(arrivals.times[i]));
    return text + ")";
}

std::string stepsText(const Arrivals& arrivals)
{
    std::string text = "steps(" + formatRate(arrivals.rates[0]);
    for (std::size_t i = 0; i < arrivals.times.size(); ++i) text += ", " + formatDuration(arrivals.times[i]) + ", " + formatRate(arrivals.rates[i + 1]);
    return text + ")";
}

} // namespace

Result<Arrivals> Arrivals::parse(std::string_view text)
{
    const auto notUnderstood = [](const std::string& problem) { return Error{problem + "; write " + std::string(allForms)}; };
    if (trimmed(text).empty()) return notUnderstood("the arrivals are empty");
    const auto call = parseCall(text);
    if (!call) return notUnderstood(call.error().message);
    if (call->name == "poisson") return parseSimple(*call, Process::Poisson);
    if (call->name == "constant") return parseSimple(*call, Process::Constant);
    if (call->name == "closed") return parseClosed(*call);
    if (call->name == "onoff") return parseOnOff(*call);
    if (call->name == "steps") return parseSteps(*call);
    if (call->name == "trace") return parseTrace(call->inside);
    for (const CurveForm& form : curveForms)
        if (call->name == form.name) return parseCurve(*call, form);
    return notUnderstood(quoted(call->name) + " is not an arrival process that is understood");
}

std::string Arrivals::text() const
{
    switch (process) {
    case Process::Poisson: return "poisson(" + formatRate(rate) + ")";
    case Process::Constant: return "constant(" + formatRate(rate) + ")";
    case Process::Closed: return "closed(users=" + std::to_string(users) + ", think=" + think.text() + ")";
    case Process::OnOff: return "onoff(" + formatRate(rate) + ", on=" + on.text() + ", off=" + off.text() + ")";
    case Process::Steps: return stepsText(*this);
    case Process::Trace: return "trace(" + file + ")";
    default: return curveText(*this);
    }
}

bool Arrivals::operator==(const Arrivals& other) const
{
    const bool sameLog = log == other.log || (log && other.log && *log == *other.log);
    return sameLog && process == other.process && rate == other.rate && users == other.users && think == other.think && on == other.on && off == other.off
           && rates == other.rates && times == other.times && curve == other.curve && file == other.file;
}

} // namespace scalelab
