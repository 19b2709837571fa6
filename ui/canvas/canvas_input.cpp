// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas_private.h"

#include "document/selection.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <cmath>

namespace scalelab {

namespace {

constexpr double wireReach = 7;    ///< How near a wire the pointer must be, in view pixels.
constexpr double handleSlack = 4;  ///< In view pixels.
constexpr double hoverReach = 22;  ///< How far outside its box a component stays hovered, so that its handles can be reached; scene units.

bool addsToSelection(Qt::KeyboardModifiers modifiers)
{
    return modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
}

bool isTouchpad(const QWheelEvent& event)
{
    return event.phase() != Qt::NoScrollPhase || event.device()->type() == QInputDevice::DeviceType::TouchPad;
}

QString droppedKind(const QMimeData* data)
{
    return QString::fromUtf8(data->data(QLatin1String(Canvas::kindMimeType)));
}

} // namespace

bool Canvas::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto* native = static_cast<QNativeGestureEvent*>(event);
        if (native->gestureType() == Qt::ZoomNativeGesture) {
            d->zoomBy(1 + native->value(), native->position());
            return true;
        }
    }
    return QWidget::event(event);
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    if (!d->gesture.isIdle()) return;
    d->showHint({}, {});
    const QPointF at = event->position();
    const bool pans = event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && d->spaceHeld);
    if (pans) d->gesture.beginPan(at);
    else if (event->button() == Qt::LeftButton) d->pressLeft(at, event->modifiers());
    d->updateCursor();
}

void Canvas::Private::pressLeft(QPointF viewPoint, Qt::KeyboardModifiers modifiers)
{
    updateHover(viewPoint);
    const QPointF at = view.viewport.toScene(viewPoint);
    if (!hoveredNode.isEmpty() && hotHandle) {
        if (mayEdit(viewPoint)) startWire(hoveredNode, *hotHandle);
        return;
    }
    if (const int node = content.nodeAt(at); node >= 0) {
        const CanvasNode& pressed = content.nodes()[static_cast<std::size_t>(node)];
        if (addsToSelection(modifiers)) return selection->toggle(pressed.id);
        if (!selection->contains(pressed.id)) selection->set({pressed.id});
        gesture.beginPress(pressed.id, pressed.centre, at);
        return;
    }
    if (const int wire = content.wireAt(at, wireReach / view.viewport.scale()); wire >= 0) {
        const CanvasWire& pressed = content.wires()[static_cast<std::size_t>(wire)];
        QList<Selection::Wire> wires{{pressed.from, pressed.to}};
        if (addsToSelection(modifiers)) return selection->set(selection->components(), selection->wires() + wires);
        return selection->set({}, wires);
    }
    if (!addsToSelection(modifiers)) selection->clear();
    gesture.beginRubberBand(at, selection->components());
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF viewPoint = event->position();
    Gesture& gesture = d->gesture;
    switch (gesture.kind()) {
    case Gesture::Kind::Idle: d->updateHover(viewPoint); return;
    case Gesture::Kind::Pan:
        d->view.viewport.pan(gesture.panTo(viewPoint));
        d->fitPending = false;
        d->viewChanged();
        return;
    case Gesture::Kind::Press:
        gesture.moveTo(toScene(viewPoint));
        if (!gesture.hasLeft(QApplication::startDragDistance() / zoom())) return;
        if (!d->mayEdit(viewPoint)) return gesture.end();
        d->startMove();
        [[fallthrough]];
    case Gesture::Kind::Move: {
        const QPointF before = gesture.offset(d->snap);
        gesture.moveTo(toScene(viewPoint));
        const QPointF by = gesture.offset(d->snap) - before;
        if (by.isNull()) return;
        d->content.shift(gesture.nodes(), by);
        d->layerStale = true;
        break;
    }
    case Gesture::Kind::RubberBand: gesture.moveTo(toScene(viewPoint)); break;
    case Gesture::Kind::Wire: {
        gesture.moveTo(toScene(viewPoint));
        const int over = d->content.nodeAt(gesture.current(), 6);
        d->showHint(over < 0 ? QString() : d->refusals.value(d->content.nodes()[static_cast<std::size_t>(over)].id), viewPoint);
        break;
    }
    }
    update();
}

void Canvas::Private::startMove()
{
    gesture.beginMove(selection->components());
    // The way that the pointer went before the press became a move counts too.
    content.shift(gesture.nodes(), gesture.offset(snap));
    layerStale = true;
    updateCursor();
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    switch (d->gesture.kind()) {
    case Gesture::Kind::Move: d->finishMove(); break;
    case Gesture::Kind::RubberBand: d->finishBand(event->modifiers()); break;
    case Gesture::Kind::Wire: d->finishWire(); break;
    case Gesture::Kind::Press:
        // A click on one of several selected components selects it alone.
        if (d->selection->components().size() > 1) d->selection->set({d->gesture.node()});
        d->gesture.end();
        break;
    case Gesture::Kind::Idle:
    case Gesture::Kind::Pan: d->gesture.end(); break;
    }
    d->updateHover(event->position());
    d->updateCursor();
    update();
}

