// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"
#include "everything.h"
#include "run/compile.h"
#include "run/runner.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace scalelab {
namespace {

using namespace test;

/// A server that throws where its parameter says: when it starts, when it is called, or when it is measured.
class Fragile {
public:
    struct Params {
        std::string breaks;
    };
    Params params;
    void start(Context) { breakAt("start"); }
    void onCall(Context cx, CallId id)
    {
        breakAt("call");
        cx.answer(id);
    }
    void report(const Simulation&, ComponentId, Reporter&) const { breakAt("report"); }

private:
    void breakAt(std::string_view place) const
    {
        if (params.breaks == place) throw std::runtime_error("out of luck");
    }
};

std::shared_ptr<const Catalog> fragileCatalog()
{
    auto own = std::make_shared<Catalog>(*catalog());
    own->add<Fragile>("fragile").provides("http").name("Fragile").param("breaks", &Fragile::Params::breaks);
    return own;
}

Scene fragileScene(const char* breaks)
{
    Scene scene;
    scene.components = {{"users", "users", {{{"arrivals", "constant(10/s)"}}}}, {"site", "fragile", {{{"breaks", breaks}}}}};
    scene.links = {{"users", "site", {}}};
    return scene;
}

/// The last snapshot of a run up to a second in which the site is watched.
Snapshot lastOf(const char* breaks)
{
    const Scene scene = fragileScene(breaks);
    Compiled compiled = compile(fragileCatalog(), scene);
    if (!compiled.simulation) throw std::invalid_argument(compiled.problems.front().message);
    Runner runner(std::move(*compiled.simulation), scene);
    runner.setSpeed(100);
    runner.stopAt(1_s);
    runner.watch("site");
    runner.waitUntilPaused();
    runner.play();
    runner.waitUntilPaused();
    return runner.latest();
}

TEST(RunnerFailure, WhatBreaksNothingComesToItsEnd)
{
    const Snapshot last = lastOf("nowhere");
    EXPECT_EQ(last.state, Snapshot::State::Paused);
    EXPECT_EQ(last.now, 1_s);
    EXPECT_TRUE(last.error.empty());
}

TEST(RunnerFailure, AnExceptionInACallEndsTheRun)
{
    const Snapshot last = lastOf("call");
    EXPECT_EQ(last.state, Snapshot::State::Failed);
    EXPECT_EQ(last.error, "site at 100ms: out of luck");
}

TEST(RunnerFailure, AnExceptionInAMeasureEndsTheRunAndNotTheProgram)
{
    const Snapshot last = lastOf("report");
    EXPECT_EQ(last.state, Snapshot::State::Failed);
    EXPECT_EQ(last.error, "the measures of site at 0s: out of luck");
}

TEST(RunnerFailure, AnExceptionAtTheStartIsAProblemOfTheScene)
{
    const Compiled compiled = compile(fragileCatalog(), fragileScene("start"));
    EXPECT_FALSE(compiled.simulation);
    ASSERT_EQ(compiled.problems.size(), 1u);
    EXPECT_EQ(compiled.problems.front().path, "components.site");
    EXPECT_EQ(compiled.problems.front().message, "it cannot start: out of luck");
}

} // namespace
} // namespace scalelab
