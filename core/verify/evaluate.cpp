// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/evaluate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace scalelab {

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

Result<std::vector<Dimension>> dimensionsOf(const std::vector<Term>& terms, std::span<const Dimension> references)
{
    std::vector<Dimension> dimensions;
    for (const Term& term : terms) {
        const auto dimension = dimensionOf(term, references);
        if (!dimension) return dimension.error();
        dimensions.push_back(*dimension);
    }
    return dimensions;
}

Result<Dimension> dimensionOfCall(const Term& call, const std::vector<Dimension>& arguments)
{
    const auto result = call.function->resultOf(arguments);
    if (!result) return errorAt(call.at, std::string(call.function->id) + ": " + result.error().message);
    return *result;
}

double callFunction(const Function& function, const std::vector<double>& arguments)
{
    const bool computable = std::ranges::none_of(arguments, [&](double x) { return std::isnan(x) || (function.form && std::isinf(x)); });
    return computable ? function.value(arguments) : notANumber;
}

Error differ(std::size_t at, const Dimension& left, const Dimension& right, const std::string& what)
{
    return errorAt(at, dimensionName(left) + " and " + dimensionName(right) + " cannot be " + what);
}

} // namespace

Result<Dimension> dimensionOf(const Term& term, std::span<const Dimension> references)
{
    const auto operands = dimensionsOf(term.operands, references);
    if (!operands) return operands.error();
    switch (term.op) {
    case Term::Op::Number: return term.dimension;
    case Term::Op::Reference: return references[term.reference];
    case Term::Op::Negate: return (*operands)[0];
    case Term::Op::Multiply: return (*operands)[0] * (*operands)[1];
    case Term::Op::Divide: return (*operands)[0] / (*operands)[1];
    case Term::Op::Call: return dimensionOfCall(term, *operands);
    case Term::Op::Add:
    case Term::Op::Subtract: break;
    }
    const Dimension& left = (*operands)[0];
    const Dimension& right = (*operands)[1];
    if (left != right) return differ(term.at, left, right, term.op == Term::Op::Add ? "added" : "subtracted from each other");
    return left;
}

Result<void> checkDimensions(const Comparison& comparison, std::span<const Dimension> references)
{
    const auto left = dimensionOf(comparison.left, references);
    if (!left) return left.error();
    const auto right = dimensionOf(comparison.right, references);
    if (!right) return right.error();
    if (*left != *right) return differ(comparison.at, *left, *right, "compared");
    if (comparison.relation == Relation::Between) {
        const auto upper = dimensionOf(comparison.upper, references);
        if (!upper) return upper.error();
        if (*left != *upper) return differ(comparison.upper.at, *left, *upper, "compared");
    }
    const Tolerance& within = comparison.within;
    if (comparison.relation == Relation::Within && !within.isShare && within.dimension != *left)
        return errorAt(within.at, dimensionName(*left) + " cannot be off by " + dimensionName(within.dimension) + "; write a share such as 2%, or " + dimensionName(*left));
    return {};
}

double evaluate(const Term& term, std::span<const double> references)
{
    std::vector<double> x;
    for (const Term& operand : term.operands) x.push_back(evaluate(operand, references));
    switch (term.op) {
    case Term::Op::Number: return term.number;
    case Term::Op::Reference: return references[term.reference];
    case Term::Op::Negate: return -x[0];
    case Term::Op::Add: return x[0] + x[1];
    case Term::Op::Subtract: return x[0] - x[1];
    case Term::Op::Multiply: return x[0] * x[1];
    case Term::Op::Divide: return x[0] / x[1];
    case Term::Op::Call: return callFunction(*term.function, x);
    }
    return notANumber;
}

} // namespace scalelab
