// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;
using Passages = std::vector<std::string>;

std::string jobs(const std::string& users, const std::string& queue, const std::string& crew)
{
    return "users(mix={job=1}, " + users + ") -> queue:message-queue(" + queue + ") -> crew:workers(" + crew + ")";
}

double of(const Simulation& run, const char* what) { return measure(run, "queue", what); }

/// Over a whole run every message that was published is in one place.
void expectConserved(const Simulation& run, const std::string& queue = "queue")
{
    const auto of = [&](const char* what) { return measure(run, queue, what); };
    EXPECT_EQ(of("published"), of("done") + of("backlog") + of("in_flight") + of("dead") + of("lost")) << queue << " at " << run.now().seconds() << " s";
}

TEST(MessageQueue, StoresAMessageThenAcknowledgesThenDelivers)
{
    Simulation run = simulate(jobs("arrivals=constant(1/s)", "service=const(20ms)", "service=const(300ms)"));
    run.sampleFlights(1);
    run.advance(1500_ms);
    EXPECT_EQ(passages(run), (Passages{"1s users>queue", "1.02s users<queue"})); // deliveries belong to no request
    EXPECT_EQ(run.latency().max(), 20_ms);
    EXPECT_EQ(measuresOf(run, "crew").arrived, 1u);
    EXPECT_EQ(measuresOf(run, "crew").sojourn.max(), 300_ms);
    EXPECT_EQ(of(run, "done"), 1);
    EXPECT_DOUBLE_EQ(of(run, "turnaround_s.mean"), 0.3);
    EXPECT_EQ(run.callsInUse() + run.requestsInUse(), 0u);
}

TEST(MessageQueue, ProducersDoNotWaitForTheWork)
{
    const Simulation run = runFor(jobs("arrivals=constant(10/s)", "", "workers=1, service=const(1s)"), 10050_ms);
    EXPECT_EQ(run.totals().completed, 100u);
    EXPECT_EQ(run.latency().max(), SimTime{});
    EXPECT_EQ(of(run, "done"), 9); // 1.1, 2.1 to 9.1 s
    EXPECT_EQ(of(run, "in_flight"), 1);
    EXPECT_EQ(of(run, "backlog"), 90);
    EXPECT_DOUBLE_EQ(of(run, "oldest_s"), 9.05); // the one in service since 9.1 s was published at 1.0 s
    EXPECT_DOUBLE_EQ(of(run, "wait_s.mean"), (0 + 0.9 + 1.8 + 2.7 + 3.6 + 4.5 + 5.4 + 6.3 + 7.2 + 8.1) / 10);
    expectConserved(run);
}

TEST(MessageQueue, DeliversFirstComeFirstServedToConsumersInTurn)
{
    const Simulation run = runFor("users(mix={job=1}, arrivals=constant(10/s)) -> queue:message-queue -> a:workers(workers=1, service=const(250ms)), b:workers(workers=2, service=const(250ms))", 1_s);
    // a: 0.1, 0.4, 0.7 s; b: 0.2, 0.3, 0.5, 0.6, 0.8, 0.9 s.
    EXPECT_EQ(measuresOf(run, "a").arrived, 3u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 6u);
    EXPECT_EQ(of(run, "backlog"), 0);
}

TEST(MessageQueue, ABusyConsumerIsPassedOver)
{
    const Simulation run = runFor("users(mix={job=1}, arrivals=constant(10/s)) -> queue:message-queue -> a:workers(workers=1, service=const(10s)), b:workers(workers=1, service=const(50ms))", 2_s);
    EXPECT_EQ(measuresOf(run, "a").arrived, 1u);
    EXPECT_EQ(measuresOf(run, "b").completed(), 18u);
}

TEST(MessageQueue, PrefetchedMessagesWaitAtTheConsumer)
{
    const Simulation run = runFor(jobs("arrivals=constant(10/s)", "prefetch=3", "workers=2, service=const(10s)"), 1050_ms);
    EXPECT_EQ(of(run, "in_flight"), 6);
    EXPECT_EQ(of(run, "backlog"), 4);
    EXPECT_EQ(run.occupancy(run.find("crew"))->queued(), 4u);
}

