// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators.h"
#include "io/json.h"
#include "io/scene_io.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

using namespace test;

RC_GTEST_PROP(JsonProperty, WhatIsWrittenReadsBack, ())
{
    const Value value = List{someObject(4), someValue(4), someObject(2)};
    for (const int expanded : {0, 2}) {
        const JsonText text = parseJson(writeJson(value, expanded));
        RC_ASSERT(text.problems.empty());
        RC_ASSERT(text.value == value);
    }
}

RC_GTEST_PROP(JsonProperty, ScenesReadBackToTheSameBytes, ())
{
    const Scene scene = someScene();
    const std::string written = writeScene(scene);
    const SceneText text = readScene(written);
    RC_ASSERT(text.scene == scene);
    RC_ASSERT(writeScene(text.scene) == written);
}

/// The text with a few bytes changed, taken out or doubled.
std::string damaged(std::string text)
{
    for (int i = 1 + below(2); i > 0 && !text.empty(); --i) {
        const auto at = static_cast<std::size_t>(below(static_cast<int>(text.size())));
        switch (below(4)) {
        case 0: text[at] = oneOf<char>({'"', '{', '}', '[', ']', ',', ':', '0', '-', 'e', '\\', '\n', '\0', '\xff'}); break;
        case 1: text.erase(at, static_cast<std::size_t>(1 + below(9))); break;
        case 2: text.insert(at, text.substr(at, static_cast<std::size_t>(1 + below(30)))); break;
        default: text.resize(at);
        }
    }
    return text;
}

RC_GTEST_PROP(JsonProperty, DamagedScenesAreReadOrToldOfWithAPlace, ())
{
    const std::string json = damaged(writeScene(someScene()));
    const auto lineCount = 1 + std::count(json.begin(), json.end(), '\n');
    const SceneText text = readScene(json);
    RC_CLASSIFY(text.readable);
    RC_ASSERT(text.readable || text.problems.size() == 1U);
    for (const Problem& problem : text.problems) {
        RC_ASSERT(problem.position.line >= 1);
        RC_ASSERT(problem.position.line <= lineCount);
        RC_ASSERT(problem.position.column >= 1);
    }
    if (!text.readable) return;
    const std::string once = writeScene(text.scene);
    RC_ASSERT(writeScene(readScene(once).scene) == once);
}

} // namespace
} // namespace scalelab
