// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/violations.h"

#include "model/words.h"
#include "verify/fields.h"

#include <set>

namespace scalelab {

namespace {

std::string shown(const Value& value) { return value.isNull() ? "left out" : toText(value); }

const Freedom* freedomFor(const Rule* rule, std::string_view param)
{
    if (!rule) return nullptr;
    const auto found = std::ranges::find(rule->free, param, &Freedom::param);
    return found == rule->free.end() ? nullptr : &*found;
}

/// The zones that have something in them.
std::set<std::string> zonesWith(const Scene& scene, const std::string& id)
{
    std::set<std::string> zones;
    for (const Zone& zone : scene.zones)
        if (std::ranges::find(zone.contains, id) != zone.contains.end()) zones.insert(zone.id);
    return zones;
}

std::string listed(const std::vector<std::string>& names, std::string_view conjunction)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? " " + std::string(conjunction) + " " : ", ") + names[i];
    return text;
}

class Judge {
public:
    Judge(const Registry& registry, const Exercise& exercise, const Scene& answer) : registry_(registry), exercise_(exercise), start_(exercise.scene), answer_(answer) {}

    Problems run()
    {
        checkNothingIsMissing();
        for (const Component& component : answer_.components) checkComponent(component);
        for (const Zone& zone : answer_.zones) checkZone(zone);
        for (std::size_t i = 0; i < answer_.links.size(); ++i) checkWire(answer_.links[i], "links[" + std::to_string(i) + "]");
        checkCounts();
        return std::move(problems_);
    }

private:
    void refuse(std::string path, std::string message) { addError(problems_, std::move(path), std::move(message)); }

    const KindDecl* kindOf(std::string_view id) const { return registry_.kind(id) ? registry_.kind(id) : registry_.zoneKind(id); }

    /// "a web server"
    std::string nameOf(std::string_view kind) const
    {
        const KindDecl* decl = kindOf(kind);
        return decl && !decl->name.empty() ? asObject(decl->name) : quoted(kind);
    }

    void checkNothingIsMissing()
    {
        for (const Component& component : start_.components)
            if (isFixed(exercise_, component.id, component.kind) && !answer_.component(component.id))
                refuse("components", quoted(component.id) + " is missing. It belongs to the exercise: put it back.");
        for (const Zone& zone : start_.zones)
            if (isFixed(exercise_, zone.id, zone.kind) && !answer_.zone(zone.id)) refuse("zones", quoted(zone.id) + " is missing. It belongs to the exercise: put it back.");
        for (const Link& link : start_.links) {
            const bool hasEnds = answer_.component(link.from) && answer_.component(link.to);
            if (isFixed(exercise_, link) && hasEnds && !answer_.link(link.from, link.to))
                refuse("links", "The wire " + quoted(link.from + "->" + link.to) + " is missing. It belongs to the exercise: draw it again.");
        }
    }

    /// Parameters other than free ones whose value is not that of `expected`, each with what it must be.
    Problems differences(const KindDecl& kind, const Rule* rule, const Object& expected, const Object& params, const std::string& path, const std::string& because) const
    {
        Problems found;
        for (const ParamDecl& decl : kind.params) {
            const Value& value = effective(decl, params);
            const Value& right = effective(decl, expected);
            if (value != right && !freedomFor(rule, decl.id)) addError(found, path + "." + decl.id, "must be " + shown(right) + because + ", not " + shown(value) + ".");
        }
        return found;
    }

    void checkFreedoms(const KindDecl& kind, const Rule& rule, const Object& params, const std::string& path)
    {
        for (const Freedom& freedom : rule.free)
            if (const auto good = checkFreedom(freedom, *kind.param(freedom.param), params); !good) refuse(path + "." + freedom.param, good.error().message);
    }

    /// Something that a rule opens: as it was or as one that is added, apart from what is free.
    void checkOpen(const KindDecl& kind, const Rule& rule, const Object* before, const Object& params, const std::string& path)
    {
        const Problems asNew = differences(kind, &rule, rule.with, params, path, " for every one that is added in this exercise");
        Problems asBefore = before ? differences(kind, &rule, *before, params, path, " as it was") : asNew;
        if (!asBefore.empty() && !asNew.empty()) problems_.insert(problems_.end(), asBefore.begin(), asBefore.end());
        checkFreedoms(kind, rule, params, path);
    }

    void checkFixed(const KindDecl& kind, const Object& before, const Object& params, const std::string& path)
    {
        const Problems found = differences(kind, nullptr, before, params, path, " in this exercise");
        problems_.insert(problems_.end(), found.begin(), found.end());
    }

    void checkStaysInItsZone(const std::string& id, const std::string& path)
    {
        const std::set<std::string> zones = zonesWith(start_, id);
        if (zonesWith(answer_, id) == zones) return;
        refuse(path, "It must stay " + (zones.empty() ? "outside of all data centers" : "in " + listed({zones.begin(), zones.end()}, "and")) + " in this exercise.");
    }

