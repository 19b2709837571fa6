// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QString>

namespace scalelab {

/// Every colour and font of the window, canvas and charts; the one table from which a theme is made.
struct Theme {
    QString name;
    // Surfaces
    QColor window, panel, raised, border, hover, selection;
    // Text
    QColor text, textSoft, textFaint, onAccent;
    // Accents
    QColor accent, accentSoft, good, warning, bad;
    // Canvas
    QColor canvas, grid, node, nodeBorder, nodeShadow, wire, wireActive, zone, zoneBorder;
    // Outcomes (Okabe-Ito; each also has a shape of its own)
    QColor ok, slow, hit, failed, dropped, retry;
    // Chart series in order (Okabe-Ito)
    QList<QColor> series;
    QFont uiFont, canvasFont, monoFont;
};

/// The light theme.
[[nodiscard]] const Theme& lightTheme();
/// The theme in force.
[[nodiscard]] const Theme& theme();

[[nodiscard]] QPalette paletteOf(const Theme& theme);
/// Style sheet of the widgets (Fusion underneath).
[[nodiscard]] QString styleSheetOf(const Theme& theme);
/// An action's icon ("play", "save") or a kind's glyph ("web-server"); kinds without one get "unknown".
[[nodiscard]] QIcon icon(const QString& name);
/// Sets style, palette, font (Inter, bundled fall-back: the system's) of the application.
void applyTheme();

} // namespace scalelab
