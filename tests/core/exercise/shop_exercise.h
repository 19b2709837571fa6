// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exercise/exercise.h"
#include "io/json.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// An exercise about a shop with one web server that crashes.
namespace scalelab::test {

using Lines = std::vector<std::string>;

inline constexpr const char* shopDesign = "users(arrivals=poisson(40/s), timeout=2s) -20ms-> web:web-server(workers=4, queue=100, service=exp(10ms)) -1ms-> db:database(service=exp(2ms))";

inline constexpr const char* shopAnswer = "users(arrivals=poisson(40/s), timeout=2s) -20ms-> lb:load-balancer(health-interval=1s, algorithm=random) -1ms-> "
                                          "web:web-server(workers=4, queue=100, service=exp(10ms)), other:web-server(workers=4, queue=100, service=exp(10ms)) "
                                          "-1ms-> db:database(service=exp(2ms))";

inline constexpr const char* shopRules = R"j({
  "level": 2, "task": "Make it survive.", "hints": ["One.", "Two."], "teaches": ["Redundancy"], "claims": [1, 5],
  "parts": {
    "load-balancer": { "most": 1, "with": { "health-interval": "1s" }, "free": { "algorithm": true, "health-fall": "2..5" } },
    "web-server": { "least": 1, "most": 3, "with": { "workers": 4, "queue": 100, "service": "exp(10ms)" }, "free": { "sessions": ["none", "memory"] }, "calls": ["database"] }
  },
  "wires": {
    "users->*": { "with": { "latency": "20ms" } },
    "load-balancer->web-server": { "with": { "latency": "1ms" }, "free": { "retries": "0..1" } },
    "web-server->database": { "with": { "latency": "1ms" } }
  }
})j";

inline constexpr const char* shopVariants = R"j({ "crash": { "events": [ { "at": "2s", "crash": { "each": "web-server" } } ] } })j";

inline constexpr const char* shopGoals = R"j([
  { "id": "up", "that": "It stays up", "expect": "requests.failed = 0", "over": "12s..16s", "variant": "crash", "seeds": 5 },
  { "id": "used", "that": "Servers are used", "expect": "sum.web-server.arrived > 100", "over": "0s..10s", "seeds": 5 }
])j";

inline Value json(const std::string& text)
{
    JsonText read = parseJson(text);
    EXPECT_TRUE(read.problems.empty()) << text;
    return std::move(read.value);
}

inline Scene shopScene(const std::string& rules = shopRules, const std::string& goals = shopGoals, const std::string& variants = shopVariants)
{
    Scene shop = scene(shopDesign);
    shop.title = "Shop";
    shop.extra.set("variants", json(variants));
    shop.extra.set("expect", json(goals));
    shop.extra.set("exercise", json(rules));
    return shop;
}

inline Exercise shopExercise()
{
    Problems problems;
    Exercise exercise = readExercise(catalog()->registry, shopScene(), problems);
    for (const Problem& problem : problems) ADD_FAILURE() << problem.path << ": " << problem.message;
    return exercise;
}

inline Lines linesOf(const Problems& problems)
{
    Lines lines;
    for (const Problem& problem : problems) lines.push_back(problem.path + ": " + problem.message);
    return lines;
}

} // namespace scalelab::test
