// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QLabel>
#include <QString>

class QVBoxLayout;

namespace scalelab {

/// Pieces that all pages of the inspector are made of, so that they look alike.

/// An empty column with the page's margins.
[[nodiscard]] QVBoxLayout* pageColumn(QWidget* page);
/// A quiet heading above a section.
[[nodiscard]] QLabel* sectionHeading(const QString& text, QWidget* parent);
/// A paragraph in soft colour that wraps.
[[nodiscard]] QLabel* softText(const QString& text, QWidget* parent);
/// A name in strong type that wraps.
[[nodiscard]] QLabel* strongText(const QString& text, QWidget* parent);
/// A number at the right.
[[nodiscard]] QLabel* valueText(const QString& text, QWidget* parent);
/// The small mark of what can be changed while the simulation runs.
[[nodiscard]] QLabel* liveMark(QWidget* parent);
/// A large glyph.
[[nodiscard]] QWidget* glyphLabel(const QIcon& glyph, QWidget* parent);
/// A thin line across the page.
[[nodiscard]] QWidget* rule(QWidget* parent);

/// "1 component", "3 components".
[[nodiscard]] QString componentCount(qsizetype count);
/// "1 wire", "3 wires".
[[nodiscard]] QString wireCount(qsizetype count);


} // namespace scalelab
