// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/claims.h"

#include "model/validate.h"
#include "verify/evaluate.h"
#include "verify/fields.h"

#include <set>
#include <string_view>

namespace scalelab {

namespace {

/// Finds out what the names of the expectations mean, and lists what has to be measured for them.
class Planner {
public:
    Planner(const Registry& registry, Plan& plan) : registry_(registry), plan_(plan) {}

    void addClaims()
    {
        for (std::size_t i = 0; i < plan_.expectations.size(); ++i) {
            const Expectation& expectation = plan_.expectations[i];
            const std::vector<std::size_t> variants = named(expectation.variant.value_or("scene"));
            for (const std::size_t variant : variants) addClaim({.expectation = i, .variant = variant});
            if (variants.empty()) addError(plan_.problems, expectation.path + ".variant", noVariant(*expectation.variant));
        }
        if (hasErrors(plan_.problems)) return;
        for (std::size_t variant = 1; variant < plan_.variants.size(); ++variant) addMustFail(variant);
    }

private:
    /// All variants with this id: several if it has an "each".
    std::vector<std::size_t> named(std::string_view id) const
    {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < plan_.variants.size(); ++i)
            if (plan_.variants[i].id == id) found.push_back(i);
        return found;
    }

    /// The one that a reference means: the variant in which it is read, or the only one of that id.
    Result<std::size_t> meant(const Reference& reference, std::size_t inVariant) const
    {
        if (!reference.variant || *reference.variant == plan_.variants[inVariant].id) return inVariant;
        const std::vector<std::size_t> found = named(*reference.variant);
        if (found.empty()) return Error{noVariant(*reference.variant)};
        if (found.size() == 1) return found.front();
        return Error{"the variant " + quoted(*reference.variant) + " is a run for each of several components; it can only be that in which an expectation is judged"};
    }

    std::string noVariant(std::string_view id) const
    {
        std::vector<std::string_view> ids;
        for (const Variant& variant : plan_.variants) ids.push_back(variant.id);
        return "there is no variant " + quoted(id) + "." + suggestion(id, ids);
    }

    void addMustFail(std::size_t index)
    {
        const Variant& variant = plan_.variants[index];
        std::vector<std::string_view> ids;
        for (const Expectation& expectation : plan_.expectations) ids.push_back(expectation.id);
        for (const std::string& id : variant.mustFail)
            if (std::ranges::find(ids, id) == ids.end())
                addError(plan_.problems, "variants." + variant.id + ".must-fail", "There is no expectation with the id " + quoted(id) + "." + suggestion(id, ids));
        for (std::size_t i = 0; i < ids.size(); ++i)
            if (variant.allMustFail || std::ranges::find(variant.mustFail, ids[i]) != variant.mustFail.end()) addClaim({.expectation = i, .variant = index, .mustFail = true});
    }

    void addClaim(Claim claim)
    {
        const Expectation& expectation = plan_.expectations[claim.expectation];
        const auto refuse = [&](const Error& error) {
            std::string message = sentence(error.message);
            if (claim.mustFail)
                message += " It is judged with the variant " + quoted(plan_.variants[claim.variant].id) + " too, in which it must fail; write @scene behind what is read in the scene itself.";
            addError(plan_.problems, expectation.path + ".expect", std::move(message));
        };
        std::vector<Dimension> dimensions;
        for (const Reference& reference : expectation.comparison.references) {
            const auto sought = seek(reference, expectation, claim.variant);
            if (!sought) return refuse(errorAt(reference.at, sought.error().message));
            claim.sought.push_back(*sought);
            const Sought& found = plan_.sought[*sought];
            dimensions.push_back(found.perSecond ? found.reading.dimension / timeDimension : found.reading.dimension);
        }
        if (const auto fits = checkDimensions(expectation.comparison, dimensions); !fits) return refuse(fits.error());
        claim.dimension = *dimensionOf(expectation.comparison.left, dimensions);
        plan_.claims.push_back(std::move(claim));
    }

    /// Index of what a reference asks for.
    Result<std::size_t> seek(const Reference& reference, const Expectation& expectation, std::size_t inVariant)
    {
        const auto variant = meant(reference, inVariant);
        if (!variant) return variant.error();
        const Span span = reference.span.value_or(expectation.over);
        const std::string plainName = nameText(reference.name);
        const std::string name = plainName + (*variant == 0 ? "" : "@" + plan_.variants[*variant].name());
        for (std::size_t i = 0; i < plan_.sought.size(); ++i) {
            const Sought& known = plan_.sought[i];
            if (known.variant == *variant && known.span == span && known.perSecond == reference.perSecond && known.name == name) return i;
        }
        auto reading = findName(registry_, plan_.variants[*variant].scene, reference.name);
        if (!reading) return Error{(*variant == 0 ? "" : "with the variant " + quoted(plan_.variants[*variant].name()) + ", ") + reading.error().message};
        if (reference.perSecond && !reading->isCount) return Error{quoted(plainName) + " is no count, so that there is none of it per second; write / seconds to divide by the span"};
        plan_.sought.push_back({*variant, span, std::move(reading).value(), reference.perSecond, name});
        return plan_.sought.size() - 1;
    }

    const Registry& registry_;
    Plan& plan_;
};

} // namespace

Plan planVerification(const Registry& registry, const Scene& scene, Problem::Severity idleVariant)
{
    Plan plan;
    plan.seed = scene.seed;
    plan.variants = readVariants(registry, scene, idleVariant, plan.problems);
    const Value* expect = scene.extra.find("expect");
    if (expect) plan.expectations = readExpectations(*expect, plan.problems);
    std::set<std::string_view> varied;
    for (std::size_t i = 1; i < plan.variants.size(); ++i) varied.insert(plan.variants[i].id);
    const Value* written = scene.extra.find("variants");
    const bool allVariants = varied.size() == (written && written->object() ? written->object()->members.size() : 0);
    if (allVariants) Planner(registry, plan).addClaims();
    return plan;
}

} // namespace scalelab
