// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json.h"
#include "io/scene_io.h"

#include "io/text_file.h"
#include "model/validate.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

namespace scalelab {

namespace {

/// The path of what encloses the thing at the path: "links[2]" for "links[2].to".
std::string_view enclosing(std::string_view path)
{
    const auto cut = path.find_last_of(".[");
    return cut == std::string_view::npos ? std::string_view() : path.substr(0, cut);
}

bool isToBeLocated(const Problem& problem) { return !problem.path.empty() && problem.position == TextPosition{}; }

SceneText unreadable(std::string message)
{
    SceneText text;
    text.problems.push_back({Problem::Severity::Error, {}, std::move(message), {}});
    return text;
}

} // namespace

void locate(Problems& problems, const SceneText& text)
{
    Paths wanted;
    for (const Problem& problem : problems) {
        if (!isToBeLocated(problem)) continue;
        for (std::string_view path = problem.path; !path.empty(); path = enclosing(path)) wanted.emplace(path);
        wanted.emplace();
    }
    const Positions positions = findPositions(text.source, wanted);
    for (Problem& problem : problems) {
        if (!isToBeLocated(problem)) continue;
        auto found = positions.find(problem.path);
        for (std::string_view path = problem.path; found == positions.end() && !path.empty();) {
            path = enclosing(path);
            found = positions.find(path);
        }
        if (found != positions.end()) problem.position = found->second;
    }
}

Problems sceneProblems(const Registry& registry, const SceneText& text)
{
    Problems problems = text.problems;
    if (!text.readable || text.newer) return problems;
    std::unordered_set<std::string_view> misshapen;
    for (const Problem& problem : text.problems) misshapen.insert(problem.path);
    for (Problem& problem : validate(registry, text.scene)) {
        bool known = false;
        for (std::string_view path = problem.path; !known && !path.empty(); path = enclosing(path)) known = misshapen.contains(path);
        if (!known) problems.push_back(std::move(problem));
    }
    locate(problems, text);
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.position.line, a.position.column) < std::tie(b.position.line, b.position.column);
    });
    return problems;
}

SceneText readSceneFile(const std::string& path)
{
    const auto text = readTextFile(path);
    return text ? readScene(*text) : unreadable("The file " + text.error().message + ".");
}

std::string problemLine(const Problem& problem, std::string_view file)
{
    std::string line(file);
    if (problem.position.line > 0) line += ":" + std::to_string(problem.position.line) + ":" + std::to_string(problem.position.column);
    line += problem.severity == Problem::Severity::Error ? ": error: " : ": warning: ";
    return line + (problem.path.empty() ? "" : problem.path + ": ") + problem.message;
}

} // namespace scalelab
