// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/scene.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace scalelab {

struct Edit;

/// Puts a component at index `at` (at the end by default), with its place on the canvas.
struct InsertComponent {
    Component component;
    std::optional<Point> position = {};
    std::size_t at = SIZE_MAX;
    std::size_t layoutAt = SIZE_MAX;
};
/// Takes a component out, with its links, zone memberships, layout, events, and mentions in charts.
struct RemoveComponent { std::string id; };
/// Sets a component's parameter (or "label"); without a value removes it, so that the default holds again.
struct SetParam {
    std::string component;
    std::string param;
    std::optional<Value> value;
    std::size_t at = SIZE_MAX; ///< Where a parameter that is not there yet goes.
};
/// Puts a component's box elsewhere, or without a position takes it off the layout.
struct SetPosition {
    std::string component;
    std::optional<Point> position;
    std::size_t at = SIZE_MAX;
};
struct InsertLink { Link link; std::size_t at = SIZE_MAX; };
/// Takes a wire out, with the events that name it ("cut": "A->B").
struct RemoveLink { std::string from; std::string to; };
struct SetLinkParam {
    std::string from;
    std::string to;
    std::string param;
    std::optional<Value> value;
    std::size_t at = SIZE_MAX;
};
struct InsertZone { Zone zone; std::size_t at = SIZE_MAX; };
struct RemoveZone { std::string id; };
/// Replaces what a zone contains.
struct SetZoneMembers { std::string zone; std::vector<std::string> contains; };
struct SetZoneParam {
    std::string zone;
    std::string param;
    std::optional<Value> value;
    std::size_t at = SIZE_MAX;
};
struct InsertEvent { Object event; std::size_t at = SIZE_MAX; };
struct RemoveEvent { std::size_t at = 0; };
struct SetTitle { std::string title; };
struct SetSeed { std::uint64_t seed = 1; };
/// Sets a top-level field that the model keeps as it is (charts, lesson, ...), or removes it.
struct SetExtra {
    std::string field;
    std::optional<Value> value;
    std::size_t at = SIZE_MAX;
};
/// Several edits as one, all or nothing.
struct Batch {
    std::vector<Edit> edits;
    bool restoring = false; ///< Puts back what a scene already had, even if it was not right, such as a wire to nowhere. Inverses use it.
};

/// A change of a scene, as a value.
struct Edit {
    std::variant<InsertComponent, RemoveComponent, SetParam, SetPosition, InsertLink, RemoveLink, SetLinkParam, InsertZone, RemoveZone, SetZoneMembers,
                 SetZoneParam, InsertEvent, RemoveEvent, SetTitle, SetSeed, SetExtra, Batch>
        change;
};

/// Applies `edit` and returns the edit that takes it back exactly, order included; on an error the scene is as it was.
Result<Edit> applyEdit(Scene& scene, const Edit& edit);

/// What the edit does, in a few words for the undo list ("Move 3 components").
[[nodiscard]] std::string describe(const Edit& edit);

} // namespace scalelab
