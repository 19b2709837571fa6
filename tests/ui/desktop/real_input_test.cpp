// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas.h"
#include "canvas/geometry.h"
#include "components/standard_catalog.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "model/validate.h"
#include "palette/palette_view.h"
#include "shell/main_window.h"
#include "theme/theme.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QMenu>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace scalelab;

/// Builds, runs, breaks, saves and takes back a design with a real mouse and keyboard; needs an X server with a window manager.
class RealInputTest : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> window_;

    Canvas* canvas() const { return window_->canvas(); }
    const Scene& scene() const { return window_->document()->scene(); }

    /// One call of xdotool; the window goes on handling its input meanwhile.
    static void xdo(const QStringList& arguments)
    {
        QProcess tool;
        tool.start("xdotool", arguments);
        QTRY_COMPARE_WITH_TIMEOUT(tool.state(), QProcess::NotRunning, 20000);
        QCOMPARE(tool.exitCode(), 0);
    }
    static void moveTo(QPoint global) { xdo({"mousemove", "--sync", QString::number(global.x()), QString::number(global.y())}); }
    static void key(const QString& keys) { xdo({"key", "--clearmodifiers", keys}); }
    static void click(QPoint global, int button = 1)
    {
        moveTo(global);
        xdo({"click", QString::number(button)});
    }
    static void drag(QPoint from, QPoint to)
    {
        moveTo(from);
        xdo({"mousedown", "1"});
        moveTo(from + QPoint(8, 4));
        moveTo(from + QPoint(24, 10));
        moveTo((from + to) / 2);
        moveTo(to - QPoint(3, 3));
        moveTo(to);
        xdo({"mouseup", "1"});
    }

    QPoint global(QPointF scenePoint) const { return canvas()->mapToGlobal(canvas()->toWidget(scenePoint).toPoint()); }

    void dragFromPalette(const QString& kindName, QPointF scenePoint)
    {
        auto* list = window_->findChild<PaletteView*>();
        QVERIFY(list);
        const std::size_t before = scene().components.size();
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data().toString() != kindName) continue;
            list->scrollTo(index);
            drag(list->viewport()->mapToGlobal(list->visualRect(index).center()), global(scenePoint));
            QTRY_COMPARE(scene().components.size(), before + 1);
            return;
        }
        QFAIL("the palette does not list the kind");
    }

    void wire(const QString& from, const QString& to)
    {
        const std::size_t before = scene().links.size();
        const QPointF start = canvas()->nodeCentre(from);
        moveTo(global(start));
        drag(global(handleAt(start, Side::Right)), global(canvas()->nodeCentre(to)));
        QTRY_COMPARE(scene().links.size(), before + 1);
        QCOMPARE(QString::fromStdString(scene().links.back().from), from);
        QCOMPARE(QString::fromStdString(scene().links.back().to), to);
    }

    void chooseFromContextMenu(const QString& id, const QString& entry)
    {
        click(global(canvas()->nodeCentre(id)), 3);
        QTRY_VERIFY(qobject_cast<QMenu*>(QApplication::activePopupWidget()));
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        for (QAction* action : menu->actions()) {
            if (action->text().remove('&') != entry) continue;
            click(menu->mapToGlobal(menu->actionGeometry(action).center()));
            QTRY_VERIFY(!QApplication::activePopupWidget());
            return;
        }
        QFAIL("the context menu has no such entry");
    }

    Health healthOf(const QString& id) const
    {
        const int index = window_->run()->componentIndex(id);
        return index < 0 ? Health::Removed : window_->run()->snapshot().components[static_cast<std::size_t>(index)].health;
    }

private slots:
    void initTestCase()
    {
        applyTheme();
        window_ = std::make_unique<MainWindow>(standardCatalog(), nullptr);
        window_->document()->newScene();
        window_->setGeometry(20, 30, 1540, 840);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        canvas()->zoomTo100();
    }

    void buildsRunsBreaksRepairsSavesAndTakesBack()
    {
        const QPointF middle = canvas()->viewCentre();
        const auto at = [&](double x, double y) { return middle + QPointF(x, y); };
        dragFromPalette("Users", at(-380, 0));
        dragFromPalette("Load balancer", at(-200, 0));
        dragFromPalette("Web server", at(0, -100));
        dragFromPalette("Web server", at(0, 100));
        dragFromPalette("Cache", at(200, -100));
        dragFromPalette("Database", at(200, 100));
        dragFromPalette("Database", at(400, 100));
        if (QTest::currentTestFailed()) return;
        QVERIFY(window_->document()->perform(Edit{SetParam{"database2", "role", Value("replica")}}));

        wire("users", "load-balancer");
        wire("load-balancer", "web-server");
        wire("load-balancer", "web-server2");
        wire("web-server", "cache");
        wire("web-server2", "cache");
        wire("web-server", "database");
        wire("web-server2", "database");
        wire("database", "database2");
        if (QTest::currentTestFailed()) return;
        QVERIFY(!hasErrors(window_->document()->problems()));

        key("F9");
        QTRY_VERIFY_WITH_TIMEOUT(window_->run()->snapshot().requests.completed > 50, 20000);
        chooseFromContextMenu("web-server", "Crash");
        QTRY_COMPARE_WITH_TIMEOUT(healthOf("web-server"), Health::Down, 10000);
        chooseFromContextMenu("web-server", "Recover");
        QTRY_COMPARE_WITH_TIMEOUT(healthOf("web-server"), Health::Up, 10000);
        key("F9");
        QTRY_VERIFY_WITH_TIMEOUT(!window_->run()->isPlaying(), 10000);

        QTemporaryDir folder;
        const QString path = folder.filePath("design.json");
        QVERIFY(window_->document()->save(path));
        const Scene saved = scene();
        while (window_->document()->undoStack()->canUndo()) {
            const int index = window_->document()->undoStack()->index();
            key("ctrl+z");
            QTRY_VERIFY(window_->document()->undoStack()->index() < index);
        }
        QVERIFY(scene().components.empty());
        QVERIFY(scene().links.empty());
        QVERIFY(window_->document()->open(path));
        QVERIFY(scene() == saved);
    }
};

QTEST_MAIN(RealInputTest)
#include "real_input_test.moc"
