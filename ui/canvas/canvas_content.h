// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/geometry.h"

#include <QHash>
#include <QPair>
#include <QString>
#include <QStringList>

#include <vector>

namespace scalelab {

struct Scene;
struct Registry;

/// A component as the canvas draws it.
struct CanvasNode {
    QString id, label, kind, kindName;
    QString role;        ///< Its "role" parameter, such as "replica"; empty if it has none.
    QPointF centre;
    bool known = true;   ///< Whether this program knows the kind.
};

/// A wire as the canvas draws it.
struct CanvasWire {
    QString from, to;
    int fromNode = -1;
    int toNode = -1;
    WirePath path;
};

/// A frame round components.
struct CanvasZone {
    QString id, title;
    QRectF frame;
};

/// The scene in the form in which it is drawn and hit: a copy of what matters, rebuilt when the document changes.
class CanvasContent {
public:
    void rebuild(const Scene& scene, const Registry& registry);
    /// Draws these components elsewhere for the time of a gesture.
    void shift(const QStringList& ids, QPointF by);

    [[nodiscard]] const std::vector<CanvasNode>& nodes() const { return nodes_; }
    [[nodiscard]] const std::vector<CanvasWire>& wires() const { return wires_; }
    [[nodiscard]] const std::vector<CanvasZone>& zones() const { return zones_; }
    /// -1 if there is none.
    [[nodiscard]] int nodeIndex(const QString& id) const { return index_.value(id, -1); }
    [[nodiscard]] int wireIndex(const QString& from, const QString& to) const { return wireIndex_.value({from, to}, -1); }
    [[nodiscard]] QRectF bounds() const;

    /// The topmost component at a scene point, -1 if none; `slack` widens the boxes.
    [[nodiscard]] int nodeAt(QPointF point, double slack = 0) const;
    /// The nearest wire within `reach` scene units, -1 if none.
    [[nodiscard]] int wireAt(QPointF point, double reach) const;
    /// The components whose boxes touch the rectangle.
    [[nodiscard]] QStringList nodesIn(const QRectF& rect) const;

private:
    void addNodes(const Scene& scene, const Registry& registry);
    void route();
    void frameZones(const Scene& scene);
    void placeZones();

    std::vector<CanvasNode> nodes_;
    std::vector<CanvasWire> wires_;
    std::vector<CanvasZone> zones_;
    std::vector<std::vector<int>> zoneMembers_;
    QHash<QString, int> index_;
    QHash<QPair<QString, QString>, int> wireIndex_;
};

} // namespace scalelab
