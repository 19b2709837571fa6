// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/selection.h"

#include "document/scene_document.h"

namespace scalelab {

Selection::Selection(SceneDocument* document) : QObject(document), document_(document)
{
    connect(document, &SceneDocument::edited, this, &Selection::dropDeleted);
    connect(document, &SceneDocument::reset, this, &Selection::clear);
}

void Selection::set(const QStringList& components, const QList<Wire>& wires)
{
    if (components == components_ && wires == wires_) return;
    components_ = components;
    wires_ = wires;
    emit changed();
}

void Selection::toggle(const QString& component)
{
    QStringList components = components_;
    if (components.removeAll(component) == 0) components.append(component);
    set(components, wires_);
}

void Selection::clear() { set({}); }

void Selection::dropDeleted()
{
    const Scene& scene = document_->scene();
    QStringList components = components_;
    components.removeIf([&](const QString& id) { return !scene.component(id.toStdString()); });
    QList<Wire> wires = wires_;
    wires.removeIf([&](const Wire& wire) { return !scene.link(wire.first.toStdString(), wire.second.toStdString()); });
    set(components, wires);
}

} // namespace scalelab
