// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/reliability.h"
#include "analysis/whole_scene/parts.h"
#include "analysis/whole_scene/served_share.h"

#include <algorithm>
#include <utility>

namespace scalelab {

namespace {

/// States that are gone through at most.
constexpr std::size_t mostStates = std::size_t{1} << 16;
/// States less probable than this change nothing in the digits of a result.
constexpr double leastProbable = 1e-20;
/// Components that are tried one by one at most.
constexpr std::size_t mostTried = 1000;

/// A mean time as a component or data center has it; nothing where it has none.
std::optional<double> meanTime(const KindDecl* kind, const Object& params, std::string_view param)
{
    const Value* given = params.find(param);
    const ParamDecl* decl = kind ? kind->param(param) : nullptr;
    if (!given && !decl) return std::nullopt;
    const auto time = Distribution::parse(toText(given ? *given : decl->fallback));
    return time ? std::optional(time->mean()) : std::nullopt;
}

/// The share of the time in which each component, and then each data center, is up by itself; nothing where it never fails.
std::vector<std::optional<double>> sharesUp(const Registry& registry, const RequestPaths& paths)
{
    std::vector<std::optional<double>> shares;
    const auto add = [&](const KindDecl* kind, const Object& params) {
        const auto mtbf = meanTime(kind, params, "mtbf"), mttr = meanTime(kind, params, "mttr");
        shares.push_back(mtbf && mttr ? std::optional(availability(*mtbf, *mttr)) : std::nullopt);
    };
    for (const Component& component : paths.facts().scene().components) add(registry.kind(component.kind), component.params);
    for (const Zone& zone : paths.facts().scene().zones) add(registry.zoneKind(zone.kind), zone.params);
    return shares;
}

/// Takes what is open as up and as down, one after the other, until the rest plays no part.
class Expectation {
public:
    Expectation(ServedShare& served, const std::vector<std::optional<double>>& sharesUp) : served_(served), sharesUp_(sharesUp) {}

    double of(std::size_t users, RequestClass requestClass, double probability = 1)
    {
        const Bounds bounds = served_.of(users, requestClass);
        if (bounds.areEqual() || probability < leastProbable || isOver() || ++states_ > mostStates) return bounds.least;
        const std::size_t open = *served_.open();
        double expected = 0;
        for (const auto& [state, share] : {std::pair{Up::Yes, *sharesUp_[open]}, {Up::No, 1 - *sharesUp_[open]}}) {
            served_.up[open] = state;
            expected += share * of(users, requestClass, probability * share);
        }
        served_.up[open] = Up::Maybe;
        return expected;
    }

    [[nodiscard]] std::string problem() const
    {
        return states_ > mostStates ? "So many components fail independently that their states are too many to go through." : served_.problem();
    }

private:
    [[nodiscard]] bool isOver() const { return states_ > mostStates || !served_.problem().empty(); }

