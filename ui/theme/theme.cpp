// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include "theme/svg_icon_engine.h"

#include <QApplication>
#include <QCoreApplication>
#include <QFile>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>
#include <QWidget>

#include <algorithm>

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
    t.name = themeNames().at(0);
    t.title = QCoreApplication::translate("Theme", "Light");
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
    t.tipPaper = t.text;
    t.tipText = QColor(0xffffff);
    t.ink = QColor(0x344054);
    t.glyphInk = QColor(0x1f2a37);
    t.glyphPaper = QColor(0xffffff);
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

/// Outcomes keep their shapes; their colours are those of Okabe and Ito, lightened where they would sink into the dark.
Theme makeDarkTheme()
{
    Theme t = makeLightTheme();
    t.name = themeNames().at(1);
    t.title = QCoreApplication::translate("Theme", "Dark");
    t.window = QColor(0x171c23);
    t.panel = QColor(0x1d232c);
    t.raised = QColor(0x262e39);
    t.border = QColor(0x323c49);
    t.hover = QColor(0x2a3340);
    t.selection = QColor(0x2c4767);
    t.text = QColor(0xe6ebf2);
    t.textSoft = QColor(0xaab5c3);
    t.textFaint = QColor(0x8b97a7);
    t.onAccent = QColor(0x10151b);
    t.tipPaper = QColor(0xe6ebf2);
    t.tipText = QColor(0x171c23);
    t.ink = QColor(0xc3cdda);
    t.glyphInk = QColor(0xd5deea);
    t.glyphPaper = QColor(0x2b3542);
    t.accent = QColor(0x6cb2f5);
    t.accentSoft = QColor(0x243a53);
    t.good = QColor(0x4cc38a);
    t.warning = QColor(0xf0b13f);
    t.bad = QColor(0xff8a50);
    t.canvas = QColor(0x14191f);
    t.grid = QColor(0x28313c);
    t.node = QColor(0x222a34);
    t.nodeBorder = QColor(0x465262);
    t.nodeShadow = QColor(0, 0, 0, 70);
    t.wire = QColor(0x66748a);
    t.wireActive = QColor(0x6cb2f5);
    t.zone = QColor(108, 178, 245, 20);
    t.zoneBorder = QColor(0x4a6585);
    t.ok = QColor(0x56b4e9);
    t.slow = QColor(0xf0b13f);
    t.hit = QColor(0x2fc79a);
    t.failed = QColor(0xff8a50);
    t.dropped = QColor(0xe6ebf2);
    t.retry = QColor(0xdf9ccb);
    t.series = {QColor(0x56b4e9), QColor(0xf0b13f), QColor(0x2fc79a), QColor(0xff8a50),
                QColor(0x8fb8ff), QColor(0xdf9ccb), QColor(0xf0e442), QColor(0xaab5c3)};
    return t;
}

/// For the back row: black on white, strong lines, larger letters.
Theme makeProjectorTheme()
{
    Theme t = makeLightTheme();
    t.name = themeNames().at(2);
    t.title = QCoreApplication::translate("Theme", "Projector");
    t.window = QColor(0xffffff);
    t.border = QColor(0xb4bdc9);
    t.text = QColor(0, 0, 0);
    t.textSoft = QColor(0x2b333d);
    t.textFaint = QColor(0x454f5b);
    t.tipPaper = t.text;
    t.ink = t.glyphInk = QColor(0, 0, 0);
    t.accent = QColor(0x0b4f96);
    t.bad = QColor(0xa83a00);
    t.canvas = QColor(0xffffff);
    t.nodeBorder = QColor(0x6b7888);
    t.wire = QColor(0x66717f);
    t.wireActive = QColor(0x0b4f96);
    t.zoneBorder = QColor(0x6f8bab);
    t.uiFont = interFont(11.25, QFont::Medium);
    t.canvasFont.setWeight(QFont::Medium);
    t.monoFont.setPointSizeF(11.25);
    return t;
}

const Theme*& current()
{
    static const Theme* inForce = &themes().front();
    return inForce;
}

} // namespace

const QStringList& themeNames()
{
    static const QStringList names = {QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("projector")};
    return names;
}

const QList<Theme>& themes()
{
    static const QList<Theme> all = {makeLightTheme(), makeDarkTheme(), makeProjectorTheme()};
    return all;
}

const Theme& theme()
{
    return *current();
}

void useTheme(const QString& name)
{
    const auto found = std::find_if(themes().begin(), themes().end(), [&](const Theme& one) { return one.name == name; });
    current() = found == themes().end() ? &themes().front() : &*found;
    applyTheme();
}

void setTone(QWidget* widget, Tone tone)
{
    static constexpr const char* names[] = {"", "soft", "faint", "accent", "bad"};
    const QString name = QString::fromLatin1(names[static_cast<int>(tone)]);
    if (widget->property("tone").toString() == name) return;
    widget->setProperty("tone", name);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
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
    palette.setColor(QPalette::ToolTipBase, t.tipPaper);
    palette.setColor(QPalette::ToolTipText, t.tipText);
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
        {"@tipPaper", t.tipPaper},   {"@tipText", t.tipText},
        {"@window", t.window},       {"@panel", t.panel},       {"@raised", t.raised},   {"@border", t.border},
        {"@hover", t.hover},         {"@selection", t.selection}, {"@textSoft", t.textSoft}, {"@textFaint", t.textFaint},
        {"@text", t.text},           {"@onAccent", t.onAccent}, {"@accentSoft", t.accentSoft}, {"@accent", t.accent},
        {"@good", t.good},           {"@warning", t.warning},   {"@bad", t.bad},         {"@strongBorder", t.nodeBorder},
    };
    sheet.replace(QLatin1String("@onDark"), t.text.lightness() > 128 ? QLatin1String("-on-dark") : QLatin1String());
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