    void checkComponent(const Component& component)
    {
        const std::string path = "components." + component.id;
        const KindDecl* kind = registry_.kind(component.kind);
        if (!kind) return; // The answer does not run, which is reported as such.
        const Component* before = start_.component(component.id);
        if (before && before->kind != component.kind) {
            if (isFixed(exercise_, before->id, before->kind)) return refuse(path + ".kind", "It must stay " + nameOf(before->kind) + ".");
            before = nullptr;
        }
        if (before && isFixed(exercise_, component.id, component.kind)) {
            checkFixed(*kind, before->params, component.params, path);
            return checkStaysInItsZone(component.id, path);
        }
        const PartRule* rule = partRule(exercise_, component.kind);
        if (!rule) return refuse(path, "No " + bare(component.kind) + " may be added in this exercise. " + whatIsAllowed());
        checkOpen(*kind, *rule, before ? &before->params : nullptr, component.params, path);
        checkSurroundings(component, *rule, path);
    }

    /// "web server"
    std::string bare(std::string_view kind) const
    {
        const std::string name = nameOf(kind);
        const auto blank = name.find(' ');
        return name.starts_with("a ") || name.starts_with("an ") ? name.substr(blank + 1) : name;
    }

    std::string whatIsAllowed() const
    {
        std::vector<std::string> names;
        for (const PartRule& rule : exercise_.parts) names.push_back(nameOf(rule.kind));
        return names.empty() ? "Nothing may." : "What may is " + listed(names, "or") + ".";
    }

    void checkSurroundings(const Component& component, const PartRule& rule, const std::string& path)
    {
        const auto isRightZone = [&](const std::string& id) { return answer_.zone(id)->kind == rule.in; };
        if (!rule.in.empty() && std::ranges::none_of(zonesWith(answer_, component.id), isRightZone)) refuse(path, "It must stand in " + nameOf(rule.in) + ".");
        for (const std::vector<std::string>& group : rule.calls)
            if (!callsOneOf(component, group)) refuse(path, "It must be wired to " + wordsFor(group) + ".");
    }

    bool callsOneOf(const Component& component, const std::vector<std::string>& kinds) const
    {
        return std::ranges::any_of(answer_.links, [&](const Link& link) {
            const Component* to = link.from == component.id ? answer_.component(link.to) : nullptr;
            return to && std::ranges::find(kinds, to->kind) != kinds.end();
        });
    }

    std::string wordsFor(const std::vector<std::string>& kinds) const
    {
        std::vector<std::string> names;
        for (const std::string& kind : kinds) names.push_back(nameOf(kind));
        return listed(names, "or");
    }

    void checkZone(const Zone& zone)
    {
        const std::string path = "zones." + zone.id;
        const KindDecl* kind = registry_.zoneKind(zone.kind);
        if (!kind) return;
        const Zone* before = start_.zone(zone.id);
        const PartRule* rule = partRule(exercise_, zone.kind);
        if (before && before->kind == zone.kind && isFixed(exercise_, zone.id, zone.kind)) {
            checkFixed(*kind, before->params, zone.params, path);
            checkStaysInItsZone(zone.id, path);
        } else if (rule) {
            checkOpen(*kind, *rule, before ? &before->params : nullptr, zone.params, path);
        } else {
            refuse(path, "No " + bare(zone.kind) + " may be added in this exercise.");
        }
    }

    void checkWire(const Link& link, const std::string& path)
    {
        const Component* from = answer_.component(link.from);
        const Component* to = answer_.component(link.to);
        if (!from || !to) return;
        const Link* before = start_.link(link.from, link.to);
        if (before && isFixed(exercise_, *before)) return checkFixed(registry_.link, before->params, link.params, path);
        if (const WireRule* rule = wireRule(exercise_, from->kind, to->kind)) return checkOpen(registry_.link, *rule, before ? &before->params : nullptr, link.params, path);
        refuse(path, "No wire from " + nameOf(from->kind) + " to " + nameOf(to->kind) + " may be drawn in this exercise.");
    }

    void checkCounts()
    {
        for (const PartRule& rule : exercise_.parts) {
            const bool isZone = registry_.kind(rule.kind) == nullptr;
            const auto isOne = [&](const auto& thing) { return thing.kind == rule.kind; };
            checkCount(isZone ? std::ranges::count_if(answer_.zones, isOne) : std::ranges::count_if(answer_.components, isOne), rule, isZone ? "zones" : "components", bare(rule.kind));
        }
        for (const WireRule& rule : exercise_.wires) {
            const auto isOne = [&](const Link& link) {
                const Component* from = answer_.component(link.from);
                const Component* to = answer_.component(link.to);
                return from && to && wireRule(exercise_, from->kind, to->kind) == &rule;
            };
            checkCount(std::ranges::count_if(answer_.links, isOne), rule, "links", "wire " + rule.from + "->" + rule.to);
        }
    }

    void checkCount(std::ptrdiff_t found, const Rule& rule, const char* path, const std::string& name)
    {
        const auto count = static_cast<std::size_t>(found);
        const std::string there = std::string(": there ") + (count == 1 ? "is " : "are ") + std::to_string(count) + ", ";
        if (count > rule.most) refuse(path, "Too many of the kind " + name + there + "at most " + std::to_string(rule.most) + " may be in this exercise.");
        if (count < rule.least) refuse(path, "Too few of the kind " + name + there + "at least " + std::to_string(rule.least) + " must be in this exercise.");
    }

    const Registry& registry_;
    const Exercise& exercise_;
    const Scene& start_;
    const Scene& answer_;
    Problems problems_;
};

} // namespace

Problems violationsOf(const Registry& registry, const Exercise& exercise, const Scene& answer) { return Judge(registry, exercise, answer).run(); }

} // namespace scalelab
