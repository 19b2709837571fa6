// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "io/scene_io.h"
#include "support/sample_scene.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace scalelab;

Q_DECLARE_METATYPE(scalelab::Edit)

class DocumentTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<SceneDocument> document_;

    [[nodiscard]] std::string written() const { return writeScene(document_->scene()); }

    [[nodiscard]] QString write(const QString& name, const std::string& text) const
    {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write to the temporary folder");
        file.write(QByteArray::fromStdString(text));
        return file.fileName();
    }

private slots:
    void init()
    {
        document_ = std::make_unique<SceneDocument>(standardCatalog());
        QVERIFY(document_->open(write(QStringLiteral("sample.json"), writeScene(test::sampleScene()))));
    }

    void everyEditIsUndoneToTheByte_data()
    {
        QTest::addColumn<Edit>("edit");
        const auto row = [](const char* name, Edit edit) { QTest::newRow(name) << edit; };
        row("insert component", {InsertComponent{Component{"web9", "web-server", {}}, Point{10, 20}, 1, 0}});
        row("remove component", {RemoveComponent{"web1"}});
        row("set parameter", {SetParam{"web1", "workers", Value(3)}});
        row("new parameter", {SetParam{"web2", "queue", Value(3)}});
        row("take parameter away", {SetParam{"web1", "label", std::nullopt}});
        row("place", {SetPosition{"web1", Point{1, 2}}});
        row("unplace", {SetPosition{"lb", std::nullopt}});
        row("insert link", {InsertLink{Link{"lb", "db", {}}, 2}});
        row("remove link", {RemoveLink{"lb", "web1"}});
        row("set link parameter", {SetLinkParam{"users", "lb", "latency", Value("5ms")}});
        row("insert zone", {InsertZone{Zone{"asia", "data-center", {"users"}, {}}, 0}});
        row("remove zone", {RemoveZone{"us-east"}});
        row("zone members", {SetZoneMembers{"us-east", {"lb"}}});
        row("zone parameter", {SetZoneParam{"us-east", "place", Value("Paris")}});
        row("insert event", {InsertEvent{test::fields({{"at", "5s"}, {"crash", "lb"}}), 1}});
        row("remove event", {RemoveEvent{1}});
        row("title", {SetTitle{"Another"}});
        row("seed", {SetSeed{99}});
        row("extra", {SetExtra{"x-own", std::nullopt}});
        row("batch", {Batch{{{RemoveComponent{"web1"}}, {SetTitle{"Fewer"}}, {SetParam{"web2", "workers", Value(1)}}}}});
    }

    void everyEditIsUndoneToTheByte()
    {
        QFETCH(Edit, edit);
        const std::string before = written();
        QVERIFY(document_->perform(edit));
        const std::string after = written();
        QVERIFY(after != before);
        QVERIFY(document_->isModified());
        QCOMPARE(document_->undoStack()->count(), 1);

        document_->undoStack()->undo();
        QCOMPARE(written(), before);
        QVERIFY(!document_->isModified());
        document_->undoStack()->redo();
        QCOMPARE(written(), after);
    }

    void editsOfASceneInARowAreUndoneToTheByte()
    {
        const std::string before = written();
        QVERIFY(!document_->addComponent(QStringLiteral("cache"), {300, 300}).isEmpty());
        QVERIFY(document_->removeAll({QStringLiteral("web1"), QStringLiteral("db")},
                                     {{QStringLiteral("users"), QStringLiteral("lb")}}));
        QVERIFY(document_->perform({SetParam{"web2", "workers", Value(2)}}));
        QCOMPARE(document_->undoStack()->count(), 3);
        while (document_->undoStack()->canUndo()) document_->undoStack()->undo();
        QCOMPARE(written(), before);
    }

    void refusedEditChangesNothingAndKeepsRedo()
    {
        QVERIFY(document_->perform({SetTitle{"Another"}}));
        document_->undoStack()->undo();
        const std::string before = written();
        QSignalSpy refused(document_.get(), &SceneDocument::refused);
        QVERIFY(!document_->perform({RemoveComponent{"nobody"}}));
        QCOMPARE(refused.count(), 1);
        QCOMPARE(written(), before);
        QVERIFY(document_->undoStack()->canRedo());
    }

    void editWithoutEffectLeavesNoStep()
    {
        QVERIFY(document_->perform({SetParam{"web1", "workers", Value(8)}}));
        QVERIFY(document_->perform({SetTitle{"Sample"}}));
        QVERIFY(document_->perform({Batch{{{SetPosition{"lb", Point{200, 0}}}, {SetSeed{7}}}}}));
        QCOMPARE(document_->undoStack()->count(), 0);
        QVERIFY(!document_->isModified());
    }

    void editsWithTheSameMergeKeyAreOneStep()
    {
        const std::string before = written();
        for (int workers = 9; workers < 20; ++workers)
            QVERIFY(document_->perform({SetParam{"web1", "workers", Value(workers)}}, QStringLiteral("slider")));
        QCOMPARE(document_->undoStack()->count(), 1);
        QVERIFY(document_->perform({SetParam{"web1", "workers", Value(1)}}, QStringLiteral("other slider")));
        QCOMPARE(document_->undoStack()->count(), 2);
        const std::string after = written();
        document_->undoStack()->undo();
        document_->undoStack()->undo();
        QCOMPARE(written(), before);
        document_->undoStack()->redo();
        document_->undoStack()->redo();
        QCOMPARE(written(), after);
    }

    void mergedInsertionAndRemovalOfAParameterIsUndoneToTheByte()
    {
        const std::string before = written();
        const QString key = QStringLiteral("slider");
        QVERIFY(document_->perform({SetParam{"web1", "label", std::nullopt}}, key));
        QVERIFY(document_->perform({SetParam{"web1", "label", Value("Again")}}, key));
        QVERIFY(document_->perform({SetParam{"web1", "label", Value("And again")}}, key));
        QCOMPARE(document_->undoStack()->count(), 1);
        document_->undoStack()->undo();
        QCOMPARE(written(), before);
    }

    void savedSceneOpensAsTheSame()
    {
        QVERIFY(document_->perform({SetParam{"web1", "workers", Value(3)}}));
        const QString path = folder_.filePath(QStringLiteral("saved.json"));
        QVERIFY(document_->save(path));
        QVERIFY(!document_->isModified());
        QCOMPARE(document_->filePath(), path);
        SceneDocument again(standardCatalog());
        QVERIFY(again.open(path));
        QVERIFY(again.scene() == document_->scene());
        QCOMPARE(writeScene(again.scene()), written());
    }

    void saveThatFailsLeavesTheDocumentModified()
    {
        QVERIFY(document_->perform({SetTitle{"Another"}}));
        QString error;
        QVERIFY(!document_->save(folder_.filePath(QStringLiteral("no/such/folder.json")), &error));
        QVERIFY(!error.isEmpty());
        QVERIFY(document_->isModified());
    }

    void brokenFileLeavesTheOpenScene()
    {
        const std::string before = written();
        const QString path = document_->filePath();
        Problems problems;
        const QString broken = write(QStringLiteral("broken.json"), "{\n  \"format\": \"scalelab/scene\",\n  oops\n}");
        QVERIFY(!document_->open(broken, &problems));
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().position.line, 3);
        QCOMPARE(written(), before);
        QCOMPARE(document_->filePath(), path);
    }

    void sceneWithAProblemOpensAndTellsItsLine()
    {
        const QString path = write(QStringLiteral("wrong.json"), R"({
  "format": "scalelab/scene", "version": 1,
  "components": {
    "web": { "kind": "web-server",
             "workers": 0 }
  }
})");
        QVERIFY(document_->open(path));
        const Problems& problems = document_->problems();
        const auto found = std::find_if(problems.begin(), problems.end(),
                                        [](const Problem& p) { return p.path == "components.web.workers"; });
        QVERIFY(found != problems.end());
        QCOMPARE(found->position.line, 5);
        QSignalSpy changed(document_.get(), &SceneDocument::problemsChanged);
        QVERIFY(document_->perform({SetParam{"web", "workers", Value(2)}}));
        QVERIFY(changed.count() >= 1);
        QVERIFY(std::none_of(document_->problems().begin(), document_->problems().end(),
                             [](const Problem& p) { return p.path == "components.web.workers"; }));
    }

    void anExpectationThatNamesWhatIsNotThereIsAProblem()
    {
        QVERIFY(document_->open(write(QStringLiteral("expecting.json"), R"({
  "format": "scalelab/scene", "version": 1,
  "components": { "users": { "kind": "users" }, "web": { "kind": "web-server" } },
  "links": [ { "from": "users", "to": "web" } ],
  "expect": [ { "that": "It is quick", "expect": "web.sojourn_s.mean < 1s", "over": "0s..10s" },
              { "that": "It serves", "expect": "server.completed > 0", "over": "0s..10s" } ]
})")));
        const auto expected = [this](const char* path) {
            return std::find_if(document_->problems().begin(), document_->problems().end(), [&](const Problem& p) { return p.path == path; });
        };
        QVERIFY(expected("expect[0].expect") == document_->problems().end());
        QVERIFY(expected("expect[1].expect") != document_->problems().end());
        QCOMPARE(expected("expect[1].expect")->position.line, 6);
        QVERIFY(document_->perform({RemoveComponent{"web"}}));
        QVERIFY(expected("expect[0].expect") != document_->problems().end());
    }

    void newerSceneIsReadOnly()
    {
        QVERIFY(document_->open(write(QStringLiteral("newer.json"), R"({ "format": "scalelab/scene", "version": 999, "title": "Tomorrow" })")));
        QVERIFY(document_->isReadOnly());
        QVERIFY(!document_->perform({SetTitle{"Today"}}));
        QVERIFY(!document_->save(folder_.filePath(QStringLiteral("older.json"))));
    }

    void lockedSceneRefusesEdits()
    {
        document_->setLocked(true);
        QVERIFY(!document_->perform({SetTitle{"Another"}}));
        QVERIFY(document_->addComponent(QStringLiteral("cache"), {0, 0}).isEmpty());
        document_->setLocked(false);
        QVERIFY(document_->perform({SetTitle{"Another"}}));
    }

    void addedComponentHasTypicalParametersAndItsPlace()
    {
        const QString id = document_->addComponent(QStringLiteral("web-server"), {30, 40});
        QCOMPARE(id, QStringLiteral("web-server"));
        const Component* component = document_->scene().component("web-server");
        QVERIFY(component);
        QVERIFY(component->params.find("service"));
        QCOMPARE(document_->scene().position("web-server"), std::optional(Point{30, 40}));
        QCOMPARE(document_->addComponent(QStringLiteral("web-server"), {60, 40}), QStringLiteral("web-server2"));
        QVERIFY(document_->addComponent(QStringLiteral("no-such-kind"), {0, 0}).isEmpty());
    }

    void pasteGivesFreshIdsAndKeepsWiresAndShape()
    {
        const QString json = document_->copy({QStringLiteral("lb"), QStringLiteral("web1"), QStringLiteral("web2")});
        const QStringList added = document_->paste(json, {1000, 500});
        QCOMPARE(added, QStringList({QStringLiteral("lb2"), QStringLiteral("web3"), QStringLiteral("web4")}));
        const Scene& scene = document_->scene();
        QVERIFY(scene.link("lb2", "web3") && scene.link("lb2", "web4"));
        QVERIFY(!scene.link("users", "lb2"));
        QCOMPARE(scene.position("lb2")->x, 1000.0);
        QCOMPARE(scene.position("web3")->y, 500.0);
        QCOMPARE(scene.position("web4")->x - scene.position("lb2")->x, 200.0);
        QCOMPARE(*scene.component("web3")->params.find("workers"), Value(8));
        QCOMPARE(document_->undoStack()->count(), 1);
        document_->undoStack()->undo();
        QVERIFY(!document_->scene().component("lb2"));
    }

    void pasteOfAnythingElseIsRefused()
    {
        QSignalSpy refused(document_.get(), &SceneDocument::refused);
        QVERIFY(document_->paste(QStringLiteral("Dear Sir or Madam"), {0, 0}).isEmpty());
        QCOMPARE(refused.count(), 1);
        QVERIFY(!document_->isModified());
    }

    void selectionDropsWhatIsDeleted()
    {
        Selection selection(document_.get());
        selection.set({QStringLiteral("web1"), QStringLiteral("lb")}, {{QStringLiteral("lb"), QStringLiteral("web1")}});
        QSignalSpy changed(&selection, &Selection::changed);
        QVERIFY(document_->perform({RemoveComponent{"web1"}}));
        QCOMPARE(selection.components(), QStringList({QStringLiteral("lb")}));
        QVERIFY(selection.wires().isEmpty());
        QCOMPARE(changed.count(), 1);
        document_->newScene();
        QVERIFY(selection.isEmpty());
    }
};

QTEST_MAIN(DocumentTest)
#include "document_test.moc"