    ServedShare& served_;
    const std::vector<std::optional<double>>& sharesUp_;
    std::size_t states_ = 0;
};

/// What makes failures other than random, independent and repaired after a time.
std::string otherFailures(const RequestPaths& paths, const std::vector<std::optional<double>>& sharesUp)
{
    const SceneFacts& facts = paths.facts();
    for (const Component& component : facts.scene().components)
        if (component.kind == "autoscaling-group") return facts.name(component) + " replaces servers that are down.";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (paths.is(i, "automation"))
            for (const std::size_t one : paths.callees(i, "manages"))
                if (sharesUp[one]) return paths.name(i) + " replaces " + paths.name(one) + " when it is down.";
        if (sharesUp[i] && paths.isSet(i, "replacement")) return paths.name(i) + " is replaced when it stays down.";
        if (paths.text(i, "replication") != "synchronous") continue;
        for (const std::size_t replica : paths.callees(i, "replicas"))
            if (sharesUp[i] || sharesUp[replica]) return "Which replica of " + paths.name(i) + " may take over depends on the order in which they failed.";
    }
    return {};
}

std::vector<RequestClass> classesOf(const Source& source)
{
    std::vector<RequestClass> classes;
    for (std::size_t c = 0; c < requestClassCount; ++c)
        if (source.mix[c] > 0 || (source.logsIn && static_cast<RequestClass>(c) == RequestClass::Login)) classes.push_back(static_cast<RequestClass>(c));
    return classes;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

/// The classes of which some users get some requests served.
std::vector<RequestClass> servedClasses(const RequestPaths& paths, ServedShare& served)
{
    std::vector<RequestClass> classes;
    for (const Source& source : paths.sources())
        for (const RequestClass one : classesOf(source))
            if (served.of(source.users, one).most > 0 && std::ranges::find(classes, one) == classes.end()) classes.push_back(one);
    return classes;
}

} // namespace

SceneAvailability availabilityOfScene(const Registry& registry, const RequestPaths& paths)
{
    SceneAvailability result;
    const auto shares = sharesUp(registry, paths);
    result.problem = paths.problem();
    if (result.problem.empty() && std::ranges::none_of(shares, [](const auto& share) { return share.has_value(); }))
        result.problem = "Nothing fails at random: no component has a mean time between failures.";
    if (result.problem.empty()) result.problem = otherFailures(paths, shares);
    if (!result.problem.empty()) return result;

    ServedShare served(paths, ServedShare::Asks::Share);
    for (std::size_t i = 0; i < shares.size(); ++i)
        if (shares[i]) served.up[i] = Up::Maybe;
    Expectation expectation(served, shares);
    bool first = true;
    for (const Source& source : paths.sources())
        for (const RequestClass one : classesOf(source)) {
            const double share = expectation.of(source.users, one);
            result.problem = expectation.problem();
            if (!result.problem.empty()) return result;
            if (!first && share >= result.share) continue;
            result.share = share;
            result.ofClass = one;
            result.users = paths.component(source.users).id;
            first = false;
        }
    result.remarks.push_back("Failures are taken as independent of one another.");
    result.remarks.push_back("Left out: the time until health checks and clients notice a failure, until another takes over, and to catch up after a repair.");
    return result;
}

void findSinglePoints(const Registry& registry, const RequestPaths& paths, SceneTheory& theory)
{
    theory.singlePointsProblem = paths.problem();
    if (!theory.singlePointsProblem.empty()) return;
    ServedShare served(paths, ServedShare::Asks::AnyAtAll);
    const std::vector<RequestClass> all = servedClasses(paths, served);
    const std::vector<bool> asked = served.asked();
    if (std::ranges::count(asked, true) > static_cast<std::ptrdiff_t>(mostTried)) {
        theory.singlePointsProblem = "The scene is too large to take away one component after the other.";
        return;
    }
    std::vector<bool> hasCopies(asked.size());
    for (std::size_t i = 0; i < paths.size(); ++i)
        if (paths.is(i, "autoscaling-group"))
            for (const std::size_t member : paths.callees(i, "members")) hasCopies[member] = true;
    std::vector<SinglePoint> points;
    for (std::size_t i = 0; i < asked.size() && served.problem().empty(); ++i) {
        if (!asked[i] || hasCopies[i]) continue;
        served.up[i] = Up::No;
        const std::vector<RequestClass> left = servedClasses(paths, served);
        served.up[i] = Up::Yes;
        std::vector<std::string> lost;
        for (const RequestClass one : all)
            if (std::ranges::find(left, one) == left.end()) lost.emplace_back(className(one));
        if (lost.empty()) continue;
        const bool isZone = i >= paths.size();
        const Zone* zone = isZone ? &paths.facts().scene().zones[i - paths.size()] : nullptr;
        const KindDecl* kind = zone ? registry.zoneKind(zone->kind) : nullptr;
        const std::string name = zone ? (kind ? kind->name : zone->kind) + " \"" + zone->id + "\"" : paths.name(i);
        const std::string what = lost.size() == all.size() ? "all requests" : "all requests of the " + std::string(lost.size() == 1 ? "class " : "classes ") + joined(lost);
        points.push_back({zone ? zone->id : paths.component(i).id, "Without " + name + " " + what + " fail: nothing stands in for it."});
    }
    theory.singlePointsProblem = served.problem();
    if (theory.singlePointsProblem.empty()) theory.singlePoints = std::move(points);
}

} // namespace scalelab