TEST(MessageQueue, PrefetchingSavesTheWayThereAndBack)
{
    const auto done = [](const std::string& prefetch) {
        return of(runFor("users(mix={job=1}, arrivals=constant(100/s)) -> queue:message-queue(prefetch=" + prefetch + ") -50ms-> crew:workers(workers=1, service=const(100ms))", 10_s), "done");
    };
    EXPECT_EQ(done("1"), 49); // each takes 200 ms, from 10 ms on
    EXPECT_EQ(done("2"), 98); // the worker is never idle from 60 ms on
}

TEST(MessageQueue, WhatFindsNoRoomIsRefused)
{
    const Simulation run = runFor(jobs("arrivals=constant(10/s)", "capacity=3", "workers=1, service=const(350ms)"), 1_s);
    // Done at 0.45 and 0.8 s; refused at 0.4 s, 0.6, 0.7 and 0.9 s.
    EXPECT_EQ(measuresOf(run, "queue").failedBy[static_cast<std::size_t>(Cause::StorageFull)], 4u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Rejected)], 4u);
    EXPECT_EQ(of(run, "published"), 5);
    expectConserved(run);
}

TEST(MessageQueue, AFullDiskRefusesUntilThereIsRoomAgain)
{
    const Simulation run = runFor(jobs("arrivals=constant(10/s)", "", "") + "\n@250ms fill-disk queue\n@550ms free-disk queue", 1_s);
    EXPECT_EQ(measuresOf(run, "queue").failedBy[static_cast<std::size_t>(Cause::StorageFull)], 3u);
    EXPECT_EQ(of(run, "done"), 6);
}

TEST(MessageQueue, ASlowWorkersMessageIsDeliveredAgainAndDoneTwice)
{
    Simulation run = simulate(jobs("arrivals=constant(1/s)", "visibility-timeout=200ms", "workers=2, service=const(300ms)"));
    run.advance(1_s + 50_ms);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    // Delivered at 1.0 and 1.2 s; done first at 1.3 s, which is too late; at 1.4 s it is visible again and delivered to the free worker; done at 1.5 s, too
    // late again, and so on: a visibility time-out shorter than the job has it done for ever.
    run.advance(1350_ms);
    EXPECT_EQ(of(run, "redelivered"), 1);
    EXPECT_EQ(of(run, "duplicates"), 1);
    EXPECT_EQ(of(run, "done"), 0);
    run.advance(1550_ms);
    EXPECT_EQ(of(run, "redelivered"), 2);
    EXPECT_EQ(of(run, "duplicates"), 2);
    EXPECT_EQ(of(run, "done"), 0);
    expectConserved(run);
}

