// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/hash_ring.h"

#include "base/random.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace scalelab {

void HashRing::add(std::uint32_t node, std::uint64_t name, double weight)
{
    std::vector<Point> points = ring_->points;
    const auto before = static_cast<std::ptrdiff_t>(points.size());
    const double wanted = std::max(1.0, weight * pointsPerNode_ + 0.5);
    for (auto left = static_cast<std::uint64_t>(wanted); left > 0; --left) points.push_back({splitmix64(name), node});
    std::sort(points.begin() + before, points.end());
    std::inplace_merge(points.begin(), points.begin() + before, points.end());
    build(std::move(points));
}

void HashRing::remove(std::uint32_t node)
{
    std::vector<Point> points = ring_->points;
    std::erase_if(points, [node](const Point& point) { return point.node == node; });
    build(std::move(points));
}

std::uint32_t HashRing::nodeOf(std::uint64_t key) const { return empty() ? noNode : ring_->points[firstPoint(key)].node; }

std::size_t HashRing::replicas(std::uint64_t key, std::span<std::uint32_t> nodes) const
{
    std::size_t found = 0;
    if (nodes.empty()) return found;
    (void)nodeOf(key, [&](std::uint32_t node) {
        const auto known = nodes.first(found);
        if (std::find(known.begin(), known.end(), node) == known.end()) nodes[found++] = node;
        return found == nodes.size();
    });
    return found;
}

double HashRing::share(std::uint32_t node) const
{
    if (empty()) return 0;
    std::uint64_t sum = 0;
    bool owns = false;
    std::uint64_t before = ring_->points.back().place;
    for (const Point& point : ring_->points) {
        if (point.node == node) {
            sum += point.place - before;
            owns = true;
        }
        before = point.place;
    }
    return owns && sum == 0 ? 1 : static_cast<double>(sum) * 0x1p-64; // the whole ring is 2^64, which wraps to 0
}

std::size_t HashRing::firstPoint(std::uint64_t key) const
{
    const std::vector<Point>& points = ring_->points;
    const std::uint64_t place = splitmix64(key);
    std::size_t at = ring_->starts[place >> (64 - ring_->partBits)];
    while (at < points.size() && points[at].place < place) ++at;
    return at == points.size() ? 0 : at;
}

void HashRing::build(std::vector<Point> points)
{
    auto ring = std::make_shared<Ring>();
    if (!points.empty()) {
        const std::size_t parts = std::bit_ceil(points.size() + 1);
        ring->partBits = std::countr_zero(parts);
        ring->starts.resize(parts);
        std::uint32_t at = 0;
        for (std::size_t part = 0; part < parts; ++part) {
            while (at < points.size() && points[at].place >> (64 - ring->partBits) < part) ++at;
            ring->starts[part] = at;
        }
    }
    ring->points = std::move(points);
    ring_ = std::move(ring);
}

} // namespace scalelab
