// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas_content.h"
#include "canvas/node_state.h"
#include "canvas/traffic/flight_dots.h"
#include "canvas/traffic/flow_dots.h"
#include "canvas/traffic/traffic_layer.h"
#include "components/standard_catalog.h"
#include "engine/catalog.h"
#include "model/scene.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace scalelab;

namespace {

Flight flight(std::uint64_t request, double depart, double arrive, bool reply = false)
{
    Flight f;
    f.request = request;
    f.depart = SimTime::fromSeconds(depart);
    f.arrive = SimTime::fromSeconds(arrive);
    f.reply = reply;
    return f;
}

std::ptrdiff_t countOf(const std::vector<Dot>& dots, DotKind kind)
{
    return std::count_if(dots.begin(), dots.end(), [kind](const Dot& dot) { return dot.kind == kind; });
}

/// Users wired to a server, and a run of them whose counts a test sets.
struct Fixture {
    Scene scene;
    CanvasContent content;
    TrafficLayer traffic;
    Snapshot snapshot;
    double now = 0;

    Fixture()
    {
        scene.components = {{"users", "users", {}}, {"web", "web-server", {}}};
        scene.links = {{"users", "web", {}}};
        scene.layout = {{"users", {0, 0}}, {"web", {400, 0}}};
        content.rebuild(scene, standardCatalog()->registry);
        traffic.setContent(content);
        auto names = std::make_shared<Names>();
        names->components = {"users", "web"};
        names->wires = {{"users", "web"}};
        snapshot.names = names;
        snapshot.components.resize(2);
        snapshot.wires.resize(1);
    }

    /// Lets frames pass in which so many requests are sent each; the dots move by wall-clock time.
    void play(int frames, std::uint64_t sent, std::uint64_t failed = 0)
    {
        for (int i = 0; i < frames; ++i) {
            snapshot.wires[0].sent += sent;
            snapshot.wires[0].failed += failed;
            snapshot.wires[0].answered += sent - failed;
            now += 0.016;
            traffic.pull({snapshot, {}, 1000, 1, true, 0.016});
            traffic.advance(now, 0.016);
        }
    }
};

} // namespace

class TrafficTest : public QObject {
    Q_OBJECT
private slots:
    void aDotIsAtItsTruePlaceInSimulatedTime()
    {
        FlightDots dots;
        const std::vector<Flight> flights{flight(1, 1.0, 2.0), flight(2, 1.5, 2.5), flight(3, 1.0, 2.0, true), flight(4, 9.0, 10.0)};
        dots.add(flights, std::vector<int>{0}, 0.01);
        dots.advance(1.75);
        std::vector<Dot> shown;
        dots.collect(shown);
        QCOMPARE(shown.size(), std::size_t(3));
        QCOMPARE(shown[0].share, 0.75F);
        QCOMPARE(shown[1].share, 0.25F);
        QCOMPARE(shown[2].share, 0.25F);
        dots.advance(3);
        shown.clear();
        dots.collect(shown);
        QVERIFY(shown.empty());
    }

    void instantHopsOfOneRequestAreSeenOneAfterAnother()
    {
        FlightDots dots;
        const std::vector<Flight> flights{flight(1, 1.0, 1.0), flight(1, 1.0, 1.0, true)};
        dots.add(flights, std::vector<int>{0}, 0.1);
        std::vector<Dot> shown;
        dots.advance(1.05);
        dots.collect(shown);
        QCOMPARE(shown.size(), std::size_t(1));
        QVERIFY(!shown[0].reply);
        shown.clear();
        dots.advance(1.15);
        dots.collect(shown);
        QCOMPARE(shown.size(), std::size_t(1));
        QVERIFY(shown[0].reply);
    }

    void passagesOverWiresThatAreNotDrawnAreLeftOut()
    {
        FlightDots dots;
        dots.add(std::vector<Flight>{flight(1, 0, 1)}, std::vector<int>{-1}, 0.1);
        dots.advance(0.5);
        std::vector<Dot> shown;
        dots.collect(shown);
        QVERIFY(shown.empty());
    }

