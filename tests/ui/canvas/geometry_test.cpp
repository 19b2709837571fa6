// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas_content.h"
#include "canvas/geometry.h"
#include "canvas/viewport.h"
#include "canvas/wire_painter.h"
#include "components/standard_catalog.h"
#include "engine/catalog.h"
#include "model/scene.h"

#include <QTest>

#include <algorithm>

#include <cmath>

using namespace scalelab;

namespace {

Scene row(int count)
{
    Scene scene;
    for (int i = 0; i < count; ++i) {
        const std::string id = "n" + std::to_string(i);
        scene.components.push_back({id, "web-server", {}});
        scene.layout.push_back({id, {i * 240.0, 0}});
    }
    return scene;
}

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

} // namespace

class GeometryTest : public QObject {
    Q_OBJECT
private slots:
    void snapsToTheNearestGridPoint()
    {
        QCOMPARE(snapped({29, -31}), QPointF(20, -40));
        QCOMPARE(snapped({30.5, 9.9}), QPointF(40, 0));
    }

    void wiresLeaveAndEnterAtFacingSides()
    {
        const std::vector<QPointF> centres{{0, 0}, {300, 0}, {0, 300}, {-300, 0}};
        const std::vector<WireEnds> wires{{0, 1}, {0, 2}, {0, 3}};
        const auto paths = routeWires(centres, wires);
        QCOMPARE(paths[0].at(0), QPointF(nodeWidth / 2, 0));
        QCOMPARE(paths[0].at(1), QPointF(300 - nodeWidth / 2, 0));
        QCOMPARE(paths[1].at(0), QPointF(0, nodeHeight / 2));
        QCOMPARE(paths[1].at(1), QPointF(0, 300 - nodeHeight / 2));
        QCOMPARE(paths[2].at(0), QPointF(-nodeWidth / 2, 0));
    }

    void wiresThatShareASideAreSpreadInTheOrderOfTheirOtherEnds()
    {
        const std::vector<QPointF> centres{{0, 0}, {300, 200}, {300, 0}, {300, -200}};
        const std::vector<WireEnds> wires{{0, 1}, {0, 2}, {0, 3}};
        const auto paths = routeWires(centres, wires);
        QVERIFY(paths[2].at(0).y() < paths[1].at(0).y());
        QVERIFY(paths[1].at(0).y() < paths[0].at(0).y());
    }

    void aWireGoesRoundABoxInItsWay()
    {
        const std::vector<QPointF> centres{{0, 0}, {240, 0}, {480, 0}};
        const std::vector<WireEnds> wires{{0, 2}};
        const auto paths = routeWires(centres, wires);
        QVERIFY(!paths[0].crosses(nodeRect(centres[1])));
        QVERIFY(nodeRect(centres[0]).adjusted(-1, -1, 1, 1).contains(paths[0].at(0)));
        QVERIFY(nodeRect(centres[2]).adjusted(-1, -1, 1, 1).contains(paths[0].at(1)));
    }

    void aShareOfAPathIsAShareOfItsLength()
    {
        const WirePath path({QPointF(0, 0), QPointF(0, 0), QPointF(90, 0), QPointF(100, 0)});
        QVERIFY(std::abs(path.length() - 100) < 1e-9);
        QVERIFY(distance(path.at(0.25), {25, 0}) < 1e-6);
        QVERIFY(distance(path.at(0.25, 4), {25, 4}) < 1e-6);
        QCOMPARE(path.distanceTo({50, 7}), 7.0);
    }

    void boxesWiresAndHandlesAreHit()
    {
        Scene scene = row(2);
        scene.links.push_back({"n0", "n1", {}});
        CanvasContent content;
        content.rebuild(scene, standardCatalog()->registry);
        QCOMPARE(content.nodeAt({240 + nodeWidth / 2 - 1, 0}), 1);
        QCOMPARE(content.nodeAt({120, 0}), -1);
        QCOMPARE(content.wireAt({120, 3}, 5), 0);
        QCOMPARE(content.wireAt({120, 9}, 5), -1);
        QVERIFY(hitHandle({0, 0}, handleAt({0, 0}, Side::Top) + QPointF(2, 0), 0) == Side::Top);
        QVERIFY(!hitHandle({0, 0}, {0, 0}, 0));
        QCOMPARE(content.nodesIn(QRectF(-10, -10, 20, 20)), QStringList{"n0"});
    }

    void componentsWithoutAPlaceDoNotCoverOthers()
    {
        Scene scene = row(9);
        scene.layout.resize(1);
        CanvasContent content;
        content.rebuild(scene, standardCatalog()->registry);
        for (std::size_t a = 0; a < content.nodes().size(); ++a) {
            for (std::size_t b = a + 1; b < content.nodes().size(); ++b)
                QVERIFY(!nodeRect(content.nodes()[a].centre).intersects(nodeRect(content.nodes()[b].centre)));
        }
    }

    void aZoneFramesItsMembers()
    {
        Scene scene = row(3);
        scene.zones.push_back({"east", "data-center", {"n0", "n1"}, {}});
        CanvasContent content;
        content.rebuild(scene, standardCatalog()->registry);
        QCOMPARE(content.zones().size(), std::size_t(1));
        QVERIFY(content.zones()[0].frame.contains(nodeRect({240, 0})));
        QVERIFY(!content.zones()[0].frame.intersects(nodeRect({480, 0})));
    }

    void ratesStandClearOfBoxesAndOfEachOther()
    {
        Scene scene = row(4);
        scene.links = {{"n0", "n1", {}}, {"n1", "n0", {}}, {"n1", "n2", {}}, {"n0", "n3", {}}};
        CanvasContent content;
        content.rebuild(scene, standardCatalog()->registry);
        const auto places = placeRates(content);
        QVERIFY(std::count_if(places.begin(), places.end(), [](const QRectF& place) { return place.isValid(); }) >= 2);
        for (std::size_t a = 0; a < places.size(); ++a) {
            if (!places[a].isValid()) continue; // No room for this one: the rate is left out rather than drawn over something.
            for (const CanvasNode& node : content.nodes()) QVERIFY(!places[a].intersects(nodeRect(node.centre)));
            for (std::size_t b = a + 1; b < places.size(); ++b) QVERIFY(!places[a].intersects(places[b]));
        }
    }

    void zoomKeepsThePointUnderTheCursor()
    {
        Viewport view;
        view.pan({13, -7});
        const QPointF cursor(200, 100);
        const QPointF before = view.toScene(cursor);
        view.zoomTo(2.5, cursor);
        QVERIFY(distance(view.toScene(cursor), before) < 1e-9);
        QCOMPARE(view.scale(), 2.5);
        view.zoomTo(1e9, cursor);
        QCOMPARE(view.scale(), Viewport::largest);
    }

    void fittingShowsEverythingInsideTheMargin()
    {
        Viewport view;
        const QRectF scene(-100, 50, 3000, 900);
        view.fit(scene, {800, 600}, 48);
        QVERIFY(QRectF(47.9, 47.9, 704.2, 504.2).contains(view.toView(scene)));
        view.fit(QRectF(0, 0, 10, 10), {800, 600}, 48);
        QCOMPARE(view.scale(), 1.0);
    }
};

QTEST_GUILESS_MAIN(GeometryTest)
#include "geometry_test.moc"
