// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/call_window.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

/// Keeps windows over a restart of the measures, as a component would.
struct Watcher {
    CallWindow window;
    void open(const Simulation& run, bool times) { window.open(run, run.find("web"), times); }
    void restartMeasures(Simulation& run)
    {
        window.keep(run, run.find("web"));
        run.restartMeasures();
    }
};

/// Requests at 1, 2, ... s are served by one worker for 400 ms; the server makes errors of all answers from 5.5 to 8.5 s.
Simulation someRun() { return simulate("users(arrivals=constant(1/s)) -> web:web-server(workers=1, service=const(400ms))\n@5500ms errors web 100%\n@8500ms errors web 0%"); }

TEST(CallWindow, CountsFromItsOpening)
{
    Simulation run = someRun();
    run.advance(3700_ms);
    Watcher watcher;
    watcher.open(run, true);
    EXPECT_EQ(watcher.window.counts(run, run.find("web")).completed, 0u);
    run.advance(10'200_ms);
    const CallWindow::Counts counts = watcher.window.counts(run, run.find("web"));
    EXPECT_EQ(counts.completed, 3u); // of 4, 5 and 9 s
    EXPECT_EQ(counts.failed, 3u);
    EXPECT_EQ(counts.busy, 6 * 400'000'000u + 200'000'000u);
    EXPECT_EQ(watcher.window.times(run, run.find("web")).count(), 3u);
    EXPECT_EQ(watcher.window.times(run, run.find("web")).max(), 400_ms);
}

TEST(CallWindow, OneThatWasNeverOpenedBeginsWithTheRun)
{
    Simulation run = someRun();
    run.advance(3700_ms);
    EXPECT_EQ(Watcher().window.counts(run, run.find("web")).completed, 3u);
}

TEST(CallWindow, DoesNotNoticeThatMeasuresStartAnew)
{
    Simulation whole = someRun(), cut = someRun();
    Watcher ofWhole, ofCut;
    whole.advance(3700_ms);
    cut.advance(2500_ms);
    ofCut.restartMeasures(cut);
    cut.advance(3700_ms);
    ofWhole.open(whole, true);
    ofCut.open(cut, true);
    whole.advance(10'200_ms);
    for (const SimTime at : {4200_ms, 6300_ms}) {
        cut.advance(at);
        ofCut.restartMeasures(cut);
    }
    cut.advance(10'200_ms);
    const ComponentId web = cut.find("web");
    const CallWindow::Counts a = ofWhole.window.counts(whole, web), b = ofCut.window.counts(cut, web);
    EXPECT_EQ(a.completed, b.completed);
    EXPECT_EQ(a.failed, b.failed);
    EXPECT_EQ(a.busy, b.busy);
    EXPECT_EQ(ofWhole.window.times(whole, web).count(), ofCut.window.times(cut, web).count());
    EXPECT_EQ(ofWhole.window.times(whole, web).sum(), ofCut.window.times(cut, web).sum());
}

} // namespace
} // namespace scalelab