    void outcomesHaveTheirOwnShapes()
    {
        Flight reply = flight(1, 0, 1, true);
        QVERIFY(dotKindOf(reply) == DotKind::Ok);
        reply.hit = true;
        QVERIFY(dotKindOf(reply) == DotKind::Hit);
        reply.cause = Cause::QueueFull;
        QVERIFY(dotKindOf(reply) == DotKind::Dropped);
        reply.cause = Cause::Crashed;
        QVERIFY(dotKindOf(reply) == DotKind::Failed);
        Flight call = flight(1, 0, 1);
        QVERIFY(dotKindOf(call) == DotKind::Request);
        call.retry = true;
        QVERIFY(dotKindOf(call) == DotKind::Retry);
    }

    void slowMotionShowsAsManyDotsAsPassagesAreUnderWay()
    {
        Fixture f;
        f.traffic.pull({f.snapshot, {}, 1, 0.01, true, 0.016});
        std::vector<Flight> flights;
        for (std::uint64_t i = 0; i < 40; ++i) flights.push_back(flight(i, 1 + 0.01 * static_cast<double>(i), 1.2 + 0.01 * static_cast<double>(i)));
        f.traffic.pull({f.snapshot, flights, 1, 0.01, true, 0.016});
        const double at = 1.255;
        f.traffic.advance(at, 0.016);
        QVERIFY(f.traffic.view() == TrafficLayer::View::Microscope);
        const auto underWay = std::count_if(flights.begin(), flights.end(), [at](const Flight& x) { return x.depart.seconds() <= at && at < x.arrive.seconds(); });
        QVERIFY(underWay > 10);
        QCOMPARE(static_cast<std::ptrdiff_t>(f.traffic.dots().size()), underWay);
        QCOMPARE(f.traffic.perDot(), std::uint64_t(1));
    }

    void aSampledRequestStandsForTheOthers()
    {
        Fixture f;
        f.traffic.pull({f.snapshot, {}, 4, 0.01, true, 0.016});
        QVERIFY(f.traffic.view() == TrafficLayer::View::Microscope);
        QCOMPARE(f.traffic.perDot(), std::uint64_t(4));
    }

    void inFlowDotsTimesRequestsPerDotIsWhatWasCounted()
    {
        Fixture f;
        f.play(200, 20);
        QVERIFY(f.traffic.view() == TrafficLayer::View::Flow);
        const auto perSecond = 20 / 0.016;
        const double length = f.content.wires()[0].path.length();
        const double expected = perSecond * length / 170 / static_cast<double>(f.traffic.perDot());
        const auto requests = static_cast<double>(countOf(f.traffic.dots(), DotKind::Request));
        QVERIFY2(std::abs(requests - expected) < 0.15 * expected + 3, qPrintable(QStringLiteral("%1 instead of %2").arg(requests).arg(expected)));
    }

