// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/picture_file.h"
#include "files/save_failure.h"
#include "files/session.h"

#include <QPainter>

#include <cerrno>
#include <csignal>

#include <sys/resource.h>

using namespace scalelab;
using namespace scalelab::testing;

namespace {

/// As long as it lives, this process can write no file longer than so many bytes: to a program it looks like a disk that is full, to root as well.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk()
    {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    rlimit before_{};
    void (*handler_)(int);
};

/// A scene with changes that are to be saved.
struct Changed {
    Places places;
    Session session{places};

    Changed()
    {
        if (!session.files.openFile(places.write(places.scene())) || !session.rename("Mine")) qFatal("the test's scene cannot be changed");
    }
    [[nodiscard]] bool isWhole() const { return session.document.isModified() && session.title() == "Mine"; }
    [[nodiscard]] bool told(const char* words) const { return session.answers.told.join('\n').contains(QString::fromUtf8(words)); }
};

} // namespace

class FileSafetyTest : public QObject {
    Q_OBJECT
private slots:
    void whatAnotherProgramWroteIsLoadedAndCanBeUndone()
    {
        Changed c;
        Session& session = c.session;
        session.answers.changed = FileDialogs::Changed::LoadAgain;
        c.places.write(c.places.scene(), titled("By others"));
        QTRY_COMPARE(session.title(), std::string("By others"));
        QVERIFY(!session.document.isModified());
        session.document.undoStack()->undo();
        QVERIFY(c.isWhole());
        session.document.undoStack()->undo();
        QCOMPARE(session.title(), std::string("Too much"));
        session.document.undoStack()->redo();
        session.document.undoStack()->redo();
        QCOMPARE(session.title(), std::string("By others"));
        QVERIFY(!session.document.isModified());
        QVERIFY(session.rename("On top of it"));
        QVERIFY(session.files.save());
        QCOMPARE(session.answers.askedAboutOverwriting, 0);
    }

    void whoKeepsHisOwnIsAskedAgainBeforeOverwriting()
    {
        const Places places;
        Session session(places);
        QVERIFY(session.files.openFile(places.write(places.scene())));
        places.write(places.scene(), titled("By others"));
        QTRY_COMPARE(session.answers.askedAboutChange, 1);
        QCOMPARE(session.title(), std::string("Too much"));
        QVERIFY(session.document.isModified());

        QVERIFY(!session.files.save());
        QCOMPARE(session.answers.askedAboutOverwriting, 1);
        QCOMPARE(contentOf(places.scene()), titled("By others"));
        session.answers.differs = FileDialogs::Differs::SaveAs;
        session.answers.file = places.scene(QStringLiteral("mine.json"));
        QVERIFY(session.files.save());
        QCOMPARE(session.document.filePath(), session.answers.file);
        QCOMPARE(contentOf(places.scene()), titled("By others"));
        QVERIFY(QFile::exists(session.answers.file));
    }

    void overwritingIsPossible()
    {
        Changed c;
        c.places.write(c.places.scene(), titled("By others"));
        c.session.answers.differs = FileDialogs::Differs::Overwrite;
        QVERIFY(c.session.files.save());
        QCOMPARE(c.session.answers.askedAboutOverwriting, 1);
        QCOMPARE(readSceneFile(c.places.scene().toStdString()).scene.title, std::string("Mine"));
    }

    void ownSavesAndTheSameTextAreNoNews()
    {
        Changed c;
        QVERIFY(c.session.files.save());
        c.places.write(c.places.scene(), contentOf(c.places.scene()));
        QVERIFY(c.session.rename("Mine again"));
        QVERIFY(c.session.files.save());
        QCOMPARE(c.session.answers.askedAboutOverwriting, 0);
        c.places.write(c.places.scene(), titled("By others"));
        QTRY_VERIFY(c.session.answers.askedAboutChange > 0);
        QCOMPARE(c.session.answers.askedAboutChange, 1);
    }

