// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/scene.h"

#include <rapidcheck.h>

#include <cstdlib>
#include <limits>
#include <set>
#include <string>

namespace scalelab::test {

/// Every run draws the same cases, unless RC_PARAMS says otherwise.
inline const int fixedSeed = setenv("RC_PARAMS", "seed=20260101 max_success=300", 0);

template <class T>
T oneOf(std::initializer_list<T> all)
{
    return *rc::gen::elementOf(std::vector<T>(all));
}

/// 0 to end - 1, all as likely from the first case on.
inline int below(int end) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)); }

inline std::string someText()
{
    std::string text;
    const int length = below(5);
    for (int i = 0; i < length; ++i) text += oneOf<std::string>({"a", "B", " ", "\"", "\\", "/", "\n", "\t", "\x01", "\x7f", "ü", "服", "😀", ".", "->", std::string(1, '\0')});
    return text;
}

inline double someNumber()
{
    return oneOf<double>({0.0, -0.0, 1.0, 0.1, -2.5, 1e-7, 1e300, 5e-324, 123456789012345680.0, *rc::gen::map(rc::gen::arbitrary<int>(), [](int i) { return i / 7.0; })});
}

Value someValue(int depth);

inline Object someObject(int depth)
{
    Object object;
    const int count = below(4);
    for (int i = 0; i < count; ++i) object.set(someText(), someValue(depth - 1));
    return object;
}

/// Any value that a file can hold, nested at most `depth` times.
inline Value someValue(int depth)
{
    switch (below(depth > 0 ? 8 : 6)) {
    case 0: return {};
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return oneOf<std::int64_t>({std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), *rc::gen::arbitrary<std::int64_t>()});
    case 3: return someNumber();
    case 4: return someText();
    case 5: return std::string(static_cast<std::size_t>(below(130)), 'x');
    case 6: {
        List list;
        const int count = below(4);
        for (int i = 0; i < count; ++i) list.push_back(someValue(depth - 1));
        return list;
    }
    default: return someObject(depth);
    }
}

/// One of few ids, so that things name each other often; some are not ids that a new component may have.
inline std::string someId() { return oneOf<std::string>({"a", "b", "c", "d", "e", "a.b", "x y", "a->b"}); }
inline std::string someField() { return oneOf<std::string>({"label", "workers", "queue", "x-note"}); }
inline Point somePoint() { return {someNumber(), 0.5 * below(100)}; }

inline Object someParams()
{
    Object params;
    const int count = below(3);
    for (int i = 0; i < count; ++i) params.set(someField(), someValue(1));
    return params;
}

inline Object someEvent()
{
    Object event;
    if (below(5) > 0) event.set("at", "5s");
    switch (below(4)) {
    case 0: event.set("crash", someId()); break;
    case 1: event.set("cut", someId() + "->" + someId()); break;
    case 2: event.set("set", someId() + ".workers"); event.set("to", someValue(1)); break;
    default: event.set("recover", someValue(1));
    }
    return event;
}

inline Value someChart()
{
    Object chart;
    switch (below(4)) {
    case 0: return someId();
    case 1: return someId() + ".wait";
    case 2: chart.set("component", someId()); break;
    default: chart.set("series", List{someId() + ".wait", someId() + ".wait"});
    }
    return chart;
}

inline std::vector<std::string> someMembers()
{
    std::vector<std::string> members;
    const int count = below(3);
    for (int i = 0; i < count; ++i) members.push_back(someId());
    return members;
}

/// A scene as a reader could give it, right or wrong: wires and zones may name what is not there.
inline Scene someScene()
{
    Scene scene;
    scene.title = someText();
    scene.seed = static_cast<std::uint64_t>(below(1000));
    std::set<std::string> components, zones, placed;
    for (int i = below(7); i > 0; --i)
        if (const std::string id = someId(); components.insert(id).second) scene.components.push_back({id, oneOf<std::string>({"web-server", "database", ""}), someParams()});
    for (int i = below(8); i > 0; --i) scene.links.push_back({someId(), someId(), someParams()});
    for (int i = below(3); i > 0; --i)
        if (const std::string id = someId(); zones.insert(id).second) scene.zones.push_back({id, "data-center", someMembers(), someParams()});
    for (int i = below(4); i > 0; --i) scene.events.push_back(someEvent());
    for (int i = below(6); i > 0; --i)
        if (const std::string id = someId(); placed.insert(id).second) scene.layout.push_back({id, somePoint()});
    if (below(2) > 0) scene.extra.set("charts", List{someChart(), someChart(), someChart()});
    if (below(2) > 0) scene.extra.set("lesson", someChart());
    if (below(2) > 0) scene.extra.set("x-own", someValue(2));
    return scene;
}

} // namespace scalelab::test