    void manyRequestsNeverMakeTooManyDots()
    {
        Fixture f;
        f.play(300, 100'000);
        QVERIFY(f.traffic.dots().size() <= FlowDots::mostDots);
        QVERIFY(f.traffic.dots().size() > 20);
        const std::uint64_t n = f.traffic.perDot();
        const QString digits = QString::number(n);
        QVERIFY2(QStringLiteral("125").contains(digits[0]) && digits.mid(1).count('0') == digits.size() - 1, qPrintable(digits));
    }

    void aFailureShowsEvenWhenFewerFailThanADotStandsFor()
    {
        Fixture f;
        f.snapshot.components[1].lastCause = Cause::Crashed;
        f.play(150, 1000);
        QVERIFY(f.traffic.perDot() > 100);
        QCOMPARE(countOf(f.traffic.dots(), DotKind::Failed), std::ptrdiff_t(0));
        f.play(1, 1000, 1);
        f.play(60, 1000);
        QCOMPARE(countOf(f.traffic.dots(), DotKind::Failed), std::ptrdiff_t(1));
        QVERIFY(f.traffic.occurring()[static_cast<std::size_t>(DotKind::Failed)]);
    }

    void fullQueuesAreShownAsRejections()
    {
        Fixture f;
        f.snapshot.components[1].lastCause = Cause::QueueFull;
        f.play(150, 100, 50);
        QVERIFY(countOf(f.traffic.dots(), DotKind::Dropped) > 0);
        QCOMPARE(countOf(f.traffic.dots(), DotKind::Failed), std::ptrdiff_t(0));
    }

    void theLegendListsOnlyWhatOccurs()
    {
        Fixture f;
        f.play(60, 10);
        const auto seen = f.traffic.occurring();
        QVERIFY(seen[static_cast<std::size_t>(DotKind::Request)]);
        QVERIFY(!seen[static_cast<std::size_t>(DotKind::Hit)]);
        QVERIFY(!seen[static_cast<std::size_t>(DotKind::Failed)]);
    }

    void aPausedRunFreezesItsDots()
    {
        Fixture f;
        f.play(60, 20);
        std::vector<float> before;
        for (const Dot& dot : f.traffic.dots()) before.push_back(dot.share);
        f.traffic.advance(f.now, 0);
        std::vector<float> after;
        for (const Dot& dot : f.traffic.dots()) after.push_back(dot.share);
        QVERIFY(!before.empty());
        QCOMPARE(after, before);
    }

    void cardsSayWhatWasMeasured()
    {
        ComponentSnapshot component;
        component.arrived = 510;
        component.capacity = 4;
        component.queued = 12;
        component.lastCause = Cause::QueueFull;
        const NodeState state = nodeStateOf(component, {.arrived = 510, .completed = 198, .failed = 312, .failedHere = 312, .utilisation = 0.974}, {});
        QCOMPARE(state.loadPercent, 97);
        QCOMPARE(state.throughput, QStringLiteral("198/s"));
        QCOMPARE(state.note, QStringLiteral("12 waiting"));
        QCOMPARE(state.badge, QStringLiteral("queue full 312/s"));
        QVERIFY(!state.down);
        QCOMPARE(nodeStateOf({}, {}, {}).throughput, QString()); // monitoring, say, that takes no calls
        QVERIFY(loadLevel(97) == LoadLevel::Full && loadLevel(75) == LoadLevel::Busy && loadLevel(20) == LoadLevel::Calm);
    }

    void roleHitRatioAndLagAreShownWhereThereAreAny()
    {
        ComponentSnapshot master;
        master.master = true;
        QCOMPARE(nodeStateOf(master, {}, {}).role, QStringLiteral("master"));
        QCOMPARE(nodeStateOf(master, {}, {}).loadPercent, -1);
        ComponentSnapshot replica;
        replica.lag = 0.3F;
        QCOMPARE(nodeStateOf(replica, {}, {}).role, QStringLiteral("replica"));
        QCOMPARE(nodeStateOf(replica, {}, {}).note, QStringLiteral("lag 0.3 s"));
        ComponentSnapshot cache;
        cache.hitRatio = 0.8F;
        QCOMPARE(nodeStateOf(cache, {}, {}).note, QStringLiteral("80% hits"));
        ComponentSnapshot dead;
        dead.health = Health::Down;
        QVERIFY(nodeStateOf(dead, {}, {}).down);
    }

    void ratesAreShort()
    {
        QCOMPARE(rateText(0), QStringLiteral("0/s"));
        QCOMPARE(rateText(0.5), QStringLiteral("0.5/s"));
        QCOMPARE(rateText(198.4), QStringLiteral("198/s"));
        QCOMPARE(rateText(1234), QStringLiteral("1.2k/s"));
        QCOMPARE(rateText(2.5e6), QStringLiteral("2.5M/s"));
        QCOMPARE(durationText(0.012), QStringLiteral("12 ms"));
    }
};

QTEST_GUILESS_MAIN(TrafficTest)
#include "traffic_test.moc"
