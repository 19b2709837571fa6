// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/cow_array.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

namespace scalelab {
namespace {

struct Wide {
    std::uint64_t a = 7;
    std::uint64_t b = 0;
    std::uint64_t c = 0;
    bool operator==(const Wide&) const = default;
};

template <class T> std::vector<T> contents(const CowArray<T>& array)
{
    std::vector<T> all;
    for (std::size_t i = 0; i < array.size(); ++i) all.push_back(array[i]);
    return all;
}

CowArray<std::uint32_t> counting(std::size_t n)
{
    CowArray<std::uint32_t> array;
    array.resize(n);
    for (std::size_t i = 0; i < n; ++i) array.edit(i) = static_cast<std::uint32_t>(i);
    return array;
}

constexpr std::size_t perPage = CowArray<std::uint32_t>::pageSize;

TEST(CowArray, PagesHoldAPowerOfTwoOfAbout16Kilobytes)
{
    EXPECT_EQ(CowArray<std::uint32_t>::pageSize, 4096u);
    EXPECT_EQ(CowArray<Wide>::pageSize, 512u);
}

TEST(CowArray, NewElementsAreDefaultsAlsoWhereOldOnesWere)
{
    CowArray<Wide> array;
    array.resize(1000);
    for (std::size_t i = 0; i < 1000; ++i) array.edit(i) = {1, 2, 3};
    array.resize(600);
    array.resize(1000);
    EXPECT_EQ(array[599], (Wide{1, 2, 3}));
    for (std::size_t i = 600; i < 1000; ++i) ASSERT_EQ(array[i], Wide{}) << i;
}

TEST(CowArray, ElementsSurviveGrowthOneByOne)
{
    CowArray<std::uint32_t> array;
    for (std::uint32_t i = 0; i < 3 * perPage; ++i) {
        array.resize(i + 1);
        array.edit(i) = i;
    }
    for (std::uint32_t i = 0; i < 3 * perPage; ++i) ASSERT_EQ(array[i], i);
}

TEST(CowArray, WritingACopyLeavesTheOriginalAsItWas)
{
    const CowArray<std::uint32_t> original = counting(2 * perPage);
    CowArray<std::uint32_t> copy = original;
    copy.edit(5) = 1000;
    EXPECT_EQ(original[5], 5u);
    EXPECT_EQ(copy[5], 1000u);
    EXPECT_EQ(copy[6], 6u);
}

TEST(CowArray, WritingTheOriginalLeavesACopyAsItWas)
{
    CowArray<std::uint32_t> original = counting(2 * perPage);
    const CowArray<std::uint32_t> copy = original;
    original.edit(perPage + 1) = 1000;
    EXPECT_EQ(copy[perPage + 1], perPage + 1);
    EXPECT_EQ(original[perPage + 1], 1000u);
}

TEST(CowArray, ACopySharesAllPagesButThoseWritten)
{
    const CowArray<std::uint32_t> original = counting(100 * perPage);
    CowArray<std::uint32_t> copy = original;
    EXPECT_EQ(copy.pages(), 100u);
    EXPECT_EQ(copy.sharedPages(), 100u);
    copy.edit(0) = 1;
    copy.edit(1) = 1;
    copy.edit(50 * perPage) = 1;
    EXPECT_EQ(copy.sharedPages(), 98u);
    EXPECT_EQ(original.sharedPages(), 98u);
}

TEST(CowArray, PagesAreNoLongerSharedOnceTheCopyIsGone)
{
    CowArray<std::uint32_t> original = counting(10 * perPage);
    const std::uint32_t* place = nullptr;
    {
        const CowArray<std::uint32_t> copy = original;
        place = &copy[3];
        EXPECT_EQ(original.sharedPages(), 10u);
    }
    EXPECT_EQ(original.sharedPages(), 0u);
    EXPECT_EQ(&original.edit(3), place) << "the only holder of a page writes it where it is";
}

TEST(CowArray, GrowingACopyOnASharedPageLeavesTheOriginalAsItWas)
{
    CowArray<std::uint32_t> original = counting(perPage + 10);
    CowArray<std::uint32_t> copy = original;
    copy.resize(perPage + 5);
    copy.resize(perPage + 10);
    EXPECT_EQ(copy[perPage + 7], 0u);
    EXPECT_EQ(original[perPage + 7], perPage + 7);
}

TEST(CowArray, FewElementsTakeLittleMemory)
{
    CowArray<std::uint32_t> array;
    EXPECT_EQ(array.bytes(), 0u);
    array.resize(10);
    EXPECT_LE(array.bytes(), 256u);
    array.resize(10 * perPage);
    EXPECT_GE(array.bytes(), 10 * perPage * sizeof(std::uint32_t));
    EXPECT_LE(array.bytes(), 10 * perPage * sizeof(std::uint32_t) + 10 * 64 + 16 * sizeof(void*));
    array.clear();
    EXPECT_EQ(array.bytes(), 0u);
}

TEST(CowArray, MovingTakesThePagesAndLeavesNothing)
{
    CowArray<std::uint32_t> from = counting(perPage);
    const CowArray<std::uint32_t> to = std::move(from);
    EXPECT_EQ(to.size(), perPage);
    EXPECT_EQ(to[9], 9u);
    EXPECT_EQ(from.size(), 0u); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(from.pages(), 0u);
}

TEST(CowArray, AssignmentToItselfChangesNothing)
{
    CowArray<std::uint32_t> array = counting(perPage);
    const CowArray<std::uint32_t>& same = array;
    array = same;
    EXPECT_EQ(array.size(), perPage);
    EXPECT_EQ(array[17], 17u);
    EXPECT_EQ(array.sharedPages(), 0u);
}

TEST(CowArray, CopiesInOtherThreadsWriteIndependently)
{
    const CowArray<std::uint32_t> original = counting(8 * perPage);
    std::vector<std::uint64_t> sums(4);
    {
        std::vector<std::jthread> threads;
        for (std::uint32_t t = 0; t < 4; ++t)
            threads.emplace_back([&original, &sums, t] {
                CowArray<std::uint32_t> mine = original;
                for (std::size_t i = 0; i < mine.size(); ++i) mine.edit(i) += t;
                for (std::size_t i = 0; i < mine.size(); ++i) sums[t] += mine[i];
            });
    }
    const std::uint64_t n = 8 * perPage;
    for (std::uint64_t t = 0; t < 4; ++t) EXPECT_EQ(sums[t], n * (n - 1) / 2 + n * t);
    EXPECT_EQ(original.sharedPages(), 0u);
    EXPECT_EQ(original[n - 1], n - 1);
}

TEST(CowArray, RandomOperationsOnSeveralCopiesMatchVectors)
{
    constexpr std::size_t copies = 4;
    Rng rng(1);
    std::vector<CowArray<Wide>> arrays(copies);
    std::vector<std::vector<Wide>> references(copies);
    for (int step = 0; step < 20'000; ++step) {
        const std::size_t which = rng.below(copies);
        const std::uint64_t action = rng.below(1000);
        if (action < 10) {
            const std::size_t from = rng.below(copies);
            arrays[which] = arrays[from];
            references[which] = references[from];
        } else if (action < 30) {
            const std::size_t n = rng.below(action < 20 ? 100 : 3000);
            arrays[which].resize(n);
            references[which].resize(n);
        } else if (action < 31) {
            arrays[which].clear();
            references[which].clear();
        } else if (!references[which].empty()) {
            const std::size_t i = rng.below(references[which].size());
            const Wide value = {rng.next(), rng.next(), rng.next()};
            arrays[which].edit(i) = value;
            references[which][i] = value;
        }
        if (step % 100 != 0) continue;
        for (std::size_t i = 0; i < copies; ++i) ASSERT_EQ(contents(arrays[i]), references[i]) << "step " << step;
    }
}

} // namespace
} // namespace scalelab
