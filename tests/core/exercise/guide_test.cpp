// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/guide.h"

#include "shop_exercise.h"

namespace scalelab {
namespace {

using namespace test;

TEST(ExerciseGuide, ShowsAnExampleThatIsRight)
{
    const std::string guide = exerciseGuide();
    const auto begin = guide.find("```json") + 7;
    Scene shop = scene("users(arrivals=poisson(100/s)) -> web:web-server(workers=8, queue=100, service=exp(8ms), price=$0.34)");
    shop.extra = *json("{" + guide.substr(begin, guide.find("```", begin) - begin) + "}").object();
    Problems problems;
    const Exercise exercise = readExercise(catalog()->registry, shop, problems);
    EXPECT_EQ(linesOf(problems), Lines());
    EXPECT_EQ(exercise.goals.size(), 3u);
    EXPECT_EQ(exercise.parts.size(), 2u);
}

} // namespace
} // namespace scalelab
