// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/session.h"
#include "shell/main_window.h"

#include <QAction>
#include <QProcess>
#include <QSignalSpy>

using namespace scalelab;
using namespace scalelab::testing;

namespace {

/// The program itself, with the test's folder for its data.
struct Program {
    QProcess process;

    Program(const Places& places, const QStringList& arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), places.data.path());
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), places.data.path());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(SCALELAB_BINARY_DIR "/app/scalelab"), arguments);
    }
    ~Program() { die(); }
    void die()
    {
        process.kill();
        process.waitForFinished();
    }
};

/// Where the program keeps its data in a data folder.
QString programFolder(const Places& places) { return places.data.filePath(QStringLiteral("ScaleLab/ScaleLab")); }

/// Changes the title of the scene in the file, or of a new one, and dies when there is a copy; false if there is none after a while.
bool dieWith(const Places& places, const char* title, const QString& file = {})
{
    const qsizetype before = places.copies().size();
    Session session(places);
    return (file.isEmpty() || session.files.openFile(file)) && session.rename(title) && QTest::qWaitFor([&] { return places.copies().size() > before; });
}

QStringList filesIn(const QString& folder, const QString& pattern) { return QDir(folder).entryList({pattern}, QDir::Files); }

/// The process that holds the only copy in the folder.
qint64 holderOf(const QString& recovery)
{
    const QLockFile lock(QDir(recovery).filePath(filesIn(recovery, QStringLiteral("*.lock")).value(0)));
    qint64 process = 0;
    QString host, program;
    return lock.getLockInfo(&process, &host, &program) ? process : 0;
}

} // namespace

class RecoveryTest : public QObject {
    Q_OBJECT
private slots:
    void unsavedChangesAreCopiedAndTheFileStaysAsItIs()
    {
        const Places places;
        Session session(places);
        QVERIFY(session.files.openFile(places.write(places.scene())));
        QVERIFY(session.rename("Changed"));
        QTRY_COMPARE(places.copies().size(), 1);
        const QString copy = QDir(places.recovery()).filePath(places.copies().front());
        QCOMPARE(readSceneFile(copy.toStdString()).scene.title, std::string("Changed"));
        QCOMPARE(contentOf(places.scene()), QByteArray(overloadedScene));

        QVERIFY(session.rename("Changed again"));
        QTRY_COMPARE(readSceneFile(copy.toStdString()).scene.title, std::string("Changed again"));
        QVERIFY(session.files.save());
        QVERIFY(QDir(places.recovery()).isEmpty());
    }

    void aCopyIsMadeWhileEditingGoesOn()
    {
        const Places places;
        Session session(places, {3'600'000, 50});
        QVERIFY(session.rename("Changed"));
        QTRY_COMPARE(places.copies().size(), 1);
    }

    void thereIsNoCopyOfWhatIsUndoneDiscardedOrClosed()
    {
        const Places places;
        Session session(places);
        QVERIFY(session.files.openFile(places.write(places.scene())));
        QVERIFY(session.rename("Changed"));
        QTRY_COMPARE(places.copies().size(), 1);
        session.document.undoStack()->undo();
        QVERIFY(QDir(places.recovery()).isEmpty());

        QVERIFY(session.rename("Discarded"));
        QTRY_COMPARE(places.copies().size(), 1);
        session.answers.unsaved = FileDialogs::Unsaved::Cancel;
        QVERIFY(!session.files.mayClose());
        QCOMPARE(places.copies().size(), 1);
        session.answers.unsaved = FileDialogs::Unsaved::Discard;
        QVERIFY(session.files.newScene());
        QVERIFY(QDir(places.recovery()).isEmpty());

        QVERIFY(session.rename("Closed"));
        QTRY_COMPARE(places.copies().size(), 1);
        QVERIFY(session.files.mayClose());
        QVERIFY(QDir(places.recovery()).isEmpty());
    }

