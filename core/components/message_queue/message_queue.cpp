// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/message_queue/message_store.h"
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/worker_pool.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace scalelab {

namespace {

enum class Ordering { BestEffort, Key };

/// Keeps jobs until a consumer has done them. A consumer sees a message as the call Operation::Work, which carries the receipt of its delivery; its
/// answer is the acknowledgement.
class MessageQueue {
public:
    struct Params {
        Distribution service;
        std::optional<std::int64_t> capacity;
        Ordering ordering = Ordering::BestEffort;
        std::optional<SimTime> visibilityTimeout;
        SimTime redeliveryDelay;
        std::optional<std::int64_t> maxReceives;
        std::int64_t prefetch = 1;
        bool durable = true;
    };
    Params params;

    void start(Context cx)
    {
        visibilityClock_ = cx.addClock();
        restClock_ = cx.addClock();
        service_.configure(cx, params.service, "service");
    }

    void onCall(Context cx, CallId id)
    {
        if (!service_.start(cx, params.service, storeTag, id)) store(cx, id);
    }

    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
    {
        if (tag == storeTag) return store(cx, handle);
        if (tag == visibilityTag) timeOut(cx);
        else wakeUp(cx);
        deliver(cx);
    }

    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        if (reply.operation == Operation::Job) return onMoved(cx, reply.origin, reply.cause);
        const std::uint32_t index = reply.origin;
        --consumers_[index].outstanding;
        const std::uint32_t slot = messages_.find(reply.version);
        if (reply.cause == Cause::None) acknowledge(cx, slot);
        else if (slot != noSlot && messages_[slot].state == MessageState::InFlight) giveBack(cx, slot);
        count(cx);
        deliverAfterReply(cx, index);
    }

    void onCrash(Context cx)
    {
        cx.clearClock(visibilityClock_);
        cx.clearClock(restClock_);
        for (Consumer& consumer : consumers_) consumer.outstanding = 0;
        messages_.makeAllReady();
        if (!params.durable) {
            lost_ += messages_.held();
            messages_.clear();
        }
        count(cx);
    }

    void onRecover(Context cx) { deliverAnew(cx); }

    void onChanged(Context cx, std::string_view)
    {
        service_.configure(cx, params.service, "service");
        if (!cx.isUp(cx.self())) return;
        timeOut(cx);
        wakeUp(cx);
        deliverAnew(cx);
    }

    void onFault(Context cx, std::string_view verb, double)
    {
        diskFull_ = verb == "fill-disk";
        cx.incident(diskFull_ ? Incident::Level::Bad : Incident::Level::Good, diskFull_ ? "the disk is full: no message finds room" : "the disk has room again");
    }

    void onConnect(Context cx, std::uint32_t port, WireId wire)
    {
        if (port == deadLetterPort) deadLetters_ = wire;
        else consumers_.push_back({wire});
        deliverAnew(cx);
    }

    void onDisconnect(Context, std::uint32_t port, WireId wire)
    {
        if (port == deadLetterPort) deadLetters_ = nothing;
        for (Consumer& consumer : consumers_) consumer.gone |= consumer.wire == wire;
    }

    void onCalleeChanged(Context cx, WireId) { deliverAnew(cx); }

    void onRestartMeasures(Context cx)
    {
        published_ = done_ = dead_ = lost_ = redelivered_ = duplicates_ = delivered_ = 0;
        waitSum_ = turnaroundSum_ = 0;
        occupancy_.restart(cx.now());
    }

    /// Messages that wait for a consumer.
    [[nodiscard]] double backlog() const { return messages_.held() - messages_.out(); }

    void report(const Simulation& simulation, ComponentId, Reporter& reporter) const
    {
        const SimTime now = simulation.now();
        const double span = (now - simulation.measuredFrom()).seconds();
        const auto mean = [](WorkerTime sum, std::uint64_t n) { return n == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(n) / 1e9; };
        reporter.value("published", static_cast<double>(published_));
        reporter.value("done", static_cast<double>(done_));
        reporter.value("backlog", backlog());
        reporter.value("in_flight", messages_.out());
        reporter.value("dead", static_cast<double>(dead_));
        reporter.value("lost", static_cast<double>(lost_));
        reporter.value("redelivered", static_cast<double>(redelivered_));
        reporter.value("duplicates", static_cast<double>(duplicates_));
        reporter.value("oldest_s", messages_.oldest() == noSlot ? 0 : (now - messages_[messages_.oldest()].published).seconds());
        reporter.value("backlog_mean", span > 0 ? static_cast<double>(occupancy_.queueTime(now)) / 1e9 / span : 0);
        reporter.value("wait_s.mean", mean(waitSum_, delivered_));
        reporter.value("turnaround_s.mean", mean(turnaroundSum_, done_));
    }

private:
    static constexpr std::uint8_t storeTag = 0;
    static constexpr std::uint8_t visibilityTag = 1;
    static constexpr std::uint8_t restTag = 2;
    static constexpr std::uint32_t deadLetterPort = 1;
    /// What came back in the very instant of its delivery rests this long, or it would come back for ever in no time.
    static constexpr SimTime leastRest{100'000'000};

    struct Consumer {
        WireId wire = nothing;
        std::uint32_t outstanding = 0; ///< Deliveries that it has not answered.
        bool gone = false;             ///< Its wire has been removed.
    };

    // Publication

    void store(Context cx, CallId id)
    {
        const bool full = params.capacity && messages_.held() >= *params.capacity;
        if (diskFull_ || full) return cx.refuse(id, Cause::StorageFull);
        const Call& call = cx.call(id);
        const std::uint64_t key = call.request == nothing ? call.version : cx.request(call.request).key;
        messages_.add(key, cx.now(), params.ordering == Ordering::Key);
        ++published_;
        count(cx);
        cx.answer(id);
        deliver(cx);
    }

    // Delivery

    void deliverAnew(Context cx)
    {
        allBusy_ = false;
        only_ = nothing;
        deliver(cx);
    }

    /// If nobody had room before, the consumer that has just answered is the only one that may have some.
    void deliverAfterReply(Context cx, std::uint32_t index)
    {
        if (!delivering_) only_ = allBusy_ ? index : nothing;
        else if (only_ != index) only_ = nothing;
        allBusy_ = false;
        deliver(cx);
    }

    /// Hands out messages as long as some are ready and a consumer has room for them; those with room take turns.
    void deliver(Context cx)
    {
        if (delivering_ || allBusy_ || !cx.isUp(cx.self())) return;
        delivering_ = true;
        while (!allBusy_ && messages_.firstReady() != noSlot) {
            const std::uint32_t index = only_ == nothing ? nextConsumer(cx) : hasRoom(cx, consumers_[only_]) ? only_ : nothing;
            allBusy_ = index == nothing;
            if (!allBusy_) hand(cx, messages_.firstReady(), index);
        }
        delivering_ = false;
        only_ = nothing;
    }

    std::uint32_t nextConsumer(Context cx)
    {
        for (std::size_t tried = 0; tried < consumers_.size(); ++tried) {
            const std::uint32_t index = next_;
            if (++next_ >= consumers_.size()) next_ = 0;
            if (hasRoom(cx, consumers_[index])) return index;
        }
        return nothing;
    }

    [[nodiscard]] bool hasRoom(Context cx, const Consumer& consumer) const
    {
        if (consumer.gone || !cx.reaches(consumer.wire)) return false;
        const Simulation::Node& node = cx.node(cx.wire(consumer.wire).to);
        if (node.draining) return false;
        const std::uint64_t workers = node.ops->capacity(cx.run().placeOf(node));
        return workers == 0 || consumer.outstanding < workers * static_cast<std::uint64_t>(params.prefetch);
    }

    void hand(Context cx, std::uint32_t slot, std::uint32_t index)
    {
        messages_.deliver(slot, cx.now());
        if (messages_[slot].receives == 1) {
            ++delivered_;
            waitSum_ += static_cast<std::uint64_t>((cx.now() - messages_[slot].published).ns);
        } else {
            ++redelivered_;
        }
        if (messages_.firstInFlight() == slot) watchVisibility(cx);
        ++consumers_[index].outstanding;
        count(cx);
        const CallId call = cx.newCall(nothing, nothing, consumers_[index].wire, Operation::Work);
        cx.call(call).version = messages_.receiptOf(slot);
        cx.call(call).origin = index;
        cx.send(call);
    }

    // What becomes of a delivery

    void acknowledge(Context cx, std::uint32_t slot)
    {
        if (slot == noSlot) {
            ++duplicates_;
            return;
        }
        ++done_;
        turnaroundSum_ += static_cast<std::uint64_t>((cx.now() - messages_[slot].published).ns);
        messages_.remove(slot);
    }

    void giveBack(Context cx, std::uint32_t slot)
    {
        const bool atOnce = params.redeliveryDelay == SimTime{} && messages_[slot].since < cx.now();
        if (isSpent(slot)) return bury(cx, slot);
        if (atOnce) return messages_.makeReady(slot);
        rest(cx, slot);
    }

    void rest(Context cx, std::uint32_t slot)
    {
        messages_.rest(slot, cx.now());
        if (messages_.firstResting() == slot) cx.setClock(restClock_, cx.now() + restTime(), restTag);
    }

    [[nodiscard]] SimTime restTime() const { return params.redeliveryDelay == SimTime{} ? leastRest : params.redeliveryDelay; }
    [[nodiscard]] bool isSpent(std::uint32_t slot) const { return params.maxReceives && messages_[slot].receives >= *params.maxReceives; }

    /// The clock stands at the time-out of some message that was delivered first; it is set anew when it fires.
    void watchVisibility(Context cx)
    {
        const std::uint32_t slot = messages_.firstInFlight();
        if (!params.visibilityTimeout || slot == noSlot) return cx.clearClock(visibilityClock_);
        cx.setClock(visibilityClock_, messages_[slot].since + *params.visibilityTimeout, visibilityTag);
    }

    void timeOut(Context cx)
    {
        while (params.visibilityTimeout) {
            const std::uint32_t slot = messages_.firstInFlight();
            if (slot == noSlot || messages_[slot].since + *params.visibilityTimeout > cx.now()) break;
            if (isSpent(slot)) bury(cx, slot);
            else messages_.makeReady(slot);
        }
        watchVisibility(cx);
        count(cx);
    }

    void wakeUp(Context cx)
    {
        while (true) {
            const std::uint32_t slot = messages_.firstResting();
            if (slot == noSlot) return cx.clearClock(restClock_);
            const SimTime due = messages_[slot].since + restTime();
            if (due > cx.now()) return cx.setClock(restClock_, due, restTag);
            if (isSpent(slot)) bury(cx, slot);
            else messages_.makeReady(slot);
        }
    }

    // Dead letters

    void bury(Context cx, std::uint32_t slot)
    {
        if (deadLetters_ == nothing) {
            ++dead_;
            messages_.remove(slot);
            return;
        }
        messages_.move(slot);
        const CallId call = cx.newCall(nothing, nothing, deadLetters_, Operation::Job);
        cx.call(call).version = messages_[slot].key;
        cx.call(call).origin = slot;
        cx.send(call);
    }

    void onMoved(Context cx, std::uint32_t slot, Cause cause)
    {
        if (cause == Cause::None) {
            ++dead_;
            messages_.remove(slot);
        } else {
            rest(cx, slot);
        }
        count(cx);
        deliver(cx);
    }

    void count(Context cx) { occupancy_.change(cx.now(), messages_.out(), messages_.held() - messages_.out()); }

    MessageStore messages_;
    ServiceTimer service_;
    std::vector<Consumer> consumers_;
    std::uint32_t next_ = 0;          ///< Whose turn it is among the consumers.
    std::uint32_t only_ = nothing;    ///< The one consumer that may have room, while messages are handed out; nothing: any.
    WireId deadLetters_ = nothing;
    bool allBusy_ = false;            ///< No consumer has room.
    bool delivering_ = false;
    bool diskFull_ = false;
    std::uint32_t visibilityClock_ = 0, restClock_ = 0;
    Occupancy occupancy_;             ///< Messages out with consumers, and those that wait.
    std::uint64_t published_ = 0, done_ = 0, dead_ = 0, lost_ = 0, redelivered_ = 0, duplicates_ = 0, delivered_ = 0;
    WorkerTime waitSum_ = 0, turnaroundSum_ = 0;
};

} // namespace

