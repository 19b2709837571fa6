// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "engine/context.h"
#include "events/events_model.h"
#include "shell/main_window.h"
#include "theme/theme.h"
#include "transport/transport_bar.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>

#include <stdexcept>

using namespace scalelab;

namespace {

/// A server with a fault in its program: it throws at its third call, and when it is told to.
class Fragile {
public:
    struct Params {
        std::int64_t strain = 0;
    };
    Params params;
    void start(Context) {}
    void onCall(Context cx, CallId id)
    {
        if (++calls_ == 3) throw std::runtime_error("out of luck");
        cx.answer(id);
    }
    void onChanged(Context, std::string_view) { throw std::runtime_error("bad change"); }

private:
    int calls_ = 0;
};

std::shared_ptr<const Catalog> fragileCatalog()
{
    auto catalog = std::make_shared<Catalog>(*standardCatalog());
    catalog->add<Fragile>("fragile").provides("http").name("Fragile server").param("strain", &Fragile::Params::strain).live();
    return catalog;
}

constexpr const char* fragileScene = R"json({ "format": "scalelab/scene", "version": 1, "title": "Fragile", "seed": 1,
  "components": { "users": { "kind": "users", "arrivals": "constant(10/s)" }, "site": { "kind": "fragile" } },
  "links": [ { "from": "users", "to": "site" } ] })json";

} // namespace

class FailedRunTest : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> window_;

    [[nodiscard]] LiveRun& run() const { return *window_->run(); }
    [[nodiscard]] bool hasFailed() const { return run().snapshot().state == Snapshot::State::Failed && !run().isPlaying(); }

    [[nodiscard]] QStringList events() const
    {
        QStringList texts;
        const auto* model = window_->findChild<EventsModel*>();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, EventsModel::ComponentColumn).data().toString() + QStringLiteral(": ")
                         + model->index(row, EventsModel::TextColumn).data().toString());
        return texts;
    }

    [[nodiscard]] const QLabel* pace() const
    {
        for (const QLabel* label : window_->findChild<TransportBar*>()->findChildren<QLabel*>())
            if (label->accessibleName() == QLatin1String("Pace")) return label;
        qFatal("the transport has no pace");
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme();
    }

    void init()
    {
        window_ = std::make_unique<MainWindow>(fragileCatalog(), nullptr);
        window_->resize(800, 700);
        window_->show();
        QVERIFY(window_->document()->restore(fragileScene, {}, {}));
        run().setSpeed(1000);
    }

    void theWindowTellsWhichComponentFailedAndWhen()
    {
        QSignalSpy failed(&run(), &LiveRun::failed);
        run().play();
        QTRY_VERIFY(hasFailed());
        QCOMPARE(failed.count(), 1);
        const QString reason = failed.front().front().toString();
        QCOMPARE(reason, QStringLiteral("site at 300ms: out of luck"));
        QVERIFY(window_->statusBar()->currentMessage().contains(reason));
        QVERIFY2(events().contains(QStringLiteral("site: the run ended: out of luck")), qPrintable(events().join('\n')));
        QCOMPARE(pace()->text(), QStringLiteral("Failed"));
        QVERIFY(pace()->isVisible());
        QVERIFY(pace()->toolTip().contains(reason));

        run().play();
        QVERIFY(!run().isPlaying());
        QCOMPARE(failed.count(), 2);
    }

    void resetStartsAnewAndTheSceneCanBeMended()
    {
        run().play();
        QTRY_VERIFY(hasFailed());
        run().resetRun();
        QVERIFY(events().isEmpty());
        QCOMPARE(pace()->text(), QStringLiteral("Ready"));
        QVERIFY(pace()->toolTip().isEmpty());
        run().play();
        QVERIFY(run().isPlaying());
        QTRY_VERIFY(hasFailed());

        run().resetRun();
        QVERIFY(window_->document()->removeAll({QStringLiteral("site")}, {}));
        QVERIFY(!window_->document()->addComponent(QStringLiteral("web-server"), {0, 0}).isEmpty());
        QVERIFY(window_->document()->perform({InsertLink{Link{"users", "web-server", {}}}}));
        run().stopAt(SimTime::fromSeconds(5));
        run().play();
        QTRY_VERIFY(!run().isPlaying());
        QCOMPARE(run().snapshot().now.seconds(), 5.0);
    }

    void aStepThatFailsIsToldToo()
    {
        QSignalSpy failed(&run(), &LiveRun::failed);
        for (int i = 0; i < 100 && !hasFailed(); ++i) run().step();
        QVERIFY(hasFailed());
        QCOMPARE(failed.count(), 1);
        QCOMPARE(pace()->text(), QStringLiteral("Failed"));
    }

    void aChangeThatFailsWhilePausedIsToldToo()
    {
        run().step();
        QSignalSpy failed(&run(), &LiveRun::failed);
        QVERIFY(window_->document()->perform({SetParam{"site", "strain", Value(2)}}));
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.front().front().toString().contains(QStringLiteral("bad change")));
        QTRY_VERIFY(!events().filter(QStringLiteral("bad change")).isEmpty());
        QVERIFY(window_->document()->isModified());
    }
};

QTEST_MAIN(FailedRunTest)
#include "failed_run_test.moc"
