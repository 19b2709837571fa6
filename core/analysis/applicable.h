// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/scene.h"
#include "schema/declaration.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scalelab {

/// A closed form that holds for a component of a scene.
struct AppliedForm {
    std::string form;              ///< Its id in the list of closed forms.
    std::vector<double> arguments; ///< In the order of the form's parameters.
    std::string because;           ///< Why it holds, and what it leaves out, for people.
    std::vector<std::pair<std::string, double>> expected; ///< What it says of the component's measures, by their ids.

    /// What the form gives for these arguments.
    [[nodiscard]] double value() const;
};

/// What theory says about a component.
struct Applicability {
    std::vector<AppliedForm> forms;
    std::vector<std::string> reasons; ///< Sentences for people: why a form that might be expected does not hold.

    [[nodiscard]] const AppliedForm* form(std::string_view id) const;
};

/// The closed forms that hold for a component in the steady state of a scene, and why others do not. Cautious: a form is given only if nothing in the
/// scene is known to break its assumptions.
[[nodiscard]] Applicability applicable(const Registry& registry, const Scene& scene, std::string_view component);

} // namespace scalelab