void describe_message_queue(Catalog& catalog)
{
    using Params = MessageQueue::Params;
    auto kind = catalog.add<MessageQueue>("message-queue");
    kind.name("Message queue").category("Messaging").searchWords({"sqs", "rabbitmq", "kafka", "broker", "jobs", "asynchronous", "pub/sub"}).provides("queue").provides("http");
    kind.verb("fill-disk").verb("free-disk");
    kind.help("Keeps jobs until workers have time for them, so that those who ask need not wait and may fail or grow apart from those who do the work.");
    kind.models("Every call is stored as a message and then acknowledged. Delivery at least once, first come first served, to consumers that have a worker free, as they "
                "see it who poll without pause; acknowledgement, visibility time-out, redelivery of what failed before all others, dead letters, order by key with one message "
                "of a key in flight. As in SQS, a late acknowledgement counts if the message has not been delivered again. A restart keeps all messages and delivers those in flight again.");
    kind.leavesOut("Sizes of messages, retention time, fan-out to several groups of consumers, priorities, replication of the queue itself. What fails in the very instant of its "
                   "delivery rests at least 100 ms. Dead letters that their queue does not take are kept and moved again later.");
    kind.port({"consumers", "Consumers", "Workers that do the jobs, each in its turn.", {"job"}});
    kind.port({"dead-letters", "Dead letters", "The queue that gets what was delivered too often.", {"queue"}, 1});
    kind.param("service", &Params::service).label("Time to store").live().typical("const(20ms)").help("Time until a message is safe and acknowledged to its producer.")
        .source("Amazon SQS: sending takes tens or low hundreds of milliseconds (FAQ).");
    kind.param("capacity", &Params::capacity).label("Capacity").range(1, 4e9).live()
        .help("Messages it has room for, those in flight included; what finds none is refused. None: without limit.");
    kind.param("ordering", &Params::ordering).label("Order").help("Which messages are delivered in the order of their publication.")
        .choice(Ordering::BestEffort, "best-effort", "Best effort", "The oldest first, but several at the same time: they may overtake each other.")
        .choice(Ordering::Key, "key", "By key", "Only one message of a key is in flight; the next one follows when it is done.");
    kind.param("visibility-timeout", &Params::visibilityTimeout).label("Visibility time-out").range(1e-3, 1e6).live().typical("30s")
        .help("A message that its consumer has not acknowledged by then is delivered again; none: never while the consumer lives.").source("Amazon SQS: 30 s by default.");
    kind.param("redelivery-delay", &Params::redeliveryDelay).label("Redelivery after").range(0, 1e6).live()
        .help("How long a message rests whose consumer failed, before it is delivered again.");
    kind.param("max-receives", &Params::maxReceives).label("Deliveries at most").range(1, 1e6).live().typical(5)
        .help("A message that was delivered so often in vain goes to the dead letters; none: never.")
        .source("AWS Lambda's guide to SQS: set maxReceiveCount to at least 5.");
    kind.param("prefetch", &Params::prefetch).label("Prefetch").range(1, 1e6).live()
        .help("Messages that a consumer holds for each of its workers: with more than one, the next is there already when a worker is free.");
    kind.param("durable", &Params::durable).label("Durable").live().help("Messages are on disk and survive a crash; otherwise it loses them all.");
    kind.measure("published", "Published", Quantity::Integer, "Messages stored and acknowledged to their producers.");
    kind.measure("done", "Done", Quantity::Integer, "Messages acknowledged by a consumer. Over a whole run, published = done + backlog + in flight + dead + lost.");
    kind.measure("backlog", "Backlog", Quantity::Integer, "Messages that wait now: ready, at rest after a failure, or behind an older one of their key.");
    kind.measure("in_flight", "In flight", Quantity::Integer, "Messages delivered and not acknowledged now, and those on their way to the dead letters.");
    kind.measure("dead", "Dead letters", Quantity::Integer, "Messages given up after as many deliveries as are allowed.");
    kind.measure("lost", "Lost", Quantity::Integer, "Messages that a crash of a queue that is not durable has lost.");
    kind.measure("redelivered", "Redelivered", Quantity::Integer, "Deliveries of messages that had been delivered before.");
    kind.measure("duplicates", "Done twice", Quantity::Integer, "Jobs done whose acknowledgement came too late: their message had been delivered again, was done, or dead.");
    kind.measure("oldest_s", "Age of the oldest", Quantity::Duration, "Time since the publication of the oldest message that is still there.");
    kind.measure("backlog_mean", "Backlog, mean", Quantity::Number, "Messages that wait, averaged over time.");
    kind.measure("wait_s.mean", "Wait, mean", Quantity::Duration, "From publication to the first delivery, averaged over messages delivered.");
    kind.measure("turnaround_s.mean", "Time to done, mean", Quantity::Duration, "From publication to acknowledgement by a consumer, averaged over messages done.");
}

} // namespace scalelab
