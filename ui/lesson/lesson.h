// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace scalelab {

struct Scene;

/// The text that a scene teaches with.
struct Lesson {
    QString title;
    QStringList steps;  ///< Paragraphs, in order.
    QStringList things; ///< What to try.
    [[nodiscard]] bool isEmpty() const { return steps.isEmpty() && things.isEmpty(); }
    bool operator==(const Lesson&) const = default;
};

/// Reads a scene's "lesson" field; whatever is not a text is left out, and a lesson without a title takes that of the scene.
[[nodiscard]] Lesson lessonOf(const Scene& scene);

} // namespace scalelab
