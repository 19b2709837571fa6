// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace scalelab::test {

/// A drawing with every kind at work and every mechanism in use; a new kind belongs here too. Its sources are "users" and "people".
inline constexpr std::string_view everything =
    "users(arrivals=poisson(200/s), mix={read=3, write=1, static=1}, keys=zipf(1000, 0.9), timeout=60ms, retries=2, backoff=10ms, jitter=50%, deadline=100ms, retry-budget=50%, fallback=true, size={read=2kB, static=exp(50kB)}, population=500, objectives={read=\"90% within 20ms\"}) -1ms-> lb:load-balancer(health-interval=100ms)\n"
    "people:users(arrivals=closed(users=20, think=exp(100ms)), keys=hotset(100, shift=300ms), login=true, session-requests=3, think=exp(20ms)) -> dns(ttl=200ms, service=exp(1ms)) -> lb; people -> lb; users -> dns\n"
    "lb -> web1:web-server(workers=4, queue=20, service=exp(5ms)), web2:web-server(workers=4, queue=20, service=exp(5ms))\n"
    "web1, web2 -> cache(capacity=100, ttl=300ms, workers=3, queue=10, service=exp(1ms)), master:database(connections=4, queue=10, service=exp(5ms), detection=150ms, election=50ms, replacement=300ms)\n"
    "web1, web2 -> replica:database(role=replica, connections=4, queue=10, service=exp(4ms), apply=exp(1ms), detection=150ms); master -2ms-> replica";

} // namespace scalelab::test