void Canvas::Private::updateHover(QPointF viewPoint)
{
    const QPointF at = view.viewport.toScene(viewPoint);
    int node = content.nodeAt(at);
    const int near = node >= 0 ? node : content.nodeIndex(hoveredNode);
    hotHandle.reset();
    if (near >= 0 && view.viewport.scale() >= 0.3) {
        const QPointF centre = content.nodes()[static_cast<std::size_t>(near)].centre;
        hotHandle = hitHandle(centre, at, handleSlack / view.viewport.scale());
        if (hotHandle || nodeRect(centre).adjusted(-hoverReach, -hoverReach, hoverReach, hoverReach).contains(at)) node = node >= 0 ? node : near;
    }
    const QString hovered = node >= 0 ? content.nodes()[static_cast<std::size_t>(node)].id : QString();
    const int wire = node >= 0 ? -1 : content.wireAt(at, wireReach / view.viewport.scale());
    if (hovered != hoveredNode || wire != hoveredWire) {
        hoveredNode = hovered;
        hoveredWire = wire;
        refreshLooks();
        showLooks();
    }
    updateCursor();
    q->update();
}

void Canvas::Private::updateCursor()
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (gesture.kind() == Gesture::Kind::Pan) shape = Qt::ClosedHandCursor;
    else if (spaceHeld) shape = Qt::OpenHandCursor;
    else if (gesture.kind() == Gesture::Kind::Move) shape = Qt::SizeAllCursor;
    else if (gesture.kind() == Gesture::Kind::Wire || hotHandle) shape = Qt::CrossCursor;
    else if (hoveredWire >= 0) shape = Qt::PointingHandCursor;
    q->setCursor(shape);
}

void Canvas::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    if (d->gesture.isIdle()) d->updateHover(QPointF(-1e6, -1e6));
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    const QPointF at = toScene(event->position());
    d->gesture.end();
    if (const int node = d->content.nodeAt(at); node >= 0) emit componentActivated(d->content.nodes()[static_cast<std::size_t>(node)].id);
    else if (d->content.wireAt(at, wireReach / zoom()) < 0) emit quickAddRequested(at);
}

void Canvas::contextMenuEvent(QContextMenuEvent* event)
{
    const QPointF at = toScene(event->pos());
    QString id;
    if (const int node = d->content.nodeAt(at); node >= 0) {
        id = d->content.nodes()[static_cast<std::size_t>(node)].id;
        if (!d->selection->contains(id)) d->selection->set({id});
    } else if (const int wire = d->content.wireAt(at, wireReach / zoom()); wire >= 0) {
        const CanvasWire& under = d->content.wires()[static_cast<std::size_t>(wire)];
        d->selection->set({}, {{under.from, under.to}});
    }
    emit contextMenuRequested(id, event->globalPos());
}

void Canvas::wheelEvent(QWheelEvent* event)
{
    const bool zooms = event->modifiers() & Qt::ControlModifier || !(isTouchpad(*event) || event->modifiers() & Qt::ShiftModifier);
    if (zooms) {
        d->zoomBy(std::pow(1.0015, event->angleDelta().y()), event->position());
    } else {
        QPointF by = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / 2 : QPointF(event->pixelDelta());
        if (event->modifiers() & Qt::ShiftModifier && by.x() == 0) by = {by.y(), 0};
        d->view.viewport.pan(by);
        d->fitPending = false;
        d->viewChanged();
    }
    event->accept();
}

void Canvas::Private::zoomBy(double factor, QPointF at)
{
    view.viewport.zoomTo(view.viewport.scale() * factor, at);
    fitPending = false;
    viewChanged();
}

void Canvas::keyPressEvent(QKeyEvent* event)
{
    const double step = d->snap ? gridStep : 1;
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    switch (plain ? event->key() : 0) {
    case Qt::Key_Left: return d->nudge({-step, 0});
    case Qt::Key_Right: return d->nudge({step, 0});
    case Qt::Key_Up: return d->nudge({0, -step});
    case Qt::Key_Down: return d->nudge({0, step});
    case Qt::Key_Delete:
    case Qt::Key_Backspace: return deleteSelection();
    case Qt::Key_Escape:
        if (d->gesture.isIdle()) d->selection->clear();
        else cancelGesture();
        d->showHint({}, {});
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (d->selection->components().size() == 1) emit componentActivated(d->selection->components().constFirst());
        return;
    case Qt::Key_Space:
        d->spaceHeld = true;
        d->updateCursor();
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void Canvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) return QWidget::keyReleaseEvent(event);
    d->spaceHeld = false;
    d->updateCursor();
}

void Canvas::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasFormat(QLatin1String(kindMimeType)) || !d->mayEdit(event->position())) return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void Canvas::dragMoveEvent(QDragMoveEvent* event)
{
    const QPointF at = toScene(event->position());
    d->ghost = Private::Ghost{droppedKind(event->mimeData()), d->snap ? snapped(at) : at};
    event->setDropAction(Qt::CopyAction);
    event->accept();
    update();
}

void Canvas::dragLeaveEvent(QDragLeaveEvent*)
{
    d->ghost.reset();
    update();
}

void Canvas::dropEvent(QDropEvent* event)
{
    d->ghost.reset();
    update();
    if (!event->mimeData()->hasFormat(QLatin1String(kindMimeType)) || !d->mayEdit(event->position())) return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    d->dropKind(droppedKind(event->mimeData()), toScene(event->position()));
    setFocus();
}

} // namespace scalelab
