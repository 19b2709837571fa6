// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/guide.h"

#include "io/json.h"
#include "scene_text.h"
#include "verify/claims.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

TEST(Guide, ShowsExamplesThatAreRight)
{
    const std::string guide = expectationGuide();
    const auto begin = guide.find("```json") + 7;
    const auto json = parseJson("{" + guide.substr(begin, guide.find("```", begin) - begin) + "}");
    ASSERT_TRUE(json.problems.empty()) << json.problems.front().message;
    Scene scene = test::scene("users(arrivals=poisson(200/s)) -> web:web-server(workers=8) -> cache(capacity=10), db:database");
    scene.extra = *json.value.object();
    const Plan plan = planVerification(test::catalog()->registry, scene);
    EXPECT_EQ(plan.expectations.size(), 3u);
    for (const Problem& problem : plan.problems) ADD_FAILURE() << problem.path << ": " << problem.message;
}

TEST(Guide, ListsEveryFunctionAndClosedForm)
{
    const std::string guide = expectationGuide();
    for (const std::string_view name : functionNames()) EXPECT_NE(guide.find("| `" + std::string(name) + "("), std::string::npos) << name;
    EXPECT_NE(guide.find("`erlang-b(servers, load)`"), std::string::npos);
}

} // namespace
} // namespace scalelab
