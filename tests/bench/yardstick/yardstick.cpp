// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/exponential.h"
#include "base/random.h"
#include "heap.h"
#include "histogram.h"

#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace scalelab::yardstick {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Outcome {
    std::uint64_t requests = 0;
    std::uint64_t events = 0;
    Histogram latency;
};

/// A first-in, first-out ring whose capacity is known to suffice; it ends the program if it does not.
template <class T> class Ring {
public:
    explicit Ring(std::size_t capacity) : items_(std::bit_ceil(capacity)), mask_(items_.size() - 1) {}

    [[nodiscard]] bool empty() const { return first_ == last_; }
    [[nodiscard]] const T& front() const { return items_[first_ & mask_]; }
    T pop() { return items_[first_++ & mask_]; }
    void push(const T& item)
    {
        if (last_ - first_ > mask_) std::abort();
        items_[last_++ & mask_] = item;
    }

private:
    std::vector<T> items_;
    std::size_t mask_;
    std::size_t first_ = 0;
    std::size_t last_ = 0;
};

/// W1: Poisson arrivals of rate 0.9 at one worker with exponential service of mean 1, both events through the heap.
Outcome runSingleServer(std::uint64_t requests)
{
    enum : std::uint32_t { Arrival, Departure };
    Rng random(7);
    Outcome outcome;
    Heap pending;
    Ring<double> present(1 << 16);
    std::uint64_t born = 0;
    pending.push(sampleExponential(random) / 0.9, 0, Arrival);
    while (outcome.requests < requests) {
        const Heap::Entry event = pending.top();
        const double now = event.time();
        ++outcome.events;
        if (event.kind == Arrival) {
            const bool idle = present.empty();
            present.push(now);
            if (++born < requests)
                pending.replaceTop(now + sampleExponential(random) / 0.9, 0, Arrival);
            else
                pending.pop();
            if (idle) pending.push(now + sampleExponential(random), 0, Departure);
        } else {
            outcome.latency.add(now - present.pop());
            ++outcome.requests;
            if (present.empty())
                pending.pop();
            else
                pending.replaceTop(now + sampleExponential(random), 0, Departure);
        }
    }
    return outcome;
}

/// W2: Poisson arrivals of 1000/s, round robin over 4 servers of 8 workers (exponential, 5 ms), then a cache (1 ms, 80%
/// hits), behind it a database of 16 connections (exponential, 10 ms); `scale` multiplies rate, servers and
/// connections.
class ThreeTiers {
public:
    ThreeTiers(std::uint64_t requests, std::uint32_t scale)
        : wanted_(requests), arrivalGap_(1e-3 / scale), database_(4 * scale), free_(database_ + 1, 8),
          waiting_(database_ + 1), inCache_(512 + 2 * std::size_t{scale})
    {
        free_[database_] = 16 * scale;
    }

    /// Flattened, for calls inside the loop cost a few percent.
    [[gnu::flatten]] Outcome run()
    {
        double arrival = sampleExponential(random_) * arrivalGap_;
        while (outcome_.requests < wanted_) {
            ++outcome_.events;
            const double finish = pending_.top().time();
            const double cached = inCache_.empty() ? infinity : inCache_.front().time;
            const bool cacheFirst = cached <= finish;
            const Step step = arrival <= (cacheFirst ? cached : finish) ? Step::Arrive
                              : cacheFirst                              ? Step::Cache
                                                                        : Step::Leave;
            switch (step) {
            case Step::Arrive:
                arrive(arrival);
                arrival = ++born_ < wanted_ ? arrival + sampleExponential(random_) * arrivalGap_ : infinity;
                break;
            case Step::Cache: leaveCache(inCache_.pop()); break;
            case Step::Leave: leave(pending_.pop()); break;
            }
        }
        return std::move(outcome_);
    }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    enum class Step : std::uint8_t { Arrive, Cache, Leave };
    static constexpr double serverMean = 5e-3;
    static constexpr double cacheTime = 1e-3;
    static constexpr auto hitBelow = static_cast<std::uint64_t>(0.8 * 0x1p64);
    static constexpr double databaseMean = 10e-3;

    struct Request {
        double born = 0;
        std::uint32_t next = none; ///< In a queue, or in the list of records that are free.
    };
    struct Queue {
        std::uint32_t first = none;
        std::uint32_t last = none;
    };
    struct Hit {
        double time = 0;
        std::uint32_t request = none;
    };

