// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "child_process.h"
#include "scaled_scene.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace scalelab::bench {
namespace {

/// The same work for the engine and for the yardstick, of about a second each.
struct Workload {
    std::string name;
    std::string scene;                  ///< Path.
    std::string simulated;              ///< Span of simulated time for the engine.
    std::vector<std::string> yardstick; ///< Arguments of the yardstick.
    double yardstickTimeUnit;           ///< [s] What the yardstick's latencies count.
};

/// One run of one program.
struct Run {
    double requestsPerSecond = 0; ///< Of CPU time.
    double nsPerEvent = 0;
    double eventsPerRequest = 0;
    double mean = 0; ///< [s]
};

Run judge(const nlohmann::json& report, double requests, double timeUnit)
{
    const double cpu = report.at("cpu_s").get<double>();
    const double events = report.at("events").get<double>();
    return {requests / cpu, cpu / events * 1e9, events / requests,
            report.at("latency_s").at("mean").get<double>() * timeUnit};
}

Run runEngine(const Workload& workload)
{
    const auto report = nlohmann::json::parse(
        outputOf({SCALELAB_CLI, "run", workload.scene, "--for", workload.simulated, "--json", "-"}));
    return judge(report, report.at("requests").at("completed").get<double>(), 1);
}

Run runYardstick(const Workload& workload)
{
    std::vector<std::string> command{SCALELAB_YARDSTICK};
    command.insert(command.end(), workload.yardstick.begin(), workload.yardstick.end());
    const auto report = nlohmann::json::parse(outputOf(command));
    return judge(report, report.at("requests").get<double>(), workload.yardstickTimeUnit);
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double median(const std::vector<Run>& runs, double Run::*figure)
{
    std::vector<double> values;
    values.reserve(runs.size());
    for (const Run& run : runs) values.push_back(run.*figure);
    return median(std::move(values));
}

/// Runs engine and yardstick in turn, so that whatever else the machine does meets both, and prints medians.
void compare(const Workload& workload, std::size_t rounds)
{
    std::vector<Run> engine;
    std::vector<Run> yardstick;
    std::vector<double> ratios;
    for (std::size_t round = 0; round < rounds; ++round) {
        engine.push_back(runEngine(workload));
        yardstick.push_back(runYardstick(workload));
        ratios.push_back(engine.back().requestsPerSecond / yardstick.back().requestsPerSecond);
    }
    std::printf("%-10s %12.3f %12.3f %8.3f %14.1f %14.2f %12.3f %12.3f\n", workload.name.c_str(),
                median(engine, &Run::requestsPerSecond) * 1e-6, median(yardstick, &Run::requestsPerSecond) * 1e-6,
                median(ratios), median(engine, &Run::nsPerEvent), median(engine, &Run::eventsPerRequest),
                median(engine, &Run::mean) * 1e3, median(yardstick, &Run::mean) * 1e3);
    std::fflush(stdout);
}

void compareAll(std::size_t rounds)
{
    const std::string small = SCALELAB_BENCH_SCENES "/w2-k1.json";
    const std::string large = SCALELAB_BENCH_OUTPUT "/w2-k1000.json";
    writeScaledScene(small, 1000, large);
    stayOnOneProcessor();

    std::printf("Medians of %zu interleaved rounds; millions of requests per CPU second.\n", rounds);
    std::printf("%-10s %12s %12s %8s %14s %14s %12s %12s\n", "workload", "engine", "yardstick", "ratio", "ns per event",
                "events/request", "mean [ms]", "yardst. [ms]");
    // The yardstick's W1 counts mean service times, which are milliseconds in the scene.
    compare({"W1", SCALELAB_BENCH_SCENES "/w1.json", "3000s", {"w1", "3000000"}, 1e-3}, rounds);
    compare({"W2 K=1", small, "1500s", {"w2", "1500000", "1"}, 1}, rounds);
    compare({"W2 K=1000", large, "1500ms", {"w2", "1500000", "1000"}, 1}, rounds);
}

std::size_t positive(std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number == 0)
        throw std::runtime_error("a number of at least 1 is needed, not " + std::string(text));
    return number;
}

int benchMain(const std::vector<std::string>& arguments)
{
    if (arguments.empty()) {
        compareAll(7);
    } else if (arguments.size() == 2 && arguments[0] == "--rounds") {
        compareAll(positive(arguments[1]));
    } else if (arguments.size() == 3 && arguments[0] == "--write-scene") {
        writeScaledScene(SCALELAB_BENCH_SCENES "/w2-k1.json", positive(arguments[1]), arguments[2]);
    } else {
        std::fputs("Usage: bench_engine [--rounds N | --write-scene K FILE]\n", stderr);
        return 2;
    }
    return 0;
}

} // namespace
} // namespace scalelab::bench

int main(int argc, char** argv)
{
    try {
        return scalelab::bench::benchMain({argv + 1, argv + argc});
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "bench_engine: %s\n", problem.what());
        return 1;
    }
}
