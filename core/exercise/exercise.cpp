// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/exercise.h"

#include "exercise/read_rules.h"
#include "exercise/robust_names.h"
#include "verify/claims.h"
#include "verify/fields.h"

#include <algorithm>

namespace scalelab {

namespace {

constexpr std::int64_t highestLevel = 5;
constexpr std::int64_t lastClaim = 35;

void readTexts(const Object& object, const char* field, std::vector<std::string>& texts, Problems& problems)
{
    const Value* value = object.find(field);
    if (!value) return;
    const std::string path = std::string("exercise.") + field;
    if (!value->list()) return addError(problems, path, "expected a list of texts, not " + std::string(typeName(*value)));
    for (const Value& text : *value->list()) {
        if (text.text() && !text.text()->empty()) texts.push_back(*text.text());
        else addError(problems, path, "expected a text, not " + toText(text));
    }
}

/// A whole number from 1 on; 0 if it is none, which is reported.
int numberFrom1(const Value& value, std::int64_t last, const std::string& path, Problems& problems)
{
    const std::int64_t* number = value.integer();
    if (number && *number >= 1 && *number <= last) return static_cast<int>(*number);
    addError(problems, path, "expected a whole number from 1 to " + std::to_string(last) + ", not " + toText(value));
    return 0;
}

void readWords(const Object& object, Exercise& exercise, Problems& problems)
{
    checkFields(object, {"level", "task", "hints", "teaches", "claims", "parts", "wires", "locked"}, "exercise", problems);
    const Value* task = object.find("task");
    if (task && task->text() && !task->text()->empty()) exercise.task = *task->text();
    else addError(problems, "exercise", "An exercise needs \"task\": what is to be done, in plain words.");
    const Value* level = object.find("level");
    if (level) exercise.level = numberFrom1(*level, highestLevel, "exercise.level", problems);
    else addError(problems, "exercise", "An exercise needs \"level\": how difficult it is, from 1 to 5.");
    readTexts(object, "hints", exercise.hints, problems);
    readTexts(object, "teaches", exercise.teaches, problems);
    readTexts(object, "locked", exercise.locked, problems);
    const Value* claims = object.find("claims");
    if (claims && !claims->list()) addError(problems, "exercise.claims", "expected a list of the numbers of claims, not " + std::string(typeName(*claims)));
    if (claims && claims->list())
        for (const Value& claim : *claims->list()) exercise.claims.push_back(numberFrom1(claim, lastClaim, "exercise.claims", problems));
}

bool isInScene(const Scene& scene, const std::string& what)
{
    const auto arrow = what.find("->");
    if (arrow != std::string::npos) return scene.link(what.substr(0, arrow), what.substr(arrow + 2));
    return scene.component(what) || scene.zone(what);
}

void checkLocked(const Exercise& exercise, Problems& problems)
{
    std::vector<std::string_view> known;
    for (const Component& component : exercise.scene.components) known.push_back(component.id);
    for (const Zone& zone : exercise.scene.zones) known.push_back(zone.id);
    for (const std::string& what : exercise.locked)
        if (!isInScene(exercise.scene, what)) addError(problems, "exercise.locked", "There is no component, zone or wire " + quoted(what) + "." + suggestion(what, known));
}

void checkNeedsNoFiles(const Registry& registry, const Scene& scene, Problems& problems)
{
    for (const Component& component : scene.components)
        for (const Member& member : component.params.members) {
            const KindDecl* kind = registry.kind(component.kind);
            const ParamDecl* param = kind ? kind->param(member.name) : nullptr;
            if (param && param->dataFiles && !param->dataFiles(member.value).empty())
                addError(problems, "components." + component.id + "." + member.name, "An exercise stands for itself: it must not name data files.");
        }
}

} // namespace

bool isExercise(const Scene& scene)
{
    const Value* exercise = scene.extra.find("exercise");
    return exercise && exercise->object();
}

Exercise readExercise(const Registry& registry, const Scene& scene, Problems& problems)
{
    Exercise exercise;
    exercise.scene = scene;
    if (!isExercise(scene)) {
        addError(problems, {}, "The scene is no exercise: it has no \"exercise\".");
        return exercise;
    }
    const Object& object = *scene.extra.find("exercise")->object();
    readWords(object, exercise, problems);
    if (const Value* parts = object.find("parts")) exercise.parts = readPartRules(registry, *parts, problems);
    if (const Value* wires = object.find("wires")) exercise.wires = readWireRules(registry, *wires, problems);
    checkLocked(exercise, problems);
    checkNeedsNoFiles(registry, scene, problems);
    Plan plan = planVerification(registry, scene, Problem::Severity::Warning);
    for (Problem& problem : plan.problems)
        if (problem.severity == Problem::Severity::Error) problems.push_back(std::move(problem)); // A trial may hit nothing before an answer has added it.
    exercise.goals = std::move(plan.expectations);
    if (exercise.goals.empty()) addError(problems, "exercise", "An exercise needs goals: list them in \"expect\".");
    checkNamesAreRobust(exercise, problems);
    return exercise;
}

Problems expectationProblems(const Registry& registry, const Scene& scene)
{
    if (!isExercise(scene)) return planVerification(registry, scene).problems;
    Problems problems;
    (void)readExercise(registry, scene, problems);
    return problems;
}

const PartRule* partRule(const Exercise& exercise, std::string_view kind)
{
    const auto found = std::ranges::find(exercise.parts, kind, &PartRule::kind);
    return found == exercise.parts.end() ? nullptr : &*found;
}

const WireRule* wireRule(const Exercise& exercise, std::string_view from, std::string_view to)
{
    const auto fits = [](const std::string& pattern, std::string_view kind) { return pattern == "*" || pattern == kind; };
    const auto found = std::ranges::find_if(exercise.wires, [&](const WireRule& rule) { return fits(rule.from, from) && fits(rule.to, to); });
    return found == exercise.wires.end() ? nullptr : &*found;
}

bool isFixed(const Exercise& exercise, std::string_view id, std::string_view kind)
{
    return !partRule(exercise, kind) || std::ranges::find(exercise.locked, id) != exercise.locked.end();
}

bool isFixed(const Exercise& exercise, const Link& link)
{
    const Component* from = exercise.scene.component(link.from);
    const Component* to = exercise.scene.component(link.to);
    if (!from || !to || !wireRule(exercise, from->kind, to->kind)) return true;
    return std::ranges::find(exercise.locked, link.from + "->" + link.to) != exercise.locked.end();
}

} // namespace scalelab
