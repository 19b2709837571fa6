// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators.h"
#include "io/scene_io.h"
#include "model/edit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::optional<Value> someValueOrNone() { return below(3) > 0 ? std::optional(someValue(2)) : std::nullopt; }
std::optional<Point> somePointOrNone() { return below(3) > 0 ? std::optional(somePoint()) : std::nullopt; }
std::size_t someIndex() { return below(4) > 0 ? static_cast<std::size_t>(below(6)) : SIZE_MAX; }

Edit someEdit(int depth)
{
    switch (below(depth > 0 ? 18 : 17)) {
    case 0:
    case 1: return {RemoveComponent{someId()}};
    case 2: return {InsertComponent{{someId(), "web-server", someParams()}, somePointOrNone(), someIndex(), someIndex()}};
    case 3: return {SetParam{someId(), someField(), someValueOrNone(), someIndex()}};
    case 4: return {SetPosition{someId(), somePointOrNone(), someIndex()}};
    case 5: return {InsertLink{{someId(), someId(), someParams()}, someIndex()}};
    case 6: return {RemoveLink{someId(), someId()}};
    case 7: return {SetLinkParam{someId(), someId(), someField(), someValueOrNone(), someIndex()}};
    case 8: return {InsertZone{{someId(), "data-center", someMembers(), someParams()}, someIndex()}};
    case 9: return {RemoveZone{someId()}};
    case 10: return {SetZoneMembers{someId(), someMembers()}};
    case 11: return {SetZoneParam{someId(), someField(), someValueOrNone(), someIndex()}};
    case 12: return {InsertEvent{someEvent(), someIndex()}};
    case 13: return {RemoveEvent{static_cast<std::size_t>(below(5))}};
    case 14: return {SetTitle{someText()}};
    case 15: return {SetSeed{static_cast<std::uint64_t>(below(100))}};
    case 16: return {SetExtra{oneOf<std::string>({"charts", "lesson", "x-own"}), someValueOrNone(), someIndex()}};
    default: {
        Batch batch;
        for (int i = below(6); i > 0; --i) batch.edits.push_back(someEdit(depth - 1));
        return {batch};
    }
    }
}

RC_GTEST_PROP(EditProperty, TheInverseTakesAnEditBackExactly, ())
{
    const Scene before = someScene();
    Scene scene = before;
    const auto undo = applyEdit(scene, someEdit(2));
    RC_CLASSIFY(undo.ok());
    if (!undo) {
        RC_ASSERT(scene == before);
        return;
    }
    const Scene after = scene;
    const auto redo = applyEdit(scene, *undo);
    RC_ASSERT(redo.ok());
    RC_ASSERT(scene == before);
    RC_ASSERT(writeScene(scene) == writeScene(before));
    RC_ASSERT(applyEdit(scene, *redo).ok());
    RC_ASSERT(scene == after);
}

RC_GTEST_PROP(EditProperty, AStackOfEditsIsTakenBackInReverse, ())
{
    const Scene before = someScene();
    Scene scene = before;
    std::vector<Edit> undo;
    for (int i = 0; i < 12; ++i)
        if (auto back = applyEdit(scene, someEdit(1))) undo.push_back(std::move(back).value());
    while (!undo.empty()) {
        RC_ASSERT(applyEdit(scene, undo.back()).ok());
        undo.pop_back();
    }
    RC_ASSERT(scene == before);
}

RC_GTEST_PROP(EditProperty, EditedScenesReadBack, ())
{
    Scene scene = someScene();
    for (int i = 0; i < 6; ++i) (void)applyEdit(scene, someEdit(1)).ok();
    const SceneText text = readScene(writeScene(scene));
    RC_ASSERT(text.readable);
    RC_ASSERT(text.scene == scene);
}

} // namespace
} // namespace scalelab
