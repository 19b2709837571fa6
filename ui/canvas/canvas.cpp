// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas_private.h"

#include "canvas/overlay_painter.h"
#include "canvas/quick_add.h"
#include "canvas/traffic/traffic_legend.h"
#include "canvas/zoom_controls.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "schema/declaration.h"
#include "theme/theme.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr double fitMargin = 48;
constexpr QSizeF legendRoom(180, 136); ///< What the legend takes in its corner with the usual four kinds of dots.
constexpr double zoomStep = 1.25;

} // namespace

Canvas::Canvas(SceneDocument* document, Selection* selection, LiveRun* run, QWidget* parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->q = this;
    d->document = document;
    d->selection = selection;
    d->run = run;
    d->clock.start();
    d->view.content = &d->content;
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(tr("The components and wires of the scene; the Outline lists them as text."));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, 160);

    d->legend = new TrafficLegend(this);
    d->zoomControls = new ZoomControls(this);
    d->quickAdd = new QuickAdd(document->registry(), this);
    connect(d->zoomControls, &ZoomControls::zoomInRequested, this, &Canvas::zoomIn);
    connect(d->zoomControls, &ZoomControls::zoomOutRequested, this, &Canvas::zoomOut);
    connect(d->zoomControls, &ZoomControls::resetRequested, this, &Canvas::zoomTo100);
    connect(d->zoomControls, &ZoomControls::fitRequested, this, &Canvas::fitAll);
    connect(d->quickAdd, &QuickAdd::chosen, this, [this](const QString& kind, QPointF at) { d->addChosen(kind, at); });
    connect(this, &Canvas::quickAddRequested, this, &Canvas::quickAddAt);

    connect(document, &SceneDocument::edited, this, [this] { d->reloadContent(); });
    connect(document, &SceneDocument::reset, this, [this] {
        d->reloadContent();
        fitAll();
    });
    connect(selection, &Selection::changed, this, [this] {
        d->refreshLooks();
        d->showLooks();
    });
    connect(run, &LiveRun::ticked, this, [this] { d->runTicked(); });
    connect(run, &LiveRun::stateChanged, this, [this] { d->runChanged(); });

    d->frames.setTimerType(Qt::PreciseTimer);
    d->frames.setInterval(16);
    connect(&d->frames, &QTimer::timeout, this, [this] { d->nextFrame(); });
    d->hintTimer.setSingleShot(true);
    d->hintTimer.setInterval(3000);
    connect(&d->hintTimer, &QTimer::timeout, this, [this] { d->showHint({}, {}); });
    d->reloadContent();
}

Canvas::~Canvas() = default;

bool Canvas::isSnapping() const
{
    return d->snap;
}

bool Canvas::isLocked() const
{
    return d->locked;
}

double Canvas::zoom() const
{
    return d->view.viewport.scale();
}

QPointF Canvas::viewCentre() const
{
    return toScene(QRectF(rect()).center());
}

QPointF Canvas::toScene(QPointF widgetPoint) const
{
    return d->view.viewport.toScene(widgetPoint);
}

QPointF Canvas::toWidget(QPointF scenePoint) const
{
    return d->view.viewport.toView(scenePoint);
}

QPointF Canvas::nodeCentre(const QString& id) const
{
    return d->centreOf(id);
}

QRectF Canvas::sceneBounds() const
{
    const QRectF bounds = d->content.bounds();
    return bounds.isEmpty() ? bounds : bounds.adjusted(-24, -24, 24, 24);
}

void Canvas::paintScene(QPainter& painter, const QRectF& target) const
{
    SceneView view = d->view;
    view.viewport.fit(sceneBounds(), target.size(), 0, Viewport::largest);
    for (NodeLook& look : view.nodes) look.selected = look.hovered = false;
    for (WireLook& look : view.wires) look.selected = look.hovered = false;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(target.topLeft());
    paintAll(painter, view);
    painter.restore();
}

const TrafficLayer& Canvas::traffic() const
{
    return d->traffic;
}

NodeState Canvas::nodeState(const QString& id) const
{
    const int i = d->content.nodeIndex(id);
    return i < 0 ? NodeState{} : d->stateOf(d->content.nodes()[static_cast<std::size_t>(i)]);
}

QString Canvas::hint() const
{
    return d->hint;
}

void Canvas::setSnap(bool on)
{
    d->snap = on;
}

void Canvas::setLocked(bool on)
{
    if (on) cancelGesture();
    d->locked = on;
}

void Canvas::zoomIn()
{
    d->zoomBy(zoomStep, QRectF(rect()).center());
}

void Canvas::zoomOut()
{
    d->zoomBy(1 / zoomStep, QRectF(rect()).center());
}

