// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/expectations.h"

#include "base/units.h"
#include "verify/fields.h"

#include <set>
#include <utility>

namespace scalelab {

namespace {

constexpr std::int64_t mostRunsAllowed = 10'000;

/// Reads the fields of one expectation; the first of them that is wrong makes it wrong, but all are reported.
class Reader {
public:
    Reader(const Object& object, std::size_t index, Problems& problems)
        : object_(object), path_("expect[" + std::to_string(index) + "]"), problems_(problems), before_(problems.size())
    {
        result_.id = std::to_string(index + 1);
        result_.path = path_;
    }

    std::optional<Expectation> read()
    {
        checkFields(object_, {"id", "that", "expect", "over", "variant", "seeds", "confidence", "precision"}, path_, problems_);
        if (const std::string* id = text("id")) result_.id = *id;
        if (const std::string* that = needed("that", "a sentence that says what is expected, for people")) result_.that = *that;
        readComparison();
        readOver();
        if (const std::string* variant = text("variant"); variant && *variant != "scene") result_.variant = *variant;
        readSeeds();
        readShare("confidence", result_.confidence, 0.5, 0.9999);
        readShare("precision", result_.precision, 1e-6, 1);
        return problems_.size() == before_ ? std::optional(std::move(result_)) : std::nullopt;
    }

private:
    void error(const char* field, const std::string& message) { addError(problems_, path_ + "." + field, message); }

    const std::string* text(const char* field)
    {
        const Value* value = object_.find(field);
        if (!value) return nullptr;
        if (!value->text() || value->text()->empty()) error(field, "expected text, not " + (value->text() ? "an empty one" : std::string(typeName(*value))) + ".");
        return value->text();
    }

    const std::string* needed(const char* field, const char* what)
    {
        if (!object_.find(field)) addError(problems_, path_, "An expectation needs " + quoted(field) + ": " + what + ".");
        return text(field);
    }

    void readComparison()
    {
        const std::string* expect = needed("expect", "what is compared, such as \"cache.hit_ratio > 90%\"");
        if (!expect) return;
        result_.text = *expect;
        auto comparison = parseComparison(*expect);
        if (comparison) result_.comparison = std::move(comparison).value();
        else error("expect", comparison.error().message);
    }

    void readOver()
    {
        const std::string* over = needed("over", "the span of simulated time, such as \"20s..60s\" or \"auto..60s\"");
        if (!over) return;
        const auto span = parseSpan(*over);
        if (span) result_.over = *span;
        else error("over", span.error().message);
    }

    void readSeeds()
    {
        const Value* value = object_.find("seeds");
        if (!value) return;
        const std::int64_t* runs = value->integer();
        if (runs && *runs >= 2 && *runs <= mostRunsAllowed) result_.mostRuns = static_cast<std::size_t>(*runs);
        else error("seeds", "expected the largest number of runs, from 2 to " + std::to_string(mostRunsAllowed) + ", not " + toText(*value) + ".");
    }

    void readShare(const char* field, double& share, double least, double most)
    {
        const Value* value = object_.find(field);
        if (!value) return;
        const auto given = parseShare(toText(*value));
        if (given && *given >= least && *given <= most) share = *given;
        else error(field, "expected a share from " + formatShare(least) + " to " + formatShare(most) + ", not " + toText(*value) + ".");
    }

    const Object& object_;
    std::string path_;
    Problems& problems_;
    std::size_t before_;
    Expectation result_;
};

} // namespace

std::vector<Expectation> readExpectations(const Value& list, Problems& problems)
{
    std::vector<Expectation> expectations;
    if (!list.list()) return expectations;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < list.list()->size(); ++i) {
        const Value& value = (*list.list())[i];
        const std::string path = "expect[" + std::to_string(i) + "]";
        if (!value.object()) {
            addError(problems, path, "expected an object with \"that\", \"expect\" and \"over\", not " + std::string(typeName(value)) + ".");
            continue;
        }
        auto expectation = Reader(*value.object(), i, problems).read();
        if (!expectation) continue;
        if (!ids.insert(expectation->id).second) addError(problems, path + ".id", "There is already an expectation " + quoted(expectation->id) + ".");
        expectations.push_back(std::move(*expectation));
    }
    return expectations;
}

} // namespace scalelab
