// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/scene.h"
#include "schema/declaration.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace scalelab {

/// A scene with its components and wires found by id in constant time; refers to the scene and registry it was made from.
struct SceneIndex {
    const Registry& registry;
    const Scene& scene;
    std::vector<const KindDecl*> kinds; ///< Of each component; null if unknown.
    std::unordered_map<std::string_view, std::size_t> componentsById;
    std::unordered_set<std::uint64_t> wires; ///< Pairs of component indices that a wire joins.

    [[nodiscard]] std::optional<std::size_t> component(std::string_view id) const;
    /// One number for a wire between two components.
    [[nodiscard]] static std::uint64_t wireKey(std::size_t from, std::size_t to) { return (static_cast<std::uint64_t>(from) << 32U) | to; }
    /// Whether the text is "A->B" for a wire of the scene.
    [[nodiscard]] bool namesWire(std::string_view text) const;
};

[[nodiscard]] SceneIndex indexScene(const Registry& registry, const Scene& scene);

} // namespace scalelab