TEST(MessageQueue, ALateAcknowledgementCountsIfTheMessageWasNotDeliveredAgain)
{
    const Simulation run = runFor(jobs("arrivals=constant(1/s)", "visibility-timeout=200ms", "workers=1, service=const(300ms)"), 1900_ms);
    // Visible again at 1.2 s, but the only worker is busy; acknowledged at 1.3 s.
    EXPECT_EQ(of(run, "done"), 1);
    EXPECT_EQ(of(run, "redelivered") + of(run, "duplicates") + of(run, "backlog") + of(run, "in_flight"), 0);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(MessageQueue, ALateAcknowledgementOfADeadMessageIsOneTooMany)
{
    const Simulation run = runFor(jobs("arrivals=constant(1/s)", "visibility-timeout=200ms, max-receives=1", "workers=2, service=const(300ms)"), 1900_ms);
    EXPECT_EQ(of(run, "dead"), 1); // at 1.2 s
    EXPECT_EQ(of(run, "duplicates"), 1);
    EXPECT_EQ(of(run, "done"), 0);
    expectConserved(run);
}

TEST(MessageQueue, AVisibilityTimeoutAppliesToWhatIsInFlightToo)
{
    Simulation run = runFor(jobs("arrivals=constant(1/s)", "", "workers=2, service=const(10s)"), 1500_ms);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    ASSERT_TRUE(tell(run, "set queue.visibility-timeout=2s"));
    run.advance(2999_ms);
    EXPECT_EQ(of(run, "redelivered"), 0);
    ASSERT_TRUE(tell(run, "set queue.visibility-timeout=1s")); // over since 2 s
    EXPECT_EQ(of(run, "redelivered"), 1);
    run.advance(3500_ms);
    ASSERT_TRUE(tell(run, "set queue.visibility-timeout=none"));
    run.advance(100_s);
    EXPECT_EQ(of(run, "redelivered"), 1);
    EXPECT_EQ(of(run, "done"), 1);
    EXPECT_EQ(of(run, "duplicates"), 1);
}

TEST(MessageQueue, AFailedJobIsDeliveredAgainAtOnceOrAfterItsRest)
{
    const auto redelivered = [](const std::string& queue) {
        Simulation run = runFor(jobs("arrivals=constant(1/s)", queue, "workers=1, service=const(100ms), failure-rate=100%"), 1050_ms);
        EXPECT_TRUE(tell(run, "set users.scale=0"));
        run.advance(1850_ms);
        expectConserved(run);
        return of(run, "redelivered");
    };
    EXPECT_EQ(redelivered(""), 8);                       // at 1.1 to 1.8 s
    EXPECT_EQ(redelivered("redelivery-delay=300ms"), 2); // 1.0 to 1.1 s, 1.4 to 1.5 s, 1.8 s
    EXPECT_EQ(redelivered("max-receives=4"), 3);
}

TEST(MessageQueue, WhatFailsInNoTimeRests)
{
    Simulation run = runFor(jobs("arrivals=constant(1/s)", "", "workers=1, failure-rate=100%"), 1050_ms);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(2050_ms);
    EXPECT_EQ(of(run, "redelivered"), 10); // every 100 ms
}

TEST(MessageQueue, DeadLettersGoToTheirQueue)
{
    Simulation run = runFor(jobs("arrivals=constant(10/s), keys=uniform(1000)", "max-receives=3", "workers=5, service=const(10ms), failure-rate=100%") + "; queue -5ms-> dead:message-queue(capacity=4)", 450_ms);
    // Each fails after 10, 20 and 30 ms; then it takes 5 ms to the dead letters and back.
    EXPECT_EQ(of(run, "dead"), 4);
    EXPECT_EQ(measure(run, "dead", "published"), 4);
    EXPECT_EQ(measure(run, "dead", "backlog"), 4);
    run.advance(535_ms); // the fifth finds no room, comes back at 540 ms and rests
    EXPECT_EQ(of(run, "in_flight"), 1);
    run.advance(545_ms);
    EXPECT_EQ(of(run, "in_flight"), 0);
    EXPECT_EQ(of(run, "backlog"), 1);
    expectConserved(run);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    ASSERT_TRUE(tell(run, "set dead.capacity=none"));
    run.advance(1_s);
    EXPECT_EQ(of(run, "dead"), 5);
    EXPECT_EQ(measure(run, "dead", "published"), 5);
    EXPECT_EQ(measuresOf(run, "crew").arrived, 15u);
    expectConserved(run);
    expectConserved(run, "dead");
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(MessageQueue, DeadLettersKeepTheirKeys)
{
    // The dead letters are worked on in order of their keys: one at a time, as there is one key.
    const Simulation run = runFor(jobs("arrivals=constant(10/s), keys=uniform(1)", "max-receives=1", "workers=9, service=const(1ms), failure-rate=100%") +
                                  "; queue -> dead:message-queue(ordering=key) -> repair:workers(workers=9, service=const(10s))", 1_s);
    EXPECT_EQ(measure(run, "dead", "published"), 9);
    EXPECT_EQ(measure(run, "dead", "in_flight"), 1);
}

TEST(MessageQueue, OneMessageOfAKeyIsInFlightAtATime)
{
    const auto mostBusy = [](const std::string& ordering) {
        const Simulation run = runFor(jobs("arrivals=constant(10/s), keys=uniform(2)", "ordering=" + ordering, "workers=9, service=const(10s)"), 1_s);
        expectConserved(run);
        return of(run, "in_flight");
    };
    EXPECT_EQ(mostBusy("key"), 2);
    EXPECT_EQ(mostBusy("best-effort"), 9);
}

TEST(MessageQueue, AKeyWaitsForItsFailedMessage)
{
    Simulation run = runFor(jobs("arrivals=constant(10/s), keys=uniform(1)", "ordering=key, redelivery-delay=1s", "workers=9, service=const(50ms), failure-rate=100%"), 350_ms);
    EXPECT_EQ(measuresOf(run, "crew").arrived, 1u); // the second and third wait while the first rests
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    ASSERT_TRUE(tell(run, "set crew.failure-rate=0"));
    run.advance(1149_ms);
    EXPECT_EQ(measuresOf(run, "crew").arrived, 1u);
    run.advance(1301_ms); // 1.15 to 1.2 s, 1.25 s, 1.3 s
    EXPECT_EQ(of(run, "done"), 3);
    EXPECT_EQ(of(run, "redelivered"), 1);
}

TEST(MessageQueue, ARestartKeepsTheMessagesAndDeliversThoseInFlightAgain)
{
    Simulation run = runFor(jobs("arrivals=constant(10/s)", "", "workers=2, service=const(400ms)") + "\n@450ms crash queue\n@650ms recover queue", 480_ms);
    EXPECT_EQ(of(run, "backlog"), 4);
    EXPECT_EQ(measure(run, "crew", "failed"), 0); // the workers go on
    run.advance(620_ms);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 2u); // 0.5 and 0.6 s
    EXPECT_EQ(of(run, "done"), 0);                                                      // their acknowledgements at 0.5 and 0.6 s are lost
    EXPECT_EQ(measuresOf(run, "crew").completed(), 2u);
    run.advance(680_ms);
    EXPECT_EQ(of(run, "redelivered"), 2);
    expectConserved(run);
    run.advance(1100_ms);
    EXPECT_EQ(of(run, "done"), 2);
    expectConserved(run);
}

TEST(MessageQueue, OneThatIsNotDurableLosesAllInACrash)
{
    Simulation run = runFor(jobs("arrivals=constant(10/s)", "durable=false", "workers=2, service=const(400ms)") + "\n@450ms restart queue", 470_ms);
    EXPECT_EQ(of(run, "lost"), 4);
    EXPECT_EQ(of(run, "backlog") + of(run, "in_flight"), 0);
    run.advance(1_s);
    EXPECT_EQ(of(run, "published"), 9);
    EXPECT_EQ(of(run, "done"), 1); // the fifth, from 0.5 to 0.9 s; workers that did lost jobs have nobody to tell
    EXPECT_EQ(of(run, "duplicates"), 0);
    expectConserved(run);
}

TEST(MessageQueue, ResumesWhenAConsumerComesUpOrAWireIsMended)
{
    Simulation run = runFor(jobs("arrivals=constant(10/s)", "", "workers=9, service=const(10ms)") + "\n@50ms crash crew\n@350ms recover crew\n@450ms cut queue->crew\n@750ms mend queue->crew", 340_ms);
    EXPECT_EQ(of(run, "backlog"), 3);
    run.advance(370_ms);
    EXPECT_EQ(of(run, "done"), 3);
    run.advance(740_ms);
    EXPECT_EQ(of(run, "backlog"), 3); // nothing is tried in vain
    EXPECT_EQ(of(run, "redelivered"), 0);
    run.advance(770_ms);
    EXPECT_EQ(of(run, "done"), 7);
}

TEST(MessageQueue, AConsumerThatIsRemovedGivesItsMessagesBack)
{
    Simulation run = runFor(jobs("arrivals=constant(10/s)", "", "workers=3, service=const(10s)"), 450_ms);
    EXPECT_EQ(of(run, "in_flight"), 3);
    ASSERT_TRUE(tell(run, "remove crew"));
    EXPECT_EQ(of(run, "in_flight"), 0);
    EXPECT_EQ(of(run, "backlog"), 4);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"crew2", "workers", {{{"service", "const(1ms)"}}}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"queue", "crew2", {}}}));
    run.advance(480_ms);
    EXPECT_EQ(of(run, "done"), 4);
    expectConserved(run);
}

