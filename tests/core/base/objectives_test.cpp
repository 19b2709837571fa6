// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/objectives.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

TEST(Objectives, AreReadByClass)
{
    const Value value = Object{{{"read", "99% within 200ms"}, {"write", "99.9% within 1s"}}};
    const auto objectives = Objectives::parse(value);
    ASSERT_TRUE(objectives.ok()) << objectives.error().message;
    EXPECT_FALSE(objectives->empty());
    EXPECT_EQ(objectives->byClass[0], (Objective{0.99, {200'000'000}}));
    EXPECT_EQ(objectives->byClass[1], (Objective{99.9 / 100, {1'000'000'000}}));
    EXPECT_FALSE(objectives->byClass[2]);
    EXPECT_EQ(objectives->value(), value);
}

TEST(Objectives, ARequestIsSlowBeyondItsTimeOnly)
{
    const auto objectives = Objectives::parse(Object{{{"read", "99% within 200ms"}}});
    ASSERT_TRUE(objectives.ok());
    EXPECT_FALSE(objectives->isSlow(RequestClass::Read, {200'000'000}));
    EXPECT_TRUE(objectives->isSlow(RequestClass::Read, {200'000'001}));
    EXPECT_FALSE(objectives->isSlow(RequestClass::Write, {900'000'000'000}));
}

TEST(Objectives, NoneIsAlsoPossible)
{
    EXPECT_TRUE(Objectives().empty());
    EXPECT_EQ(Objectives().value(), Value(Object{}));
    EXPECT_EQ(*Objectives::parse(Object{}), Objectives());
}

TEST(Objectives, RejectWhatTheyCannotRead)
{
    for (const Value& value : {Value("99% within 1s"), Value(5), Value(), Value(Object{{{"read", 99}}}), Value(Object{{{"reads", "99% within 1s"}}}), Value(Object{{{"read", "99%"}}}),
                               Value(Object{{{"read", "0% within 1s"}}}), Value(Object{{{"read", "101% within 1s"}}}), Value(Object{{{"read", "99% within 0s"}}}),
                               Value(Object{{{"read", "99% within soon"}}}), Value(Object{{{"read", "within 1s"}}})})
        EXPECT_FALSE(Objectives::parse(value).ok()) << toText(value);
    EXPECT_EQ(Objectives::parse(Object{{{"read", "99%"}}}).error().message,
              "read: \"99%\" does not say within which time; write a share and a time, such as \"99% within 200ms\"");
}

} // namespace
} // namespace scalelab
