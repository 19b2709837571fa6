// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "schema/declaration.h"
#include "schema/read_value.h"

namespace scalelab {

Result<double> readVerbArgument(const VerbDecl& verb, const Value& given)
{
    if (!verb.argument) {
        if (given.isNull()) return 0.0;
        return Error{"\"" + verb.id + "\" takes nothing but its target"};
    }
    const VerbArgument& argument = *verb.argument;
    if (given.isNull()) return argument.typical;
    ParamDecl decl;
    decl.quantity = argument.quantity;
    decl.min = argument.min;
    decl.max = argument.max;
    if (argument.quantity == Quantity::Duration) {
        SimTime time;
        const auto read = readValue(time, given, decl);
        return read ? Result<double>(time.seconds()) : read.error();
    }
    Value number = given;
    if (const std::string* text = given.text(); text && argument.quantity == Quantity::Number) {
        const bool hasSign = text->ends_with('x');
        const auto parsed = parseNumber(std::string_view(*text).substr(0, text->size() - (hasSign ? 1 : 0)));
        if (!parsed) return Error{"expected a factor such as 5 or \"5x\", not " + toText(given)};
        number = Value(*parsed);
    }
    double value = 0;
    const auto read = readValue(value, number, decl);
    return read ? Result<double>(value) : read.error();
}

} // namespace scalelab
