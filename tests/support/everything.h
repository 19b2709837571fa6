// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace scalelab::test {

/// A drawing with every kind at work and every mechanism in use; a new kind belongs here too. Its sources are "users" and "people".
inline constexpr std::string_view everything =
    "users(arrivals=poisson(200/s), mix={read=3, write=1, static=2, join=1, login=1, job=1}, keys=zipf(1000, 0.9), timeout=60ms, retries=2, backoff=10ms, jitter=50%, deadline=100ms, retry-budget=50%, fallback=true, size={read=2kB, static=exp(50kB)}, population=500, objectives={read=\"90% within 20ms\"}) -1ms-> lb:load-balancer(health-interval=100ms)\n"
    "people:users(arrivals=closed(users=20, think=exp(100ms)), keys=hotset(100, shift=300ms), login=true, session-requests=3, think=exp(20ms)) -> dns(ttl=200ms, service=exp(1ms)) -> lb; people -> lb; users -> dns\n"
    "lb -> web1:web-server(workers=4, queue=20, service=exp(5ms)), web2:web-server(workers=4, queue=20, service=exp(5ms))\n"
    "web1, web2 -> cache(capacity=100, ttl=300ms, workers=3, queue=10, service=exp(1ms)), master:database(connections=4, queue=10, service=exp(5ms), detection=150ms, election=50ms, replacement=300ms, "
    "replication=semi-synchronous, semi-sync-timeout=100ms, read-your-writes=true, recovery=merge, recovery-time=100ms, data-size=10MB, copy-rate=100MB, disk=1GB, row-size=1kB)\n"
    "users, people, dns -> cdn(edges='Frankfurt, Sydney', capacity=100kB, ttl=300ms, object-size=1kB, origins=turns, timeout=40ms) -> storage:object-storage(latency=exp(10ms), throughput=8Mbit/s, bandwidth=10Mbit/s, object-size=1kB, place=Ashburn), lb\n"
    "web1, web2 -> replica:database(role=replica, connections=4, queue=10, service=exp(4ms), apply=exp(1ms), detection=150ms); master -2ms-> replica\n"
    "lb -> backend:web-server(workers=4, queue=20, service=exp(5ms)) -> n1:nosql-store(data-model=graph, replicas=3, write-quorum=2, connections=2, queue=10, service=exp(1ms), write-service=exp(2ms), fan-out=2, depth=2, "
    "read-repair=true, hinted-handoff=true, hint-limit=50, handoff-interval=100ms, detection=100ms), n2:nosql-store(replicas=3, read-quorum=2, join-items=3, connections=1, queue=5, service=exp(2ms)), "
    "n3:nosql-store(replicas=3, write-quorum=3, memory-only=true, service=exp(1ms), hinted-handoff=true); n1 -latency=1ms, timeout=20ms, retries=1, backoff=5ms-> n2; n1 -> n3; n2 -> n1, n3; n3 -3ms-> n1; n3 -> n2\n"
    "people, users, dns -> gate:rate-limiter(algorithm=leaky-bucket, rate=100/s, queue=5) -> lb\n"
    "lb -> queue:message-queue(service=exp(1ms), capacity=300, ordering=key, visibility-timeout=80ms, redelivery-delay=5ms, max-receives=3, prefetch=2)\n"
    "queue -> w1:workers(workers=2, service=exp(9ms), failure-rate=10%), w2:workers(workers=1, service=exp(9ms)); queue -> dead:message-queue\n"
    "fleet:autoscaling-group(maximum=3, interval=200ms, target-utilisation=40%, cooldown-out=0s, cooldown-in=300ms, boot-time=exp(50ms), drain-timeout=100ms, replace-after=100ms) -> web2\n"
    "crew:autoscaling-group(maximum=3, interval=150ms, policy=step, metric=backlog-per-worker, steps=5: +2, cooldown-out=100ms, cooldown-in=100ms, boot-time=const(30ms)) -> w2\n"
    "web1, web2 -> back:cache(strategy=write-back, capacity=50kB, policy=random, ttl=500ms, ttl-jitter=20%, collapse=true, flush-interval=80ms, flush-batch=20, service=exp(1ms)) -> master\n"
    "backend -> router:shard-router(strategy=ring, keys=900, isolate=7, split=0-3, dedicated=shard3, move-rate=200/s, shard-rows=400, connections=6, queue=10, service=exp(1ms)) -> shard1:database(connections=2, queue=10, service=exp(3ms)), "
    "shard2:database(service=exp(3ms)), shard3:database(service=exp(2ms))\n"
    "monitoring(interval=250ms, pending=250ms, error-threshold=10%, latency-threshold=20ms, utilisation-threshold=50%, queue-threshold=5, lag-threshold=1ms) -> "
    "automation(boot-time=exp(100ms), drain-timeout=50ms, deploy-time=exp(20ms), bake-time=100ms, abort-threshold=30%) -> web1, web2, cache\n"
    "users, people, dns -> edge:load-balancer(sticky=true, sessions=10, connections=60, workers=3, queue=20, service=exp(1ms), drain-timeout=200ms, health-interval=70ms) -> "
    "twin:load-balancer(standby=true, takeover=120ms, sticky=true, algorithm=consistent-hash)\n"
    "edge, twin -> web4:web-server(cores=2, workers=6, queue=20, service=exp(4ms), job-service=exp(5ms), sessions=memory, session-memory=5, session-ttl=200ms, session-use=changes, warm-up=300ms, drop-late=true)\n"
    "edge, twin -> web5:web-server(scheduling=processor-sharing, cores=1, service=exp(3ms), sessions=store, nosql=beside, nosql-share=50%) -> n1, n2, master, storage, queue;"
    "edge, twin -> web6:web-server(workers=3, queue=10, service=exp(2ms), sessions=store, session-use=changes) -> n2, n3; web4 -> cache, master\n"
    "people, users -> names:dns(policy=geo, ttl=50ms, health-interval=90ms, health-fall=2, workers=2, queue=10, service=exp(1ms)) -> edge, lb";

} // namespace scalelab::test
