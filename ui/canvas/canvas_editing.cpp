// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas_private.h"

#include "canvas/quick_add.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "model/wiring.h"
#include "schema/declaration.h"

#include <QCursor>

#include <algorithm>

namespace scalelab {

namespace {

constexpr double columnWidth = 200; ///< From a component to the one that quick-add puts at its right.
constexpr double rowHeight = 120;

Point pointOf(QPointF point)
{
    return {point.x(), point.y()};
}

Object typicalParams(const KindDecl& kind)
{
    Object params;
    for (const ParamDecl& param : kind.params) {
        if (!param.typical.isNull()) params.set(param.id, param.typical);
    }
    return params;
}

} // namespace

Edit moveEdit(const CanvasContent& content, const QStringList& ids, QPointF by)
{
    Batch batch;
    for (const QString& id : ids) {
        const int i = content.nodeIndex(id);
        if (i >= 0) batch.edits.push_back({SetPosition{id.toStdString(), pointOf(content.nodes()[static_cast<std::size_t>(i)].centre + by)}});
    }
    return {std::move(batch)};
}

bool Canvas::Private::mayEdit(QPointF at)
{
    if (document->isReadOnly()) showHint(tr("This scene is from a newer version: it can be looked at, not changed."), at);
    else if (locked) showHint(tr("The canvas is locked. Unlock it to change the scene."), at);
    else return true;
    return false;
}

void Canvas::Private::showHint(const QString& text, QPointF at)
{
    if (text == hint && text.isEmpty()) return;
    hint = text;
    hintAt = at;
    if (text.isEmpty()) hintTimer.stop();
    else hintTimer.start();
    q->update();
}

QPointF Canvas::Private::centreOf(const QString& id) const
{
    const int i = content.nodeIndex(id);
    return i < 0 ? QPointF() : content.nodes()[static_cast<std::size_t>(i)].centre;
}

void Canvas::selectAll()
{
    QStringList ids;
    for (const CanvasNode& node : d->content.nodes()) ids << node.id;
    QList<Selection::Wire> wires;
    for (const CanvasWire& wire : d->content.wires()) wires << Selection::Wire(wire.from, wire.to);
    d->selection->set(ids, wires);
}

void Canvas::deleteSelection()
{
    if (d->selection->isEmpty() || !d->mayEdit(QRectF(rect()).center())) return;
    const QStringList components = d->selection->components();
    const QList<Selection::Wire> wires = d->selection->wires();
    d->document->removeAll(components, wires);
}

void Canvas::cancelGesture()
{
    const bool moved = d->gesture.kind() == Gesture::Kind::Move;
    d->gesture.end();
    d->refusals.clear();
    d->showHint({}, {});
    if (moved) d->reloadContent();
    d->refreshLooks();
    d->showLooks();
    d->updateCursor();
    update();
}

void Canvas::Private::finishMove()
{
    const QStringList ids = gesture.nodes();
    const Edit edit = moveEdit(content, ids, {});
    gesture.end();
    if (!document->perform(edit)) reloadContent();
}

void Canvas::Private::finishBand(Qt::KeyboardModifiers modifiers)
{
    const QRectF band = gesture.band();
    QStringList ids = modifiers & (Qt::ShiftModifier | Qt::ControlModifier) ? gesture.nodes() : QStringList();
    gesture.end();
    for (const QString& id : content.nodesIn(band)) {
        if (!ids.contains(id)) ids << id;
    }
    if (ids != selection->components()) selection->set(ids);
}

void Canvas::Private::startWire(const QString& from, Side side)
{
    gesture.beginWire(from, side);
    gesture.moveTo(handleAt(centreOf(from), side));
    refusals.clear();
    for (const CanvasNode& node : content.nodes()) {
        const auto allowed = canConnect(document->registry(), document->scene(), from.toStdString(), node.id.toStdString());
        if (!allowed && node.id != from) refusals.insert(node.id, QString::fromStdString(allowed.error().message));
    }
    refreshLooks();
    showLooks();
}

QString Canvas::Private::wireTarget() const
{
    const int over = content.nodeAt(gesture.current(), 6);
    if (over < 0) return {};
    const QString& id = content.nodes()[static_cast<std::size_t>(over)].id;
    return id == gesture.node() || refusals.contains(id) ? QString() : id;
}

void Canvas::Private::finishWire()
{
    const QString from = gesture.node();
    const QString to = wireTarget();
    const QString reason = hint;
    const QPointF at = hintAt;
    q->cancelGesture();
    if (!reason.isEmpty()) showHint(reason, at);
    if (to.isEmpty()) return;
    if (document->perform({InsertLink{Link{from.toStdString(), to.toStdString(), {}}}})) selection->set({}, {{from, to}});
}

void Canvas::Private::nudge(QPointF by)
{
    if (selection->components().isEmpty() || !mayEdit(QRectF(q->rect()).center())) return;
    document->perform(moveEdit(content, selection->components(), by), QStringLiteral("nudge:") + selection->components().join(QLatin1Char(',')));
}

void Canvas::Private::dropKind(const QString& kind, QPointF scenePoint)
{
    const QString id = document->addComponent(kind, snap ? snapped(scenePoint) : scenePoint);
    if (!id.isEmpty()) selection->set({id});
}

void Canvas::quickAdd()
{
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    quickAddAt(rect().contains(pointer) && isVisible() ? toScene(pointer) : viewCentre());
}

void Canvas::quickAddAt(QPointF scenePoint)
{
    const QPointF at = toWidget(scenePoint);
    if (d->mayEdit(at)) d->quickAdd->openAt(at.toPoint(), scenePoint);
}

QPointF Canvas::Private::freePlaceRightOf(const QString& id) const
{
    const QPointF first = snapped(centreOf(id) + QPointF(columnWidth, 0));
    for (int row = 0;; row = row > 0 ? -row : 1 - row) {
        const QPointF place = first + QPointF(0, row * rowHeight);
        if (content.nodesIn(nodeRect(place).adjusted(-8, -8, 8, 8)).isEmpty()) return place;
    }
}

void Canvas::Private::addChosen(const QString& kind, QPointF scenePoint)
{
    const KindDecl* decl = document->registry().kind(kind.toStdString());
    const QStringList selected = selection->components();
    if (!decl || selected.size() != 1) return dropKind(kind, scenePoint);
    Scene after = document->scene();
    const std::string from = selected.constFirst().toStdString();
    const std::string id = freshId(after, decl->id);
    const InsertComponent insertion{Component{id, decl->id, typicalParams(*decl)}, pointOf(freePlaceRightOf(selected.constFirst()))};
    if (!applyEdit(after, {insertion}) || !canConnect(document->registry(), after, from, id)) return dropKind(kind, scenePoint);
    if (document->perform({Batch{{{insertion}, {InsertLink{Link{from, id, {}}}}}}})) selection->set({QString::fromStdString(id)});
}

} // namespace scalelab
