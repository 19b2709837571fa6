// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/hash_ring.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace scalelab {
namespace {

std::uint64_t nameOf(std::uint32_t node, int ring = 0) { return hashText("node" + std::to_string(node) + "/" + std::to_string(ring)); }

HashRing ringOf(std::uint32_t nodes, std::uint32_t points, int name = 0)
{
    HashRing ring(points);
    for (std::uint32_t node = 0; node < nodes; ++node) ring.add(node, nameOf(node, name));
    return ring;
}

/// All points of such a ring in order, for a search by hand.
std::vector<std::pair<std::uint64_t, std::uint32_t>> pointsOf(std::uint32_t nodes, std::uint32_t points)
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> all;
    for (std::uint32_t node = 0; node < nodes; ++node) {
        std::uint64_t state = nameOf(node);
        for (std::uint32_t i = 0; i < points; ++i) all.emplace_back(splitmix64(state), node);
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<std::uint32_t> nodesFrom(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& points, std::uint64_t key)
{
    const auto first = std::lower_bound(points.begin(), points.end(), std::pair(splitmix64(key), 0u)) - points.begin();
    std::vector<std::uint32_t> nodes;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::uint32_t node = points[(static_cast<std::size_t>(first) + i) % points.size()].second;
        if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) nodes.push_back(node);
    }
    return nodes;
}

TEST(HashRing, AKeyBelongsToTheFirstPointAtOrAfterIt)
{
    for (const std::uint32_t nodes : {1u, 2u, 7u, 50u}) {
        for (const std::uint32_t points : {1u, 3u, 100u}) {
            const HashRing ring = ringOf(nodes, points);
            const auto all = pointsOf(nodes, points);
            for (std::uint64_t key = 0; key < 2000; ++key) {
                const auto expected = nodesFrom(all, key);
                ASSERT_EQ(ring.nodeOf(key), expected.front());
                std::array<std::uint32_t, 3> replicas{};
                ASSERT_EQ(ring.replicas(key, replicas), std::min(nodes, 3u));
                ASSERT_TRUE(std::equal(replicas.begin(), replicas.begin() + std::min(nodes, 3u), expected.begin()));
            }
        }
    }
}

TEST(HashRing, NobodyHasTheKeysOfAnEmptyRing)
{
    HashRing ring;
    std::array<std::uint32_t, 2> replicas{};
    EXPECT_TRUE(ring.empty());
    EXPECT_EQ(ring.nodeOf(5), HashRing::noNode);
    EXPECT_EQ(ring.replicas(5, replicas), 0u);
    EXPECT_EQ(ring.share(0), 0);
    ring.add(3, nameOf(3));
    EXPECT_EQ(ring.nodeOf(5), 3u);
    EXPECT_EQ(ring.share(3), 1);
    EXPECT_EQ(ring.share(0), 0);
    EXPECT_EQ(ring.replicas(5, {}), 0u);
    ring.remove(4);
    EXPECT_FALSE(ring.empty());
    ring.remove(3);
    EXPECT_TRUE(ring.empty());
    EXPECT_EQ(ring.nodeOf(5), HashRing::noNode);
}

