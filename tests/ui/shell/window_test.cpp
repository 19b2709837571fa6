// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/shortcuts_dialog.h"
#include "canvas/canvas.h"
#include "components/standard_catalog.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "files/answers.h"
#include "files/canvas_export.h"
#include "files/example_scenes.h"
#include "files/file_session.h"
#include "files/recent_files.h"
#include "run/runner.h"
#include "shell/main_window.h"
#include "shell/problems_model.h"
#include "shell/problems_panel.h"
#include "theme/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QDockWidget>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace scalelab;
using namespace scalelab::testing;

namespace {

QAction* action(const MainWindow& window, const QString& text)
{
    for (QAction* candidate : window.findChildren<QAction*>())
        if (candidate->text().remove('&').startsWith(text)) return candidate;
    qFatal("no action %s", qPrintable(text));
    return nullptr;
}

/// Everything below that a person can operate and a screen reader could not name.
void collectUnnamed(QAccessibleInterface* item, QStringList& unnamed, int depth = 0)
{
    if (!item || depth > 40 || item->state().invisible) return;
    const QSet<QAccessible::Role> controls = {QAccessible::PushButton, QAccessible::ButtonMenu, QAccessible::CheckBox,
                                              QAccessible::ComboBox,   QAccessible::EditableText, QAccessible::Slider,
                                              QAccessible::SpinBox,    QAccessible::List,       QAccessible::Table,
                                              QAccessible::MenuItem,   QAccessible::PageTab,    QAccessible::RadioButton};
    if (controls.contains(item->role()) && item->text(QAccessible::Name).isEmpty()) {
        const QObject* object = item->object();
        QString where;
        for (const QObject* o = object; o; o = o->parent())
            where += QStringLiteral(" < ") + QString::fromLatin1(o->metaObject()->className());
        // Parts inside of a named combo box or table are named by it, separators need no name.
        if (object && !where.contains(QStringLiteral("QComboBoxPrivateContainer"))) unnamed.append(where);
    }
    for (int i = 0; i < item->childCount(); ++i) collectUnnamed(item->child(i), unnamed, depth + 1);
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    Answers answers_;
    std::unique_ptr<MainWindow> window_;

    [[nodiscard]] QString figure(int number) const { return figureScenes().at(number - 1).path; }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme();
    }

    void init()
    {
        answers_ = {};
        window_ = std::make_unique<MainWindow>(standardCatalog(), nullptr);
        window_->files()->setDialogs(std::make_unique<AnsweredDialogs>(answers_));
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(window_->files()->openExample(figure(4)));
    }

    void cleanup()
    {
        answers_.unsaved = FileDialogs::Unsaved::Discard;
        window_.reset();
    }

    void everyFigureOpensWithoutProblemsAndRuns()
    {
        QVERIFY(figureScenes().size() >= 7);
        for (const ExampleScene& scene : figureScenes()) {
            QVERIFY2(window_->files()->openExample(scene.path), qPrintable(scene.path));
            QVERIFY2(window_->document()->problems().empty(), qPrintable(scene.path));
            window_->run()->play();
            QVERIFY2(window_->run()->isPlaying(), qPrintable(scene.path));
            QTRY_VERIFY(window_->run()->snapshot().events > 0);
        }
        QVERIFY(window_->recentFiles()->files().isEmpty());
    }

    void aLessonIsInFrontUntilSomethingIsSelected()
    {
        const auto inFront = [this](const char* name) {
            const QDockWidget* dock = window_->findChild<QDockWidget*>(QLatin1String(name));
            return dock && !dock->visibleRegion().isEmpty();
        };
        QTRY_VERIFY(inFront("lesson"));
        window_->selection()->set({QStringLiteral("web1")});
        QTRY_VERIFY(inFront("inspector"));
        QVERIFY(!inFront("lesson"));
        QVERIFY(window_->files()->openExample(figure(5)));
        QTRY_VERIFY(inFront("lesson"));
        window_->document()->newScene();
        QTRY_VERIFY(inFront("inspector"));
    }

