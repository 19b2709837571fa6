// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvas.h"
#include "canvas/canvas_content.h"
#include "canvas/traffic/dot_painter.h"
#include "canvas/gesture.h"
#include "canvas/scene_layer.h"
#include "canvas/traffic/traffic_layer.h"
#include "canvas/viewport.h"
#include "model/edit.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

#include <optional>

namespace scalelab {

class QuickAdd;
class TrafficLegend;
class ZoomControls;

/// State of a canvas, shared by its drawing (canvas.cpp) and its input (canvas_input.cpp).
struct Canvas::Private {
    Canvas* q = nullptr;
    SceneDocument* document = nullptr;
    Selection* selection = nullptr;
    LiveRun* run = nullptr;

    CanvasContent content;
    SceneView view;
    SceneLayer layer;
    bool layerStale = true; ///< The scene layer has to be drawn anew before it is shown.
    bool fitPending = true; ///< The view has not been moved by hand since the scene was opened.

    TrafficLayer traffic;
    DotPainter dots;
    QTimer frames;
    QElapsedTimer clock;
    double lastFrame = 0, lastPull = 0, lastLooks = 0, lastLegend = 0; ///< Instants of the clock [s].

    Gesture gesture;
    bool snap = true;
    bool locked = false;
    bool spaceHeld = false;
    QString hoveredNode;
    int hoveredWire = -1;
    std::optional<Side> hotHandle;
    QHash<QString, QString> refusals; ///< While a wire is drawn: why it may not end at a component; allowed ones are absent.
    struct Ghost { QString kind; QPointF at; };
    std::optional<Ghost> ghost;
    QString hint;
    QPointF hintAt;
    QTimer hintTimer;

    TrafficLegend* legend = nullptr;
    ZoomControls* zoomControls = nullptr;
    QuickAdd* quickAdd = nullptr;

    // Drawing
    void reloadContent();
    void viewChanged();
    void refreshLooks();
    void showLooks();
    void renderLayer();
    void updateDevice(const QRegion& devicePixels);
    void paintOverlay(QPainter& painter);
    void layOutOverlays();
    /// Whether the legend, in its usual size, lies over a component.
    [[nodiscard]] bool legendHidesNodes() const;
    [[nodiscard]] NodeState stateOf(const CanvasNode& node) const;
    [[nodiscard]] std::vector<WireLook> wireLooks() const;

    // Running
    void runTicked();
    void runChanged();
    void showDots();
    void nextFrame();
    void updateTimer();
    void updateLegend();
    [[nodiscard]] double seconds() const { return static_cast<double>(clock.nsecsElapsed()) / 1e9; }

    // Editing
    [[nodiscard]] bool mayEdit(QPointF at);
    void showHint(const QString& text, QPointF at);
    void dropKind(const QString& kind, QPointF scenePoint);
    void addChosen(const QString& kind, QPointF scenePoint);
    void nudge(QPointF by);
    void finishMove();
    void finishBand(Qt::KeyboardModifiers modifiers);
    void finishWire();
    void startWire(const QString& from, Side side);
    void startMove();
    void updateHover(QPointF viewPoint);
    void updateCursor();
    void pressLeft(QPointF viewPoint, Qt::KeyboardModifiers modifiers);
    void zoomBy(double factor, QPointF at);
    [[nodiscard]] QPointF freePlaceRightOf(const QString& id) const;
    [[nodiscard]] QPointF centreOf(const QString& id) const;
    /// The component under the view point that may take the wire being drawn; empty if none.
    [[nodiscard]] QString wireTarget() const;
};

/// Places components at their present centres moved by `by`, as one edit.
[[nodiscard]] Edit moveEdit(const CanvasContent& content, const QStringList& ids, QPointF by);

} // namespace scalelab
