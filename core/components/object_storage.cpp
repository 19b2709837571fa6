// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/places.h"
#include "base/prices.h"
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/version_table.h"
#include "mechanisms/worker_pool.h"

#include <algorithm>
#include <optional>

namespace scalelab {

namespace {

/// Keeps files of any size for ever and serves them over the network: the origin of static assets.
class ObjectStorage {
public:
    struct Params {
        Distribution latency;
        std::optional<double> throughput;
        std::optional<double> bandwidth;
        double objectSize = 0;
    };
    Params params;

    void start(Context cx)
    {
        cx.setOffers(true, true);
        latency_.configure(cx, params.latency, "latency");
    }

    void onCall(Context cx, CallId id)
    {
        if (!latency_.start(cx, params.latency, firstByteTag, id)) transfer(cx, id);
    }

    void onTimer(Context cx, std::uint8_t tag, std::uint32_t id)
    {
        if (tag == firstByteTag) transfer(cx, id);
        else finish(cx, id);
    }

    void onCrash(Context cx)
    {
        busy_ = busy_ - ahead(cx.now());
        free_ = {};
    }
    void onChanged(Context cx, std::string_view) { latency_.configure(cx, params.latency, "latency"); }
    /// A new version of an object replaces the old one.
    void publish(Context cx, std::uint64_t key)
    {
        versions_.set(key, ++newest_);
        cx.setNewestVersion(cx.self(), newest_);
    }

    void onFault(Context cx, std::string_view, double key) { publish(cx, static_cast<std::uint64_t>(key)); }

    void onRestartMeasures(Context cx)
    {
        busy_ = ahead(cx.now());
        reads_ = writes_ = bytesOut_ = bytesIn_ = bytesToUsers_ = transfers_ = 0;
        waited_ = 0;
    }

    /// What leaves for users goes over the internet and is paid for; other components stand beside the storage or pay themselves.
    [[nodiscard]] double usageCost() const
    {
        return static_cast<double>(reads_) * dollarsPer("storage-reads") + static_cast<double>(writes_) * dollarsPer("storage-writes")
               + static_cast<double>(bytesToUsers_) * dollarsPer("transfer-out");
    }

    [[nodiscard]] std::uint64_t latestVersion(const Simulation&, std::uint64_t key) const { return versions_.get(key); }

    void report(const Simulation& simulation, ComponentId, Reporter& reporter) const
    {
        const SimTime now = simulation.now();
        const double seconds = (now - simulation.measuredFrom()).seconds();
        reporter.value("reads", static_cast<double>(reads_));
        reporter.value("writes", static_cast<double>(writes_));
        reporter.value("bytes_out", static_cast<double>(bytesOut_));
        reporter.value("bytes_in", static_cast<double>(bytesIn_));
        reporter.value("bandwidth_used", seconds > 0 ? (busy_ - ahead(now)).seconds() / seconds : 0);
        reporter.value("wait_s.mean", transfers_ == 0 ? 0 : static_cast<double>(waited_) / static_cast<double>(transfers_) / 1e9);
    }

private:
    enum Tag : std::uint8_t { firstByteTag, lastByteTag };
    static constexpr SimTime endOfTime{4'000'000'000'000'000'000}; ///< 126 years: a queue longer than this does not grow.

    [[nodiscard]] std::uint64_t sizeOf(Context cx, CallId id) const
    {
        const std::uint32_t bytes = cx.request(cx.call(id).request).bytes;
        return bytes == 0 ? static_cast<std::uint64_t>(params.objectSize) : bytes;
    }

    /// How long the bandwidth will still be taken up by transfers that have begun or wait.
    [[nodiscard]] SimTime ahead(SimTime now) const { return std::max(free_ - now, SimTime{}); }

    /// Transfers share the bandwidth in the order in which they begin: each occupies it for its size divided by it, and takes longer if its own
    /// connection is slower.
    void transfer(Context cx, CallId id)
    {
        const double size = static_cast<double>(sizeOf(cx, id)) * cx.slowness();
        SimTime begin = cx.now(), span;
        if (params.bandwidth) {
            span = SimTime::fromSpan(size / *params.bandwidth);
            begin = std::max(begin, free_);
            free_ = std::min(begin + span, endOfTime);
            busy_ += free_ - begin;
        }
        if (params.throughput) span = std::max(span, SimTime::fromSpan(size / *params.throughput));
        ++transfers_;
        waited_ += static_cast<std::uint64_t>((begin - cx.now()).ns);
        cx.waited(id, begin - cx.now());
        const SimTime end = begin + span;
        if (end > cx.now()) cx.after(end - cx.now(), lastByteTag, id);
        else finish(cx, id);
    }

