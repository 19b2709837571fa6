// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QWidget>

#include <memory>

class QPainter;

namespace scalelab {

class LiveRun;
class SceneDocument;
class Selection;
class TrafficLayer;
struct NodeState;

/// The drawing board: shows the scene and its traffic, and turns gestures into edits of the document.
class Canvas : public QWidget {
    Q_OBJECT
public:
    /// What a palette entry carries while it is dragged; the data is the kind's id.
    static constexpr char kindMimeType[] = "application/x-scalelab-kind";

    Canvas(SceneDocument* document, Selection* selection, LiveRun* run, QWidget* parent = nullptr);
    ~Canvas() override;

    [[nodiscard]] bool isSnapping() const;
    [[nodiscard]] bool isLocked() const;
    /// 1 is 100%.
    [[nodiscard]] double zoom() const;
    /// The scene point in the middle of the view: where a paste goes.
    [[nodiscard]] QPointF viewCentre() const;
    [[nodiscard]] QPointF toScene(QPointF widgetPoint) const;
    [[nodiscard]] QPointF toWidget(QPointF scenePoint) const;
    /// The centre of a component's box in the scene; components without a place in the layout have one too.
    [[nodiscard]] QPointF nodeCentre(const QString& id) const;
    /// Round all components and zones, with some margin; empty for an empty scene.
    [[nodiscard]] QRectF sceneBounds() const;
    /// Paints components, wires and zones at full detail into `target`, for image export.
    void paintScene(QPainter& painter, const QRectF& target) const;

    /// What the dots show right now, for tests.
    [[nodiscard]] const TrafficLayer& traffic() const;
    /// What a component's card says right now.
    [[nodiscard]] NodeState nodeState(const QString& id) const;
    /// The reason shown in the bubble at the pointer; empty if there is none.
    [[nodiscard]] QString hint() const;

public slots:
    void setSnap(bool on);
    /// A locked canvas can be looked at and selected in; edits are refused with a visible hint.
    void setLocked(bool on);
    void selectAll();
    void deleteSelection();
    void zoomIn();
    void zoomOut();
    void zoomTo100();
    void fitAll();
    void fitSelection();
    /// Opens the quick-add popup at the pointer if it is over the canvas, else in the middle.
    void quickAdd();
    /// Opens the quick-add popup for a component at the scene point.
    void quickAddAt(QPointF scenePoint);
    /// Takes back the gesture under way.
    void cancelGesture();

signals:
    /// A component was double-clicked: to be renamed or inspected.
    void componentActivated(const QString& id);
    /// The empty canvas was double-clicked; the popup opens by itself.
    void quickAddRequested(QPointF scenePoint);
    /// `id` is empty over the empty canvas.
    void contextMenuRequested(const QString& id, QPoint globalPosition);
    void zoomChanged(double zoom);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace scalelab
