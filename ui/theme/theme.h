// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QList>
#include <QPalette>
#include <QString>
#include <QStringList>

class QWidget;

namespace scalelab {

/// Every colour and font of the window, canvas and charts; the one table from which a theme is made.
struct Theme {
    QString name;  ///< As in settings: "light".
    QString title; ///< As people read it.
    // Surfaces
    QColor window, panel, raised, border, hover, selection;
    // Text
    QColor text, textSoft, textFaint, onAccent;
    QColor tipPaper, tipText;
    // Icons: of actions; lines and paper of the glyphs of kinds
    QColor ink, glyphInk, glyphPaper;
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

/// The names of all themes, known before there is an application: "light", "dark", "projector".
[[nodiscard]] const QStringList& themeNames();
/// Light, dark, and one of strong contrast and large letters for a projector.
[[nodiscard]] const QList<Theme>& themes();
/// The theme in force.
[[nodiscard]] const Theme& theme();
/// Puts a theme in force, the light one if there is none of this name; the application follows at once.
void useTheme(const QString& name);

/// A colour that a widget's text takes from the theme in force, whichever that is.
enum class Tone { Plain, Soft, Faint, Accent, Bad };
void setTone(QWidget* widget, Tone tone);

[[nodiscard]] QPalette paletteOf(const Theme& theme);
/// Style sheet of the widgets (Fusion underneath).
[[nodiscard]] QString styleSheetOf(const Theme& theme);
/// An action's icon ("play", "save") or a kind's glyph ("web-server"); kinds without one get "unknown".
[[nodiscard]] QIcon icon(const QString& name);
/// Sets style, palette, font (Inter, bundled fall-back: the system's) of the application to those of the theme in force.
void applyTheme();

} // namespace scalelab