    void workLeftBehindIsOfferedAndRecovered()
    {
        const Places places;
        QVERIFY(dieWith(places, "Nearly lost", places.write(places.scene())));
        Session session(places);
        session.answers.left = FileDialogs::Left::Later;
        QVERIFY(!session.files.offerUnsavedWork());
        QCOMPARE(session.answers.offered.size(), 1);
        QCOMPARE(session.answers.offered.front().title, QStringLiteral("Nearly lost"));
        QCOMPARE(session.answers.offered.front().file, places.scene());
        QVERIFY(qAbs(session.answers.offered.front().at.secsTo(QDateTime::currentDateTime())) < 600);
        QVERIFY(session.answers.unreadable.front().isEmpty());
        QCOMPARE(places.copies().size(), 1);

        QSignalSpy opened(&session.files, &FileSession::opened);
        session.answers.left = FileDialogs::Left::Recover;
        QVERIFY(session.files.offerUnsavedWork());
        QCOMPARE(opened.count(), 1);
        QCOMPARE(session.title(), std::string("Nearly lost"));
        QCOMPARE(session.document.filePath(), places.scene());
        QVERIFY(session.document.isModified());
        QCOMPARE(contentOf(places.scene()), QByteArray(overloadedScene));
        QCOMPARE(places.copies().size(), 1); // It can die again.

        QVERIFY(session.files.save());
        QCOMPARE(session.answers.askedAboutOverwriting, 0);
        QCOMPARE(readSceneFile(places.scene().toStdString()).scene.title, std::string("Nearly lost"));
        QVERIFY(QDir(places.recovery()).isEmpty());
    }

    void recoveredWorkDoesNotOverwriteWhatOthersWroteSince()
    {
        const Places places;
        QVERIFY(dieWith(places, "Nearly lost", places.write(places.scene())));
        places.write(places.scene(), titled("By others"));
        Session session(places);
        session.answers.left = FileDialogs::Left::Recover;
        QVERIFY(session.files.offerUnsavedWork());
        QVERIFY(!session.files.save());
        QCOMPARE(session.answers.askedAboutOverwriting, 1);
        QCOMPARE(contentOf(places.scene()), titled("By others"));
    }

    void discardedWorkIsNotOfferedAgain()
    {
        const Places places;
        QVERIFY(dieWith(places, "Not wanted"));
        Session session(places);
        session.answers.left = FileDialogs::Left::Discard;
        QVERIFY(!session.files.offerUnsavedWork());
        QVERIFY(session.answers.offered.front().file.isEmpty());
        QVERIFY(!session.files.offerUnsavedWork());
        QCOMPARE(session.answers.offered.size(), 1);
        QVERIFY(QDir(places.recovery()).isEmpty());
        session.files.recoverUnsavedWork();
        QCOMPARE(session.answers.told.size(), 1);
    }

    void whatWasBeingWrittenLeavesNoTrace()
    {
        const Places places;
        QVERIFY(QDir().mkpath(places.recovery()));
        places.write(QDir(places.recovery()).filePath(QStringLiteral("0123.json.tEmPoR")), "{ \"form");
        places.write(QDir(places.recovery()).filePath(QStringLiteral("0123.lock")), "not the lock of anybody alive");
        Session session(places);
        QVERIFY(!session.files.offerUnsavedWork());
        QVERIFY(session.answers.offered.isEmpty());
        QVERIFY(QDir(places.recovery()).isEmpty());
    }

    void recoveringAsksAboutTheChangesOfThisWindow()
    {
        const Places places;
        QVERIFY(dieWith(places, "Nearly lost"));
        Session session(places);
        QVERIFY(session.rename("Mine"));
        QTRY_COMPARE(places.copies().size(), 2);
        session.answers.left = FileDialogs::Left::Recover;
        session.answers.unsaved = FileDialogs::Unsaved::Cancel;
        QVERIFY(!session.files.offerUnsavedWork());
        QCOMPARE(session.title(), std::string("Mine"));
        QCOMPARE(places.copies().size(), 2);

        session.answers.unsaved = FileDialogs::Unsaved::Discard;
        QVERIFY(session.files.offerUnsavedWork());
        QCOMPARE(session.title(), std::string("Nearly lost"));
        QCOMPARE(places.copies().size(), 1);
    }

    void theNewestWorkIsOfferedFirstAndTheRestLater()
    {
        const Places places;
        for (const char* title : {"Older", "Newer"}) QVERIFY(dieWith(places, title));
        Session session(places);
        session.answers.left = FileDialogs::Left::Recover;
        QVERIFY(session.files.offerUnsavedWork());
        QCOMPARE(session.answers.offered.size(), 1);
        QCOMPARE(session.title(), std::string("Newer"));
        Session another(places);
        QVERIFY(!another.files.offerUnsavedWork());
        QCOMPARE(another.answers.offered.size(), 1);
        QCOMPARE(another.answers.offered.front().title, QStringLiteral("Older"));
    }

    void workOfAWindowThatIsAliveIsNotOffered()
    {
        const Places places;
        Session alive(places);
        QVERIFY(alive.rename("In work"));
        QTRY_COMPARE(places.copies().size(), 1);
        Session session(places);
        QVERIFY(!session.files.offerUnsavedWork());
        QVERIFY(session.answers.offered.isEmpty());
        QCOMPARE(places.copies().size(), 1);
    }

