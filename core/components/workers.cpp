// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/worker_pool.h"

namespace scalelab {

namespace {

/// A machine whose workers do jobs that queues hand them.
class Workers {
public:
    struct Params {
        std::optional<std::int64_t> workers;
        Distribution service;
        double failureRate = 0;
    };
    Params params;
    WorkerPool pool;

    void start(Context cx)
    {
        failures_ = cx.stream("failures of jobs");
        configure(cx);
    }

    void onCall(Context cx, CallId id)
    {
        if (pool.enter(cx, id) == WorkerPool::Admission::Started) begin(cx, id);
    }

    void onTimer(Context cx, std::uint8_t, std::uint32_t id) { finish(cx, id); }
    void onCrash(Context cx) { pool.clear(cx.now()); }

    void onChanged(Context cx, std::string_view)
    {
        configure(cx);
        pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
    }

    void onRestartMeasures(Context cx) { pool.restartMeasures(cx.now()); }
    void report(const Simulation&, ComponentId, Reporter& reporter) const { reporter.value("wait_s.mean", pool.meanWait()); }

private:
    void configure(Context cx)
    {
        std::optional<std::int64_t> workers = params.workers;
        if (const InstanceType* instance = cx.instance(); instance && !workers) workers = instance->vcpus;
        pool.configure(cx, workers, std::nullopt);
        service_.configure(cx, params.service, "service");
    }

    void begin(Context cx, CallId id)
    {
        if (!service_.start(cx, params.service, 0, id)) finish(cx, id);
    }

    void finish(Context cx, CallId id)
    {
        const bool fails = params.failureRate > 0 && failures_.uniform() < params.failureRate;
        pool.release(cx, [&](CallId next) { begin(cx, next); });
        if (fails) cx.refuse(id, Cause::ServerError);
        else cx.answer(id);
    }

    ServiceTimer service_;
    Rng failures_;
};

} // namespace

void describe_workers(Catalog& catalog)
{
    using Params = Workers::Params;
    auto kind = catalog.add<Workers>("workers");
    kind.name("Workers").category("Compute").searchWords({"consumer", "background", "job", "celery", "sidekiq", "batch", "worker"});
    kind.provides("job", "", "", "No queue is wired to these workers, so they have nothing to do. Draw a wire to them from a message queue.");
    kind.help("A machine that does jobs in the background, as many at the same time as it has workers.");
    kind.models("Workers that take a job from a queue when they are free, the time that a job takes, and jobs that fail at its end and go back to the queue. A crash gives all jobs back.");
    kind.leavesOut("What a job reads and writes elsewhere. Jobs handed over beyond the number of workers wait in the machine.");
    kind.param("workers", &Params::workers).label("Workers").range(1, 1e9).live().typical(4)
        .help("Jobs done at the same time; none: as many as its instance type has processors, or without limit.")
        .source("One worker process per processor (Celery: --concurrency defaults to the number of CPUs), on a machine with 4.");
    kind.param("service", &Params::service).label("Time per job").live().typical("exp(500ms)").help("Time a worker takes for a job.")
        .source("Cropping, shrinking and sharpening a photo of 25 megapixels takes 0.2 to 1 s (libvips wiki, \"Speed and Memory Use\").");
    kind.param("failure-rate", &Params::failureRate).label("Jobs that fail").as(Quantity::Share).range(0, 1).live()
        .help("Share of the jobs that fail at the end of their time; the queue delivers them again.");
}

} // namespace scalelab