    void aFileThatIsReplacedAgainAndAgainIsStillWatched()
    {
        const Places places;
        Session session(places);
        QVERIFY(session.files.openFile(places.write(places.scene())));
        session.answers.changed = FileDialogs::Changed::LoadAgain;
        for (const char* title : {"First", "Second", "Third"}) {
            const QByteArray next = QFile::encodeName(places.write(places.scene(QStringLiteral("next.json")), titled(title)));
            QCOMPARE(std::rename(next.constData(), QFile::encodeName(places.scene()).constData()), 0);
            QTRY_COMPARE(session.title(), std::string(title));
        }
        QCOMPARE(session.answers.askedAboutChange, 3);
        QVERIFY(session.answers.told.isEmpty());
    }

    void aFileThatWasReplacedIsWatchedLikeTheOneBefore()
    {
        Changed c;
        const QByteArray next = QFile::encodeName(c.places.write(c.places.scene(QStringLiteral("next.json")), titled("Replaced")));
        QCOMPARE(std::rename(next.constData(), QFile::encodeName(c.places.scene()).constData()), 0);
        QTRY_COMPARE(c.session.answers.askedAboutChange, 1);
        c.places.write(c.places.scene(), titled("Written"));
        QTRY_COMPARE(c.session.answers.askedAboutChange, 2);
        QVERIFY(c.isWhole());
    }

    void aBrokenFileIsNotLoaded()
    {
        Changed c;
        c.session.answers.changed = FileDialogs::Changed::LoadAgain;
        c.places.write(c.places.scene(), "{\n oops");
        QTRY_COMPARE(c.session.answers.told.size(), 1);
        QVERIFY(c.told("scene.json:2:"));
        QVERIFY(c.isWhole());
    }

    void aFileThatIsRemovedIsToldAndTheSceneStays()
    {
        const Places places;
        Session session(places);
        QVERIFY(session.files.openFile(places.write(places.scene())));
        QVERIFY(!session.document.isModified());
        QVERIFY(QFile::remove(places.scene()));
        QTRY_COMPARE(session.answers.told.size(), 1);
        QVERIFY(session.answers.told.front().contains(QStringLiteral("scene.json")));
        QVERIFY(session.document.isModified());
        QCOMPARE(session.title(), std::string("Too much"));
        QVERIFY(session.files.save());
        QVERIFY(QFile::exists(places.scene()));
        QVERIFY(!session.document.isModified());
        QCOMPARE(session.answers.askedAboutOverwriting, 0);
    }

