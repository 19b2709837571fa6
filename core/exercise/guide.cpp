// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/guide.h"

#include <string_view>

namespace scalelab {

namespace {

constexpr std::string_view text = R"markdown(
# Exercises

An exercise is a scene whose design does not do what it should. An answer is the same scene with another design; any scene file will do.
`scalelab-cli grade EXERCISE ANSWER` takes goals, trials, traffic and seed from the exercise and nothing but components, wires, zones and layout from the answer,
checks that the answer has changed only what it may, and judges the goals. What the answer itself says in `expect`, `variants`, `exercise`, `events`
or `seed` has no effect.

```json
"variants": {
  "crash": { "title": "One of the servers crashes", "events": [ { "at": "20s", "crash": { "each": "web-server" } } ] },
  "crowd": { "title": "Twice the traffic", "set": { "users.scale": 2 } }
},
"expect": [
  { "id": "fast", "that": "99 of 100 answers come within 0.2 s, with twice the traffic too",
    "expect": "latency_s.p99 < 200ms", "over": "10s..60s", "variant": "crowd" },
  { "id": "up", "that": "Whichever server crashes, at most 1 of 50 requests fails",
    "expect": "availability >= 98%", "over": "10s..60s", "variant": "crash" },
  { "id": "cheap", "that": "It costs less than $1 an hour", "expect": "cost.per_hour < $1", "over": "10s..60s" }
],
"exercise": {
  "level": 1,
  "task": "The only server is too slow, and nobody gets an answer when it is down.",
  "hints": ["A second server helps only if something sends traffic to it.", "A load balancer finds out which servers are up."],
  "teaches": ["Build redundancy at every tier"],
  "claims": [1, 5],
  "parts": {
    "load-balancer": { "most": 1, "free": { "algorithm": true } },
    "web-server": { "least": 1, "most": 4, "with": { "workers": 8, "queue": 100, "service": "exp(8ms)", "price": "$0.34" } }
  },
  "wires": {
    "users->*": { "with": { "latency": "20ms" } },
    "load-balancer->web-server": { "with": { "latency": "0.25ms" }, "free": { "retries": "0..2" } }
  }
}
```

- `level`: how difficult it is, from 1 to 5. `task`: what is to be done. `hints`: shown one by one. `teaches`, `claims`: what it is about.
- The expectations are the goals. A goal is worth a point and is reached if it passes in every run that its `variant`, the trial, stands for.
- Whatever no rule opens must stay as it is: components, their parameters, wires, zones, and what is in which zone.
- `parts`: the kinds of component and zone that an answer may add, take out and change. `most` and `least`: how many there may be in all. `with`: the
  parameters that one must have that is added; what is not named there is left out. `free`: parameters that may be chosen, of all of them: `true` is any value,
  `"some"` any but `none`, a list is a choice, and `"1..16"`, `"1s.."` or `"..20000"` are bounds; without an upper bound the limit may be switched off. `in`: the kind of zone that each must stand in.
  `calls`: kinds to which each must be wired, such as `["database"]`; a list within the list names kinds of which one is enough. Those that were there from the beginning
  may keep the parameters that they had.
- `wires`: wires that an answer may draw, take out and change, by the kinds at their ends, with the same rules; `*` is any kind, and the first that fits holds.
- `locked`: ids of components and zones, and wires (`"lb->web1"`), that must stay as they are though a rule opens their kind.
- Goals, trials and events can name only what must stay: an answer may have other components with other names. For all others there are `each` and `every` in
  trials, and `sum`, `min` and `max` in goals. A trial that hits nothing in an answer is a run without it.
)markdown";

} // namespace

std::string exerciseGuide() { return std::string(text); }

} // namespace scalelab