TEST(MessageQueue, AWireThatIsRemovedStillBringsItsAnswers)
{
    Simulation run = runFor(jobs("arrivals=constant(10/s)", "", "workers=3, service=const(200ms)"), 250_ms);
    ASSERT_TRUE(tell(run, "remove queue->crew"));
    run.advance(500_ms);
    EXPECT_EQ(of(run, "done"), 2);
    EXPECT_EQ(of(run, "backlog"), 2);
    expectConserved(run);
}

TEST(MessageQueue, ADrainingConsumerGetsNothingNew)
{
    Simulation run = runFor(jobs("arrivals=constant(10/s)", "", "workers=3, service=const(200ms)"), 250_ms);
    Context(run, run.find("crew")).setDraining(run.find("crew"), true);
    run.advance(1_s);
    EXPECT_EQ(of(run, "done"), 2);
    Context(run, run.find("crew")).setDraining(run.find("crew"), false);
    EXPECT_EQ(of(run, "in_flight"), 3);
}

TEST(MessageQueue, TwoQueuesCanFeedTheSameWorkers)
{
    const Simulation run = runFor("users(mix={job=1}, arrivals=constant(20/s)) -> queue:message-queue, urgent:message-queue; queue, urgent -> crew:workers(workers=2, service=const(100ms))", 10_s);
    EXPECT_NEAR(of(run, "done"), 99, 2);
    EXPECT_NEAR(measure(run, "urgent", "done"), 99, 2);
    expectConserved(run);
    expectConserved(run, "urgent");
}

