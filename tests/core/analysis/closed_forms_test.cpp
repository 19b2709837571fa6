// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/closed_forms.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace scalelab {
namespace {

double value(std::string_view id, const std::vector<double>& arguments)
{
    const ClosedForm* form = closedForm(id);
    if (!form || form->parameters.size() != arguments.size()) return -1;
    return form->value(arguments);
}

TEST(ClosedForms, AreAllCalledByNameAndGiveTheirValues)
{
    const std::map<std::string, std::pair<std::vector<double>, double>> cases = {
        {"erlang-b", {{5, 3}, 0.11005434782608696}},
        {"erlang-c", {{10, 8}, 0.4091801507964435}},
        {"mmc-wait", {{1, 80, 0.01}, 0.04}},
        {"mmc-queue", {{1, 0.9}, 8.1}},
        {"mmc-sojourn-quantile", {{0.99, 1, 80, 0.01}, -std::log(0.01) / 20}},
        {"mg1-wait", {{80, 0.01, 2}, 0.1}},
        {"md1-wait", {{80, 0.01}, 0.02}},
        {"dm1-wait", {{0.5, 1}, 0.2550010}},
        {"mm1k-blocking", {{4, 1}, 0.2}},
        {"mmck-blocking", {{2, 5, 1.5}, 0.0851138353765324}},
        {"mmck-queue", {{2, 5, 1.5}, 0.6336252189141857}},
        {"ps-sojourn", {{80, 0.01}, 0.05}},
        {"unlimited-probability", {{0, 2}, std::exp(-2)}},
        {"little", {{20, 0.5}, 10}},
        {"capacity", {{4, 0.5}, 8}},
        {"repairman-throughput", {{5, 0.1, 3, 0.01}, 45.450531863522855}},
        {"repairman-response", {{5, 0.1, 3, 0.01}, 0.01000971374798895}},
        {"supermarket-tail", {{3, 0.9}, std::pow(0.9, 7)}},
        {"supermarket-wait", {{0.9, 1}, 1.614057377323876}},
        {"lru-hit-ratio", {{10'000, 0.8, 100}, 0.15662463}},
        {"fifo-hit-ratio", {{10'000, 0.8, 100}, 0.13362467}},
        {"ideal-hit-ratio", {{10'000, 0.8, 100}, 0.30004585}},
        {"ttl-hit-ratio", {{10'000, 0.8, 1000, 5}, 0.54828382}},
        {"ttl-stale-share", {{10, 1, 2}, 20.0 / 21 * (1 - (1 - std::exp(-2)) / 2)}},
        {"lag-stale-share", {{25, 0.03}, 1 - std::exp(-0.75)}},
        {"ring-imbalance", {{2, 1}, std::sqrt(1.0 / 3)}},
        {"harmonic", {{4}, 25.0 / 12}},
        {"attempts", {{0.5, 2}, 1.75}},
        {"availability", {{99, 1}, 0.99}},
        {"availability-in-series", {{0.99, 3}, 0.970299}},
        {"availability-in-parallel", {{0.99, 2}, 0.9999}},
        {"distance-latency", {{0, 0, 0, 90}, 6371008.8 * std::acos(-1) / 2 / (299792458.0 * 2 / 3) * 1.7}},
    };
    EXPECT_EQ(cases.size(), closedForms().size());
    for (const auto& [id, expected] : cases) EXPECT_NEAR(value(id, expected.first), expected.second, 2e-6 * expected.second) << id;
}

TEST(ClosedForms, AreDocumented)
{
    std::set<std::string_view> ids;
    for (const ClosedForm& form : closedForms()) {
        EXPECT_TRUE(ids.insert(form.id).second) << form.id;
        EXPECT_EQ(closedForm(form.id), &form);
        EXPECT_FALSE(form.name.empty()) << form.id;
        EXPECT_TRUE(form.help.ends_with('.')) << form.id;
        EXPECT_FALSE(form.source.empty()) << form.id;
        EXPECT_FALSE(form.parameters.empty()) << form.id;
    }
    EXPECT_EQ(closedForm("erlang"), nullptr);
}

TEST(ClosedForms, AreNoNumbersWhereTheyDoNotHold)
{
    const std::vector<std::pair<std::string, std::vector<double>>> cases = {
        {"erlang-b", {1.5, 1}}, {"erlang-c", {2, 2}}, {"mmc-wait", {1, 200, 0.01}}, {"mmc-wait", {1e300, 1, 1}}, {"mg1-wait", {100, 0.01, 0}}, {"lru-hit-ratio", {0, 1, 1}},
        {"harmonic", {2.5}}, {"attempts", {2, 1}}, {"distance-latency", {91, 0, 0, 0}}, {"availability", {0, 1}}, {"repairman-response", {0, 1, 1, 1}}, {"mm1k-blocking", {-1, 1}},
    };
    for (const auto& [id, arguments] : cases) EXPECT_TRUE(std::isnan(value(id, arguments))) << id;
    // Whatever they are called with, they come back.
    for (const ClosedForm& form : closedForms())
        for (const double x : {0.0, -1.0, static_cast<double>(NAN), static_cast<double>(INFINITY)}) {
            const double result = form.value(std::vector<double>(form.parameters.size(), x));
            EXPECT_TRUE(std::isnan(result) || std::isfinite(result) || x == INFINITY) << form.id << " of " << x << ": " << result;
        }
}

} // namespace
} // namespace scalelab
