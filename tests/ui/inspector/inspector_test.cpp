// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/mix.h"
#include "inspector/component_page.h"
#include "inspector/inspector_panel.h"
#include "inspector/live_measures.h"
#include "inspector/param_form.h"
#include "inspector/param_row.h"
#include "inspector/quantity_text.h"
#include "inspector/scene_page.h"
#include "inspector/scene_theory_section.h"
#include "inspector/several_page.h"
#include "inspector/theory_section.h"
#include "inspector/wire_page.h"
#include "support/live_scene.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

/// An inspector on the test's scene.
struct Fixture : LiveScene {
    InspectorPanel panel{&document, &selection, &run};

    Fixture()
    {
        panel.resize(340, 700);
        panel.show();
    }

    ComponentPage* select(const char* id)
    {
        selection.set({QString::fromLatin1(id)});
        auto* page = qobject_cast<ComponentPage*>(panel.widget());
        if (!page) qFatal("no page for %s", id);
        return page;
    }

    const Value* param(const char* id, const char* name) { return document.scene().component(id)->params.find(name); }
};

ParamRow* row(ComponentPage* page, const char* param)
{
    ParamRow* found = page->form()->row(QString::fromLatin1(param));
    if (!found) qFatal("no row for %s", param);
    return found;
}

void type(ParamRow* row, const char* text)
{
    auto* field = row->findChild<QLineEdit*>();
    field->selectAll();
    QTest::keyClicks(field, QString::fromUtf8(text));
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme();
    }

    void pageFollowsTheSelection()
    {
        Fixture f;
        QVERIFY(qobject_cast<ScenePage*>(f.panel.widget()));
        QCOMPARE(f.select("web")->component(), QStringLiteral("web"));
        f.selection.set({}, {{QStringLiteral("users"), QStringLiteral("web")}});
        QVERIFY(qobject_cast<WirePage*>(f.panel.widget()));
        f.selection.set({QStringLiteral("users"), QStringLiteral("web")});
        QVERIFY(qobject_cast<SeveralPage*>(f.panel.widget()));
        f.document.newScene();
        QVERIFY(qobject_cast<ScenePage*>(f.panel.widget()));
    }

    void everyParameterHasARow()
    {
        Fixture f;
        for (const Component& component : f.document.scene().components) {
            const ComponentPage* page = f.select(component.id.c_str());
            for (const ParamDecl& param : f.document.registry().kind(component.kind)->params)
                QVERIFY2(page->form()->row(QString::fromStdString(param.id)), param.id.c_str());
        }
    }

    void editIsApplied()
    {
        Fixture f;
        ParamRow* workers = row(f.select("web"), "workers");
        type(workers, "12");
        QCOMPARE(*f.param("web", "workers"), Value(12));
        QVERIFY(workers->errorText().isEmpty());
        type(row(f.select("web"), "service"), "lognormal(5ms, cv=2)");
        QCOMPARE(*f.param("web", "service"), Value("lognormal(5ms, cv=2)"));
        QCOMPARE(f.document.undoStack()->count(), 2);
    }

    void invalidEntryIsExplainedAndNotApplied()
    {
        Fixture f;
        ParamRow* workers = row(f.select("web"), "workers");
        type(workers, "many");
        QCOMPARE(*f.param("web", "workers"), Value(2));
        QVERIFY(!workers->errorText().isEmpty());
        QCOMPARE(workers->findChild<QLineEdit*>()->text(), QStringLiteral("many"));
        type(workers, "0");
        QCOMPARE(*f.param("web", "workers"), Value(2));
        QVERIFY(workers->errorText().contains(QStringLiteral("at least 1")));
        type(workers, "3");
        QVERIFY(workers->errorText().isEmpty());
        QCOMPARE(*f.param("web", "workers"), Value(3));
    }

    void escapeTakesBackWhatWasTyped()
    {
        Fixture f;
        auto* field = row(f.select("web"), "workers")->findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("9"));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), QStringLiteral("2"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(f.document.undoStack()->count(), 0);
    }

    void emptyFieldAndResetGoBackToTheDefault()
    {
        Fixture f;
        ParamRow* queue = row(f.select("web"), "queue");
        auto* reset = queue->findChild<QToolButton*>();
        QVERIFY(reset->isVisible());
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(!f.param("web", "queue"));
        QVERIFY(!reset->isVisible());
        auto* field = queue->findChild<QLineEdit*>();
        QVERIFY(field->text().isEmpty());
        QCOMPARE(field->placeholderText(), QString::fromStdString(toText(queue->decl().fallback)));
        f.document.undoStack()->undo();
        QCOMPARE(field->text(), QStringLiteral("5"));
        field->clear();
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!f.param("web", "queue"));
    }

    void choiceIsMadeFromAList()
    {
        Fixture f;
        const QString lb = f.document.addComponent(QStringLiteral("load-balancer"), {0, 0});
        auto* box = row(f.select(qPrintable(lb)), "algorithm")->findChild<QComboBox*>();
        const int other = box->findData(QStringLiteral("least-connections"));
        QVERIFY(other >= 0);
        box->setCurrentIndex(other);
        emit box->activated(other);
        QCOMPARE(*f.param(qPrintable(lb), "algorithm"), Value("least-connections"));
    }

    void mixHasAFieldForEachClass()
    {
        Fixture f;
        const QList<QLineEdit*> fields = row(f.select("users"), "mix")->findChildren<QLineEdit*>();
        QCOMPARE(fields.size(), static_cast<qsizetype>(requestClassCount));
        QTest::keyClicks(fields[0], QStringLiteral("0.7"));
        QTest::keyClick(fields[0], Qt::Key_Return);
        QTest::keyClicks(fields[1], QStringLiteral("30%"));
        QTest::keyClick(fields[1], Qt::Key_Return);
        const Value* mix = f.param("users", "mix");
        QVERIFY(mix && mix->object());
        QCOMPARE(*mix->object()->find("read"), Value(0.7));
        QCOMPARE(*mix->object()->find("write"), Value("30%"));
        QVERIFY(!mix->object()->find("static"));
    }

    void rowWithoutMeaningIsHidden()
    {
        Fixture f;
        for (const KindDecl& kind : f.document.registry().kinds) {
            const QString id = f.document.addComponent(QString::fromStdString(kind.id), {0, 0});
            for (const ParamDecl& param : kind.params) {
                const ParamDecl* condition = kind.param(param.onlyWhenParam);
                if (!condition) continue;
                ComponentPage* page = f.select(qPrintable(id));
                for (const ParamDecl* outer = &param; const ParamDecl* next = kind.param(outer->onlyWhenParam); outer = next)
                    QVERIFY(f.document.perform({SetParam{id.toStdString(), next->id, Value(outer->onlyWhenValue)}}));
                QVERIFY2(row(page, param.id.c_str())->isVisible(), param.id.c_str());
                for (const ChoiceDecl& choice : condition->choices) {
                    if (choice.id == param.onlyWhenValue) continue;
                    QVERIFY(f.document.perform({SetParam{id.toStdString(), condition->id, Value(choice.id)}}));
                    QVERIFY2(!row(page, param.id.c_str())->isVisible(), param.id.c_str());
                }
            }
        }
    }

    void labelIsEdited()
    {
        Fixture f;
        ComponentPage* page = f.select("web");
        page->editLabel();
        auto* label = page->findChild<QLineEdit*>();
        QCOMPARE(label->accessibleName(), QStringLiteral("Label"));
        QTest::keyClicks(label, QStringLiteral("Shop"));
        QTest::keyClick(label, Qt::Key_Return);
        QCOMPARE(f.document.scene().component("web")->label(), std::string("Shop"));
    }

    void wireLatencyIsEdited()
    {
        Fixture f;
        f.selection.set({}, {{QStringLiteral("users"), QStringLiteral("web")}});
        auto* page = qobject_cast<WirePage*>(f.panel.widget());
        type(page->form()->row(QStringLiteral("latency")), "7ms");
        QCOMPARE(*f.document.scene().link("users", "web")->params.find("latency"), Value("7ms"));
    }

    void measuresAreShownWhileRunning()
    {
        Fixture f;
        ComponentPage* page = f.select("web");
        QVERIFY(!page->measures()->isVisible());
        QVERIFY(f.runUntil(20));
        QVERIFY(page->measures()->isVisible());
        const LiveMeasures& measures = *page->measures();
        for (std::size_t i = 0; i < measures.count(); ++i) {
            if (measures.measure(i).id != "utilisation") continue;
            QTRY_VERIFY2(measures.valueText(i).startsWith('9'), qPrintable(measures.valueText(i)));
            return;
        }
        QFAIL("a web server measures its utilisation");
    }

    void theoryStandsBesideWhatIsMeasured()
    {
        Fixture f;
        ComponentPage* page = f.select("web"); // M/M/2 with five waiting places
        const TheorySection& theory = *page->theory();
        QVERIFY2(theory.lines().join(' ').contains(QStringLiteral("a bounded queue")), qPrintable(theory.lines().join('\n')));
        QVERIFY(!theory.lines().filter(QStringLiteral("±")).size());
        QVERIFY(f.runUntil(60));
        QTRY_VERIFY2(theory.lines().filter(QStringLiteral("±")).size() >= 5, qPrintable(theory.lines().join('\n')));

        f.run.setTrafficScale(0.25);
        QTRY_VERIFY2(theory.lines().filter(QRegularExpression(QStringLiteral("^49\\.[0-9]+.*/s"))).size() >= 1, qPrintable(theory.lines().join('\n'))); // nearly all are served now
        f.document.perform(Edit{SetParam{"web", "service", Value("lognormal(20ms, cv=2)")}});
        QVERIFY2(theory.lines().join(' ').contains(QStringLiteral("no exact closed form is known")), qPrintable(theory.lines().join('\n')));
        f.document.undoStack()->undo();
        f.run.fault(QStringLiteral("crash"), QStringLiteral("web"));
        QTRY_VERIFY2(theory.lines().join(' ').contains(QStringLiteral("fault")), qPrintable(theory.lines().join('\n')));
        f.run.resetRun();
        QTRY_VERIFY(theory.lines().join(' ').contains(QStringLiteral("a bounded queue")));
    }

    void formsWithoutMeasuresShowTheirValue()
    {
        Fixture f;
        const TheorySection& capacity = *f.select("idle")->theory();
        QVERIFY2(capacity.lines().contains(quantityText(Quantity::Rate, 100)), qPrintable(capacity.lines().join('\n')));
        f.document.perform(Edit{SetParam{"idle", "mtbf", Value("999h")}});
        f.document.perform(Edit{SetParam{"idle", "mttr", Value("1h")}});
        const TheorySection& availability = *f.select("idle")->theory();
        QVERIFY2(availability.lines().contains(shareText(0.999)), qPrintable(availability.lines().join('\n')));
    }

    void theorySpeaksAboutTheWholeScene()
    {
        Fixture f;
        auto* page = qobject_cast<ScenePage*>(f.panel.widget());
        QVERIFY(page);
        const auto says = [&](const QString& words) { return page->theory()->lines().join('\n').contains(words); };
        QVERIFY2(says(quantityText(Quantity::Rate, 100)), qPrintable(page->theory()->lines().join('\n')));
        QVERIFY(says(QStringLiteral("Little server limits it")));
        QVERIFY(says(QStringLiteral("Nothing fails at random")));
        QVERIFY(page->theory()->lines().contains(QStringLiteral("Little server"))); // the only single point of failure
        f.document.perform(Edit{SetParam{"web", "workers", Value(4)}});
        QVERIFY(says(quantityText(Quantity::Rate, 200)));
        f.document.perform(Edit{SetParam{"web", "mtbf", Value("99h")}});
        f.document.perform(Edit{SetParam{"web", "mttr", Value("1h")}});
        QVERIFY(says(shareText(0.99)));
        f.document.perform(Edit{SetParam{"web", "sessions", Value("memory")}});
        QVERIFY(says(QStringLiteral("sessions")));
        QVERIFY(!says(shareText(0.99)));
    }

    void typingIsNotAppliedToAnotherScene()
    {
        Fixture f;
        auto* field = row(f.select("web"), "workers")->findChild<QLineEdit*>();
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("7"));
        QVERIFY(f.document.open(f.write(QStringLiteral("again.json"), testing::overloadedScene)));
        QCOMPARE(*f.param("web", "workers"), Value(2));
    }

    void numbersAreShownInTheirUnits()
    {
        const QChar space = QChar::Nbsp;
        QCOMPARE(quantityText(Quantity::Duration, 0.0052), QStringLiteral("5.20") + space + QStringLiteral("ms"));
        QCOMPARE(quantityText(Quantity::Duration, 12), QStringLiteral("12") + space + QStringLiteral("s"));
        QCOMPARE(quantityText(Quantity::Duration, 0), QStringLiteral("0") + space + QStringLiteral("ms"));
        QCOMPARE(quantityText(Quantity::Rate, 199.96), QStringLiteral("200") + space + QStringLiteral("/s"));
        QCOMPARE(quantityText(Quantity::Share, 0.825), QStringLiteral("82.5") + space + QStringLiteral("%"));
        QCOMPARE(shareText(0.825), QStringLiteral("82.5") + space + QStringLiteral("%"));
        QCOMPARE(shareText(0.99995), QStringLiteral("99.9950") + space + QStringLiteral("%"));
        QCOMPARE(shareText(1), QStringLiteral("100.0") + space + QStringLiteral("%"));
        QCOMPARE(quantityText(Quantity::Bytes, 64e9), QStringLiteral("64") + space + QStringLiteral("GB"));
        QCOMPARE(quantityText(Quantity::Bandwidth, 12.5e6), QStringLiteral("100") + space + QStringLiteral("Mbit/s"));
        QCOMPARE(quantityText(Quantity::Number, std::nan("")), QStringLiteral("–"));
    }
};

QTEST_MAIN(InspectorTest)
#include "inspector_test.moc"
