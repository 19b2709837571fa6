// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/edit.h"

#include "support/sample_scene.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using test::fields;

TEST(Describe, SaysWhatASingleEditDoes)
{
    EXPECT_EQ(describe({InsertComponent{{"web-server2", "web-server", {}}}}), "Add web-server2");
    EXPECT_EQ(describe({InsertComponent{{"w", "web-server", fields({{"label", "Shop"}})}}}), "Add Shop");
    EXPECT_EQ(describe({RemoveComponent{"web1"}}), "Delete web1");
    EXPECT_EQ(describe({SetParam{"web1", "workers", Value(4)}}), "Set workers of web1");
    EXPECT_EQ(describe({SetParam{"web1", "workers", std::nullopt}}), "Reset workers of web1");
    EXPECT_EQ(describe({SetParam{"web1", "label", Value("Shop")}}), "Rename web1");
    EXPECT_EQ(describe({SetPosition{"web1", Point{1, 2}}}), "Move web1");
    EXPECT_EQ(describe({InsertLink{{"lb", "web1", {}}}}), "Connect lb to web1");
    EXPECT_EQ(describe({RemoveLink{"lb", "web1"}}), "Disconnect lb from web1");
    EXPECT_EQ(describe({SetLinkParam{"lb", "web1", "latency", Value("5ms")}}), "Set latency of the wire from lb to web1");
    EXPECT_EQ(describe({InsertZone{{"eu", "data-center", {}, {}}}}), "Add zone eu");
    EXPECT_EQ(describe({RemoveZone{"eu"}}), "Delete zone eu");
    EXPECT_EQ(describe({SetZoneMembers{"eu", {}}}), "Change what zone eu contains");
    EXPECT_EQ(describe({SetZoneParam{"eu", "place", Value("Paris")}}), "Set place of zone eu");
    EXPECT_EQ(describe({InsertEvent{fields({{"at", "30s"}, {"crash", "web1"}})}}), "Add event at 30s");
    EXPECT_EQ(describe({RemoveEvent{0}}), "Delete event 1");
    EXPECT_EQ(describe({SetTitle{"Shop"}}), "Change title to \"Shop\"");
    EXPECT_EQ(describe({SetSeed{7}}), "Change seed to 7");
    EXPECT_EQ(describe({SetExtra{"charts", Value(List{})}}), "Change charts");
    EXPECT_EQ(describe({SetExtra{"charts", std::nullopt}}), "Remove charts");
}

TEST(Describe, CountsWhatABatchDoes)
{
    const auto of = [](std::vector<Edit> edits) { return describe({Batch{std::move(edits)}}); };
    EXPECT_EQ(of({{RemoveComponent{"a"}}, {RemoveComponent{"b"}}, {RemoveComponent{"c"}}}), "Delete 3 components");
    EXPECT_EQ(of({{RemoveComponent{"a"}}, {RemoveComponent{"b"}}, {RemoveLink{"c", "d"}}}), "Delete 2 components and 1 wire");
    EXPECT_EQ(of({{RemoveLink{"a", "b"}}, {RemoveLink{"c", "d"}}}), "Delete 2 wires");
    EXPECT_EQ(of({{SetPosition{"a", Point{}}}, {SetPosition{"b", Point{}}}}), "Move 2 components");
    EXPECT_EQ(of({{SetPosition{"a", Point{}}}}), "Move a");
    EXPECT_EQ(of({{InsertComponent{{"a", "k", {}}}}, {InsertComponent{{"b", "k", {}}}}, {InsertLink{{"a", "b", {}}}}}), "Add 2 components");
    EXPECT_EQ(of({{InsertComponent{{"a", "k", {}}}}, {InsertLink{{"a", "b", {}}}}}), "Add a");
    EXPECT_EQ(of({{SetParam{"a", "workers", Value(1)}}, {SetParam{"b", "workers", Value(1)}}}), "Set workers of 2 components");
    EXPECT_EQ(of({{SetParam{"a", "workers", Value(1)}}, {SetParam{"a", "queue", Value(1)}}}), "Set 2 parameters of a");
    EXPECT_EQ(of({{RemoveEvent{0}}, {InsertEvent{{}, 0}}}), "Change event");
    EXPECT_EQ(of({{Batch{{{SetPosition{"a", Point{}}}, {SetPosition{"b", Point{}}}}}}, {SetPosition{"c", Point{}}}}), "Move 3 components");
    EXPECT_EQ(of({{SetTitle{"a"}}, {SetSeed{1}}}), "Make 2 changes");
}

} // namespace
} // namespace scalelab
