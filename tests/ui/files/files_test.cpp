// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/scene_document.h"
#include "files/answers.h"
#include "files/file_session.h"
#include "files/recent_files.h"
#include "io/scene_io.h"
#include "shell/problems_model.h"
#include "shell/problems_panel.h"
#include "support/live_scene.h"
#include "theme/theme.h"

#include <QAbstractItemModelTester>
#include <QFileInfo>
#include <QSettings>
#include <QTableView>
#include <QTest>

using namespace scalelab;
using namespace scalelab::testing;

namespace {

struct Fixture : LiveScene {
    Answers answers;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    RecentFiles recent{&settings};
    FileSession files{&document, &recent, std::make_unique<AnsweredDialogs>(answers)};
};

} // namespace

class FilesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(); }

    void changesAreNotLostWithoutAsking()
    {
        Fixture f;
        QVERIFY(f.files.mayLeave());
        QCOMPARE(f.answers.asked, 0);

        QVERIFY(f.document.perform({SetTitle{"Changed"}}));
        f.answers.unsaved = FileDialogs::Unsaved::Cancel;
        QVERIFY(!f.files.newScene());
        QCOMPARE(f.answers.asked, 1);
        QCOMPARE(f.document.scene().title, std::string("Changed"));

        f.answers.unsaved = FileDialogs::Unsaved::Save;
        QVERIFY(f.files.mayLeave());
        QVERIFY(!f.document.isModified());
        QCOMPARE(readSceneFile(f.document.filePath().toStdString()).scene.title, std::string("Changed"));

        QVERIFY(f.document.perform({SetTitle{"Thrown away"}}));
        f.answers.unsaved = FileDialogs::Unsaved::Discard;
        QVERIFY(f.files.newScene());
        QVERIFY(f.document.scene().components.empty());
    }

    void newSceneIsSavedUnderANewName()
    {
        Fixture f;
        QVERIFY(f.files.newScene());
        QVERIFY(!f.document.addComponent(QStringLiteral("users"), {0, 0}).isEmpty());
        QVERIFY(!f.files.save());
        QVERIFY(f.document.isModified());
        f.answers.file = f.folder.filePath(QStringLiteral("mine.json"));
        QVERIFY(f.files.save());
        QVERIFY(QFileInfo::exists(f.answers.file));
        QCOMPARE(f.recent.files().value(0), f.answers.file);
    }

    void brokenFileIsToldWithItsLineAndTheSceneStays()
    {
        Fixture f;
        const QString before = f.document.filePath();
        const std::string text = writeScene(f.document.scene());
        const QString broken = f.write(QStringLiteral("broken.json"), "{\n \"format\": \"scalelab/scene\",\n oops }");
        QVERIFY(!f.files.openFile(broken));
        QCOMPARE(f.document.filePath(), before);
        QCOMPARE(writeScene(f.document.scene()), text);
        QCOMPARE(f.answers.told.size(), 1);
        QVERIFY2(f.answers.told.front().contains(QStringLiteral("broken.json:3:")), qPrintable(f.answers.told.front()));
        QVERIFY(f.recent.files().isEmpty());
    }

    void recentFilesAreRememberedNewestFirst()
    {
        Fixture f;
        QStringList paths;
        for (int i = 0; i < 10; ++i) paths.prepend(f.write(QStringLiteral("scene%1.json").arg(i), overloadedScene));
        for (auto path = paths.rbegin(); path != paths.rend(); ++path) QVERIFY(f.files.openFile(*path));
        QCOMPARE(f.recent.files(), paths.mid(0, RecentFiles::most));
        QVERIFY(f.files.openFile(paths.at(3)));
        QCOMPARE(f.recent.files().front(), paths.at(3));
        QCOMPARE(f.recent.files().count(paths.at(3)), 1);

        const RecentFiles again(&f.settings);
        QCOMPARE(again.files(), f.recent.files());

        QVERIFY(QFile::remove(paths.at(4)));
        QVERIFY(!f.files.openFile(paths.at(4)));
        QVERIFY(!f.recent.files().contains(paths.at(4)));
    }

    void problemsModelKeepsItsPromises()
    {
        ProblemsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setProblems({{Problem::Severity::Error, "components.web.workers", "must be at least 1", {5, 12}},
                           {Problem::Severity::Warning, "title", "is empty"}},
                          QStringLiteral("scene.json"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.errors(), 1);
        QCOMPARE(model.index(0, ProblemsModel::Place).data().toString(), QStringLiteral("scene.json:5:12"));
        QCOMPARE(model.component(0), QStringLiteral("web"));
        QVERIFY(model.component(1).isEmpty());
        model.setProblems({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void problemsFollowTheSceneAndSelectItsComponent()
    {
        Fixture f;
        ProblemsPanel panel(&f.document, &f.selection);
        QCOMPARE(panel.model()->errors(), 0);
        QVERIFY(f.document.perform({SetParam{"web", "workers", Value(0)}}));
        QCOMPARE(panel.model()->errors(), 1);
        auto* table = panel.findChild<QTableView*>();
        int row = 0;
        while (panel.model()->component(row) != QLatin1String("web")) ++row;
        emit table->activated(panel.model()->index(row, 0));
        QCOMPARE(f.selection.components(), QStringList({QStringLiteral("web")}));
        f.document.undoStack()->undo();
        QCOMPARE(panel.model()->errors(), 0);
    }
};

QTEST_MAIN(FilesTest)
#include "files_test.moc"
