// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/live_commands.h"

namespace scalelab {

namespace {

struct Translator {
    const Registry& registry;
    const Scene& scene;
    LiveChange& change;

    void operator()(const InsertComponent& edit) const
    {
        change.commands.push_back(AddComponentCommand{edit.component});
    }
    void operator()(const RemoveComponent& edit) const { change.commands.push_back(RemoveComponentCommand{edit.id}); }
    void operator()(const InsertLink& edit) const { change.commands.push_back(AddWireCommand{edit.link}); }
    void operator()(const RemoveLink& edit) const { change.commands.push_back(RemoveWireCommand{edit.from, edit.to}); }

    void operator()(const SetParam& edit) const
    {
        const Component* component = scene.component(edit.component);
        const KindDecl* kind = component ? registry.kind(component->kind) : nullptr;
        const ParamDecl* param = kind ? kind->param(edit.param) : nullptr;
        if (!param) return;
        if (param->live)
            change.commands.push_back(SetCommand{edit.component, edit.param, edit.value.value_or(param->fallback)});
        else
            change.afterReset.emplace_back(component->label() + ": " + param->label);
    }

    void operator()(const SetLinkParam& edit) const
    {
        const ParamDecl* param = registry.link.param(edit.param);
        if (!param) return;
        if (param->live)
            change.commands.push_back(
                SetWireCommand{edit.from, edit.to, edit.param, edit.value.value_or(param->fallback)});
        else
            change.afterReset.emplace_back(edit.from + " -> " + edit.to + ": " + param->label);
    }

    void operator()(const SetSeed&) const { change.afterReset.emplace_back("Seed"); }
    void operator()(const InsertEvent&) const { change.afterReset.emplace_back("Scheduled events"); }
    void operator()(const RemoveEvent&) const { change.afterReset.emplace_back("Scheduled events"); }

    void operator()(const Batch& batch) const
    {
        for (const Edit& edit : batch.edits) std::visit(*this, edit.change);
    }

    template <class Other>
    void operator()(const Other&) const
    {}
};

} // namespace

LiveChange liveChange(const Registry& registry, const Scene& scene, const Edit& edit)
{
    LiveChange change;
    std::visit(Translator{registry, scene, change}, edit.change);
    return change;
}

std::vector<Command> trafficCommands(const Registry& registry, const Scene& scene, double factor)
{
    std::vector<Command> commands;
    for (const Component& component : scene.components) {
        const KindDecl* kind = registry.kind(component.kind);
        const ParamDecl* param = kind ? kind->param(trafficParam) : nullptr;
        if (!param || !param->live) continue;
        const Value* authored = component.params.find(trafficParam);
        const auto own = (authored ? *authored : param->fallback).number();
        if (own) commands.push_back(SetCommand{component.id, trafficParam, *own * factor});
    }
    return commands;
}

} // namespace scalelab
