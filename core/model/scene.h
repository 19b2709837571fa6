// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scalelab {

/// A place on the canvas in scene units; one unit is one pixel at 100% zoom. It is the centre of the component's box.
struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

/// A component of a scene as authored: parameters that are left out are absent here too.
struct Component {
    std::string id;   ///< Unique in the scene; never changes.
    std::string kind; ///< Id of a kind, possibly one that this program does not know.
    Object params;    ///< Every other field, "label" included, in the order written.
    bool operator==(const Component&) const = default;

    /// What people see: the label, or else the id.
    [[nodiscard]] std::string label() const;
};

/// A wire from one component to another; a pair of components has at most one wire in each direction.
struct Link {
    std::string from;
    std::string to;
    Object params; ///< Latency and every other field.
    bool operator==(const Link&) const = default;
};

/// A box round components, such as a data center.
struct Zone {
    std::string id;
    std::string kind;
    std::vector<std::string> contains;
    Object params;
    bool operator==(const Zone&) const = default;
};

/// Position of one component's box.
struct Placement {
    std::string component;
    Point at;
    bool operator==(const Placement&) const = default;
};

/// A whole scene: plain values, in the order written, with everything that this program does not understand kept.
struct Scene {
    std::int64_t version = 1;
    std::string title;
    std::uint64_t seed = 1;
    std::vector<Component> components;
    std::vector<Link> links;
    std::vector<Zone> zones;
    std::vector<Object> events; ///< Scheduled events, such as { "at": "30s", "crash": "web1" }.
    std::vector<Placement> layout;
    Object extra; ///< Every other top-level field as it was read: charts, lesson, variants, expect, unknown ones.
    bool operator==(const Scene&) const = default;

    [[nodiscard]] const Component* component(std::string_view id) const;
    [[nodiscard]] Component* component(std::string_view id);
    [[nodiscard]] const Link* link(std::string_view from, std::string_view to) const;
    [[nodiscard]] Link* link(std::string_view from, std::string_view to);
    [[nodiscard]] const Zone* zone(std::string_view id) const;
    [[nodiscard]] std::optional<Point> position(std::string_view id) const;
};

/// An id for a new component that the scene does not use yet: the kind's id, then with 2, 3, ... behind it.
[[nodiscard]] std::string freshId(const Scene& scene, std::string_view kind);

} // namespace scalelab
