// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/equal_calls.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

/// A component that makes calls over its one wire and never answers any.
struct Mute {
    struct Params {};
    Params params;
    void start(Context) {}
    void onCall(Context, CallId) {}
};

class EqualCallsOfARun : public testing::Test {
protected:
    EqualCallsOfARun() : run_(catalog(), 1)
    {
        EXPECT_TRUE(run_.addComponent({"a", "mute", {}}));
        EXPECT_TRUE(run_.addComponent({"b", "mute", {}}));
        EXPECT_TRUE(run_.addWire({"a", "b", {}}));
    }

    static std::shared_ptr<const Catalog> catalog()
    {
        auto made = std::make_shared<Catalog>();
        auto kind = made->add<Mute>("mute");
        kind.provides("mute");
        kind.port({"out", "Out", "", {"mute"}, SIZE_MAX, "", ""});
        return made;
    }

    CallId newCall() { return cx_.newCall(nothing, nothing, 0, Operation::Read); }

    std::vector<CallId> chain(CallId first)
    {
        std::vector<CallId> all;
        for (CallId id = first; id != nothing; id = cx_.call(id).next) all.push_back(id);
        return all;
    }

    Simulation run_;
    Context cx_{run_, 0};
    EqualCalls equal_;
};

TEST_F(EqualCallsOfARun, LaterCallsAboutAKeyWaitForTheFirst)
{
    const CallId a = newCall(), b = newCall(), c = newCall(), other = newCall();
    EXPECT_TRUE(equal_.lead(cx_, 7, a));
    EXPECT_TRUE(equal_.lead(cx_, 8, other));
    EXPECT_FALSE(equal_.lead(cx_, 7, b));
    EXPECT_FALSE(equal_.lead(cx_, 7, c));
    EXPECT_EQ(equal_.size(), 2u);
    EXPECT_EQ(chain(a), (std::vector<CallId>{a, b, c}));
    EXPECT_EQ(chain(other), std::vector<CallId>{other});
    EXPECT_TRUE(equal_.end(7, a));
    EXPECT_FALSE(equal_.end(7, a));
    EXPECT_EQ(equal_.size(), 1u);
    EXPECT_TRUE(equal_.lead(cx_, 7, newCall()));
}

TEST_F(EqualCallsOfARun, WhatIsForgottenKeepsThoseThatWaitButTakesNoMore)
{
    const CallId a = newCall(), b = newCall(), c = newCall();
    equal_.lead(cx_, 7, a);
    equal_.lead(cx_, 7, b);
    equal_.forget(7);
    EXPECT_TRUE(equal_.lead(cx_, 7, c));
    EXPECT_EQ(chain(a), (std::vector<CallId>{a, b}));
    EXPECT_FALSE(equal_.end(7, a)); // c is under way now
    EXPECT_TRUE(equal_.end(7, c));
    equal_.forget(7);
    EXPECT_EQ(equal_.size(), 0u);
}

TEST_F(EqualCallsOfARun, ManyKeysComeAndGo)
{
    const CallId first = newCall();
    for (int round = 0; round < 5; ++round) {
        for (std::uint64_t key = 0; key < 1000; ++key) EXPECT_TRUE(equal_.lead(cx_, key, first));
        EXPECT_EQ(equal_.size(), 1000u);
        for (std::uint64_t key = 0; key < 1000; ++key) EXPECT_TRUE(equal_.end((key * 7) % 1000, first));
        EXPECT_EQ(equal_.size(), 0u);
    }
    equal_.lead(cx_, 5, first);
    equal_.clear();
    EXPECT_EQ(equal_.size(), 0u);
}

} // namespace
} // namespace scalelab
