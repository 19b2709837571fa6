// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include "theme/svg_icon_engine.h"

#include <QApplication>
#include <QFile>
#include <QStyleFactory>
#include <QToolTip>

// Resources of a static library are only found once they are asked for by name, which works outside of namespaces only.
static void registerResources()
{
    Q_INIT_RESOURCE(theme);
}

namespace scalelab {

namespace {

QFont interFont(double points, QFont::Weight weight = QFont::Normal)
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setPointSizeF(points);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

Theme makeLightTheme()
{
    Theme t;
    t.name = QStringLiteral("light");
    t.window = QColor(0xf5f6f8);
    t.panel = QColor(0xffffff);
    t.raised = QColor(0xffffff);
    t.border = QColor(0xe1e5eb);
    t.hover = QColor(0xedf1f6);
    t.selection = QColor(0xdbe9f8);
    t.text = QColor(0x1c2530);
    t.textSoft = QColor(0x55606f);
    t.textFaint = QColor(0x6f7a8a);
    t.onAccent = QColor(0xffffff);
    t.accent = QColor(0x2868ad);
    t.accentSoft = QColor(0xe5effa);
    t.good = QColor(0x14804f);
    t.warning = QColor(0xa86500);
    t.bad = QColor(0xbf4300);
    t.canvas = QColor(0xfafbfc);
    t.grid = QColor(0xdde2e9);
    t.node = QColor(0xffffff);
    t.nodeBorder = QColor(0xccd4de);
    t.nodeShadow = QColor(30, 45, 70, 26);
    t.wire = QColor(0x98a5b5);
    t.wireActive = QColor(0x2868ad);
    t.zone = QColor(40, 104, 173, 13);
    t.zoneBorder = QColor(0xb3c5da);
    t.ok = QColor(0x0072b2);
    t.slow = QColor(0xe69f00);
    t.hit = QColor(0x009e73);
    t.failed = QColor(0xd55e00);
    t.dropped = QColor(0x1a1a1a);
    t.retry = QColor(0xa5518a);
    t.series = {QColor(0x0072b2), QColor(0xe69f00), QColor(0x009e73), QColor(0xd55e00),
                QColor(0x56b4e9), QColor(0xcc79a7), QColor(0x8a7a00), QColor(0x555555)};
    t.uiFont = interFont(9.75);
    t.canvasFont = interFont(9.75);
    t.canvasFont.setPixelSize(13);
    t.monoFont = t.uiFont;
    t.monoFont.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono")});
    t.monoFont.setStyleHint(QFont::Monospace);
    return t;
}

} // namespace

const Theme& lightTheme()
{
    static const Theme light = makeLightTheme();
    return light;
}

const Theme& theme()
{
    return lightTheme();
}

QPalette paletteOf(const Theme& t)
{
    QPalette palette(t.text, t.window, t.raised, t.border, t.border, t.textSoft, t.text, t.raised, t.panel);
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::Base, t.panel);
    palette.setColor(QPalette::AlternateBase, t.window);
    palette.setColor(QPalette::Button, t.raised);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::ToolTipBase, t.text);
    palette.setColor(QPalette::ToolTipText, t.onAccent);
    palette.setColor(QPalette::PlaceholderText, t.textFaint);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::Light, t.raised);
    palette.setColor(QPalette::Midlight, t.hover);
    palette.setColor(QPalette::Mid, t.border);
    palette.setColor(QPalette::Dark, t.textFaint);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, t.nodeBorder.darker(115));
    }
    return palette;
}

QString styleSheetOf(const Theme& t)
{
    registerResources();
    QFile file(QStringLiteral(":/theme/widgets.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {
        {"@window", t.window},       {"@panel", t.panel},       {"@raised", t.raised},   {"@border", t.border},
        {"@hover", t.hover},         {"@selection", t.selection}, {"@textSoft", t.textSoft}, {"@textFaint", t.textFaint},
        {"@text", t.text},           {"@onAccent", t.onAccent}, {"@accentSoft", t.accentSoft}, {"@accent", t.accent},
        {"@good", t.good},           {"@warning", t.warning},   {"@bad", t.bad},         {"@strongBorder", t.nodeBorder},
    };
    for (const auto& [name, colour] : names) sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

QIcon icon(const QString& name)
{
    registerResources();
    const QString path = QStringLiteral(":/icons/%1.svg").arg(name);
    return QIcon(new SvgIconEngine(QFile::exists(path) ? path : QStringLiteral(":/icons/unknown.svg")));
}

void applyTheme()
{
    const Theme& t = theme();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(t));
    QToolTip::setPalette(paletteOf(t));
    QApplication::setFont(t.uiFont);
    qApp->setStyleSheet(styleSheetOf(t));
    QApplication::setWindowIcon(icon(QStringLiteral("scalelab")));
}

} // namespace scalelab