    void arrive(double now)
    {
        if (firstFree_ == none) addRecords();
        const std::uint32_t request = firstFree_;
        firstFree_ = requests_[request].next;
        requests_[request].born = now;
        enter(turn_, now, request, serverMean);
        turn_ = turn_ + 1 == database_ ? 0 : turn_ + 1;
    }

    void enter(std::uint32_t station, double now, std::uint32_t request, double mean)
    {
        if (free_[station] > 0) [[likely]] {
            --free_[station];
            pending_.push(now + sampleExponential(random_) * mean, request, station);
            return;
        }
        Queue& queue = waiting_[station];
        requests_[request].next = none;
        (queue.first == none ? queue.first : requests_[queue.last].next) = request;
        queue.last = request;
    }

    void leave(const Heap::Entry& event)
    {
        const std::uint32_t station = event.kind;
        const double now = event.time();
        const double mean = station == database_ ? databaseMean : serverMean;
        // Nobody waits where a worker is free, so the queue is looked at only where all were busy.
        const std::uint32_t next = free_[station] > 0 ? none : waiting_[station].first;
        if (next == none) [[likely]] {
            ++free_[station];
        } else {
            waiting_[station].first = requests_[next].next;
            pending_.push(now + sampleExponential(random_) * mean, next, station);
        }
        if (station == database_)
            complete(now, event.subject);
        else
            inCache_.push({now + cacheTime, event.subject});
        // Its record is read soon, and by then it should be near.
        if (!inCache_.empty()) __builtin_prefetch(&requests_[inCache_.front().request]);
    }

    void leaveCache(const Hit& hit)
    {
        if (random_.next() < hitBelow)
            complete(hit.time, hit.request);
        else
            enter(database_, hit.time, hit.request, databaseMean);
    }

    void complete(double now, std::uint32_t request)
    {
        outcome_.latency.add(now - requests_[request].born);
        ++outcome_.requests;
        requests_[request].next = firstFree_;
        firstFree_ = request;
    }

    [[gnu::noinline]] void addRecords()
    {
        const std::size_t size = requests_.size();
        requests_.resize(2 * size + 64);
        for (std::size_t id = requests_.size(); id-- > size;) {
            requests_[id].next = firstFree_;
            firstFree_ = static_cast<std::uint32_t>(id);
        }
    }

    std::uint64_t wanted_;
    std::uint64_t born_ = 0;
    double arrivalGap_;
    Rng random_{42};
    Heap pending_;
    std::uint32_t database_; ///< The last station; those before it are the servers.
    std::vector<std::uint32_t> free_;
    std::vector<Queue> waiting_;
    Ring<Hit> inCache_;
    std::vector<Request> requests_;
    std::uint32_t firstFree_ = none;
    std::uint32_t turn_ = 0;
    Outcome outcome_;
};

/// CPU seconds of this thread, which neighbours on the machine do not lengthen.
double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

bool readCount(std::string_view text, std::uint64_t most, std::uint64_t& count)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    return error == std::errc() && end == text.data() + text.size() && count >= 1 && count <= most;
}

int usage()
{
    std::fputs("Usage: yardstick w1 REQUESTS | yardstick w2 REQUESTS SCALE   (SCALE at most 10000)\n", stderr);
    return 2;
}

int measure(int argc, char** argv)
{
    const std::string_view workload = argc > 1 ? argv[1] : "";
    std::uint64_t requests = 0;
    std::uint64_t scale = 1;
    const bool single = workload == "w1" && argc == 3;
    const bool tiers = workload == "w2" && argc == 4 && readCount(argv[3], 10000, scale);
    if ((!single && !tiers) || !readCount(argv[2], 1'000'000'000'000, requests)) return usage();

    const double begin = cpuSeconds();
    const Outcome outcome =
        single ? runSingleServer(requests) : ThreeTiers(requests, static_cast<std::uint32_t>(scale)).run();
    const double cpu = cpuSeconds() - begin;
    std::printf("{ \"workload\": \"%s\", \"scale\": %llu, \"requests\": %llu, \"events\": %llu, \"cpu_s\": %.6f, "
                "\"requests_per_cpu_s\": %.0f, \"latency_s\": { \"mean\": %.6g, \"p99\": %.6g } }\n",
                single ? "w1" : "w2", static_cast<unsigned long long>(scale),
                static_cast<unsigned long long>(outcome.requests), static_cast<unsigned long long>(outcome.events), cpu,
                static_cast<double>(outcome.requests) / cpu, outcome.latency.mean(), outcome.latency.quantile(0.99));
    return 0;
}

} // namespace
} // namespace scalelab::yardstick

int main(int argc, char** argv) { return scalelab::yardstick::measure(argc, argv); }
