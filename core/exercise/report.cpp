// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/report.h"

#include "verify/report.h"

namespace scalelab {

namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view several) { return std::to_string(count) + " " + std::string(count == 1 ? one : several); }

std::string pointsLine(const Grade& grade)
{
    return std::to_string(grade.points()) + " of " + counted(grade.goals, "point", "points") + ": " + (grade.isPassed() ? "passed." : "not passed.") + "\n";
}

Value positionValue(const Problem& problem)
{
    Object object;
    object.set("path", problem.path);
    object.set("message", problem.message);
    if (problem.position.line > 0) {
        object.set("line", problem.position.line);
        object.set("column", problem.position.column);
    }
    return object;
}

} // namespace

std::string gradeTable(std::string_view heading, const Grade& grade)
{
    if (grade.judgements.empty())
        return std::string(heading) + "\n  Nothing was judged, because of " + counted(grade.faults.size(), "fault", "faults") + " in the answer.\n" + pointsLine(grade);
    return verificationTable(heading, grade.plan, grade.judgements) + pointsLine(grade);
}

Value gradeValue(const Exercise& exercise, const Grade& grade)
{
    List faults, goals;
    for (const Problem& fault : grade.faults) faults.push_back(positionValue(fault));
    for (std::size_t goal = 0; goal < exercise.goals.size(); ++goal) {
        Object object;
        object.set("id", exercise.goals[goal].id);
        object.set("that", exercise.goals[goal].that);
        object.set("reached", grade.isReached(goal));
        goals.emplace_back(std::move(object));
    }
    Object result;
    result.set("exercise", exercise.scene.title);
    result.set("level", exercise.level);
    result.set("passed", grade.isPassed());
    result.set("points", static_cast<std::int64_t>(grade.points()));
    result.set("out_of", static_cast<std::int64_t>(grade.goals));
    result.set("faults", std::move(faults));
    result.set("goals", std::move(goals));
    result.set("judgements", verificationValue(grade.plan, grade.judgements));
    return result;
}

} // namespace scalelab
