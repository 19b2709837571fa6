// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wiring.h"

#include "model/words.h"

#include <algorithm>
#include <string>

namespace scalelab {

namespace {

/// Whether what a declaration ties to a parameter's value holds for the component.
template <class Decl>
bool holds(const Decl& decl, const KindDecl& kind, const Component& component)
{
    return decl.onlyWhenParam.empty() || effectiveText(kind, component, decl.onlyWhenParam) == decl.onlyWhenValue;
}

bool accepts(const PortDecl& port, const ServiceDecl& service)
{
    return std::find(port.accepts.begin(), port.accepts.end(), service.id) != port.accepts.end();
}

bool couldCall(const PortDecl& port, const KindDecl& callee)
{
    return port.acceptsAny() || std::any_of(callee.services.begin(), callee.services.end(), [&](const ServiceDecl& s) { return accepts(port, s); });
}

/// "role "replica" on "db1"" for a condition that does not hold, "" for one that does.
template <class Decl>
std::string missing(const Decl& decl, const KindDecl& kind, const Component& component)
{
    return holds(decl, kind, component) ? "" : decl.onlyWhenParam + " \"" + decl.onlyWhenValue + "\" on \"" + component.id + "\"";
}

/// Whether the parameter means anything, with the others as they are.
bool hasEffect(const KindDecl& kind, const Component& component, std::string_view param)
{
    const ParamDecl* decl = kind.param(param);
    return !decl || holds(*decl, kind, component);
}

/// What could be called if parameters that have an effect were others: "That needs role "master" on db1." Empty if nothing helps.
std::string conditionText(const KindDecl& fromKind, const Component& from, const KindDecl& toKind, const Component& to)
{
    std::string ways;
    for (const PortDecl& port : fromKind.ports) {
        for (const ServiceDecl& service : toKind.services) {
            if (!accepts(port, service) || !hasEffect(fromKind, from, port.onlyWhenParam) || !hasEffect(toKind, to, service.onlyWhenParam)) continue;
            const std::string here = missing(port, fromKind, from);
            const std::string there = missing(service, toKind, to);
            const std::string both = here + (here.empty() || there.empty() ? "" : " and ") + there;
            if (!both.empty()) ways += (ways.empty() ? " That needs " : ", or ") + both;
        }
    }
    return ways.empty() ? ways : ways + ".";
}

Error refusal(const Registry& registry, const KindDecl& fromKind, const Component& from, const KindDecl& toKind, const Component& to)
{
    std::string callees;
    for (const KindDecl& kind : registry.kinds) {
        const bool called = std::any_of(fromKind.ports.begin(), fromKind.ports.end(),
                                        [&](const PortDecl& port) { return holds(port, fromKind, from) && couldCall(port, kind); });
        if (called && &kind != &toKind) callees += (callees.empty() ? "" : ", ") + kind.name;
    }
    const bool many = isPlural(fromKind.name);
    std::string message = asSubject(fromKind.name) + " cannot call " + asObject(toKind.name) + ".";
    const std::string condition = conditionText(fromKind, from, toKind, to);
    if (!condition.empty()) return {message + condition};
    const std::string pronoun = many ? "They" : "It";
    if (callees.empty()) return {message + " " + pronoun + (many ? " call nothing." : " calls nothing.")};
    return {message + " " + pronoun + " can be wired to: " + callees + "."};
}

Error unknownKind(const Component& component)
{
    return {"This program does not know the kind \"" + component.kind + "\" of \"" + component.id + "\", so it cannot be wired."};
}

} // namespace

std::string effectiveText(const KindDecl& kind, const Component& component, std::string_view param)
{
    const auto simple = [](const Value& value) { return value.text() || value.boolean() || value.number(); };
    const ParamDecl* decl = kind.param(param);
    if (const Value* value = component.params.find(param); value && simple(*value) && hasEffect(kind, component, param)) return toText(*value);
    return decl && simple(decl->fallback) ? toText(decl->fallback) : std::string();
}

const ServiceDecl* serviceFor(const PortDecl& port, const KindDecl& calleeKind, const Component& callee)
{
    for (const ServiceDecl& service : calleeKind.services)
        if (accepts(port, service) && isOffered(service, calleeKind, callee)) return &service;
    return nullptr;
}

bool servesRequests(const Registry& registry, const KindDecl& kind)
{
    return std::any_of(registry.kinds.begin(), registry.kinds.end(), [&](const KindDecl& caller) {
        return std::any_of(caller.ports.begin(), caller.ports.end(), [&](const PortDecl& port) { return port.forwards && !port.acceptsAny() && couldCall(port, kind); });
    });
}

bool isOffered(const ServiceDecl& service, const KindDecl& kind, const Component& component) { return holds(service, kind, component); }

Result<std::size_t> portFor(const Registry& registry, const Component& from, const Component& to)
{
    const KindDecl* fromKind = registry.kind(from.kind);
    const KindDecl* toKind = registry.kind(to.kind);
    if (!fromKind) return unknownKind(from);
    if (!toKind) return unknownKind(to);
    for (std::size_t i = 0; i < fromKind->ports.size(); ++i)
        if (const PortDecl& port = fromKind->ports[i]; holds(port, *fromKind, from) && (port.acceptsAny() || serviceFor(port, *toKind, to))) return i;
    return refusal(registry, *fromKind, from, *toKind, to);
}

Result<std::size_t> canConnect(const Registry& registry, const Scene& scene, std::string_view from, std::string_view to)
{
    const Component* caller = scene.component(from);
    const Component* callee = scene.component(to);
    if (!caller || !callee) return Error{"There is no component \"" + std::string(caller ? to : from) + "\"."};
    if (from == to) return Error{"\"" + caller->label() + "\" cannot be wired to itself."};
    if (scene.link(from, to)) return Error{"\"" + caller->label() + "\" is already wired to \"" + callee->label() + "\"."};
    auto port = portFor(registry, *caller, *callee);
    if (!port) return port;
    const PortDecl& decl = registry.kind(caller->kind)->ports[*port];
    if (decl.most == SIZE_MAX) return port;
    const auto taken = std::count_if(scene.links.begin(), scene.links.end(), [&](const Link& link) {
        const Component* other = link.from == from ? scene.component(link.to) : nullptr;
        const auto used = other ? portFor(registry, *caller, *other) : Result<std::size_t>(Error{});
        return used.ok() && *used == *port;
    });
    if (static_cast<std::size_t>(taken) < decl.most) return port;
    return Error{portFull(caller->label(), decl)};
}

} // namespace scalelab
