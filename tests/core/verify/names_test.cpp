// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/names.h"

#include "everything.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace scalelab {
namespace {

using namespace test;
using Name = std::vector<std::string>;

double valueIn(const Scene& scene, const Simulation& run, const Name& name)
{
    const auto reading = findName(catalog()->registry, scene, name);
    EXPECT_TRUE(reading) << reading.error().message;
    return reading ? reading->value(run) : -1;
}

std::string problemWith(const Scene& scene, const Name& name)
{
    const auto reading = findName(catalog()->registry, scene, name);
    EXPECT_FALSE(reading);
    return reading ? "" : reading.error().message;
}

/// Everything in a result that is a number, with the names on the way to it.
void collect(const Object& object, const Name& prefix, std::vector<std::pair<Name, double>>& found)
{
    for (const Member& member : object.members) {
        Name name = prefix;
        name.push_back(member.name);
        if (const Object* inner = member.value.object()) collect(*inner, name, found);
        else if (const auto number = member.value.number()) found.emplace_back(name, *number);
    }
}

TEST(Names, AreThoseOfTheResultsOfARun)
{
    const Scene drawn = scene(everything);
    const Simulation run = runFor(drawn, 3_s, 5, 1_s);
    const Value result = runReport(run, "", {});
    std::vector<std::pair<Name, double>> numbers;
    for (const char* part : {"requests", "latency_s", "cost"}) collect(*result.object()->find(part)->object(), {part}, numbers);
    for (const Member& component : result.object()->find("components")->object()->members)
        if (drawn.component(component.name)) collect(*component.value.object(), {component.name}, numbers);
    ASSERT_GT(numbers.size(), 500u);
    std::size_t withValue = 0;
    for (const auto& [name, number] : numbers) {
        const double value = valueIn(drawn, run, name);
        if (std::isnan(value)) continue;
        ++withValue;
        EXPECT_EQ(std::trunc(value * 1e6), std::trunc(number * 1e6)) << name[0] << "." << name.back();
    }
    EXPECT_GT(withValue, numbers.size() * 2 / 3);
}

TEST(Names, OfTheWholeRun)
{
    const Scene drawn = scene("users(arrivals=constant(100/s), timeout=30ms) -> web:web-server(workers=1, queue=0, service=const(25ms))");
    const Simulation run = runFor(drawn, 10_s);
    const RequestTotals totals = run.totals();
    EXPECT_GT(valueIn(drawn, run, {"requests", "failed"}), 0);
    EXPECT_EQ(valueIn(drawn, run, {"requests", "failed"}), valueIn(drawn, run, {"requests", "failed", "rejected"}));
    EXPECT_EQ(valueIn(drawn, run, {"requests", "failed", "timeout"}), 0);
    EXPECT_EQ(valueIn(drawn, run, {"seconds"}), 10);
    const auto completed = static_cast<double>(totals.completed);
    EXPECT_DOUBLE_EQ(valueIn(drawn, run, {"availability"}), completed / (completed + valueIn(drawn, run, {"requests", "failed"})));
    EXPECT_EQ(valueIn(drawn, run, {"web", "failed_by_cause", "queue full"}), valueIn(drawn, run, {"requests", "failed"}));
    EXPECT_EQ(valueIn(drawn, run, {"web", "failed_by_cause", "timed out"}), 0);
}

TEST(Names, OfAllComponentsOfAKind)
{
    const Scene drawn = scene("users(arrivals=constant(300/s)) -> lb:load-balancer -> web1:web-server(workers=1, service=const(2ms)), web2:web-server(workers=3, service=const(2ms)), "
                              "web3:web-server(workers=2, service=const(2ms))");
    const Simulation run = runFor(drawn, 10_s);
    const auto of = [&](const char* web, const char* measure) { return valueIn(drawn, run, {web, measure}); };
    EXPECT_EQ(valueIn(drawn, run, {"sum", "web-server", "arrived"}), of("web1", "arrived") + of("web2", "arrived") + of("web3", "arrived"));
    EXPECT_EQ(valueIn(drawn, run, {"max", "web-server", "utilisation"}), of("web1", "utilisation"));
    EXPECT_EQ(valueIn(drawn, run, {"min", "web-server", "utilisation"}), of("web2", "utilisation"));
    EXPECT_GT(of("web1", "utilisation"), of("web2", "utilisation"));
    EXPECT_TRUE(findName(catalog()->registry, drawn, {"sum", "web-server", "arrived"})->isCount);
    EXPECT_EQ(findName(catalog()->registry, drawn, {"max", "web-server", "sojourn_s", "p95"})->dimension, timeDimension);
    EXPECT_EQ(valueIn(drawn, run, {"sum", "cache", "hits"}), 0);
    EXPECT_TRUE(std::isnan(valueIn(drawn, run, {"max", "cache", "hit_ratio"})));
    EXPECT_EQ(problemWith(drawn, {"sum", "web-server", "arived"}), "\"web-server\" has no measure \"arived\". Did you mean \"arrived\"?");
    EXPECT_EQ(problemWith(drawn, {"sum", "web-sever", "arrived"}), "there is no component \"sum\".");
}

TEST(Names, OfAKindWithAnAutoScalingGroupCountItsCopies)
{
    const Scene drawn = scene("users(arrivals=constant(100/s)) -> lb:load-balancer -> web:web-server(workers=1, service=const(2ms)); group:autoscaling-group(minimum=3) -> web");
    const Simulation run = runFor(drawn, 10_s);
    EXPECT_LT(valueIn(drawn, run, {"web", "arrived"}), 500);
    EXPECT_NEAR(valueIn(drawn, run, {"sum", "web-server", "arrived"}), 1000, 1);
}

TEST(Names, HaveNoValueWhereNothingWasMeasured)
{
    const Scene drawn = scene("users(arrivals=constant(0/s)) -> web:web-server(service=exp(5ms)) -> cache; web -> db:database");
    const Simulation run = runFor(drawn, 1_s);
    for (const Name& name : {Name{"latency_s", "mean"}, {"latency_s", "p99"}, {"availability"}, {"cost", "per_million_requests"}, {"cache", "hit_ratio"}, {"web", "wait_s", "mean"},
                             {"web", "sojourn_s", "p95"}, {"web", "utilisation"}, {"users", "classes", "read", "latency_s", "p95"}, {"db", "lag_s", "max"}})
        EXPECT_TRUE(std::isnan(valueIn(drawn, run, name))) << name.back();
    EXPECT_EQ(valueIn(drawn, run, {"cache", "hits"}), 0);
    EXPECT_EQ(valueIn(drawn, run, {"requests", "offered"}), 0);
}

TEST(Names, OfMeasuresThatAreZeroHaveAValueWhereSomethingWasMeasured)
{
    const Scene drawn = scene("users(arrivals=constant(10/s), keys=sequential(1000000)) -> web:web-server(workers=9, service=exp(5ms)) -> cache(capacity=1); web -> db:database");
    const Simulation run = runFor(drawn, 1_s);
    EXPECT_EQ(valueIn(drawn, run, {"cache", "hit_ratio"}), 0);
    EXPECT_EQ(valueIn(drawn, run, {"web", "wait_s", "mean"}), 0);
}

TEST(Names, OfParametersStandForTheirNumbers)
{
    const Scene drawn = scene("users(arrivals=poisson(200/s), keys=zipf(1000, 0.9)) -> web:web-server(workers=8, service=lognormal(5ms, cv=1.5), price=$0.5) -> cache(ttl=30s, ttl-jitter=20%);"
                              "web -2ms-> db:database; bursts:users(arrivals=onoff(100/s, on=exp(1s), off=exp(3s))) -> web");
    const Simulation run = runFor(drawn, 1_s);
    const auto expect = [&](const Name& name, double number, Dimension dimension) {
        const auto reading = findName(catalog()->registry, drawn, name);
        ASSERT_TRUE(reading) << reading.error().message;
        EXPECT_DOUBLE_EQ(reading->value(run), number) << name.back();
        EXPECT_EQ(reading->dimension, dimension) << name.back();
        EXPECT_FALSE(reading->isCount);
    };
    expect({"users", "arrivals"}, 200, rateDimension);
    expect({"bursts", "arrivals"}, 25, rateDimension);
    expect({"users", "keys", "count"}, 1000, plainNumber);
    expect({"users", "keys", "exponent"}, 0.9, plainNumber);
    expect({"web", "workers"}, 8, plainNumber);
    expect({"web", "service"}, 0.005, timeDimension);
    expect({"web", "service", "mean"}, 0.005, timeDimension);
    expect({"web", "service", "cv"}, 1.5, plainNumber);
    expect({"web", "price"}, 0.5, moneyDimension);
    expect({"cache", "ttl"}, 30, timeDimension);
    expect({"cache", "ttl-jitter"}, 0.2, plainNumber);
    expect({"web->db", "latency"}, 0.002, timeDimension);
    expect({"web", "queue"}, std::numeric_limits<double>::infinity(), plainNumber);
    expect({"cache", "capacity"}, std::numeric_limits<double>::infinity(), plainNumber);
}

TEST(Names, OfMeasuresHaveTheirDimensions)
{
    const Scene drawn = scene("users -> web:web-server -> cache; web -> db:database");
    const auto dimension = [&](const Name& name) { return findName(catalog()->registry, drawn, name)->dimension; };
    EXPECT_EQ(dimension({"web", "wait_s", "mean"}), timeDimension);
    EXPECT_EQ(dimension({"web", "throughput"}), rateDimension);
    EXPECT_EQ(dimension({"web", "utilisation"}), plainNumber);
    EXPECT_EQ(dimension({"web", "completed"}), plainNumber);
    EXPECT_EQ(dimension({"web", "cost"}), moneyDimension);
    EXPECT_EQ(dimension({"cache", "bytes"}), bytesDimension);
    EXPECT_EQ(dimension({"latency_s", "p99"}), timeDimension);
    EXPECT_EQ(dimension({"seconds"}), timeDimension);
    EXPECT_TRUE(findName(catalog()->registry, drawn, {"web", "completed"})->isCount);
    EXPECT_FALSE(findName(catalog()->registry, drawn, {"web", "utilisation"})->isCount);
}

TEST(Names, ThatMeanNothingAreAnswered)
{
    const Scene drawn = scene("users -> web:web-server(instance=m5.large) -> cache; web -> db:database");
    EXPECT_EQ(problemWith(drawn, {"db", "reeds"}), "\"db\" (Database) has no measure or parameter \"reeds\". Did you mean \"reads\"?");
    EXPECT_EQ(problemWith(drawn, {"wob", "completed"}), "there is no component \"wob\". Did you mean \"web\"?");
    EXPECT_EQ(problemWith(drawn, {"latency_s", "p98"}), "there is no measure \"latency_s.p98\". Did you mean \"latency_s.p90\"?");
    EXPECT_EQ(problemWith(drawn, {"web"}), "\"web\" is a component; write which of its measures or parameters is meant, such as web.completed.");
    EXPECT_EQ(problemWith(drawn, {"users-web"}), "there is no measure \"users-web\". To subtract, write blanks round the minus.");
    EXPECT_EQ(problemWith(drawn, {"web->cash", "latency"}), "there is no wire \"web->cash\".");
    EXPECT_EQ(problemWith(drawn, {"web", "failed_by_cause", "queue fool"}), "there is no cause \"queue fool\". Did you mean \"queue full\"?");
    EXPECT_EQ(problemWith(drawn, {"requests", "failed", "timeouts"}), "requests do not fail by \"timeouts\". Did you mean \"timeout\"?");
    EXPECT_EQ(problemWith(drawn, {"cache", "policy"}), "cache.policy: it is no number");
    EXPECT_EQ(problemWith(drawn, {"users", "keys"}), "users.keys: write .count or .exponent behind it");
    EXPECT_EQ(problemWith(drawn, {"web", "service", "median"}), "web.service.median: it has no \"median\"");
    EXPECT_EQ(problemWith(drawn, {"web", "workers"}), "web.workers: it is left out and may follow the instance type; give it a value in the scene");
}

} // namespace
} // namespace scalelab