TEST(MessageQueue, AZeroTimeWorkerEmptiesALongBacklog)
{
    Simulation run = runFor(jobs("arrivals=constant(1000/s)", "", "workers=1, service=const(100s)"), 5_s);
    EXPECT_EQ(of(run, "backlog"), 4998);
    ASSERT_TRUE(tell(run, "set crew.service=const(0s)"));
    ASSERT_TRUE(tell(run, "restart crew"));
    EXPECT_EQ(of(run, "backlog") + of(run, "in_flight"), 0);
    EXPECT_EQ(of(run, "done"), 4999);
}

TEST(MessageQueue, IsAnMMcQueueWithItsWorkers)
{
    // Erlang C with 3 workers and 2.4 Erlang: P(wait) = 0.6472, mean wait = P(wait) / (3 * 10/s - 24/s) = 107.9 ms.
    const Simulation run = runFor(jobs("arrivals=poisson(24/s)", "", "workers=3, service=exp(100ms)"), 40000_s, 1, 100_s);
    EXPECT_NEAR(of(run, "wait_s.mean"), 0.1079, 0.003);
    EXPECT_NEAR(of(run, "backlog_mean"), 24 * 0.1079, 0.08);
    EXPECT_NEAR(measure(run, "crew", "utilisation"), 0.8, 0.005);
    EXPECT_NEAR(of(run, "turnaround_s.mean"), 0.2079, 0.003);
}

TEST(MessageQueue, MemoryIsThatOfTheMostMessagesAtATime)
{
    Simulation run = simulate(jobs("arrivals=poisson(10000/s), keys=uniform(100000)", "ordering=key, visibility-timeout=30s", "workers=20, service=exp(1ms), failure-rate=5%"));
    run.advance(10_s);
    const std::size_t pending = run.pendingEvents();
    run.advance(200_s);
    EXPECT_GT(of(run, "done"), 1.9e6);
    EXPECT_LT(run.pendingEvents(), pending + 100); // no timer per message
    EXPECT_LT(of(run, "backlog"), 100);
    expectConserved(run);
}

TEST(MessageQueue, ACopyContinuesIdentically)
{
    Simulation run = simulate(jobs("arrivals=poisson(100/s), keys=uniform(10)", "ordering=key, visibility-timeout=100ms, redelivery-delay=20ms, max-receives=3", "workers=4, service=exp(35ms), failure-rate=20%") + "; queue -> dead:message-queue");
    run.advance(3_s);
    Simulation copy = run;
    run.advance(10_s);
    copy.advance(10_s);
    EXPECT_EQ(run.fingerprint(), copy.fingerprint());
    EXPECT_EQ(run.report(run.find("queue")).values(), copy.report(copy.find("queue")).values());
    EXPECT_GT(of(run, "dead"), 0);
    EXPECT_GT(of(run, "duplicates"), 0);
    expectConserved(run);
    expectConserved(run, "dead");
}

} // namespace
} // namespace scalelab
