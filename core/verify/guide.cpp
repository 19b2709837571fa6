// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/guide.h"

#include "verify/functions.h"

#include <string_view>

namespace scalelab {

namespace {

constexpr std::string_view introduction = R"markdown(
# Expectations and variants

A scene can say how its runs come out. `scalelab-cli verify SCENE` runs it with several seeds, compares, and says of each expectation
whether it passed, failed or is undecided.

```json
"variants": {
  "no-cache": { "title": "Without the cache", "must-fail": true, "without": ["cache"] },
  "slow-database": { "set": { "db.service": "exp(20ms)", "web->db.latency": "5ms" } }
},
"expect": [
  { "id": "hits", "that": "The cache answers nine of ten reads",
    "expect": "cache.hit_ratio@scene = 0.9 within 2%", "over": "20s..60s" },
  { "id": "tail", "that": "Without the cache the slowest requests take longer",
    "expect": "latency_s.p99 < latency_s.p99@no-cache", "over": "20s..60s" },
  { "id": "theory", "that": "As many requests are turned away as Erlang B says",
    "expect": "requests.failed.rejected / requests.offered = erlang-b(web.workers, users.arrivals * web.service.mean) within 3%",
    "over": "auto..120s", "seeds": 40, "precision": "1%" }
]
```

## An expectation

- `that`: what is expected, in a sentence. `id`: a name, otherwise its number.
- `over`: the span of simulated time that is measured, `20s..60s`. `auto..60s` begins where the warm-up ends, which a run with the same seed finds out.
  Counts are those of the span; states, such as sessions or items held, are those at its end.
- `expect`: two values and `<`, `<=`, `>`, `>=` or `=` between them, or `x between low and high`. `= ... within 2%` allows that share of the right side,
  `= ... within 1ms` that much. `=` alone means equal in every single run.
- `variant`: judges it in that variant instead of the scene.
- `seeds`: the most runs (20 if left out); `confidence` (99%) and `precision` (3%). Runs with further seeds are added, five at a time, until each side is known
  to within the precision, or the most runs are made.

An expectation has passed if the confidence interval of the difference of its two sides lies where it should, failed if it lies wholly elsewhere, and is
undecided otherwise. The two sides of one run have the same seed, in all variants.

## Values

- Numbers and quantities: `0.9`, `80%`, `200ms`, `50/s`, `2MB`, `100Mbit/s`, `$3`. Only what is of the same dimension can be added or compared.
- Measures by the names that `run --json` prints: `requests.completed`, `requests.failed` (all of them), `requests.failed.timeout`, `latency_s.p99`,
  `cost.per_hour`, `db.wait_s.mean`, ``web.failed_by_cause.`queue full` ``; also `availability` (completed requests over completed and failed ones) and
  `seconds`, the length of the span.
- A measure of all components of a kind: `sum.web-server.arrived`, `max.database.utilisation`, `min.cache.hit_ratio`; those that a group adds during the run included.
- Parameters as the scene writes them: `cache.ttl`, `web.workers`, `users.arrivals` (the mean rate), `web.service.mean`, `web.service.cv`,
  `users.keys.count`, `users.keys.exponent`, `` `web->db`.latency``. `none` is infinite. Events of the run do not change them.
- Behind a name: `/s` makes a count a rate, `db.reads/s`; `[40s..60s]` reads it over another span; `@no-cache` in a variant, `@scene` in the scene itself.
- A dash within a name belongs to it: write blanks to subtract, `a - b`. Names with other characters stand in backquotes.
- `+ - * /`, brackets, and the functions below.

A value that does not exist in a run, such as the hit ratio of a cache that nobody asked, leaves the expectation undecided.

## A variant

- `without`: components (with their wires, events and places in zones) and wires (`"web->db"`) that are taken out.
- `set`: `component.parameter`, `FROM->TO.parameter` or `zone.parameter` and their values. `events`: replaces those of the scene.
- In its `events`, `{ "every": "cache" }` in the place of a component is all caches, and `{ "each": "cache" }` one of them: then the variant is a run for each, and an
  expectation that is judged in it must hold in all of them. A list of kinds is all that are of one of these kinds; the kinds of zones go with `outage`.
- `must-fail`: the variant takes the mechanism away: with it in the place of the scene every expectation must fail (`true`), or those whose ids are listed.
)markdown";

std::string row(std::string_view call, std::string_view meaning) { return "| `" + std::string(call) + "` | " + std::string(meaning) + " |\n"; }

std::string callOf(const ClosedForm& form)
{
    std::string call = std::string(form.id) + "(";
    for (std::size_t i = 0; i < form.parameters.size(); ++i) call += (i > 0 ? ", " : "") + std::string(form.parameters[i].name);
    return call + ")";
}

std::string meaningOf(const ClosedForm& form)
{
    std::string text = "**" + std::string(form.name) + ".** " + std::string(form.help);
    for (const ClosedFormParameter& parameter : form.parameters)
        if (parameter.dimension != plainNumber) text += " `" + std::string(parameter.name) + "` is " + dimensionName(parameter.dimension) + ".";
    return text + " The result is " + dimensionName(form.result) + ". (" + std::string(form.source) + ")";
}

} // namespace

std::string expectationGuide()
{
    std::string text(introduction);
    text += "\n## Functions\n\n| Function | Meaning |\n|---|---|\n";
    for (const Function& function : arithmeticFunctions()) text += row(function.call, function.help);
    text += "\n## Closed forms\n\n| Function | Meaning |\n|---|---|\n";
    for (const ClosedForm& form : closedForms()) text += row(callOf(form), meaningOf(form));
    return text;
}

} // namespace scalelab