    void everyControlHasAnAccessibleName()
    {
        for (const char* selected : {"", "web1", "dns", "browser"}) {
            window_->selection()->set(*selected ? QStringList{QString::fromLatin1(selected)} : QStringList{});
            QCoreApplication::processEvents();
            QStringList unnamed;
            collectUnnamed(QAccessible::queryAccessibleInterface(window_.get()), unnamed);
            unnamed.removeDuplicates();
            QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join('\n')));
        }
    }

    void docksHaveNamesForTheSavedLayout()
    {
        const auto docks = window_->findChildren<QDockWidget*>();
        QCOMPARE(docks.size(), 8);
        for (const QDockWidget* dock : docks) QVERIFY(!dock->objectName().isEmpty());
    }

    void theThemeChangesAtOnceAndIsKept()
    {
        const auto action = [this](const char* name) {
            for (QAction* one : window_->findChildren<QAction*>())
                if (one->data() == QVariant(QString::fromLatin1(name))) return one;
            qFatal("no theme %s", name);
        };
        const auto paper = [this] { return window_->canvas()->grab(QRect(2, 2, 1, 1)).toImage().pixelColor(0, 0); };
        const QColor light = paper();
        action("dark")->trigger();
        QCOMPARE(theme().name, QStringLiteral("dark"));
        QTRY_COMPARE(paper(), theme().canvas);
        QVERIFY(paper() != light);
        QCOMPARE(qApp->palette().color(QPalette::Window), theme().window);
        action("light")->trigger();
        QTRY_COMPARE(paper(), light);
    }

    void layoutComesBackAndUselessSettingsDoNoHarm()
    {
        QSettings settings(folder_.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
        {
            MainWindow first(standardCatalog(), &settings);
            first.show();
            first.findChild<QDockWidget*>(QStringLiteral("palette"))->hide();
            first.close();
        }
        {
            MainWindow second(standardCatalog(), &settings);
            second.show();
            QVERIFY(second.findChild<QDockWidget*>(QStringLiteral("palette"))->isHidden());
            action(second, QStringLiteral("Reset Layout"))->trigger();
            QVERIFY(!second.findChild<QDockWidget*>(QStringLiteral("palette"))->isHidden());
        }
        settings.setValue(QStringLiteral("window/state"), QByteArray("nonsense"));
        MainWindow third(standardCatalog(), &settings);
        third.show();
        QVERIFY(!third.findChild<QDockWidget*>(QStringLiteral("palette"))->isHidden());
    }

    void copyAndPasteThroughTheClipboard()
    {
        window_->selection()->set({QStringLiteral("lb"), QStringLiteral("web1")});
        action(*window_, QStringLiteral("Copy"))->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("load-balancer")));
        const std::size_t before = window_->document()->scene().components.size();
        action(*window_, QStringLiteral("Paste"))->trigger();
        QCOMPARE(window_->document()->scene().components.size(), before + 2);
        QCOMPARE(window_->selection()->components().size(), 2);
        QVERIFY(!window_->selection()->contains(QStringLiteral("lb")));

        action(*window_, QStringLiteral("Cut"))->trigger();
        QCOMPARE(window_->document()->scene().components.size(), before);
        action(*window_, QStringLiteral("Undo"))->trigger();
        QCOMPARE(window_->document()->scene().components.size(), before + 2);
    }

    void duplicateStandsBesideTheOriginal()
    {
        window_->selection()->set({QStringLiteral("web1")});
        action(*window_, QStringLiteral("Duplicate"))->trigger();
        const QString copy = window_->selection()->components().value(0);
        QVERIFY(copy != QLatin1String("web1"));
        QVERIFY(window_->document()->scene().position(copy.toStdString()) != window_->document()->scene().position("web1"));
    }

    void addedComponentsDoNotHideEachOther()
    {
        QAction* add = action(*window_, QStringLiteral("Web server"));
        add->trigger();
        const QString first = window_->selection()->components().value(0);
        add->trigger();
        const QString second = window_->selection()->components().value(0);
        const Scene& scene = window_->document()->scene();
        QVERIFY(first != second);
        QVERIFY(scene.position(first.toStdString()) != scene.position(second.toStdString()));
    }

    void crashFromTheMenuAndBack()
    {
        QAction* crash = action(*window_, QStringLiteral("Crash"));
        QAction* recover = action(*window_, QStringLiteral("Recover"));
        window_->selection()->set({QStringLiteral("web1")});
        QVERIFY(!crash->isEnabled());
        action(*window_, QStringLiteral("Run"))->trigger();
        QTRY_VERIFY(crash->isEnabled());
        QVERIFY(!recover->isEnabled());
        crash->trigger();
        const int index = window_->run()->componentIndex(QStringLiteral("web1"));
        QTRY_VERIFY(window_->run()->snapshot().components[static_cast<std::size_t>(index)].health == Health::Down);
        QVERIFY(!crash->isEnabled());
        QVERIFY(recover->isEnabled());
        QVERIFY(!window_->document()->isModified());
    }

    void faultsTakeAmountsWiresAndOnlyWhatKnowsThem()
    {
        QAction* slow = action(*window_, QStringLiteral("Slow down"));
        QAction* cut = action(*window_, QStringLiteral("Cut wire"));
        QAction* surge = action(*window_, QStringLiteral("Traffic spike"));
        QVERIFY(slow->menu() && surge->menu());
        window_->selection()->set({QStringLiteral("web1")});
        action(*window_, QStringLiteral("Run"))->trigger();
        QTRY_VERIFY(slow->isEnabled());
        QVERIFY(!surge->isVisible());
        slow->menu()->actions().first()->trigger();
        slow->menu()->actions().last()->trigger(); // as before
        window_->selection()->set({}, {{QStringLiteral("lb"), QStringLiteral("web1")}});
        QTRY_VERIFY(cut->isEnabled());
        QVERIFY(!slow->isEnabled());
        cut->trigger();
        window_->selection()->set({QStringLiteral("browser")});
        QTRY_VERIFY(surge->isEnabled() && surge->isVisible());
        surge->menu()->actions().first()->trigger();
        QTRY_COMPARE(window_->run()->runner()->recording().commands.size(), std::size_t{4});
        const std::vector<LoggedCommand> commands = window_->run()->runner()->recording().commands;
        const auto fault = [&](std::size_t i) { return std::get<FaultCommand>(commands[i].command); };
        QCOMPARE(fault(0).verb, std::string("slow"));
        QCOMPARE(fault(0).target, std::string("web1"));
        QCOMPARE(fault(0).argument, Value(2.0));
        QCOMPARE(fault(1).argument, Value(1.0));
        QCOMPARE(fault(2).target, std::string("lb->web1"));
        QCOMPARE(fault(3).target, std::string("browser"));
    }

    void runActionShowsWhatItWillDo()
    {
        QAction* play = action(*window_, QStringLiteral("Run"));
        play->trigger();
        QVERIFY(play->text().contains(QStringLiteral("Pause")));
        play->trigger();
        QVERIFY(play->text().contains(QStringLiteral("Run")));
        QVERIFY(window_->run()->isActive());
    }

    void lockedWindowChangesNothing()
    {
        window_->selection()->set({QStringLiteral("web1")});
        action(*window_, QStringLiteral("Lock Scene"))->trigger();
        QVERIFY(window_->canvas()->isLocked());
        QVERIFY(!action(*window_, QStringLiteral("Delete"))->isEnabled());
        const Scene before = window_->document()->scene();
        action(*window_, QStringLiteral("Web server"))->trigger();
        QVERIFY(window_->document()->scene() == before);
        action(*window_, QStringLiteral("Lock Scene"))->trigger();
        QVERIFY(action(*window_, QStringLiteral("Delete"))->isEnabled());
    }

    void brokenFileShowsItsProblemsAndTheSceneStays()
    {
        const QString broken = folder_.filePath(QStringLiteral("broken.json"));
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ \"format\": \"scalelab/scene\",\n oops }");
        file.close();
        const QString title = window_->windowTitle();
        QVERIFY(!window_->files()->openFile(broken));
        QCOMPARE(window_->windowTitle(), title);
        const ProblemsModel& problems = *window_->problems()->model();
        QCOMPARE(problems.rowCount(), 1);
        QVERIFY(problems.index(0, ProblemsModel::Place).data().toString().startsWith(QStringLiteral("broken.json:2:")));
        QCOMPARE(answers_.told.size(), 1);
    }

    void closingAsksAboutChanges()
    {
        QVERIFY(window_->document()->perform({SetTitle{"Changed"}}));
        QVERIFY(window_->isWindowModified());
        QVERIFY(window_->windowTitle().startsWith(QStringLiteral("Changed")));
        answers_.unsaved = FileDialogs::Unsaved::Cancel;
        QVERIFY(!window_->close());
        QVERIFY(window_->isVisible());
        answers_.unsaved = FileDialogs::Unsaved::Discard;
        QVERIFY(window_->close());
        QCOMPARE(answers_.asked, 2);
    }

    void canvasIsExported()
    {
        for (const char* suffix : {"png", "svg", "pdf"}) {
            const QString path = folder_.filePath(QStringLiteral("canvas.%1").arg(QString::fromLatin1(suffix)));
            const auto written = exportCanvas(*window_->canvas(), QStringLiteral("Figure"), path);
            QVERIFY2(written.ok(), suffix);
            QVERIFY(QFile(path).size() > 1000);
        }
        const QImage picture(folder_.filePath(QStringLiteral("canvas.png")));
        QCOMPARE(picture.width(), qRound(window_->canvas()->sceneBounds().width() * 3));
        QVERIFY(!exportCanvas(*window_->canvas(), QStringLiteral("Figure"), folder_.filePath(QStringLiteral("canvas.txt"))).ok());
        window_->document()->newScene();
        QVERIFY(!exportCanvas(*window_->canvas(), QStringLiteral("Figure"), folder_.filePath(QStringLiteral("empty.png"))).ok());
    }

    void shortcutsAreUnique()
    {
        QMultiMap<QString, QString> keys;
        for (const QAction* candidate : window_->findChildren<QAction*>())
            for (const QKeySequence& key : candidate->shortcuts()) keys.insert(key.toString(), candidate->text());
        for (const QString& key : keys.uniqueKeys())
            QVERIFY2(keys.count(key) == 1, qPrintable(key + ": " + keys.values(key).join(", ")));
    }

    void shortcutSheetListsTheKeys()
    {
        const ShortcutsDialog sheet(window_->menuBar(), nullptr);
        QStringList texts;
        for (const QLabel* label : sheet.findChildren<QLabel*>()) texts.append(label->text());
        QVERIFY(texts.contains(QKeySequence(Qt::Key_F10).toString(QKeySequence::NativeText)));
        QVERIFY(texts.contains(QStringLiteral("Fit All")));
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
