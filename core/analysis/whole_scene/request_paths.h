// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/scene_facts.h"
#include "base/mix.h"

#include <array>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scalelab {

/// One amount for each class of requests.
using ByClass = std::array<double, requestClassCount>;

/// Whose requests they are, and of which classes.
struct Source {
    std::size_t users = 0;
    ByClass mix{};
    double weight = 1; ///< Relative to other users, if `weighed`.
    bool weighed = true;
    bool logsIn = false; ///< They send logins beside their mix.
};

/// A scene as the graph of the wires that requests can take, its components by their place in it; refers to the scene and registry it was made from.
class RequestPaths {
public:
    using Indices = std::vector<std::size_t>;

    RequestPaths(const Registry& registry, const Scene& scene);

    [[nodiscard]] const SceneFacts& facts() const { return facts_; }
    [[nodiscard]] std::size_t size() const { return facts_.scene().components.size(); }
    [[nodiscard]] const Component& component(std::size_t index) const { return facts_.scene().components[index]; }
    [[nodiscard]] std::string name(std::size_t index) const { return facts_.name(component(index)); }
    [[nodiscard]] bool is(std::size_t index, std::string_view kind) const { return component(index).kind == kind; }
    /// The parameter as text; found only once. The name must stay where it is.
    [[nodiscard]] const std::string& text(std::size_t index, std::string_view param) const;
    [[nodiscard]] bool isSet(std::size_t index, std::string_view param) const { return facts_.isSet(component(index), param); }

    /// Where the wires at a port lead, in the order in which they were drawn.
    [[nodiscard]] const Indices& callees(std::size_t index, std::string_view port) const;
    [[nodiscard]] const Link* link(std::size_t from, std::size_t to) const;
    /// The targets of a load balancer that get traffic, with their share of it if all are up.
    [[nodiscard]] std::vector<std::pair<std::size_t, double>> targets(std::size_t balancer) const;

    /// Callers before callees; empty if requests can go in a circle.
    [[nodiscard]] const Indices& order() const { return order_; }
    [[nodiscard]] const std::vector<Source>& sources() const { return sources_; }
    /// A sentence about why requests cannot be followed at all; empty if they can.
    [[nodiscard]] const std::string& problem() const { return problem_; }

    /// Whether a cache asks its databases itself when it has to fetch, and whether writes go through it.
    [[nodiscard]] bool readsThrough(std::size_t cache) const;
    [[nodiscard]] bool writesThrough(std::size_t cache) const;
    /// Of several databases those with the role.
    [[nodiscard]] Indices withRole(const Indices& databases, std::string_view role) const;

private:

    void connect(const Registry& registry);
    void sort();
    void findSources();
    void addSource(std::size_t users);

    SceneFacts facts_;
    std::vector<std::vector<std::pair<std::string_view, Indices>>> ports_; ///< Of each component.
    std::vector<std::vector<std::pair<std::size_t, const Link*>>> links_;  ///< Of each component, by their end.
    mutable std::vector<std::deque<std::pair<std::string_view, std::string>>> texts_;
    Indices order_;
    std::vector<Source> sources_;
    std::string problem_;
};

} // namespace scalelab
