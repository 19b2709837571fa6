// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/page_parts.h"

#include "theme/icon_label.h"
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
    setTone(label, Tone::Soft);
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
    mark->setObjectName(QStringLiteral("liveMark"));
    mark->setToolTip(tr("Can be changed while the simulation runs."));
    mark->setAccessibleName(tr("live"));
    return mark;
}

QWidget* glyphLabel(const QIcon& glyph, QWidget* parent)
{
    auto* label = new IconLabel(glyph, 40, parent);
    label->setFixedSize(40, 40);
    return label;
}

QWidget* rule(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setObjectName(QStringLiteral("rule"));
    return line;
}

QString componentCount(qsizetype count)
{
    return count == 1 ? tr("1 component") : tr("%1 components").arg(QLocale().toString(count));
}

QString wireCount(qsizetype count) { return count == 1 ? tr("1 wire") : tr("%1 wires").arg(QLocale().toString(count)); }

} // namespace scalelab
