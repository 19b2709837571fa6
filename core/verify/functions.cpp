// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/functions.h"

#include "base/portable_math.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace scalelab {

namespace {

using Dimensions = std::span<const Dimension>;
using Numbers = std::span<const double>;

Result<Dimension> alike(Dimensions arguments)
{
    for (const Dimension& dimension : arguments)
        if (dimension != arguments[0]) return Error{dimensionName(arguments[0]) + " cannot be compared with " + dimensionName(dimension)};
    return arguments[0];
}

Result<Dimension> numbersOnly(Dimensions arguments)
{
    for (const Dimension& dimension : arguments)
        if (dimension != plainNumber) return Error{"it takes numbers only, not " + dimensionName(dimension)};
    return plainNumber;
}

Result<Dimension> rootOf(Dimensions arguments)
{
    const Dimension& of = arguments[0];
    if (of.time % 2 != 0 || of.bytes % 2 != 0 || of.dollars % 2 != 0) return Error{"there is no square root of " + dimensionName(of)};
    return Dimension{static_cast<std::int8_t>(of.time / 2), static_cast<std::int8_t>(of.bytes / 2), static_cast<std::int8_t>(of.dollars / 2)};
}

constexpr std::size_t anyNumber = 100;

constexpr std::array<Function, 7> functions = {{
    {"min", "min(x, y, ...)", "The smallest.", 1, anyNumber, alike, [](Numbers x) { return *std::ranges::min_element(x); }},
    {"max", "max(x, y, ...)", "The largest.", 1, anyNumber, alike, [](Numbers x) { return *std::ranges::max_element(x); }},
    {"abs", "abs(x)", "Without its sign.", 1, 1, alike, [](Numbers x) { return std::abs(x[0]); }},
    {"sqrt", "sqrt(x)", "The square root.", 1, 1, rootOf, [](Numbers x) { return std::sqrt(x[0]); }},
    {"exp", "exp(x)", "e to the power x.", 1, 1, numbersOnly, [](Numbers x) { return portableExp(x[0]); }},
    {"ln", "ln(x)", "The natural logarithm.", 1, 1, numbersOnly, [](Numbers x) { return portableLog(x[0]); }},
    {"pow", "pow(x, y)", "x to the power y.", 2, 2, numbersOnly, [](Numbers x) { return portablePow(x[0], x[1]); }},
}};

} // namespace

Result<Dimension> Function::resultOf(Dimensions arguments) const
{
    if (arguments.size() < least || arguments.size() > most)
        return Error{"it takes " + (least < most ? "at least " + std::to_string(least) : std::to_string(least)) + " values, not " + std::to_string(arguments.size())};
    if (!form) return dimension(arguments);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const ClosedFormParameter& parameter = form->parameters[i];
        if (arguments[i] != parameter.dimension)
            return Error{"its argument \"" + std::string(parameter.name) + "\" must be " + dimensionName(parameter.dimension) + ", not " + dimensionName(arguments[i])};
    }
    return form->result;
}

std::span<const Function> arithmeticFunctions() { return functions; }

std::optional<Function> findFunction(std::string_view name)
{
    const auto found = std::ranges::find(functions, name, &Function::id);
    if (found != functions.end()) return *found;
    const ClosedForm* form = closedForm(name);
    if (!form) return std::nullopt;
    const std::size_t count = form->parameters.size();
    return Function{.id = form->id, .call = form->id, .help = form->help, .least = count, .most = count, .value = form->value, .form = form};
}

std::vector<std::string_view> functionNames()
{
    std::vector<std::string_view> names;
    for (const Function& function : functions) names.push_back(function.id);
    for (const ClosedForm& form : closedForms()) names.push_back(form.id);
    return names;
}

} // namespace scalelab
