// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/distribution.h"

#include <gtest/gtest.h>

#include <string>

namespace scalelab {
namespace {

std::string canonical(std::string_view text)
{
    const auto distribution = Distribution::parse(text);
    return distribution ? distribution->text() : "error: " + distribution.error().message;
}

std::string problem(std::string_view text)
{
    const auto distribution = Distribution::parse(text);
    EXPECT_FALSE(distribution.ok()) << text;
    return distribution.ok() ? "" : distribution.error().message;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(DistributionText, IsCanonical)
{
    EXPECT_EQ(canonical("5ms"), "const(5ms)");
    EXPECT_EQ(canonical(" 0 "), "const(0s)");
    EXPECT_EQ(canonical("const( 0.005 s )"), "const(5ms)");
    EXPECT_EQ(canonical("exp(5ms)"), "exp(5ms)");
    EXPECT_EQ(canonical("uniform(1ms,5ms)"), "uniform(1ms, 5ms)");
    EXPECT_EQ(canonical("normal(5ms, 1000us)"), "normal(5ms, 1ms)");
    EXPECT_EQ(canonical("lognormal(5ms,cv = 1.50)"), "lognormal(5ms, cv=1.5)");
    EXPECT_EQ(canonical("lognormal(cv=1.5, 5ms)"), "lognormal(5ms, cv=1.5)");
    EXPECT_EQ(canonical("erlang(5ms, k=4)"), "erlang(5ms, k=4)");
    EXPECT_EQ(canonical("hyperexp(5ms, cv=2)"), "hyperexp(5ms, cv=2)");
    EXPECT_EQ(canonical("pareto(5ms, alpha=2.5)"), "pareto(5ms, alpha=2.5)");
    EXPECT_EQ(canonical("weibull(5ms, k=0.7)"), "weibull(5ms, k=0.7)");
    EXPECT_EQ(canonical("empirical(my data, 1.csv)"), "empirical(my data, 1.csv)");
}

TEST(DistributionText, ReadsBackAsTheSameDistribution)
{
    for (const char* text : {"7ns", "exp(0.1234567891s)", "exp(0.33333333333333331s)", "uniform(0s, 1d)", "normal(5ms, 1ms)", "lognormal(5ms, cv=0.1)",
                             "erlang(5ms, k=1000)", "hyperexp(5ms, cv=1)", "pareto(5ms, alpha=1.01)", "weibull(5ms, k=0.33)", "empirical(a/b.csv)"}) {
        const auto first = Distribution::parse(text);
        ASSERT_TRUE(first.ok()) << text;
        const auto second = Distribution::parse(first->text());
        ASSERT_TRUE(second.ok()) << first->text();
        EXPECT_EQ(*first, *second) << text;
    }
    EXPECT_EQ(*Distribution::parse(Distribution::exponential(1.0 / 3).text()), Distribution::exponential(1.0 / 3));
}

TEST(DistributionText, DistinguishesDifferentDistributions)
{
    EXPECT_EQ(*Distribution::parse("5ms"), Distribution::constant(0.005));
    EXPECT_EQ(*Distribution::parse("exp(5ms)"), Distribution::exponential(0.005));
    EXPECT_NE(*Distribution::parse("exp(5ms)"), Distribution::constant(0.005));
    EXPECT_NE(*Distribution::parse("exp(5ms)"), *Distribution::parse("exp(6ms)"));
    EXPECT_NE(*Distribution::parse("lognormal(5ms, cv=1)"), *Distribution::parse("lognormal(5ms, cv=2)"));
    EXPECT_NE(*Distribution::parse("empirical(a)"), *Distribution::parse("empirical(b)"));
    EXPECT_EQ(Distribution(), Distribution::constant(0));
}

TEST(DistributionText, RejectsBadParameters)
{
    for (const char* text : {"exp(-5ms)", "const(-1s)", "-5ms", "uniform(5ms, 1ms)", "uniform(-1ms, 1ms)", "normal(5ms, -1ms)", "lognormal(5ms, cv=0)",
                             "lognormal(5ms, cv=-1)", "lognormal(5ms, cv=nan)", "hyperexp(5ms, cv=0.9)", "pareto(5ms, alpha=1)", "pareto(5ms, alpha=0.5)",
                             "erlang(5ms, k=0)", "erlang(5ms, k=2.5)", "erlang(5ms, k=1e9)", "weibull(5ms, k=0)", "weibull(5ms, k=-1)"})
        EXPECT_FALSE(problem(text).empty()) << text;
    EXPECT_EQ(problem("hyperexp(5ms, cv=0.9)"), "cv of hyperexp() must be from 1 to 1000; write hyperexp(mean, cv=), for example hyperexp(5ms, cv=2)");
    EXPECT_EQ(problem("erlang(5ms, k=2.5)"),
              "k of erlang() must be a whole number from 1 to 1000000; write erlang(mean, k=), for example erlang(5ms, k=4)");
    EXPECT_EQ(problem("exp(-5ms)"), "mean of exp() must not be negative; write exp(mean), for example exp(5ms)");
    EXPECT_EQ(problem("uniform(5ms, 1ms)"), "b of uniform() must not be below a; write uniform(a, b), for example uniform(1ms, 5ms)");
}

TEST(DistributionText, RejectsMissingExtraAndUnknownArguments)
{
    for (const char* text : {"exp()", "exp(5ms, 6ms)", "lognormal(5ms)", "lognormal(5ms, 1.5)", "lognormal(5ms, sd=1)", "erlang(k=4)", "normal(5ms)",
                             "weibull(5ms, k=1, k=2)", "uniform(1ms, 2ms, 3ms)", "empirical()", "exp(5ms", "exp 5ms)"})
        EXPECT_FALSE(problem(text).empty()) << text;
    EXPECT_TRUE(contains(problem("lognormal(5ms)"), "write lognormal(mean, cv=), for example lognormal(5ms, cv=1.5)"));
}

TEST(DistributionText, RejectsWrongUnits)
{
    for (const char* text : {"exp(5)", "exp(5/s)", "exp(5GB)", "normal(5ms, 1)", "lognormal(5ms, cv=1ms)", "5", "exp(inf)", "inf", "nan"})
        EXPECT_FALSE(problem(text).empty()) << text;
    EXPECT_TRUE(contains(problem("exp(5)"), "ns, us, ms, s, min, h, d"));
}

TEST(DistributionText, ListsTheFormsWhenItKnowsNoSuchOne)
{
    for (const char* text : {"", "gamma(5ms)", "fast"}) {
        EXPECT_TRUE(contains(problem(text), "lognormal(mean, cv=)")) << text;
        EXPECT_TRUE(contains(problem(text), "empirical(file)")) << text;
    }
}

} // namespace
} // namespace scalelab
