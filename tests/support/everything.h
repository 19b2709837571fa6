// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace scalelab::test {

/// A drawing with every kind at work and every mechanism in use; a new kind belongs here too. Its sources are "users" and "people".
inline constexpr std::string_view everything =
    "users(arrivals=poisson(200/s), mix={read=3, write=1, static=1, join=1}, keys=zipf(1000, 0.9), timeout=60ms, retries=2, backoff=10ms, jitter=50%) -1ms-> lb:load-balancer(health-interval=100ms)\n"
    "people:users(arrivals=closed(users=20, think=exp(100ms)), keys=uniform(100)) -> dns(ttl=200ms, service=exp(1ms)) -> lb; people -> lb; users -> dns\n"
    "lb -> web1:web-server(workers=4, queue=20, service=exp(5ms)), web2:web-server(workers=4, queue=20, service=exp(5ms))\n"
    "web1, web2 -> cache(capacity=100, ttl=300ms, workers=3, queue=10, service=exp(1ms)), master:database(connections=4, queue=10, service=exp(5ms), detection=150ms, election=50ms, replacement=300ms)\n"
    "web1, web2 -> replica:database(role=replica, connections=4, queue=10, service=exp(4ms), apply=exp(1ms), detection=150ms); master -2ms-> replica\n"
    "lb -> backend:web-server(workers=4, queue=20, service=exp(5ms)) -> n1:nosql-store(data-model=graph, replicas=3, write-quorum=2, connections=2, queue=10, service=exp(1ms), write-service=exp(2ms), fan-out=2, depth=2, "
    "read-repair=true, hinted-handoff=true, hint-limit=50, handoff-interval=100ms, detection=100ms), n2:nosql-store(replicas=3, read-quorum=2, join-items=3, connections=1, queue=5, service=exp(2ms)), "
    "n3:nosql-store(replicas=3, write-quorum=3, memory-only=true, service=exp(1ms), hinted-handoff=true); n1 -latency=1ms, timeout=20ms, retries=1, backoff=5ms-> n2; n1 -> n3; n2 -> n1, n3; n3 -3ms-> n1; n3 -> n2\n"
    "backend -> router:shard-router(strategy=ring, keys=900, isolate=7, split=0-3, dedicated=shard3, move-rate=200/s, shard-rows=400, connections=6, queue=10, service=exp(1ms)) -> shard1:database(connections=2, queue=10, service=exp(3ms)), "
    "shard2:database(service=exp(3ms)), shard3:database(service=exp(2ms))";

} // namespace scalelab::test
