// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"
#include "io/scene_io.h"
#include "run/compile.h"

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

namespace scalelab {
namespace {

/// A scene of this many components: users, a load balancer, a database, and servers between them.
std::string wideScene(std::int64_t components)
{
    using Json = nlohmann::ordered_json;
    Json parts = {{"users", {{"kind", "users"}, {"arrivals", "poisson(1000/s)"}}},
                  {"lb", {{"kind", "load-balancer"}}},
                  {"db", {{"kind", "database"}, {"connections", 16}, {"service", "exp(1ms)"}}}};
    const Json server = {{"kind", "web-server"}, {"workers", 8}, {"queue", 100}, {"service", "exp(5ms)"}};
    Json links = {{{"from", "users"}, {"to", "lb"}}};
    for (std::int64_t i = 3; i < components; ++i) {
        const std::string id = "web" + std::to_string(i - 2);
        parts[id] = server;
        links.push_back({{"from", "lb"}, {"to", id}});
        links.push_back({{"from", id}, {"to", "db"}});
    }
    return Json{{"format", "scalelab/scene"}, {"version", 1}, {"components", parts}, {"links", links}}.dump();
}

void readText(benchmark::State& state)
{
    const std::string text = wideScene(state.range(0));
    for (auto step : state) {
        const SceneText read = readScene(text);
        if (!read.readable) state.SkipWithError("the scene cannot be read");
        benchmark::DoNotOptimize(&read);
    }
}
BENCHMARK(readText)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

void compileScene(benchmark::State& state)
{
    const auto catalog = standardCatalog();
    const SceneText read = readScene(wideScene(state.range(0)));
    for (auto step : state) {
        const Compiled compiled = compile(catalog, read.scene);
        if (!compiled.simulation) state.SkipWithError("the scene does not compile");
        benchmark::DoNotOptimize(&compiled);
    }
}
BENCHMARK(compileScene)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace scalelab
