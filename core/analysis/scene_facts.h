// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "base/result.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A scene as theory asks about it; refers to the scene and registry it was made from.
class SceneFacts {
public:
    SceneFacts(const Registry& registry, const Scene& scene) : registry_(&registry), scene_(&scene) {}

    [[nodiscard]] const Scene& scene() const { return *scene_; }
    [[nodiscard]] const KindDecl* kind(const Component& component) const { return registry_->kind(component.kind); }
    /// "Load balancer "lb"": as people know it.
    [[nodiscard]] std::string name(const Component& component) const;

    [[nodiscard]] std::vector<const Component*> callers(const Component& component) const;
    [[nodiscard]] std::vector<const Component*> callees(const Component& component) const;

    /// The parameter as it is in the scene, or what leaving it out means.
    [[nodiscard]] Value value(const Component& component, std::string_view param) const;
    [[nodiscard]] std::string text(const Component& component, std::string_view param) const;
    /// A number that may be without limit: nothing.
    [[nodiscard]] std::optional<double> limit(const Component& component, std::string_view param) const;
    [[nodiscard]] Result<Distribution> distribution(const Component& component, std::string_view param) const;
    /// Whether it is in the scene with another value than the one that leaving it out means, and has an effect.
    [[nodiscard]] bool isSet(const Component& component, std::string_view param) const;

    /// A sentence about the first parameter that is set and is none of these; empty if there is none.
    [[nodiscard]] std::string beyond(const Component& component, std::initializer_list<std::string_view> known) const;
    /// A sentence if a wire does more than take a constant time; empty if not.
    [[nodiscard]] std::string wireBeyond(const Component& from, const Component& to) const;
    /// A sentence if something happens in the course of the run; empty if not.
    [[nodiscard]] std::string happening() const;

private:
    const Registry* registry_;
    const Scene* scene_;
};

} // namespace scalelab
