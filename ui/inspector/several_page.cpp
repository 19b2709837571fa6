// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/several_page.h"

#include "document/scene_document.h"
#include "document/selection.h"
#include "inspector/page_parts.h"

#include <QLabel>
#include <QLocale>
#include <QMap>
#include <QVBoxLayout>

namespace scalelab {

namespace {

/// "2 × Web server" for each kind, by name.
QStringList kindCounts(const SceneDocument& document, const QStringList& components)
{
    QMap<QString, int> counts;
    for (const QString& id : components) {
        const Component* component = document.scene().component(id.toStdString());
        const KindDecl* kind = component ? document.registry().kind(component->kind) : nullptr;
        if (component) ++counts[QString::fromStdString(kind ? kind->name : component->kind)];
    }
    QStringList lines;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        lines.append(QStringLiteral("%1 × %2").arg(QLocale().toString(it.value()), it.key()));
    return lines;
}

} // namespace

SeveralPage::SeveralPage(const SceneDocument* document, const Selection* selection, QWidget* parent) : QWidget(parent)
{
    QStringList parts;
    if (!selection->components().isEmpty()) parts.append(componentCount(selection->components().size()));
    if (!selection->wires().isEmpty()) parts.append(wireCount(selection->wires().size()));
    const QString title = tr("%1 selected").arg(parts.join(tr(" and ")));

    auto* column = pageColumn(this);
    column->addWidget(sectionHeading(title, this));
    for (const QString& line : kindCounts(*document, selection->components())) column->addWidget(softText(line, this));
    column->addWidget(rule(this));
    column->addWidget(softText(tr("Drag to move them together, Ctrl+D to duplicate them, Del to delete them."), this));
    column->addStretch(1);
}

} // namespace scalelab
