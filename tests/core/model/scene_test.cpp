// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/scene.h"

#include "model/check.h"
#include "support/sample_scene.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

TEST(Scene, FindsItsPartsById)
{
    Scene scene = test::sampleScene();
    ASSERT_NE(scene.component("lb"), nullptr);
    EXPECT_EQ(scene.component("lb")->kind, "load-balancer");
    EXPECT_EQ(scene.component("nothing"), nullptr);
    ASSERT_NE(scene.link("lb", "web1"), nullptr);
    EXPECT_EQ(scene.link("web1", "lb"), nullptr);
    EXPECT_EQ(scene.position("web1"), (Point{400, -80.5}));
    EXPECT_EQ(scene.position("nothing"), std::nullopt);
}

TEST(Scene, LabelIsTheIdUnlessThereIsOne)
{
    const Scene scene = test::sampleScene();
    EXPECT_EQ(scene.component("web1")->label(), "Web server 1");
    EXPECT_EQ(scene.component("web2")->label(), "web2");
    EXPECT_EQ((Component{"a", "b", test::fields({{"label", ""}})}.label()), "a");
    EXPECT_EQ((Component{"a", "b", test::fields({{"label", 5}})}.label()), "a");
}

TEST(FreshId, CountsFromTheKind)
{
    Scene scene;
    EXPECT_EQ(freshId(scene, "web-server"), "web-server");
    scene.components.push_back({"web-server", "web-server", {}});
    EXPECT_EQ(freshId(scene, "web-server"), "web-server2");
    scene.components.push_back({"web-server3", "web-server", {}});
    EXPECT_EQ(freshId(scene, "web-server"), "web-server2");
    scene.components.push_back({"web-server2", "database", {}});
    EXPECT_EQ(freshId(scene, "web-server"), "web-server4");
    EXPECT_EQ(freshId(scene, "web"), "web");
    scene.zones.push_back({"web", "data-center", {}, {}});
    EXPECT_EQ(freshId(scene, "web"), "web2");
}

TEST(FreshId, IsAnIdWhateverTheKind)
{
    for (const char* kind : {"", "a.b c", "...", "\xff", "  "}) EXPECT_TRUE(checkId(freshId({}, kind))) << kind;
    EXPECT_EQ(freshId({}, "a.b c"), "abc");
    EXPECT_TRUE(checkId(freshId({}, std::string(500, 'k'))));
}

} // namespace
} // namespace scalelab
