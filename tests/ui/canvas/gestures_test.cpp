// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas.h"
#include "canvas/geometry.h"
#include "canvas/quick_add.h"
#include "model/wiring.h"
#include "support/live_scene.h"
#include "theme/theme.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

constexpr const char* threeBoxes = R"json({
  "format": "scalelab/scene", "version": 1, "title": "Three boxes", "seed": 1,
  "components": {
    "users": { "kind": "users", "arrivals": "poisson(100/s)" },
    "web": { "kind": "web-server", "workers": 2, "service": "exp(10ms)" },
    "db": { "kind": "database", "service": "exp(5ms)" }
  },
  "links": [ { "from": "web", "to": "db" } ],
  "layout": { "users": [0, 0], "web": [240, 0], "db": [480, 0] }
})json";

/// A canvas over three boxes at 100%, of which the server is wired to the database.
struct Board {
    LiveScene live{threeBoxes};
    Canvas canvas{&live.document, &live.selection, &live.run};

    Board()
    {
        canvas.resize(1000, 700);
        canvas.show();
        canvas.zoomTo100();
        if (!QTest::qWaitForWindowExposed(&canvas)) qFatal("the canvas is not shown");
    }

    [[nodiscard]] const Scene& scene() const { return live.document.scene(); }
    [[nodiscard]] QPointF place(const char* id) const
    {
        const auto point = scene().position(id);
        return point ? QPointF(point->x, point->y) : QPointF(1e9, 1e9);
    }
    [[nodiscard]] QPoint at(QPointF scenePoint) const { return canvas.toWidget(scenePoint).toPoint(); }
    [[nodiscard]] QPoint at(const char* id) const { return at(place(id)); }
    [[nodiscard]] int steps() { return live.document.undoStack()->index(); }

    void press(QPoint point, Qt::KeyboardModifiers keys = {}) { QTest::mousePress(&canvas, Qt::LeftButton, keys, point); }
    /// Sent straight to the canvas, which may be larger than the screen.
    void moveTo(QPoint point)
    {
        QMouseEvent move(QEvent::MouseMove, point, canvas.mapToGlobal(point), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(&canvas, &move);
    }
    void release(QPoint point, Qt::KeyboardModifiers keys = {}) { QTest::mouseRelease(&canvas, Qt::LeftButton, keys, point); }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {})
    {
        moveTo(from);
        press(from, keys);
        moveTo((from + to) / 2);
        moveTo(to);
        release(to, keys);
    }
    void click(QPoint point, Qt::KeyboardModifiers keys = {}) { QTest::mouseClick(&canvas, Qt::LeftButton, keys, point); }

    /// Drags a kind over the canvas and lets it go, as the palette does; false if the canvas does not want it.
    bool drop(const QString& kind, QPoint point)
    {
        QMimeData data;
        data.setData(Canvas::kindMimeType, kind.toUtf8());
        QDragEnterEvent enter(point, Qt::CopyAction, &data, Qt::LeftButton, {});
        enter.ignore();
        QApplication::sendEvent(&canvas, &enter);
        if (!enter.isAccepted()) return false;
        QDragMoveEvent move(point, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&canvas, &move);
        QDropEvent drop(point, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&canvas, &drop);
        return drop.isAccepted();
    }
};

} // namespace

class GesturesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(); }

    void aDropAddsTheComponentAtTheSnappedPlace()
    {
        Board board;
        QVERIFY(board.drop("cache", board.at({247, 133})));
        QCOMPARE(board.scene().components.size(), std::size_t(4));
        const Component& added = board.scene().components.back();
        QCOMPARE(QString::fromStdString(added.kind), QStringLiteral("cache"));
        QCOMPARE(board.place(added.id.c_str()), QPointF(240, 140));
        QCOMPARE(board.live.selection.components(), QStringList{QString::fromStdString(added.id)});
        QCOMPARE(board.steps(), 1);
    }

    void withoutSnappingADropStaysWhereItWas()
    {
        Board board;
        board.canvas.setSnap(false);
        QVERIFY(board.drop("cache", board.at({247, 133})));
        const QPointF away = board.place(board.scene().components.back().id.c_str()) - QPointF(247, 133);
        QVERIFY(std::hypot(away.x(), away.y()) < 1.5);
    }

    void otherDataIsNotTaken()
    {
        Board board;
        QMimeData data;
        data.setText("cache");
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
        enter.ignore();
        QApplication::sendEvent(&board.canvas, &enter);
        QVERIFY(!enter.isAccepted());
    }

    void aWireIsDrawnFromAHandle()
    {
        Board board;
        const QPoint handle = board.at(handleAt(board.place("users"), Side::Right));
        board.moveTo(board.at("users"));
        board.drag(handle, board.at("web"));
        QVERIFY(board.scene().link("users", "web"));
        QCOMPARE(board.steps(), 1);
        QCOMPARE(board.live.selection.wires(), (QList<Selection::Wire>{{"users", "web"}}));
        board.live.document.undoStack()->undo();
        QVERIFY(!board.scene().link("users", "web"));
    }

    void aRefusedWireLeavesNoLinkAndSaysWhy()
    {
        Board board;
        const auto refusal = canConnect(board.live.document.registry(), board.scene(), "db", "users");
        QVERIFY(!refusal.ok());
        board.moveTo(board.at("db"));
        const QPoint handle = board.at(handleAt(board.place("db"), Side::Left));
        board.moveTo(handle);
        board.press(handle);
        board.moveTo(board.at("users"));
        QCOMPARE(board.canvas.hint(), QString::fromStdString(refusal.error().message));
        board.release(board.at("users"));
        QCOMPARE(board.scene().links.size(), std::size_t(1));
        QCOMPARE(board.canvas.hint(), QString::fromStdString(refusal.error().message));
        QCOMPARE(board.steps(), 0);
    }

    void movingIsOneStepAndUndoPutsBack()
    {
        Board board;
        board.live.selection.set({"users", "web"});
        board.drag(board.at("web"), board.at(QPointF(307, 78)));
        QCOMPARE(board.place("web"), QPointF(300, 80));
        QCOMPARE(board.place("users"), QPointF(60, 80));
        QCOMPARE(board.place("db"), QPointF(480, 0));
        QCOMPARE(board.steps(), 1);
        board.live.document.undoStack()->undo();
        QCOMPARE(board.place("web"), QPointF(240, 0));
        QCOMPARE(board.place("users"), QPointF(0, 0));
    }

    void escapeCancelsAMove()
    {
        Board board;
        board.moveTo(board.at("web"));
        board.press(board.at("web"));
        board.moveTo(board.at(QPointF(300, 80)));
        QTest::keyClick(&board.canvas, Qt::Key_Escape);
        board.release(board.at(QPointF(300, 80)));
        QCOMPARE(board.place("web"), QPointF(240, 0));
        QCOMPARE(board.steps(), 0);
    }

    void aClickWithoutMovingIsNoStep()
    {
        Board board;
        board.click(board.at("web"));
        QCOMPARE(board.live.selection.components(), QStringList{"web"});
        board.click(board.at("db"), Qt::ShiftModifier);
        QCOMPARE(board.live.selection.components(), (QStringList{"web", "db"}));
        board.click(board.at("web"), Qt::ControlModifier);
        QCOMPARE(board.live.selection.components(), QStringList{"db"});
        QCOMPARE(board.steps(), 0);
    }

    void aRubberBandSelectsWhatItTouches()
    {
        Board board;
        board.drag(board.at(QPointF(-100, -100)), board.at(QPointF(200, 80)));
        QCOMPARE(board.live.selection.components(), (QStringList{"users", "web"}));
        board.drag(board.at(QPointF(600, 90)), board.at(QPointF(470, 10)), Qt::ShiftModifier);
        QCOMPARE(board.live.selection.components(), (QStringList{"users", "web", "db"}));
        board.click(board.at(QPointF(-100, -100)));
        QVERIFY(board.live.selection.isEmpty());
    }

    void deletingTakesTheWiresAlongAndUndoBringsAllBack()
    {
        Board board;
        const Scene before = board.scene();
        board.click(board.at("web"));
        QTest::keyClick(&board.canvas, Qt::Key_Delete);
        QCOMPARE(board.scene().components.size(), std::size_t(2));
        QVERIFY(board.scene().links.empty());
        QCOMPARE(board.steps(), 1);
        board.live.document.undoStack()->undo();
        QVERIFY(board.scene() == before);
    }

    void aWireIsSelectedAndDeleted()
    {
        Board board;
        board.click(board.at(QPointF(360, 0)));
        QCOMPARE(board.live.selection.wires(), (QList<Selection::Wire>{{"web", "db"}}));
        QTest::keyClick(&board.canvas, Qt::Key_Delete);
        QVERIFY(board.scene().links.empty());
        QCOMPARE(board.scene().components.size(), std::size_t(3));
    }

    void arrowKeysNudgeInOneStep()
    {
        Board board;
        board.live.selection.set({"web"});
        for (int i = 0; i < 3; ++i) QTest::keyClick(&board.canvas, Qt::Key_Right);
        QTest::keyClick(&board.canvas, Qt::Key_Up);
        QCOMPARE(board.place("web"), QPointF(300, -20));
        QCOMPARE(board.steps(), 1);
        board.live.document.undoStack()->undo();
        QCOMPARE(board.place("web"), QPointF(240, 0));
    }

    void everythingIsSelected()
    {
        Board board;
        board.canvas.selectAll();
        QCOMPARE(board.live.selection.components().size(), 3);
        QCOMPARE(board.live.selection.wires().size(), 1);
    }

    void theWheelKeepsThePointUnderTheCursor()
    {
        Board board;
        const QPointF cursor(321, 123);
        const QPointF before = board.canvas.toScene(cursor);
        QWheelEvent wheel(cursor, board.canvas.mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&board.canvas, &wheel);
        QVERIFY(board.canvas.zoom() > 1.2);
        const QPointF away = board.canvas.toScene(cursor) - before;
        QVERIFY(std::hypot(away.x(), away.y()) < 1e-6);
    }

    void middleDragAndSpaceDragPan()
    {
        Board board;
        const QPointF before = board.canvas.viewCentre();
        QTest::mousePress(&board.canvas, Qt::MiddleButton, {}, QPoint(500, 500));
        board.moveTo(QPoint(530, 480));
        QTest::mouseRelease(&board.canvas, Qt::MiddleButton, {}, QPoint(530, 480));
        QCOMPARE(board.canvas.viewCentre(), before + QPointF(-30, 20));
        QTest::keyPress(&board.canvas, Qt::Key_Space);
        board.drag(board.at("web"), board.at("web") + QPoint(30, -20));
        QTest::keyRelease(&board.canvas, Qt::Key_Space);
        QCOMPARE(board.canvas.viewCentre(), before + QPointF(-60, 40));
        QCOMPARE(board.steps(), 0);
    }

    void aLockedCanvasRefusesEditsAndSaysSo()
    {
        Board board;
        const Scene before = board.scene();
        board.canvas.setLocked(true);
        board.drag(board.at("web"), board.at(QPointF(300, 80)));
        QVERIFY(board.canvas.hint().contains("locked"));
        QVERIFY(!board.drop("cache", board.at(QPointF(0, 200))));
        board.live.selection.set({"web"});
        QTest::keyClick(&board.canvas, Qt::Key_Delete);
        QTest::keyClick(&board.canvas, Qt::Key_Left);
        QVERIFY(board.scene() == before);
        QCOMPARE(board.live.selection.components(), QStringList{"web"});
    }

    void quickAddByKeysWiresTheNewComponentToTheSelectedOne()
    {
        Board board;
        board.live.selection.set({"web"});
        board.canvas.quickAdd();
        auto* popup = board.canvas.findChild<QuickAdd*>();
        QVERIFY(popup && popup->isVisible());
        auto* edit = popup->findChild<QLineEdit*>();
        QTest::keyClicks(edit, "cac");
        QCOMPARE(popup->matches().value(0), QStringLiteral("cache"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(board.scene().components.size(), std::size_t(4));
        const std::string id = board.scene().components.back().id;
        QVERIFY(board.scene().link("web", id));
        QVERIFY(board.place(id.c_str()).x() > board.place("web").x());
        QCOMPARE(board.steps(), 1);
        board.live.document.undoStack()->undo();
        QCOMPARE(board.scene().components.size(), std::size_t(3));
        QCOMPARE(board.scene().links.size(), std::size_t(1));
    }

    void quickAddWithoutASelectionAddsWhereItWasOpened()
    {
        Board board;
        board.canvas.quickAddAt({111, 209});
        auto* popup = board.canvas.findChild<QuickAdd*>();
        auto* edit = popup->findChild<QLineEdit*>();
        const QString second = popup->matches().value(1);
        QTest::keyClick(edit, Qt::Key_Down);
        QTest::keyClick(edit, Qt::Key_Enter);
        QCOMPARE(QString::fromStdString(board.scene().components.back().kind), second);
        QCOMPARE(board.place(board.scene().components.back().id.c_str()), QPointF(120, 200));
        board.canvas.quickAddAt({0, 0});
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QCOMPARE(board.scene().components.size(), std::size_t(4));
    }

    void doubleClicksAndRightClicksAreToldToOthers()
    {
        Board board;
        QSignalSpy activated(&board.canvas, &Canvas::componentActivated);
        QSignalSpy quickAdd(&board.canvas, &Canvas::quickAddRequested);
        QSignalSpy menu(&board.canvas, &Canvas::contextMenuRequested);
        QTest::mouseDClick(&board.canvas, Qt::LeftButton, {}, board.at("web"));
        QCOMPARE(activated.value(0).value(0).toString(), QStringLiteral("web"));
        QCOMPARE(quickAdd.size(), 0);
        QTest::mouseDClick(&board.canvas, Qt::LeftButton, {}, board.at(QPointF(0, 200)));
        QCOMPARE(quickAdd.size(), 1);
        QContextMenuEvent event(QContextMenuEvent::Mouse, board.at("db"), QPoint(5, 6));
        QApplication::sendEvent(&board.canvas, &event);
        QCOMPARE(menu.value(0).value(0).toString(), QStringLiteral("db"));
        QCOMPARE(board.live.selection.components(), QStringList{"db"});
    }

    void fittingShowsEveryComponent()
    {
        Board board;
        board.live.document.perform({SetPosition{"db", Point{4000, 2000}}});
        board.canvas.fitAll();
        for (const char* id : {"users", "web", "db"}) QVERIFY(board.canvas.rect().contains(board.at(id)));
        board.live.selection.set({"db"});
        board.canvas.fitSelection();
        const QPointF away = board.canvas.viewCentre() - board.place("db");
        QVERIFY(std::hypot(away.x(), away.y()) < 1);
    }
};

QTEST_MAIN(GesturesTest)
#include "gestures_test.moc"
