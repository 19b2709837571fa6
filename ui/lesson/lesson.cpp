// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/lesson.h"

#include "model/scene.h"

#include <string_view>

namespace scalelab {

namespace {

QStringList textsIn(const Object& object, std::string_view name)
{
    QStringList texts;
    const Value* value = object.find(name);
    if (!value || !value->list()) return texts;
    for (const Value& item : *value->list())
        if (item.text()) texts << QString::fromStdString(*item.text());
    return texts;
}

} // namespace

Lesson lessonOf(const Scene& scene)
{
    const Value* value = scene.extra.find("lesson");
    if (!value || !value->object()) return {};
    const Object& object = *value->object();
    const Value* title = object.find("title");
    return {QString::fromStdString(title && title->text() ? *title->text() : scene.title), textsIn(object, "steps"),
            textsIn(object, "try")};
}

} // namespace scalelab
