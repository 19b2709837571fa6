// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/lesson_panel.h"
#include "support/live_scene.h"
#include "theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

constexpr const char* taughtScene = R"json({
  "format": "scalelab/scene", "version": 1, "title": "Scene title", "seed": 1,
  "components": { "users": { "kind": "users" } }, "links": [],
  "lesson": { "title": "One server", "steps": [ "First a < b.", "Then more.", 3 ], "try": [ "Crash it." ] }
})json";

bool showsText(const QWidget& widget, const QString& text)
{
    const QList<QLabel*> labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&text](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
}

} // namespace

class LessonTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(); }

    void showsTitleStepsAndThingsToTry()
    {
        LiveScene scene(taughtScene);
        LessonPanel panel(&scene.document, &scene.run);
        panel.show();
        QCOMPARE(panel.lesson().title, QStringLiteral("One server"));
        QCOMPARE(panel.lesson().steps, (QStringList{"First a < b.", "Then more."}));
        for (const char* text : {"One server", "First a &lt; b.", "Then more.", "Try it", "Crash it."})
            QVERIFY2(showsText(panel, QString::fromLatin1(text)), text);
    }

    void sceneWithoutALessonSaysSo()
    {
        LiveScene scene;
        LessonPanel panel(&scene.document, &scene.run);
        panel.show();
        QVERIFY(panel.lesson().isEmpty());
        QVERIFY(showsText(panel, QStringLiteral("no lesson")));
    }

    void followsTheDocument()
    {
        LiveScene scene(taughtScene);
        LessonPanel panel(&scene.document, &scene.run);
        panel.show();
        Object lesson;
        lesson.set("steps", List{Value("Something else.")});
        QVERIFY(scene.document.perform(Edit{SetExtra{"lesson", Value(lesson)}}));
        QVERIFY(showsText(panel, QStringLiteral("Something else.")));
        QVERIFY(showsText(panel, QStringLiteral("Scene title")));
        scene.document.undoStack()->undo();
        QVERIFY(showsText(panel, QStringLiteral("Crash it.")));
        scene.document.newScene();
        QVERIFY(showsText(panel, QStringLiteral("no lesson")));
    }

    void startsTheTraffic()
    {
        LiveScene scene(taughtScene);
        LessonPanel panel(&scene.document, &scene.run);
        panel.show();
        auto* start = panel.findChild<QPushButton*>();
        QVERIFY(start->isVisible());
        start->click();
        QVERIFY(scene.run.isPlaying());
        QVERIFY(!start->isVisible());
    }

    void textIsNeverCutOff()
    {
        LiveScene scene(taughtScene);
        LessonPanel panel(&scene.document, &scene.run);
        panel.resize(280, 500);
        panel.show();
        QCoreApplication::processEvents();
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->wordWrap() && label->isVisible()) QVERIFY(label->height() >= label->heightForWidth(label->width()));
    }
};

QTEST_MAIN(LessonTest)
#include "lesson_test.moc"