    void aFileThatAnotherWindowHasOpenIsAskedAbout()
    {
        const Places places;
        places.write(places.scene());
        places.write(places.scene(QStringLiteral("other.json")));
        auto first = std::make_unique<Session>(places);
        QVERIFY(first->files.openFile(places.scene()));
        QVERIFY(first->files.openFile(places.scene()));
        QCOMPARE(first->answers.askedAboutOpening, 0);

        Session second(places);
        QVERIFY(second.files.openFile(places.scene(QStringLiteral("other.json"))));
        QCOMPARE(second.answers.askedAboutOpening, 0);
        const QString detour = places.scenes.filePath(QStringLiteral("../%1/scene.json").arg(QFileInfo(places.scenes.path()).fileName()));
        QVERIFY(!second.files.openFile(detour));
        QCOMPARE(second.answers.askedAboutOpening, 1);
        QCOMPARE(QFileInfo(second.document.filePath()).fileName(), QStringLiteral("other.json"));
        second.answers.anyway = true;
        QVERIFY(second.files.openFile(detour));
        QVERIFY(second.files.newScene());
        second.answers.anyway = false;

        first.reset();
        QVERIFY(second.files.openFile(places.scene()));
        QCOMPARE(second.answers.askedAboutOpening, 2);
        QCOMPARE(QDir(places.scenes.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
    }

    void savingUnderAnotherNameHoldsThatFile()
    {
        Changed c;
        c.session.answers.file = c.places.scene(QStringLiteral("renamed.json"));
        QVERIFY(c.session.files.saveAs());
        Session second(c.places);
        QVERIFY(second.files.openFile(c.places.scene()));
        QVERIFY(!second.files.openFile(c.session.answers.file));
        QCOMPARE(second.answers.askedAboutOpening, 1);
    }

    void aFullDiskLeavesTheSceneAndTheFileWhole_data()
    {
        QTest::addColumn<int>("components");
        QTest::newRow("small") << 1;
        QTest::newRow("longer than a buffer") << 300;
    }

    void aFullDiskLeavesTheSceneAndTheFileWhole()
    {
        QFETCH(int, components);
        Changed c;
        for (int i = 0; i < components; ++i) QVERIFY(!c.session.document.addComponent(QStringLiteral("web-server"), {i * 10.0, 0}).isEmpty());
        const QByteArray before = contentOf(c.places.scene());
        {
            const SmallDisk full(100);
            QVERIFY(!c.session.files.save());
        }
        QVERIFY(c.isWhole());
        QCOMPARE(contentOf(c.places.scene()), before);
        QVERIFY(c.told("scene.json\" cannot be saved"));
        QVERIFY2(c.told(qPrintable(qt_error_string(EFBIG))), qPrintable(c.session.answers.told.join('\n')));
        QVERIFY(c.session.files.save());
        QVERIFY(!c.session.document.isModified());

        QVERIFY(saveFailureText(c.places.scene(), qt_error_string(ENOSPC)).contains(QStringLiteral("no room left on the disk")));
    }

    void aPictureThatFindsNoRoomLeavesTheOldOne()
    {
        const Places places;
        const QSizeF size(200, 100);
        const auto paint = [](QPainter& painter) { painter.fillRect(QRectF(20, 20, 60, 40), Qt::darkBlue); };
        for (const char* suffix : {"png", "svg", "pdf"}) {
            const QString path = places.scenes.filePath(QStringLiteral("picture.%1").arg(QString::fromLatin1(suffix)));
            QVERIFY(savePicture(path, size, QStringLiteral("Old"), Qt::white, paint).ok());
            const QByteArray before = contentOf(path);
            const SmallDisk full(100);
            QVERIFY(!savePicture(path, size, QStringLiteral("New"), Qt::black, paint).ok());
            QCOMPARE(contentOf(path), before);
        }
    }

    void aFolderThatHasGoneIsToldAndTheSceneSavedElsewhere()
    {
        Changed c;
        QVERIFY(QDir(c.places.scenes.path()).mkdir(QStringLiteral("folder")));
        const QString inFolder = c.places.scene(QStringLiteral("folder/scene.json"));
        c.session.answers.file = inFolder;
        QVERIFY(c.session.files.saveAs());
        QVERIFY(c.session.rename("Mine"));
        QVERIFY(c.session.rename("Mine too"));
        QVERIFY(QDir(QFileInfo(inFolder).path()).removeRecursively());
        c.session.answers.elsewhere = true;
        c.session.answers.file = c.places.scene(QStringLiteral("elsewhere.json"));
        QVERIFY(c.session.files.save());
        QVERIFY(c.told("is not there any more"));
        QCOMPARE(c.session.document.filePath(), c.session.answers.file);
        QVERIFY(!c.session.document.isModified());
    }

    void placesWhereNothingCanBeSavedAreTold_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        QTest::newRow("a folder of this name") << QStringLiteral("taken") << QStringLiteral("a folder of this name");
        QTest::newRow("below a file") << QStringLiteral("scene.json/mine.json") << QStringLiteral("is not a folder");
        QTest::newRow("a folder that takes no files") << QStringLiteral("/proc/self/mine.json") << QStringLiteral("cannot be saved");
    }

    void placesWhereNothingCanBeSavedAreTold()
    {
        QFETCH(QString, place);
        QFETCH(QString, words);
        Changed c;
        QVERIFY(QDir(c.places.scenes.path()).mkdir(QStringLiteral("taken")));
        c.session.answers.file = QDir(c.places.scenes.path()).absoluteFilePath(place);
        QVERIFY(!c.session.files.saveAs());
        QVERIFY2(c.told(qPrintable(words)), qPrintable(c.session.answers.told.join('\n')));
        QVERIFY(c.isWhole());
        QCOMPARE(c.session.document.filePath(), c.places.scene());
    }

    void undoGoesBackBeyondASave()
    {
        Changed c;
        QVERIFY(c.session.files.save());
        c.session.document.undoStack()->undo();
        QCOMPARE(c.session.title(), std::string("Too much"));
        QVERIFY(c.session.document.isModified());
        c.session.document.undoStack()->redo();
        QCOMPARE(c.session.title(), std::string("Mine"));
        QVERIFY(!c.session.document.isModified());
    }
};

QTEST_MAIN(FileSafetyTest)
#include "file_safety_test.moc"
