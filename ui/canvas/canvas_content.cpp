// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas_content.h"

#include "model/scene.h"
#include "schema/declaration.h"

#include <algorithm>

namespace scalelab {

namespace {

constexpr double zonePadding = 28;
constexpr double zoneTitleHeight = 24;

QString textParam(const Object& params, std::string_view name)
{
    const Value* value = params.find(name);
    return value && value->text() ? QString::fromStdString(*value->text()) : QString();
}

/// Components without a place stand in rows of six below the others.
QPointF placeWithout(int number, double below)
{
    return {(number % 6) * 200.0, below + (number / 6) * 140.0};
}

} // namespace

void CanvasContent::rebuild(const Scene& scene, const Registry& registry)
{
    addNodes(scene, registry);
    wires_.clear();
    wireIndex_.clear();
    for (const Link& link : scene.links) {
        CanvasWire wire;
        wire.from = QString::fromStdString(link.from);
        wire.to = QString::fromStdString(link.to);
        wire.fromNode = nodeIndex(wire.from);
        wire.toNode = nodeIndex(wire.to);
        if (wire.fromNode < 0 || wire.toNode < 0) continue;
        wireIndex_.insert({wire.from, wire.to}, static_cast<int>(wires_.size()));
        wires_.push_back(std::move(wire));
    }
    route();
    frameZones(scene);
}

void CanvasContent::addNodes(const Scene& scene, const Registry& registry)
{
    QHash<QString, QPointF> places;
    double below = 0;
    for (const Placement& placement : scene.layout) {
        places.insert(QString::fromStdString(placement.component), {placement.at.x, placement.at.y});
        below = std::max(below, placement.at.y + 160);
    }
    nodes_.clear();
    index_.clear();
    int unplaced = 0;
    for (const Component& component : scene.components) {
        const KindDecl* kind = registry.kind(component.kind);
        CanvasNode node;
        node.id = QString::fromStdString(component.id);
        node.label = QString::fromStdString(component.label());
        node.kind = QString::fromStdString(component.kind);
        node.kindName = kind ? QString::fromStdString(kind->name) : node.kind;
        node.role = textParam(component.params, "role");
        node.known = kind != nullptr;
        const auto place = places.constFind(node.id);
        node.centre = place != places.cend() ? *place : placeWithout(unplaced++, below);
        index_.insert(node.id, static_cast<int>(nodes_.size()));
        nodes_.push_back(std::move(node));
    }
}

void CanvasContent::shift(const QStringList& ids, QPointF by)
{
    for (const QString& id : ids) {
        const int i = nodeIndex(id);
        if (i >= 0) nodes_[static_cast<std::size_t>(i)].centre += by;
    }
    route();
    placeZones();
}

void CanvasContent::placeZones()
{
    for (std::size_t z = 0; z < zones_.size(); ++z) {
        QRectF frame;
        for (const int member : zoneMembers_[z]) frame |= nodeRect(nodes_[static_cast<std::size_t>(member)].centre);
        zones_[z].frame = frame.adjusted(-zonePadding, -zonePadding - zoneTitleHeight, zonePadding, zonePadding);
    }
}

void CanvasContent::route()
{
    std::vector<QPointF> centres;
    centres.reserve(nodes_.size());
    for (const CanvasNode& node : nodes_) centres.push_back(node.centre);
    std::vector<WireEnds> ends;
    ends.reserve(wires_.size());
    for (const CanvasWire& wire : wires_) ends.push_back({wire.fromNode, wire.toNode});
    std::vector<WirePath> paths = routeWires(centres, ends);
    for (std::size_t i = 0; i < wires_.size(); ++i) wires_[i].path = paths[i];
}

void CanvasContent::frameZones(const Scene& scene)
{
    zones_.clear();
    zoneMembers_.clear();
    for (const Zone& zone : scene.zones) {
        std::vector<int> members;
        for (const std::string& id : zone.contains) {
            const int i = nodeIndex(QString::fromStdString(id));
            if (i >= 0) members.push_back(i);
        }
        if (members.empty()) continue;
        const QString id = QString::fromStdString(zone.id);
        const QString label = textParam(zone.params, "label");
        zones_.push_back({id, label.isEmpty() ? id : label, {}});
        zoneMembers_.push_back(std::move(members));
    }
    placeZones();
}

QRectF CanvasContent::bounds() const
{
    QRectF all;
    for (const CanvasNode& node : nodes_) all |= nodeRect(node.centre);
    for (const CanvasZone& zone : zones_) all |= zone.frame;
    for (const CanvasWire& wire : wires_) all |= wire.path.bounds();
    return all.isEmpty() ? QRectF() : all.adjusted(-8, -8, 8, 24);
}

int CanvasContent::nodeAt(QPointF point, double slack) const
{
    for (int i = static_cast<int>(nodes_.size()) - 1; i >= 0; --i) {
        if (nodeRect(nodes_[static_cast<std::size_t>(i)].centre).adjusted(-slack, -slack, slack, slack).contains(point)) return i;
    }
    return -1;
}

int CanvasContent::wireAt(QPointF point, double reach) const
{
    int nearest = -1;
    for (std::size_t i = 0; i < wires_.size(); ++i) {
        if (!wires_[i].path.bounds().adjusted(-reach, -reach, reach, reach).contains(point)) continue;
        const double distance = wires_[i].path.distanceTo(point);
        if (distance > reach) continue;
        reach = distance;
        nearest = static_cast<int>(i);
    }
    return nearest;
}

QStringList CanvasContent::nodesIn(const QRectF& rect) const
{
    QStringList ids;
    for (const CanvasNode& node : nodes_) {
        if (nodeRect(node.centre).intersects(rect)) ids << node.id;
    }
    return ids;
}

} // namespace scalelab
