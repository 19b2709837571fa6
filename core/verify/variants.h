// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "base/result.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A scene as it is, or with something set, taken out or happening otherwise.
struct Variant {
    std::string id;    ///< "scene" for the scene as it is. Shared by those that differ in what "each" stands for.
    std::string member = {};   ///< What "each" stands for in its events; empty: nothing.
    std::string title = {};    ///< As people read it; empty: none.
    bool allMustFail = false;  ///< With it, every expectation must turn out wrong.
    std::vector<std::string> mustFail = {}; ///< Or those with these ids.
    Scene scene = {};

    /// "crash", "crash (web1)".
    [[nodiscard]] std::string name() const { return member.empty() ? id : id + " (" + member + ")"; }
};

/// The scene with a variant's "without", "set" and "events", which name components and no kinds, applied in this order. The error's path is that in the
/// scene file.
[[nodiscard]] Result<Scene> applyVariant(const Scene& scene, std::string_view id, const Object& variant);

/// The scene itself and all of its variants that are right, one with "each" once for each component that this can stand for; whatever is wrong with the
/// others is reported. A variant that changes nothing is an `idle` problem, and left out only if that is an error.
[[nodiscard]] std::vector<Variant> readVariants(const Registry& registry, const Scene& scene, Problem::Severity idle, Problems& problems);

} // namespace scalelab
