// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/arrivals.h"

#include "base/call_text.h"
#include "base/units.h"

#include <array>
#include <utility>

namespace scalelab {

namespace {

constexpr std::string_view allForms = "poisson(rate), constant(rate) or closed(users=, think=)";
constexpr std::int64_t mostUsers = 10'000'000;

Result<Arrivals> parseOpen(const CallText& call, Arrivals::Process process)
{
    const std::string name(call.name);
    const std::array<std::string_view, 1> wanted = {"rate"};
    const auto arguments = matchArguments(call, wanted, name + "(rate)", name + "(200/s)");
    if (!arguments) return arguments.error();
    const auto rate = parseRate((*arguments)[0]);
    if (!rate) return rate.error();
    if (*rate < 0) return Error{name + "(): the rate must not be negative"};
    return Arrivals{process, *rate, 0, {}};
}

Result<Arrivals> parseClosed(const CallText& call)
{
    const std::array<std::string_view, 2> wanted = {"users=", "think="};
    const auto arguments = matchArguments(call, wanted, "closed(users=, think=)", "closed(users=100, think=exp(1s))");
    if (!arguments) return arguments.error();
    const auto users = parseInteger((*arguments)[0], 1, mostUsers);
    if (!users) return Error{std::string("users of closed(): ") + users.error().message};
    auto think = Distribution::parse((*arguments)[1]);
    if (!think) return Error{std::string("think of closed(): ") + think.error().message};
    return Arrivals{Arrivals::Process::Closed, 0, *users, *std::move(think)};
}

} // namespace

Result<Arrivals> Arrivals::parse(std::string_view text)
{
    const auto wrong = [](const std::string& problem) { return Error{problem + "; write " + std::string(allForms)}; };
    if (trimmed(text).empty()) return wrong("the arrivals are empty");
    const auto call = parseCall(text);
    if (!call) return wrong(call.error().message);
    if (call->name == "poisson") return parseOpen(*call, Process::Poisson);
    if (call->name == "constant") return parseOpen(*call, Process::Constant);
    if (call->name == "closed") return parseClosed(*call);
    return wrong(quoted(call->name) + " is not an arrival process that is understood");
}

std::string Arrivals::text() const
{
    if (process == Process::Closed) return std::string("closed(users=") + std::to_string(users) + ", think=" + think.text() + ")";
    return std::string(process == Process::Poisson ? "poisson(" : "constant(") + formatRate(rate) + ")";
}

} // namespace scalelab
