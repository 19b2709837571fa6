// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/reference.h"

#include "support/test_registry.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(KindReference, TellsEverythingThatIsDeclared)
{
    const std::string users = kindReference(test::usersKind());
    EXPECT_EQ(users.find("## Users (`users`)\n\nPeople who send requests.\n\n**Simulated:** Arrivals.\n\n**Left out:** Moods.\n"), 0U);
    EXPECT_TRUE(contains(users, "| `arrivals` | **Arrivals.** When requests come. | arrival process |  | `poisson(0/s)` | `poisson(200/s)` | can change |")) << users;
    EXPECT_TRUE(contains(users, "| `timeout` | How long they wait. | duration | at least 1ms, or `none` | `none` |  | fixed |")) << users;
    EXPECT_TRUE(contains(users, "| `retries` |  | integer | 0 to 10 | `0` |  | fixed |")) << users;
    EXPECT_TRUE(contains(users, "- `arrivals`: A quiet shop.\n"));
    EXPECT_TRUE(contains(users, "- Calls `http`, `dns` through **Target**, at most 2 wires.\n"));
    EXPECT_TRUE(contains(users, "| `throughput` | **Throughput.** Completed requests over time. | rate |\n"));
    const std::string database = kindReference(test::databaseKind());
    EXPECT_TRUE(contains(database, "- Offers `log` to its callers, only while `role` is `replica`.\n"));
    EXPECT_TRUE(contains(database, "- Calls `log` through **Replicas**, only while `role` is `master`.\n"));
    EXPECT_TRUE(contains(database, "- `master` (Master): Takes writes.\n"));
    EXPECT_TRUE(contains(database, "Has a meaning only while `role` is `master`."));
}

TEST(KindReference, SaysWhereAnyKindMayBeWired)
{
    KindDecl kind{.id = "x", .name = "Thing"};
    kind.ports = {{.id = "all", .label = "All", .accepts = {"*"}}};
    EXPECT_TRUE(contains(kindReference(kind), "- Leads to a component of any kind through **All**.\n"));
}

TEST(KindReference, LeavesOutWhatThereIsNot) { EXPECT_EQ(kindReference(KindDecl{.id = "x", .name = "Thing"}), "## Thing (`x`)\n"); }

TEST(Reference, HoldsEveryKindZoneAndVerb)
{
    const Registry registry = test::testRegistry();
    const std::string text = reference(registry);
    for (const KindDecl& kind : registry.kinds) EXPECT_TRUE(contains(text, "\n" + kindReference(kind))) << kind.id;
    for (const VerbDecl& verb : registry.verbs) EXPECT_TRUE(contains(text, "- `" + verb.id + "`: " + verb.help)) << verb.id;
    EXPECT_TRUE(contains(text, "## Data center (`data-center`)"));
    EXPECT_TRUE(contains(text, "## Wire\n"));
    EXPECT_TRUE(contains(text, "| `latency` | One way. |"));
}

} // namespace
} // namespace scalelab