TEST(HashRing, WhereANodeStandsDependsOnItsNameAlone)
{
    const HashRing ring = ringOf(10, 100);
    HashRing other(100);
    other.add(99, nameOf(99));
    for (std::uint32_t node = 10; node-- > 0;) other.add(node, nameOf(node));
    other.remove(99);
    for (std::uint64_t key = 0; key < 10'000; ++key) ASSERT_EQ(ring.nodeOf(key), other.nodeOf(key));
}

TEST(HashRing, ANodeThatComesTakesItsShareAndMovesNothingElse)
{
    const HashRing before = ringOf(9, 200);
    HashRing after = before;
    after.add(9, nameOf(9));
    constexpr int keys = 200'000;
    int moved = 0;
    for (std::uint64_t key = 0; key < keys; ++key) {
        if (before.nodeOf(key) == after.nodeOf(key)) continue;
        ++moved;
        ASSERT_EQ(after.nodeOf(key), 9u);
    }
    EXPECT_EQ(before.share(9), 0);
    EXPECT_NEAR(moved / static_cast<double>(keys), after.share(9), 0.003);
    EXPECT_NEAR(after.share(9), 0.1, 0.1 * 4 / std::sqrt(200)); // 1/(n + 1)
    after.remove(9);
    for (std::uint64_t key = 0; key < 10'000; ++key) ASSERT_EQ(before.nodeOf(key), after.nodeOf(key));
}

TEST(HashRing, ANodeThatIsPassedOverLeavesItsKeysToTheNext)
{
    const HashRing ring = ringOf(5, 50);
    HashRing without = ring;
    without.remove(2);
    for (std::uint64_t key = 0; key < 10'000; ++key) {
        ASSERT_EQ(ring.nodeOf(key, [](std::uint32_t node) { return node != 2; }), without.nodeOf(key));
        ASSERT_EQ(ring.nodeOf(key, [](std::uint32_t) { return false; }), HashRing::noNode);
    }
}

TEST(HashRing, SharesAreThoseOfTheKeys)
{
    const HashRing ring = ringOf(4, 20);
    std::array<int, 4> counts{};
    constexpr int keys = 400'000;
    for (std::uint64_t key = 0; key < keys; ++key) ++counts[ring.nodeOf(key)];
    double sum = 0;
    for (std::uint32_t node = 0; node < 4; ++node) {
        EXPECT_NEAR(counts[node] / static_cast<double>(keys), ring.share(node), 0.003);
        sum += ring.share(node);
    }
    EXPECT_DOUBLE_EQ(sum, 1);
}

TEST(HashRing, AWeightMultipliesPoints)
{
    HashRing ring(1000);
    ring.add(0, nameOf(0), 3);
    ring.add(1, nameOf(1), 1);
    ring.add(2, nameOf(2), 1e-9); // at least one point
    EXPECT_NEAR(ring.share(0), 0.75, 0.03);
    EXPECT_NEAR(ring.share(1), 0.25, 0.03);
    EXPECT_GT(ring.share(2), 0);
    EXPECT_LT(ring.share(2), 0.01);
}

/// With v points for each of n nodes a share is the sum of v of nv uniform spacings: Beta(v, nv - v), squared coefficient of variation
/// (n - 1)/(nv + 1).
TEST(HashRing, MorePointsSpreadTheLoadMoreEvenly)
{
    constexpr std::uint32_t nodes = 10;
    for (const std::uint32_t points : {1u, 10u, 100u}) {
        constexpr int rings = 600;
        double squares = 0;
        for (int i = 0; i < rings; ++i) {
            const HashRing ring = ringOf(nodes, points, i);
            for (std::uint32_t node = 0; node < nodes; ++node) squares += (ring.share(node) * nodes - 1) * (ring.share(node) * nodes - 1);
        }
        const double expected = (nodes - 1.0) / (nodes * points + 1.0);
        EXPECT_NEAR(squares / (rings * nodes) / expected, 1, 0.1) << points;
    }
}

/// The largest of n spacings has the mean H(n)/n.
TEST(HashRing, OnePointForEachNodeLeavesOneWithThreeTimesItsShare)
{
    constexpr std::uint32_t nodes = 10;
    constexpr int rings = 2000;
    double largest = 0;
    for (int i = 0; i < rings; ++i) {
        const HashRing ring = ringOf(nodes, 1, i);
        double most = 0;
        for (std::uint32_t node = 0; node < nodes; ++node) most = std::max(most, ring.share(node));
        largest += most;
    }
    EXPECT_NEAR(largest / rings, 0.29290, 0.007); // its deviation is about 0.095: 3 standard errors
}

TEST(HashRing, ACopyDoesNotFollowItsOriginal)
{
    HashRing ring = ringOf(3, 100);
    const HashRing copy = ring;
    ring.remove(1);
    EXPECT_EQ(ring.share(1), 0);
    EXPECT_GT(copy.share(1), 0.2);
}

} // namespace
} // namespace scalelab
