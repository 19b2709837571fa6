// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component_view.h"

namespace scalelab {

std::vector<ComponentView> ComponentView::callees(std::string_view port) const
{
    std::vector<ComponentView> found;
    for (const SceneWiring::End& end : wiring_->callees[at_])
        if (kind().ports[end.port].id == port) found.push_back(at(end.component));
    return found;
}

std::vector<ComponentView> ComponentView::callers(std::string_view port) const
{
    std::vector<ComponentView> found;
    for (const SceneWiring::End& end : wiring_->callers[at_])
        if (index_->kinds[end.component]->ports[end.port].id == port) found.push_back(at(end.component));
    return found;
}

void ComponentView::report(Problem::Severity severity, std::string_view param, std::string message) const
{
    std::string path = "components." + component().id;
    if (!param.empty()) path += "." + std::string(param);
    problems_->push_back({severity, std::move(path), std::move(message)});
}

} // namespace scalelab