void Canvas::zoomTo100()
{
    d->view.viewport.zoomTo(1, QRectF(rect()).center());
    d->fitPending = false;
    d->viewChanged();
}

void Canvas::fitAll()
{
    const QRectF bounds = d->content.bounds();
    if (bounds.isEmpty()) {
        d->view.viewport = {};
        d->view.viewport.centreOn({}, size());
    } else {
        d->view.viewport.fit(bounds, size(), fitMargin);
        if (d->legendHidesNodes()) d->view.viewport.fit(bounds, {double(width()), height() - legendRoom.height()}, fitMargin / 2);
    }
    d->fitPending = true;
    d->viewChanged();
}

void Canvas::fitSelection()
{
    QRectF bounds;
    for (const QString& id : d->selection->components()) bounds |= nodeRect(d->centreOf(id));
    if (bounds.isEmpty()) return fitAll();
    d->view.viewport.fit(bounds, size(), 2 * fitMargin, 1.5);
    d->fitPending = false;
    d->viewChanged();
}

void Canvas::paintEvent(QPaintEvent* event)
{
    if (d->layerStale) d->renderLayer();
    QPainter painter(this);
    // One image pixel is one device pixel: with the ratio taken back the blit is a plain copy.
    const double ratio = d->view.ratio;
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (const QRect& rect : event->region()) {
        const QRect pixels = QRectF(QPointF(rect.topLeft()) * ratio, QSizeF(rect.size()) * ratio).toAlignedRect() & d->dots.frame().rect();
        painter.drawImage(pixels.topLeft(), d->dots.frame(), pixels);
    }
    painter.restore();
    painter.setRenderHint(QPainter::Antialiasing);
    d->paintOverlay(painter);
}

void Canvas::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (d->fitPending) fitAll();
    else d->viewChanged();
    d->layOutOverlays();
}

void Canvas::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->runTicked();
    d->updateTimer();
}

void Canvas::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    d->updateTimer();
}

void Canvas::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) d->viewChanged();
}

void Canvas::Private::reloadContent()
{
    gesture.end();
    refusals.clear();
    content.rebuild(document->scene(), document->registry());
    if (content.nodeIndex(hoveredNode) < 0) hoveredNode.clear();
    hoveredWire = -1;
    traffic.setContent(content);
    refreshLooks();
    layerStale = true;
    q->update();
}

void Canvas::Private::viewChanged()
{
    layerStale = true;
    zoomControls->setZoom(view.viewport.scale());
    emit q->zoomChanged(view.viewport.scale());
    q->update();
}

NodeState Canvas::Private::stateOf(const CanvasNode& node) const
{
    if (!run->isActive()) return {};
    const int index = run->componentIndex(node.id);
    const auto& components = run->snapshot().components;
    if (index < 0 || static_cast<std::size_t>(index) >= components.size()) return {};
    return nodeStateOf(components[static_cast<std::size_t>(index)], run->componentRates(index), node.role);
}

std::vector<WireLook> Canvas::Private::wireLooks() const
{
    const std::vector<CanvasWire>& wires = content.wires();
    std::vector<WireLook> looks(wires.size());
    std::vector<LiveRun::WireRates> rates(wires.size());
    double most = 0;
    for (std::size_t i = 0; i < wires.size() && run->isActive(); ++i) {
        rates[i] = run->wireRates(run->wireIndex(wires[i].from, wires[i].to));
        most = std::max(most, rates[i].sent);
    }
    for (std::size_t i = 0; i < wires.size(); ++i) {
        WireLook& look = looks[i];
        look.selected = selection->wires().contains({wires[i].from, wires[i].to});
        look.hovered = static_cast<int>(i) == hoveredWire;
        look.faded = gesture.kind() == Gesture::Kind::Wire;
        if (rates[i].sent <= 0) continue;
        look.rate = rateText(rates[i].sent);
        look.failing = rates[i].failed > rates[i].answered;
        // A level is left only when the rate is well inside the next one, so that wires near a limit stay calm.
        const double level = rates[i].sent / most * WireLook::levels;
        const int before = i < view.wires.size() ? view.wires[i].level : 0;
        look.level = std::abs(level + 0.5 - before) < 0.8 && before > 0 ? before : static_cast<int>(std::ceil(level));
    }
    return looks;
}

void Canvas::Private::refreshLooks()
{
    const std::vector<CanvasNode>& nodes = content.nodes();
    view.nodes.assign(nodes.size(), {});
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        NodeLook& look = view.nodes[i];
        look.state = stateOf(nodes[i]);
        look.selected = selection->contains(nodes[i].id);
        look.hovered = nodes[i].id == hoveredNode;
        if (gesture.kind() != Gesture::Kind::Wire || nodes[i].id == gesture.node()) continue;
        look.target = refusals.contains(nodes[i].id) ? NodeLook::Target::Refused : NodeLook::Target::Allowed;
    }
    view.wires = wireLooks();
    lastLooks = seconds();
}

