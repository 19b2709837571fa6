// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_registry.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

TEST(DeclBuilder, KeepsWhatAKindSaysOfItself)
{
    const KindDecl kind = test::usersKind();
    EXPECT_EQ(kind.name, "Users");
    EXPECT_EQ(kind.category, "Traffic");
    EXPECT_EQ(kind.help, "People who send requests.");
    ASSERT_EQ(kind.params.size(), 6U);
    EXPECT_EQ(kind.params[0].id, "arrivals");
    EXPECT_EQ(kind.params[0].label, "Arrivals");
    EXPECT_EQ(kind.params[0].source, "A quiet shop.");
    EXPECT_EQ(kind.params[0].typical, Value("poisson(200/s)"));
    EXPECT_TRUE(kind.params[0].live);
    EXPECT_FALSE(kind.params[1].live);
    ASSERT_NE(kind.measure("throughput"), nullptr);
    EXPECT_EQ(kind.measure("throughput")->quantity, Quantity::Rate);
    EXPECT_EQ(kind.measure("nothing"), nullptr);
}

TEST(DeclBuilder, TakesQuantitiesFromTypesUnlessTold)
{
    const KindDecl users = test::usersKind();
    EXPECT_EQ(users.param("arrivals")->quantity, Quantity::Arrivals);
    EXPECT_EQ(users.param("mix")->quantity, Quantity::Mix);
    EXPECT_EQ(users.param("keys")->quantity, Quantity::Keys);
    EXPECT_EQ(users.param("timeout")->quantity, Quantity::Duration);
    EXPECT_EQ(users.param("retries")->quantity, Quantity::Integer);
    EXPECT_EQ(users.param("traffic")->quantity, Quantity::Number);
    const KindDecl server = test::serverKind();
    EXPECT_EQ(server.param("service")->quantity, Quantity::Distribution);
    EXPECT_EQ(server.param("errors")->quantity, Quantity::Share);
    EXPECT_EQ(server.param("sticky")->quantity, Quantity::Flag);
    EXPECT_EQ(test::databaseKind().param("role")->quantity, Quantity::Choice);
}

TEST(DeclBuilder, TakesFallbacksFromTheStruct)
{
    const KindDecl server = test::serverKind();
    EXPECT_EQ(server.param("workers")->fallback, Value(1));
    EXPECT_EQ(server.param("queue")->fallback, Value("none"));
    EXPECT_TRUE(server.param("queue")->noneAllowed);
    EXPECT_FALSE(server.param("workers")->noneAllowed);
    EXPECT_EQ(server.param("sticky")->fallback, Value(false));
    EXPECT_EQ(test::balancerKind().param("algorithm")->fallback, Value("round-robin"));
    EXPECT_EQ(test::databaseKind().param("role")->fallback, Value("master"));
}

TEST(DeclBuilder, EveryFallbackReadsBack)
{
    for (const KindDecl& kind : test::testRegistry().kinds)
        for (const ParamDecl& param : kind.params)
            EXPECT_TRUE(param.validate(param.fallback)) << kind.id << "." << param.id << " " << toText(param.fallback);
}

TEST(DeclBuilder, AssignsToItsOwnMember)
{
    const KindDecl kind = test::serverKind();
    test::ServerParams params;
    ASSERT_TRUE(kind.param("workers")->assign(&params, Value(12)));
    ASSERT_TRUE(kind.param("queue")->assign(&params, Value(30)));
    ASSERT_TRUE(kind.param("sticky")->assign(&params, Value(true)));
    EXPECT_EQ(params.workers, 12);
    EXPECT_EQ(params.queue, 30);
    EXPECT_TRUE(params.sticky);
    test::DatabaseParams database;
    ASSERT_TRUE(test::databaseKind().param("role")->assign(&database, Value("replica")));
    EXPECT_EQ(database.role, test::DatabaseParams::Role::Replica);
}

TEST(DeclBuilder, RefusalsLeaveTheMemberAsItWas)
{
    const KindDecl kind = test::serverKind();
    test::ServerParams params;
    params.workers = 5;
    EXPECT_FALSE(kind.param("workers")->assign(&params, Value(0)));
    EXPECT_FALSE(kind.param("workers")->assign(&params, Value("many")));
    EXPECT_EQ(params.workers, 5);
}

TEST(DeclBuilder, BoundsHoldWhateverTheOrderOfTheCalls)
{
    KindDecl kind;
    DeclBuilder<test::ServerParams> builder(kind);
    builder.param("errors", &test::ServerParams::errors).range(0, 0.5).as(Quantity::Share);
    EXPECT_TRUE(kind.param("errors")->validate(Value("50%")));
    EXPECT_FALSE(kind.param("errors")->validate(Value("51%")));
}

TEST(Registry, FindsDeclarationsById)
{
    const Registry registry = test::testRegistry();
    ASSERT_NE(registry.kind("web-server"), nullptr);
    EXPECT_EQ(registry.kind("web-server")->name, "Web server");
    EXPECT_EQ(registry.kind("data-center"), nullptr);
    EXPECT_NE(registry.zoneKind("data-center"), nullptr);
    EXPECT_NE(registry.verb("crash"), nullptr);
    EXPECT_EQ(registry.verb("explode"), nullptr);
}

} // namespace
} // namespace scalelab