    void finish(Context cx, CallId id)
    {
        const std::uint64_t size = sizeOf(cx, id);
        const std::uint64_t key = cx.request(cx.call(id).request).key;
        if (cx.call(id).operation == Operation::Write) {
            ++writes_;
            bytesIn_ += size;
            publish(cx, key);
        } else {
            ++reads_;
            bytesOut_ += size;
            if (cx.node(cx.call(id).caller).ops->isSource) bytesToUsers_ += size;
        }
        cx.call(id).version = versions_.get(key);
        cx.call(id).origin = cx.self();
        cx.answer(id);
    }

    ServiceTimer latency_;
    VersionTable versions_;
    std::uint64_t newest_ = 0;
    SimTime free_; ///< When the bandwidth has served all transfers that have begun or wait.
    SimTime busy_; ///< How long they take it up in all, since measuring began.
    std::uint64_t reads_ = 0, writes_ = 0, bytesOut_ = 0, bytesIn_ = 0, bytesToUsers_ = 0, transfers_ = 0;
    WorkerTime waited_ = 0;
};

} // namespace

void describe_object_storage(Catalog& catalog)
{
    using Params = ObjectStorage::Params;
    auto kind = catalog.add<ObjectStorage>("object-storage");
    kind.name("Object storage").category("Data").searchWords({"s3", "bucket", "blob", "files", "assets", "static", "images", "gcs"});
    kind.provides("storage").provides("http").verb("publish");
    kind.help("Keeps files of any size and serves them over the network; the usual origin of static assets.");
    kind.models("Time to the first byte, transfers at the speed of a connection that share the storage's bandwidth in order of arrival, versions of "
                "written objects, and the price of requests and of what leaves for users. Objects survive a crash.");
    kind.leavesOut("Limits on the rate of requests, copies in several places, the price of the space, objects that are missing.");
    kind.param("latency", &Params::latency).label("Latency").live().typical("lognormal(30ms, cv=0.5)")
        .help("Time until the first byte comes.")
        .source("Half of the small requests to Amazon S3 are often answered within tens of milliseconds (\"Optimizing Amazon S3 Performance\", AWS 2019).");
    kind.param("throughput", &Params::throughput).label("Speed of a transfer").as(Quantity::Bandwidth).range(1.25e5, 1e15).live().typical("720Mbit/s")
        .help("Each transfer is at most this fast; none: as fast as the bandwidth allows.")
        .source("85 to 90 MB/s for each concurrent request to Amazon S3 (\"Optimizing Amazon S3 Performance\", AWS 2019).");
    kind.param("bandwidth", &Params::bandwidth).label("Bandwidth").as(Quantity::Bandwidth).range(1.25e5, 1e15).live()
        .help("All transfers together are at most this fast, the later ones wait; none: without limit.");
    kind.param("object-size", &Params::objectSize).label("Object size").as(Quantity::Bytes).range(0, 4e9).live().typical("60kB")
        .help("Size of an object whose request does not say how big it is.")
        .source("The median page of 2024 has 18 images of 1,054 kB together (HTTP Archive, Web Almanac 2024).");
    kind.measure("reads", "Reads", Quantity::Integer, "Requests answered with an object.");
    kind.measure("writes", "Writes", Quantity::Integer, "Objects stored or replaced.");
    kind.measure("bytes_out", "Bytes out", Quantity::Bytes, "Sizes of all objects read.");
    kind.measure("bytes_in", "Bytes in", Quantity::Bytes, "Sizes of all objects written.");
    kind.measure("bandwidth_used", "Bandwidth used", Quantity::Share,
                 "Time for which transfers took up the bandwidth divided by the measured time; 0 if it has no limit.");
    kind.measure("wait_s.mean", "Wait for bandwidth, mean", Quantity::Duration,
                 "From the first byte being ready to its transfer, averaged over all transfers, zeros included.");
}

} // namespace scalelab
