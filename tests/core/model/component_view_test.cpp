// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component_view.h"

#include "model/validate.h"
#include "support/test_registry.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

/// A balancer before two servers that share a database, and a wire that no port accepts.
Scene smallScene()
{
    Scene scene;
    scene.components = {{"users", "users", {}}, {"lb", "load-balancer", {}}, {"web1", "web-server", {{{"workers", 3}, {"queue", "wrong"}}}},
                        {"web2", "web-server", {}}, {"db", "database", {}}, {"odd", "no-such-kind", {}}};
    scene.links = {{"users", "lb", {}}, {"lb", "web2", {}}, {"lb", "web1", {}}, {"web1", "db", {}}, {"web2", "db", {}}, {"db", "web1", {}}};
    return scene;
}

/// What a rule of the kind says about the small scene, one problem a line; problems of others are left out.
std::string reportOf(const std::string& kind, ComponentRule rule)
{
    Registry registry = test::testRegistry();
    for (KindDecl& decl : registry.kinds)
        if (decl.id == kind) decl.rules = {std::move(rule)};
    std::string lines;
    for (const Problem& problem : validate(registry, smallScene()))
        if (problem.message.starts_with("rule ")) lines += (problem.severity == Problem::Severity::Error ? "error " : "warning ") + problem.path + ": " + problem.message + "\n";
    return lines;
}

std::string idsOf(const std::vector<ComponentView>& views)
{
    std::string ids;
    for (const ComponentView& view : views) ids += (ids.empty() ? "" : " ") + view.component().id;
    return ids;
}

TEST(ComponentView, ARuleIsAskedOncePerComponentOfItsKind)
{
    EXPECT_EQ(reportOf("web-server", [](const ComponentView& view) { view.warn("", "rule of " + view.kind().name); }),
              "warning components.web1: rule of Web server\nwarning components.web2: rule of Web server\n");
    EXPECT_EQ(reportOf("dns", [](const ComponentView& view) { view.warn("", "rule"); }), "");
}

TEST(ComponentView, ErrorsNameTheParameter)
{
    EXPECT_EQ(reportOf("database", [](const ComponentView& view) { view.error("connections", "rule says too few"); }),
              "error components.db.connections: rule says too few\n");
}

TEST(ComponentView, NeighboursAreFoundByThePortOfTheCallerInTheOrderDrawn)
{
    EXPECT_EQ(reportOf("load-balancer", [](const ComponentView& view) { view.warn("", "rule " + idsOf(view.callees("servers")) + idsOf(view.callees("other"))); }),
              "warning components.lb: rule web2 web1\n");
    EXPECT_EQ(reportOf("database", [](const ComponentView& view) { view.warn("", "rule " + idsOf(view.callers("data")) + idsOf(view.callees("replicas"))); }),
              "warning components.db: rule web1 web2\n");
    EXPECT_EQ(reportOf("load-balancer", [](const ComponentView& view) {
                  const auto servers = view.callees("servers");
                  if (servers[0].callees("data") == servers[1].callees("data") && servers[0].callers("servers").front() == view) view.warn("", "rule same");
              }),
              "warning components.lb: rule same\n");
}

TEST(ComponentView, ParametersAreThoseWithWhichARunWouldStart)
{
    EXPECT_EQ(reportOf("web-server", [](const ComponentView& view) {
                  const auto params = view.params<test::ServerParams>();
                  view.warn("", "rule " + std::to_string(params.workers) + (params.sticky ? " sticky" : ""));
              }),
              "warning components.web1: rule 3\nwarning components.web2: rule 1\n");
}

TEST(ComponentView, CommonParametersAreNotThoseOfTheKind)
{
    struct Common {
        double price = 0;
    };
    struct Own {
        std::int64_t workers = 1;
    };
    Registry registry;
    KindDecl& kind = registry.kinds.emplace_back();
    kind.id = "station";
    DeclBuilder<Own>(kind).param("workers", &Own::workers);
    DeclBuilder<Common>(kind).param("price", &Common::price).common();
    std::int64_t workers = 0;
    kind.rules = {[&](const ComponentView& view) { workers = view.params<Own>().workers; }};
    Scene scene;
    scene.components = {{"a", "station", {{{"workers", 3}, {"price", 8.5}}}}};
    (void)validate(registry, scene);
    EXPECT_EQ(workers, 3);
}

} // namespace
} // namespace scalelab
