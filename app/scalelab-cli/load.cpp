// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"

#include "exercise/exercise.h"
#include "io/scene_data.h"
#include "io/text_file.h"
#include "model/validate.h"
#include "run/command_json.h"

#include <charconv>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <thread>

namespace scalelab::cli {

namespace {

constexpr std::uint64_t mostSeeds = 10'000;

/// Reads "1..20": at least two seeds.
Result<SeedRange> parseSeeds(const std::string& text)
{
    const Error wrong{"--seeds: expected at least two seeds such as 1..20, and at most " + std::to_string(mostSeeds) + ", not \"" + text + "\""};
    SeedRange range;
    const char* const end = text.data() + text.size();
    const auto from = std::from_chars(text.data(), end, range.from);
    if (from.ec != std::errc() || !std::string_view(from.ptr, end).starts_with("..")) return wrong;
    const auto to = std::from_chars(from.ptr + 2, end, range.to);
    if (to.ec != std::errc() || to.ptr != end || range.to <= range.from || range.to - range.from >= mostSeeds) return wrong;
    if (range.to > static_cast<std::uint64_t>(INT64_MAX)) return wrong;
    return range;
}

} // namespace

Compiled load(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const Scene& scene, const std::string& path)
{
    Compiled loaded;
    loaded.problems = sceneProblems(catalog->registry, text);
    if (hasErrors(loaded.problems)) return loaded;
    SceneData data = readSceneData(catalog->registry, scene, folderOf(path));
    locate(data.problems, text);
    loaded.problems.insert(loaded.problems.end(), data.problems.begin(), data.problems.end());
    if (hasErrors(data.problems)) return loaded;
    Compiled compiled = compile(catalog, scene, data.files);
    loaded.simulation = std::move(compiled.simulation);
    for (Problem& problem : compiled.problems)
        if (problem.severity == Problem::Severity::Error) loaded.problems.push_back(std::move(problem));
    return loaded;
}

Verifiable verifiable(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const std::string& path, Problem::Severity idleVariant)
{
    Verifiable result;
    result.plan = planVerification(catalog->registry, text.scene, idleVariant);
    std::vector<Scene> scenes;
    std::vector<std::shared_ptr<const DataFiles>> files;
    for (const Variant& variant : result.plan.variants) {
        SceneData data = readSceneData(catalog->registry, variant.scene, folderOf(path));
        for (Problem& problem : data.problems)
            if (!scenes.empty()) result.plan.problems.push_back({problem.severity, "variants." + variant.id, problem.path + ": " + problem.message, {}});
        scenes.push_back(variant.scene);
        files.push_back(std::move(data.files));
    }
    locate(result.plan.problems, text);
    result.start = [catalog, scenes = std::move(scenes), files = std::move(files)](std::size_t variant, std::uint64_t seed) -> Result<Simulation> {
        Scene scene = scenes[variant];
        scene.seed = seed;
        Compiled compiled = compile(catalog, scene, files[variant]);
        if (compiled.simulation) return std::move(*compiled.simulation);
        return Error{compiled.problems.front().path + ": " + compiled.problems.front().message};
    };
    return result;
}

Problems expectationProblems(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const std::string& path)
{
    if (!text.readable || text.newer || hasErrors(sceneProblems(catalog->registry, text))) return {};
    if (!isExercise(text.scene)) return verifiable(catalog, text, path).plan.problems;
    Problems problems = scalelab::expectationProblems(catalog->registry, text.scene);
    locate(problems, text);
    return problems;
}

Result<void> applySettings(Scene& scene, const std::vector<std::string>& settings)
{
    for (const std::string& setting : settings) {
        const auto equals = setting.find('=');
        const auto dot = setting.find('.');
        if (equals == std::string::npos || dot == std::string::npos || dot > equals) return Error{"--set needs component.parameter=value, not \"" + setting + "\""};
        Component* component = scene.component(setting.substr(0, dot));
        if (!component) return Error{"--set " + setting + ": there is no component \"" + setting.substr(0, dot) + "\""};
        component->params.set(setting.substr(dot + 1, equals - dot - 1), parseSettingValue(setting.substr(equals + 1)));
    }
    return {};
}

Result<VerifyOptions> verifyOptions(const std::string& seeds)
{
    VerifyOptions options{.seeds = std::nullopt, .threads = std::thread::hardware_concurrency()};
    if (seeds.empty()) return options;
    const auto range = parseSeeds(seeds);
    if (!range) return range.error();
    options.seeds = *range;
    return options;
}

std::string optionLine(const Problem& problem, const std::string& option)
{
    return (problem.severity == Problem::Severity::Error ? "scalelab-cli: error: " : "scalelab-cli: warning: ") + option + ": " + problem.message;
}

std::string lineOf(const Problem& problem, const std::vector<std::string>& settings, const std::string& file)
{
    for (const std::string& setting : settings)
        if (problem.path == "components." + setting.substr(0, setting.find('='))) return optionLine(problem, "--set " + setting);
    return problemLine(problem, file);
}

void complain(const std::string& message) { std::fprintf(stderr, "scalelab-cli: %s\n", message.c_str()); }

bool save(const std::string& path, const std::string& lines)
{
    if (path.empty()) return true;
    if (path == "-") {
        std::printf("%s", lines.c_str());
        return true;
    }
    if (const auto written = writeTextFile(path, lines); !written) {
        complain(written.error().message);
        return false;
    }
    return true;
}

} // namespace scalelab::cli
