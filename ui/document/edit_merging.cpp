// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/edit_merging.h"

#include <algorithm>

namespace scalelab {

namespace {

bool holds(const Object& params, const std::string& name, const std::optional<Value>& value)
{
    const Value* present = params.find(name);
    return value ? present && *present == *value : !present;
}

struct NothingChanges {
    const Scene& scene;

    bool operator()(const SetParam& edit) const
    {
        const Component* component = scene.component(edit.component);
        return component && holds(component->params, edit.param, edit.value);
    }
    bool operator()(const SetLinkParam& edit) const
    {
        const Link* link = scene.link(edit.from, edit.to);
        return link && holds(link->params, edit.param, edit.value);
    }
    bool operator()(const SetZoneParam& edit) const
    {
        const Zone* zone = scene.zone(edit.zone);
        return zone && holds(zone->params, edit.param, edit.value);
    }
    bool operator()(const SetZoneMembers& edit) const
    {
        const Zone* zone = scene.zone(edit.zone);
        return zone && zone->contains == edit.contains;
    }
    bool operator()(const SetPosition& edit) const
    {
        return scene.component(edit.component) && scene.position(edit.component) == edit.position;
    }
    bool operator()(const SetTitle& edit) const { return scene.title == edit.title; }
    bool operator()(const SetSeed& edit) const { return scene.seed == edit.seed; }
    bool operator()(const SetExtra& edit) const { return holds(scene.extra, edit.field, edit.value); }
    bool operator()(const Batch& batch) const
    {
        return std::all_of(batch.edits.begin(), batch.edits.end(),
                           [this](const Edit& edit) { return changesNothing(scene, edit); });
    }
    template <class Other>
    bool operator()(const Other&) const
    {
        return false;
    }
};

/// Whether `earlier` undoes `later` too, because both give a value to the same thing and `later` found one there.
struct Covers {
    bool operator()(const SetParam& earlier, const SetParam& later) const
    {
        return later.value && earlier.component == later.component && earlier.param == later.param;
    }
    bool operator()(const SetLinkParam& earlier, const SetLinkParam& later) const
    {
        return later.value && earlier.from == later.from && earlier.to == later.to && earlier.param == later.param;
    }
    bool operator()(const SetPosition& earlier, const SetPosition& later) const
    {
        return later.position && earlier.component == later.component;
    }
    bool operator()(const SetTitle&, const SetTitle&) const { return true; }
    bool operator()(const SetSeed&, const SetSeed&) const { return true; }
    bool operator()(const Batch& earlier, const Batch& later) const
    {
        return std::equal(earlier.edits.begin(), earlier.edits.end(), later.edits.begin(), later.edits.end(),
                          [](const Edit& a, const Edit& b) { return std::visit(Covers{}, a.change, b.change); });
    }
    template <class A, class B>
    bool operator()(const A&, const B&) const
    {
        return false;
    }
};

} // namespace

bool changesNothing(const Scene& scene, const Edit& edit) { return std::visit(NothingChanges{scene}, edit.change); }

Edit mergedInverse(const Edit& earlier, const Edit& later)
{
    if (std::visit(Covers{}, earlier.change, later.change)) return earlier;
    return Edit{Batch{{later, earlier}}};
}

} // namespace scalelab
