// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas.h"
#include "components/standard_catalog.h"
#include "engine/catalog.h"
#include "palette/palette_model.h"
#include "palette/palette_panel.h"
#include "palette/palette_view.h"
#include "theme/theme.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace scalelab;

namespace {

QStringList kinds(const PaletteModel& model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        if (const QString id = model.index(row).data(PaletteModel::KindRole).toString(); !id.isEmpty()) ids.append(id);
    return ids;
}

} // namespace

class PaletteTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const Catalog> catalog_ = standardCatalog();

private slots:
    void initTestCase() { applyTheme(); }

    void modelKeepsItsPromises()
    {
        PaletteModel model(catalog_->registry);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFilter(QStringLiteral("a"));
        model.setFilter(QStringLiteral("no such thing"));
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QCOMPARE(kinds(model).size(), qsizetype(catalog_->registry.kinds.size()));
    }

    void everyKindStandsUnderItsCategory()
    {
        const PaletteModel model(catalog_->registry);
        QString heading;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            if (index.data(PaletteModel::HeadingRole).toBool()) {
                heading = index.data().toString();
                QVERIFY(!index.flags().testFlag(Qt::ItemIsSelectable));
                continue;
            }
            const KindDecl* kind = catalog_->registry.kind(index.data(PaletteModel::KindRole).toString().toStdString());
            QVERIFY(kind);
            QCOMPARE(QString::fromStdString(kind->category), heading);
            QVERIFY(!index.data(Qt::ToolTipRole).toString().isEmpty());
        }
    }

    void filterAlsoFindsSearchWords()
    {
        PaletteModel model(catalog_->registry);
        for (const KindDecl& kind : catalog_->registry.kinds) {
            for (const std::string& word : kind.searchWords) {
                model.setFilter(QString::fromStdString(word).toUpper());
                QVERIFY2(kinds(model).contains(QString::fromStdString(kind.id)), word.c_str());
            }
        }
    }

    void dragCarriesTheKind()
    {
        const PaletteModel model(catalog_->registry);
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(1)}));
        QVERIFY(data);
        QCOMPARE(data->data(QString::fromLatin1(Canvas::kindMimeType)), kinds(model).front().toUtf8());
        QVERIFY(!model.mimeData({model.index(0)}));
    }

    void typingAndEnterChoosesTheFirstMatch()
    {
        PalettePanel panel(catalog_->registry);
        panel.show();
        QSignalSpy chosen(&panel, &PalettePanel::kindChosen);
        auto* filter = panel.findChild<QLineEdit*>();
        QTest::keyClicks(filter, QStringLiteral("cache"));
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().toString(), QStringLiteral("cache"));
    }

    void listIsWalkedWithTheKeyboard()
    {
        PalettePanel panel(catalog_->registry);
        panel.show();
        QSignalSpy chosen(&panel, &PalettePanel::kindChosen);
        QTest::keyClick(panel.findChild<QLineEdit*>(), Qt::Key_Down);
        auto* view = panel.findChild<PaletteView*>();
        QTest::keyClick(view, Qt::Key_Down);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().toString(), kinds(*panel.model()).at(1));
    }

    void doubleClickChooses()
    {
        PalettePanel panel(catalog_->registry);
        panel.resize(240, 600);
        panel.show();
        QSignalSpy chosen(&panel, &PalettePanel::kindChosen);
        auto* view = panel.findChild<PaletteView*>();
        const QPoint first = view->visualRect(panel.model()->index(1)).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, first);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(chosen.count(), 1);
    }
};

QTEST_MAIN(PaletteTest)
#include "palette_test.moc"