    void aTruncatedCopyIsToldAndKeptUntilItIsDiscarded()
    {
        const Places places;
        QVERIFY(dieWith(places, "Half"));
        const QString copy = QDir(places.recovery()).filePath(places.copies().front());
        QVERIFY(QFile::resize(copy, QFileInfo(copy).size() / 2));
        Session session(places);
        QVERIFY(!session.files.offerUnsavedWork());
        QVERIFY(!session.answers.unreadable.front().isEmpty());
        QCOMPARE(session.answers.offered.front().title, QStringLiteral("Half"));
        QVERIFY(QFile::exists(copy));
        session.answers.left = FileDialogs::Left::Recover;
        QVERIFY(!session.files.offerUnsavedWork());
        QVERIFY(QFile::exists(copy));
        session.answers.left = FileDialogs::Left::Discard;
        QVERIFY(!session.files.offerUnsavedWork());
        QVERIFY(QDir(places.recovery()).isEmpty());
    }

    void aFolderThatTakesNoCopyIsToldOnce()
    {
        const Places places;
        places.write(places.recovery(), "a file where the folder should be");
        Session session(places, {5, 20});
        QSignalSpy warned(&session.files, &FileSession::warned);
        QVERIFY(session.rename("Changed"));
        QTRY_COMPARE(warned.count(), 1);
        QVERIFY(warned.front().front().toString().contains(places.recovery()));
        QVERIFY(QFile::remove(places.recovery()));
        QTRY_COMPARE(places.copies().size(), 1);
        QCOMPARE(warned.count(), 1);
    }

    void theWindowOffersItFromItsMenu()
    {
        const Places places;
        QVERIFY(dieWith(places, "Nearly lost"));
        Answers answers;
        answers.left = FileDialogs::Left::Recover;
        MainWindow window(standardCatalog(), nullptr);
        window.files()->setDialogs(std::make_unique<AnsweredDialogs>(answers));
        window.files()->keepSafe(places.data.path());
        for (QAction* action : window.findChildren<QAction*>())
            if (action->text().remove('&').startsWith(QStringLiteral("Unsaved Work"))) action->trigger();
        QVERIFY(window.isWindowModified());
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("Nearly lost")));
        answers.unsaved = FileDialogs::Unsaved::Discard;
        QVERIFY(window.close());
        QVERIFY(QDir(places.recovery()).isEmpty());
    }

    void theWorkOfAKilledProgramIsRecovered()
    {
        const Places places;
        Program program(places, {places.write(places.scene()), QStringLiteral("--seed"), QStringLiteral("99")});
        const QString recovery = programFolder(places) + QStringLiteral("/recovery");
        QTRY_COMPARE_WITH_TIMEOUT(filesIn(recovery, QStringLiteral("*.note")).size(), 1, 60000);

        Answers answers;
        answers.left = FileDialogs::Left::Recover;
        MainWindow window(standardCatalog(), nullptr);
        window.files()->setDialogs(std::make_unique<AnsweredDialogs>(answers));
        window.files()->keepSafe(programFolder(places));
        QVERIFY(!window.files()->offerUnsavedWork());
        QVERIFY(answers.offered.isEmpty()); // The program is alive.
        QVERIFY(!window.files()->openFile(places.scene()));
        QCOMPARE(answers.askedAboutOpening, 1);

        program.die();
        {
            Program next(places, {});
            QTRY_COMPARE_WITH_TIMEOUT(holderOf(recovery), next.process.processId(), 60000); // It asks.
        }
        QVERIFY(window.files()->offerUnsavedWork());
        QCOMPARE(answers.offered.front().title, QStringLiteral("Too much"));
        QCOMPARE(window.document()->filePath(), places.scene());
        QCOMPARE(window.document()->scene().seed, std::uint64_t(99));
        QVERIFY(window.document()->isModified());
        QCOMPARE(contentOf(places.scene()), QByteArray(overloadedScene));
    }

    void nobodysProgramKeepsNothing()
    {
        const Places places;
        const QString picture = places.scene(QStringLiteral("picture.png"));
        Program program(places, {places.write(places.scene()), QStringLiteral("--seed"), QStringLiteral("99"), QStringLiteral("--screenshot"), picture,
                                 QStringLiteral("--after"), QStringLiteral("1s")});
        QVERIFY(program.process.waitForFinished(60000));
        QCOMPARE(program.process.exitCode(), 0);
        QVERIFY(QFile::exists(picture));
        QVERIFY(!QFileInfo::exists(programFolder(places)));
    }
};

QTEST_MAIN(RecoveryTest)
#include "recovery_test.moc"
