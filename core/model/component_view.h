// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "model/scene_index.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// The wires of a scene that some port accepts, by the components that they join.
struct SceneWiring {
    /// The far end of a wire, and the port of the caller that it is on.
    struct End {
        std::size_t component;
        std::size_t port;
    };
    std::vector<std::vector<End>> callees; ///< Of each component, in the order drawn.
    std::vector<std::vector<End>> callers;
};

/// A component in its scene, as a rule of its kind sees it: its parameters, its neighbours, and a place for what is wrong.
class ComponentView {
public:
    ComponentView(const SceneIndex& index, const SceneWiring& wiring, Problems& problems, std::size_t component)
        : index_(&index), wiring_(&wiring), problems_(&problems), at_(component)
    {}

    [[nodiscard]] const Component& component() const { return index_->scene.components[at_]; }
    [[nodiscard]] const KindDecl& kind() const { return *index_->kinds[at_]; }
    /// The parameters with which a run would start; one that cannot be read has its fallback. `Params` is the struct of the kind.
    template <class Params>
    [[nodiscard]] Params params() const
    {
        Params params;
        for (const Member& member : component().params.members)
            if (const ParamDecl* decl = kind().param(member.name); decl && !decl->common) (void)decl->assign(&params, member.value).ok();
        return params;
    }
    /// What the wires on one of its ports lead to, in the order drawn.
    [[nodiscard]] std::vector<ComponentView> callees(std::string_view port) const;
    /// What reaches it by a wire on a port of that name.
    [[nodiscard]] std::vector<ComponentView> callers(std::string_view port) const;
    bool operator==(const ComponentView& other) const { return at_ == other.at_; }

    /// Reports that the scene cannot run; `param` names the parameter that is wrong, empty: the component.
    void error(std::string_view param, std::string message) const { report(Problem::Severity::Error, param, std::move(message)); }
    /// Reports that the scene runs but is foolish.
    void warn(std::string_view param, std::string message) const { report(Problem::Severity::Warning, param, std::move(message)); }

private:
    void report(Problem::Severity severity, std::string_view param, std::string message) const;
    [[nodiscard]] ComponentView at(std::size_t component) const { return {*index_, *wiring_, *problems_, component}; }

    const SceneIndex* index_;
    const SceneWiring* wiring_;
    Problems* problems_;
    std::size_t at_;
};

} // namespace scalelab
