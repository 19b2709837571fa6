// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "components/standard_catalog.h"
#include "io/json.h"
#include "io/text_file.h"
#include "verify/theory_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <thread>

namespace scalelab::cli {

namespace {

/// Reads "1..20"; false if that is no such range of at least two seeds.
bool readSeeds(const std::string& text, TheoryOptions& options)
{
    const auto dots = text.find("..");
    if (dots == std::string::npos) return false;
    const auto read = [](std::string_view part, std::uint64_t& seed) {
        const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), seed);
        return fault == std::errc() && end == part.data() + part.size();
    };
    const std::string_view all = text;
    return read(all.substr(0, dots), options.firstSeed) && read(all.substr(dots + 2), options.lastSeed) && options.firstSeed < options.lastSeed &&
           options.lastSeed - options.firstSeed < 10'000;
}

bool matches(const TheoryScene& scene, const TheoryRow& row, const std::string& filter)
{
    return scene.name.find(filter) != std::string::npos || row.formula.find(filter) != std::string::npos;
}

std::vector<TheoryScene> filtered(std::vector<TheoryScene> table, const std::string& filter)
{
    for (TheoryScene& scene : table) std::erase_if(scene.rows, [&](const TheoryRow& row) { return !matches(scene, row, filter); });
    std::erase_if(table, [](const TheoryScene& scene) { return scene.rows.empty(); });
    return table;
}

std::size_t rowsOf(const std::vector<TheoryScene>& table)
{
    std::size_t rows = 0;
    for (const TheoryScene& scene : table) rows += scene.rows.size();
    return rows;
}

void print(const TheoryResult& result)
{
    std::string verdict = verdictText(result.verdict);
    if (!result.problem.empty()) verdict += ": " + result.problem;
    else if (result.verdict == TheoryVerdict::Undecided) verdict += ": the interval is not sharp enough";
    std::printf("%-30s  %-48s  %12.6g  %12.6g +- %-10.3g  %-28s  %s\n", result.formula.c_str(), result.parameters.c_str(), result.expected,
                result.measured.mean, result.measured.halfWidth, result.measure.c_str(), verdict.c_str());
}

/// What is no number is null.
Value number(double value) { return std::isfinite(value) ? Value(value) : Value(); }

Value jsonOf(const std::vector<TheoryResult>& results, const TheoryOptions& options)
{
    List rows;
    for (const TheoryResult& result : results) {
        Object row{{{"scene", result.scene},
                    {"formula", result.formula},
                    {"parameters", result.parameters},
                    {"measure", result.measure},
                    {"expected", number(result.expected)},
                    {"mean", number(result.measured.mean)},
                    {"half_width", number(result.measured.halfWidth)},
                    {"replications", static_cast<std::int64_t>(result.measured.count)},
                    {"bias", result.bias},
                    {"sharpness", result.sharpness},
                    {"verdict", result.verdict == TheoryVerdict::Disagrees ? "disagrees" : verdictText(result.verdict)}}};
        if (!result.problem.empty()) row.set("problem", result.problem);
        rows.push_back(std::move(row));
    }
    return Object{{{"confidence", options.confidence}, {"rows", std::move(rows)}}};
}

} // namespace

int theory(const TheoryCommand& command)
{
    TheoryOptions options;
    if (!command.seeds.empty() && !readSeeds(command.seeds, options))
        return std::fprintf(stderr, "scalelab-cli: --seeds needs FROM..TO such as 1..20, two seeds at least\n"), wrongUsage;
    const std::vector<TheoryScene> table = theoryTable();
    options.confidence = theoryConfidence(rowsOf(table));
    options.threads = std::max(1U, std::thread::hardware_concurrency());
    const std::vector<TheoryScene> chosen = filtered(table, command.filter);
    if (chosen.empty())
        return std::fprintf(stderr, "scalelab-cli: no row of the table has \"%s\" in its scene or formula\n", command.filter.c_str()), wrongUsage;

    const std::vector<TheoryResult> results = runTheory(standardCatalog(), chosen, options);
    const bool onlyJson = command.json == "-";
    if (!onlyJson) {
        std::string heading;
        for (const TheoryResult& result : results) {
            if (result.scene != heading) std::printf("\n%s\n", result.scene.c_str());
            heading = result.scene;
            print(result);
        }
    }
    const auto agreeing = static_cast<std::size_t>(std::ranges::count(results, TheoryVerdict::Agrees, &TheoryResult::verdict));
    if (!onlyJson)
        std::printf("\n%zu of %zu rows agree; each interval holds with %.4f%%, so that a right engine fails with 1%%\n", agreeing, results.size(),
                    100 * options.confidence);
    const std::string json = writeJson(jsonOf(results, options)) + "\n";
    if (onlyJson) std::printf("%s", json.c_str());
    else if (!command.json.empty())
        if (const auto written = writeTextFile(command.json, json); !written)
            return std::fprintf(stderr, "scalelab-cli: %s\n", written.error().message.c_str()), runFailed;
    return agreeing == results.size() ? done : theoryDisagrees;
}

} // namespace scalelab::cli