void Canvas::Private::showLooks()
{
    if (layerStale) return;
    const QRegion changed = layer.patch(view);
    if (changed.isEmpty()) return;
    dots.setBackground(layer.image(), changed);
    updateDevice(dots.draw(traffic.dots()));
}

void Canvas::Private::renderLayer()
{
    view.size = q->size();
    view.ratio = q->devicePixelRatioF();
    layer.render(view);
    dots.setWires(content, view.viewport, view.ratio);
    dots.setBackground(layer.image(), layer.image().rect());
    dots.draw(traffic.dots());
    layerStale = false;
}

void Canvas::Private::updateDevice(const QRegion& devicePixels)
{
    QRegion region;
    for (const QRect& rect : devicePixels)
        region += QRectF(QPointF(rect.topLeft()) / view.ratio, QSizeF(rect.size()) / view.ratio).toAlignedRect();
    q->update(region);
}

void Canvas::Private::paintOverlay(QPainter& painter)
{
    const Viewport& viewport = view.viewport;
    if (content.nodes().empty() && !ghost) paintEmptyHint(painter, q->rect());
    switch (gesture.kind()) {
    case Gesture::Kind::RubberBand: paintRubberBand(painter, viewport.toView(gesture.band())); break;
    case Gesture::Kind::Wire:
        paintLooseWire(painter, viewport, centreOf(gesture.node()), gesture.side(), viewport.toView(gesture.current()), !wireTarget().isEmpty());
        break;
    case Gesture::Kind::Idle:
        if (!hoveredNode.isEmpty() && !locked && viewport.scale() >= 0.3) paintHandles(painter, viewport, centreOf(hoveredNode), hotHandle);
        break;
    case Gesture::Kind::Pan:
    case Gesture::Kind::Press:
    case Gesture::Kind::Move: break;
    }
    if (ghost) {
        const KindDecl* kind = document->registry().kind(ghost->kind.toStdString());
        paintGhost(painter, viewport, ghost->at, ghost->kind, kind ? QString::fromStdString(kind->name) : ghost->kind);
    }
    if (!hint.isEmpty()) paintBubble(painter, hintAt, hint, q->rect());
}

void Canvas::Private::layOutOverlays()
{
    constexpr int gap = 12;
    zoomControls->adjustSize();
    zoomControls->move(q->width() - zoomControls->width() - gap, q->height() - zoomControls->height() - gap);
    legend->resize(legend->sizeHint());
    legend->move(gap, q->height() - legend->height() - gap);
}

bool Canvas::Private::legendHidesNodes() const
{
    const QRectF corner(QPointF(0, q->height() - legendRoom.height()), legendRoom);
    return std::any_of(content.nodes().begin(), content.nodes().end(), [&](const CanvasNode& node) { return view.viewport.toView(nodeRect(node.centre)).intersects(corner); });
}

void Canvas::Private::runTicked()
{
    if (!q->isVisible()) return;
    const double now = seconds();
    traffic.pull({run->snapshot(), run->flights(), run->flightSampling(), run->speed(), run->isPlaying(), now - lastPull});
    lastPull = now;
    if (!run->isPlaying()) {
        traffic.advance(run->displayTime(), 0);
        showDots();
    }
    if (run->isPlaying() && now - lastLooks < 0.1) return;
    refreshLooks();
    showLooks();
}

void Canvas::Private::showDots()
{
    if (!layerStale) updateDevice(dots.draw(traffic.dots()));
    if (seconds() - lastLegend > 0.25 || !run->isPlaying()) updateLegend();
}

void Canvas::Private::runChanged()
{
    if (!run->isActive()) traffic.clear();
    lastFrame = seconds();
    updateTimer();
    showDots();
    refreshLooks();
    showLooks();
}

void Canvas::Private::nextFrame()
{
    const double now = seconds();
    // After a hold-up (a dialog, a busy machine) the dots go on where they were.
    traffic.advance(run->displayTime(), std::min(0.1, now - lastFrame));
    lastFrame = now;
    showDots();
}

void Canvas::Private::updateTimer()
{
    const bool wanted = q->isVisible() && run->isPlaying();
    if (wanted == frames.isActive()) return;
    if (!wanted) return frames.stop();
    lastFrame = lastPull = seconds();
    frames.start();
}

void Canvas::Private::updateLegend()
{
    lastLegend = seconds();
    legend->setContents(traffic.occurring(), traffic.perDot());
}

} // namespace scalelab
