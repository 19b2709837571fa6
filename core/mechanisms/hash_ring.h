// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace scalelab {

/// Consistent hashing (Karger et al. 1997): nodes have points on a ring of 2^64 places, and a key belongs to the first point at or after its own
/// place. A node that comes or goes moves only the keys it gains or loses.
///
/// A value; copies share the points until one of them changes. Where the points of a node are depends on its name alone.
class HashRing {
public:
    static constexpr std::uint32_t noNode = 0xffffffff;

    /// `points` for each node of weight 1 (virtual nodes), at least 1: the loads of nodes spread by about 1/sqrt(points) of their mean.
    explicit HashRing(std::uint32_t points = 100) : pointsPerNode_(points) {}

    /// Adds a node that is not there; `name` is a well-mixed hash, such as hashText of its id. The weight, above 0, multiplies its points.
    void add(std::uint32_t node, std::uint64_t name, double weight = 1);
    /// Takes a node out; nothing happens if it is not there.
    void remove(std::uint32_t node);

    [[nodiscard]] std::uint32_t pointsPerNode() const { return pointsPerNode_; }
    [[nodiscard]] bool empty() const { return ring_->points.empty(); }
    /// The node that a key belongs to; noNode if there is none.
    [[nodiscard]] std::uint32_t nodeOf(std::uint64_t key) const;
    /// The first node from the key's place on that `usable` accepts; noNode if it accepts none.
    template <class Usable>
    [[nodiscard]] std::uint32_t nodeOf(std::uint64_t key, Usable usable) const
    {
        const std::vector<Point>& points = ring_->points;
        std::size_t at = empty() ? 0 : firstPoint(key);
        for (std::size_t seen = 0; seen < points.size(); ++seen) {
            if (usable(points[at].node)) return points[at].node;
            if (++at == points.size()) at = 0;
        }
        return noNode;
    }
    /// Fills `nodes` with different nodes in the order in which the ring has them from the key's place on; returns how many there were.
    std::size_t replicas(std::uint64_t key, std::span<std::uint32_t> nodes) const;
    /// Share of the ring that belongs to a node, from 0 to 1.
    [[nodiscard]] double share(std::uint32_t node) const;

private:
    struct Point {
        std::uint64_t place;
        std::uint32_t node;
        auto operator<=>(const Point&) const = default;
    };
    /// Never changed once made.
    struct Ring {
        std::vector<Point> points;         ///< In the order of their places.
        std::vector<std::uint32_t> starts; ///< The first point at or after each equal part of the ring; as many parts as a power of two.
        int partBits = 0;                  ///< How many bits of a place say in which part it is.
    };

    [[nodiscard]] std::size_t firstPoint(std::uint64_t key) const;
    void build(std::vector<Point> points);

    std::uint32_t pointsPerNode_;
    std::shared_ptr<const Ring> ring_ = std::make_shared<const Ring>();
};

} // namespace scalelab
