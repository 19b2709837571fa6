// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/validate.h"

#include "model/check.h"
#include "model/component_view.h"
#include "model/validate_events.h"
#include "model/validate_wires.h"
#include "model/wiring.h"
#include "model/words.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace scalelab {

namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

bool isFree(std::string_view name) { return name.starts_with("x-"); }

std::vector<std::string_view> idsOf(const auto& declarations)
{
    std::vector<std::string_view> ids;
    for (const auto& declaration : declarations) ids.push_back(declaration.id);
    return ids;
}

class Validator {
public:
    Validator(const Registry& registry, const Scene& scene) : registry_(registry), scene_(scene), index_(indexScene(registry, scene)) {}

    Problems run()
    {
        if (scene_.components.empty()) warn("components", "The scene is empty. Add users and something for them to call.");
        for (const Component& component : scene_.components) checkComponent(component);
        for (std::size_t i = 0; i < scene_.links.size(); ++i) checkLinkParams(scene_.links[i], "links[" + std::to_string(i) + "]");
        checkRules(checkWires(index_, problems_));
        for (const Zone& zone : scene_.zones) checkZone(zone);
        checkEvents(index_, problems_);
        for (const Placement& placement : scene_.layout) checkPlacement(placement);
        return std::move(problems_);
    }

private:
    void error(std::string path, std::string message) { problems_.push_back({Problem::Severity::Error, std::move(path), std::move(message)}); }
    void warn(std::string path, std::string message) { problems_.push_back({Problem::Severity::Warning, std::move(path), std::move(message)}); }

    void checkComponent(const Component& component)
    {
        const std::string path = "components." + component.id;
        if (const auto good = checkId(component.id); !good) error(path, good.error().message);
        const KindDecl* kind = registry_.kind(component.kind);
        if (kind) checkParams(component.params, *kind, &component, path);
        else unknownKind(path, component.kind, registry_.kinds);
    }

    void unknownKind(const std::string& path, const std::string& kind, const std::vector<KindDecl>& known)
    {
        if (kind.empty()) error(path + ".kind", "It has no kind. Give it one, such as \"kind\": " + quoted(known.empty() ? "users" : known.front().id) + ".");
        else error(path + ".kind", "This program does not know the kind " + quoted(kind) + "." + suggestion(kind, idsOf(known)));
    }

    /// Checks what an object says against the declared parameters; conditions between parameters only for components.
    void checkParams(const Object& params, const KindDecl& kind, const Component* component, const std::string& path)
    {
        for (const Member& member : params.members) {
            if (isFree(member.name)) continue;
            if (member.name == "label") {
                if (!member.value.text()) error(path + ".label", "expected text, not " + std::string(typeName(member.value)));
            } else if (const ParamDecl* decl = kind.param(member.name)) {
                checkParam(*decl, member.value, kind, component, path);
            } else {
                unknownField(kind, member.name, path);
            }
        }
    }

    void checkParam(const ParamDecl& decl, const Value& value, const KindDecl& kind, const Component* component, const std::string& path)
    {
        if (decl.validate)
            if (const auto good = decl.validate(value); !good) error(path + "." + decl.id, good.error().message);
        if (component && !decl.onlyWhenParam.empty() && effectiveText(kind, *component, decl.onlyWhenParam) != decl.onlyWhenValue)
            warn(path + "." + decl.id, "It has no effect, because " + decl.onlyWhenParam + " is not " + quoted(decl.onlyWhenValue) + ".");
    }

    void unknownField(const KindDecl& kind, const std::string& name, const std::string& path)
    {
        std::vector<std::string_view> known = idsOf(kind.params);
        known.push_back("label");
        const std::string whose = kind.name.empty() ? "There is no field " : asSubject(kind.name) + (isPlural(kind.name) ? " have" : " has") + " no field ";
        const std::string hint = suggestion(name, known);
        error(path + "." + name, whose + quoted(name) + "." + (hint.empty() ? " Fields of your own begin with \"x-\"." : hint));
    }

    void checkLinkParams(const Link& link, const std::string& path) { checkParams(link.params, registry_.link, nullptr, path); }

    void checkRules(const SceneWiring& wiring)
    {
        for (std::size_t i = 0; i < index_.kinds.size(); ++i) {
            if (!index_.kinds[i]) continue;
            for (const ComponentRule& rule : index_.kinds[i]->rules) rule(ComponentView(index_, wiring, problems_, i));
        }
    }

    void checkZone(const Zone& zone)
    {
        const std::string path = "zones." + zone.id;
        if (const auto good = checkId(zone.id); !good) error(path, good.error().message);
        if (const KindDecl* kind = registry_.zoneKind(zone.kind)) checkParams(zone.params, *kind, nullptr, path);
        else unknownKind(path, zone.kind, registry_.zoneKinds);
        for (std::size_t i = 0; i < zone.contains.size(); ++i) {
            const std::string& member = zone.contains[i];
            const std::string place = path + ".contains[" + std::to_string(i) + "]";
            if (!index_.component(member)) {
                error(place, "There is no component " + quoted(member) + ".");
                continue;
            }
            const auto [where, isFirst] = zoneOf_.try_emplace(member, &zone);
            if (isFirst) continue;
            if (where->second == &zone) error(place, quoted(member) + " is named twice.");
            else error(place, quoted(member) + " is already in the zone " + quoted(where->second->id) + "; a component can be in one zone only.");
        }
    }

    void checkPlacement(const Placement& placement)
    {
        const std::string path = "layout." + placement.component;
        if (!index_.component(placement.component)) error(path, "There is no component " + quoted(placement.component) + ".");
        if (!std::isfinite(placement.at.x) || !std::isfinite(placement.at.y)) error(path, "Coordinates must be finite numbers.");
    }

    const Registry& registry_;
    const Scene& scene_;
    SceneIndex index_;
    Problems problems_;
    std::unordered_map<std::string_view, const Zone*> zoneOf_;
};

} // namespace

Problems validate(const Registry& registry, const Scene& scene) { return Validator(registry, scene).run(); }

bool hasErrors(const Problems& problems)
{
    return std::any_of(problems.begin(), problems.end(), [](const Problem& p) { return p.severity == Problem::Severity::Error; });
}

} // namespace scalelab
