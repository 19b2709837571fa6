// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/page_parts.h"

#include "theme/theme.h"

#include <QCoreApplication>
#include <QFrame>
#include <QLocale>
#include <QVBoxLayout>

namespace scalelab {

namespace {

constexpr int pageMargin = 16;

QString tr(const char* text) { return QCoreApplication::translate("Inspector", text); }

} // namespace

QVBoxLayout* pageColumn(QWidget* page)
{
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(pageMargin, pageMargin, pageMargin, pageMargin);
    column->setSpacing(10);
    return column;
}

QLabel* sectionHeading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    QFont font = theme().uiFont;
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel* softText(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    setTextColour(label, theme().textSoft);
    return label;
}

QLabel* strongText(const QString& text, QWidget* parent)
{
    QLabel* label = sectionHeading(text, parent);
    label->setWordWrap(true);
    return label;
}

QLabel* valueText(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return label;
}

QLabel* liveMark(QWidget* parent)
{
    auto* mark = new QLabel(QStringLiteral("●"), parent);
    mark->setStyleSheet(QStringLiteral("color: %1; font-size: 6pt;").arg(theme().accent.name()));
    mark->setToolTip(tr("Can be changed while the simulation runs."));
    mark->setAccessibleName(tr("live"));
    return mark;
}

QLabel* glyphLabel(const QIcon& glyph, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setPixmap(glyph.pixmap(QSize(40, 40), parent->devicePixelRatioF()));
    label->setFixedSize(40, 40);
    return label;
}

QWidget* rule(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setStyleSheet(QStringLiteral("background: %1;").arg(theme().border.name()));
    return line;
}

QString componentCount(qsizetype count)
{
    return count == 1 ? tr("1 component") : tr("%1 components").arg(QLocale().toString(count));
}

QString wireCount(qsizetype count) { return count == 1 ? tr("1 wire") : tr("%1 wires").arg(QLocale().toString(count)); }

void setTextColour(QWidget* widget, const QColor& colour)
{
    widget->setStyleSheet(QStringLiteral("color: %1;").arg(colour.name()));
}

} // namespace scalelab
