// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas.h"
#include "canvas/geometry.h"
#include "components/standard_catalog.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "hand.h"
#include "model/validate.h"
#include "palette/palette_view.h"
#include "shell/main_window.h"
#include "theme/theme.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QTemporaryDir>

using namespace scalelab;
using namespace scalelab::test;

/// Builds, runs, breaks, repairs, saves, takes back and reopens a design with a real mouse and keyboard; needs an X server with a window manager.
class RealInputTest : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> window_;
    QTemporaryDir folder_;
    Hand hand_;

    Canvas* canvas() const { return window_->canvas(); }
    const Scene& scene() const { return window_->document()->scene(); }
    QPoint global(QPointF scenePoint) const { return canvas()->mapToGlobal(canvas()->toWidget(scenePoint).toPoint()); }
    QPoint nodeOnScreen(const QString& id) const { return global(canvas()->nodeCentre(id)); }

    void takePicture(const QString& name) const
    {
        const QString pictures = qEnvironmentVariable("SCALELAB_TEST_PICTURES");
        if (!pictures.isEmpty()) QVERIFY(window_->grab().save(QDir(pictures).filePath(name + ".png")));
    }

    void dragFromPalette(const QString& kindName, QPointF scenePoint)
    {
        auto* list = window_->findChild<PaletteView*>();
        QVERIFY(list);
        const std::size_t before = scene().components.size();
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data().toString() != kindName) continue;
            list->scrollTo(index);
            hand_.drag(list->viewport()->mapToGlobal(list->visualRect(index).center()), global(scenePoint)).act();
            QTRY_COMPARE(scene().components.size(), before + 1);
            return;
        }
        QFAIL("the palette does not list the kind");
    }

    void wire(const QString& from, const QString& to)
    {
        const std::size_t before = scene().links.size();
        const QPointF start = canvas()->nodeCentre(from);
        hand_.moveTo(global(start)).drag(global(handleAt(start, Side::Right)), nodeOnScreen(to)).act();
        QTRY_COMPARE(scene().links.size(), before + 1);
        QCOMPARE(QString::fromStdString(scene().links.back().from), from);
        QCOMPARE(QString::fromStdString(scene().links.back().to), to);
    }

    void choose(const QString& id, const QString& parameter, const QString& entry)
    {
        hand_.click(nodeOnScreen(id)).act();
        QComboBox* box = nullptr;
        QTRY_VERIFY(box = comboBox(parameter));
        hand_.click(box->mapToGlobal(box->rect().center())).act();
        QTRY_VERIFY(box->view()->isVisible());
        const QModelIndex index = box->model()->index(box->findText(entry), 0);
        QVERIFY(index.isValid());
        hand_.click(box->view()->viewport()->mapToGlobal(box->view()->visualRect(index).center())).act();
        QTRY_COMPARE(box->currentText(), entry);
    }

    QComboBox* comboBox(const QString& accessibleName) const
    {
        for (QComboBox* box : window_->findChildren<QComboBox*>())
            if (box->isVisible() && box->accessibleName() == accessibleName) return box;
        return nullptr;
    }

    void chooseFromContextMenu(const QString& id, const QString& entry)
    {
        bool chosen = false;
        Hand inMenu;
        Hand::when(window_.get(), [] { return qobject_cast<QMenu*>(QApplication::activePopupWidget()) != nullptr; }, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            for (QAction* action : menu->actions()) {
                if (action->text().remove('&') != entry) continue;
                chosen = true;
                inMenu.click(menu->mapToGlobal(menu->actionGeometry(action).center())).act();
            }
            if (!chosen) menu->close();
        });
        hand_.click(nodeOnScreen(id), 3).act();
        QTRY_VERIFY(!QApplication::activePopupWidget());
        QVERIFY2(chosen, qPrintable(entry));
    }

    /// Presses keys that open a file dialog, and types the path into it.
    void useFileDialog(const QString& keys, const QString& path)
    {
        const auto dialog = [] { return qobject_cast<QFileDialog*>(QApplication::activeModalWidget()); };
        Hand inDialog;
        Hand::when(window_.get(), [dialog] { return dialog() && dialog()->isActiveWindow(); }, [&inDialog, path] { inDialog.key("ctrl+a").type(path).key("Return").act(); });
        hand_.key(keys).act();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(), 20000);
    }

    Health healthOf(const QString& id) const
    {
        const int index = window_->run()->componentIndex(id);
        return index < 0 ? Health::Removed : window_->run()->snapshot().components[static_cast<std::size_t>(index)].health;
    }

    void buildTheDesign()
    {
        const QPointF middle = canvas()->viewCentre();
        const auto at = [&](double x, double y) { return middle + QPointF(x, y); };
        const std::vector<std::pair<QString, QPointF>> parts = {{"Users", at(-380, 0)}, {"Load balancer", at(-200, 0)}, {"Web server", at(0, -100)}, {"Web server", at(0, 100)},
                                                                {"Cache", at(200, -100)}, {"Database", at(200, 100)}, {"Database", at(360, 0)}};
        for (const auto& [kind, place] : parts) {
            dragFromPalette(kind, place);
            if (QTest::currentTestFailed()) return;
        }
        choose("database2", "Role", "Replica");
        const std::vector<std::pair<QString, QString>> wires = {{"users", "load-balancer"}, {"load-balancer", "web-server"}, {"load-balancer", "web-server2"},
                                                                {"web-server", "cache"}, {"web-server2", "cache"}, {"web-server", "database"},
                                                                {"web-server2", "database"}, {"database", "database2"}};
        for (const auto& [from, to] : wires) {
            if (QTest::currentTestFailed()) return;
            wire(from, to);
        }
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
        QVERIFY(folder_.isValid());
    }

    void buildsRunsBreaksRepairsSavesTakesBackAndReopens()
    {
        buildTheDesign();
        if (QTest::currentTestFailed()) return;
        QVERIFY(!hasErrors(window_->document()->problems()));
        takePicture("1-built");

        hand_.key("F9").act();
        QTRY_VERIFY_WITH_TIMEOUT(window_->run()->snapshot().requests.completed > 50, 20000);
        chooseFromContextMenu("web-server", "Crash");
        QTRY_COMPARE_WITH_TIMEOUT(healthOf("web-server"), Health::Down, 10000);
        takePicture("2-broken");
        chooseFromContextMenu("web-server", "Recover");
        QTRY_COMPARE_WITH_TIMEOUT(healthOf("web-server"), Health::Up, 10000);
        takePicture("3-repaired");
        hand_.key("F9").act();
        QTRY_VERIFY_WITH_TIMEOUT(!window_->run()->isPlaying(), 10000);

        const QString path = folder_.filePath("design.json");
        useFileDialog("ctrl+s", path);
        QTRY_VERIFY(!window_->document()->isModified());
        QVERIFY(QFile::exists(path));
        const Scene saved = scene();

        while (window_->document()->undoStack()->canUndo()) {
            const int index = window_->document()->undoStack()->index();
            hand_.key("ctrl+z").act();
            QTRY_COMPARE(window_->document()->undoStack()->index(), index - 1);
        }
        QVERIFY(scene().components.empty());
        QVERIFY(scene().links.empty());
        takePicture("4-taken-back");
        while (window_->document()->undoStack()->canRedo()) {
            const int index = window_->document()->undoStack()->index();
            hand_.key("ctrl+shift+z").act();
            QTRY_COMPARE(window_->document()->undoStack()->index(), index + 1);
        }
        QVERIFY(scene() == saved);
        QVERIFY(!window_->document()->isModified());

        useFileDialog("ctrl+o", path);
        QTRY_VERIFY(!window_->document()->undoStack()->canUndo());
        QVERIFY(scene() == saved);
        takePicture("5-reopened");
    }
};

QTEST_MAIN(RealInputTest)
#include "real_input_test.moc"
