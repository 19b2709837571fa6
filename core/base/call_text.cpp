// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/call_text.h"

#include <cstddef>
#include <string>

namespace scalelab {

namespace {

CallText::Argument argumentOf(std::string_view text)
{
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || text.substr(0, equals).find('(') != std::string_view::npos) return {{}, trimmed(text)};
    return {trimmed(text.substr(0, equals)), trimmed(text.substr(equals + 1))};
}

/// Splits at the commas outside parentheses; empty if parentheses do not match.
std::vector<std::string_view> splitAtCommas(std::string_view text)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(') ++depth;
        if (text[i] == ')' && --depth < 0) return {};
        if (text[i] == ',' && depth == 0) {
            parts.push_back(text.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    if (depth != 0) return {};
    parts.push_back(text.substr(begin));
    return parts;
}

/// Which of the wanted arguments this is, given by name or as number `place` of those without; their count if none.
std::size_t slotOf(const CallText::Argument& argument, std::size_t place, std::span<const std::string_view> wanted)
{
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (argument.name.empty() ? i == place && !wanted[i].ends_with('=') : wanted[i] == std::string(argument.name) + "=") return i;
    }
    return wanted.size();
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string quoted(std::string_view text) { return std::string("\"").append(text).append("\""); }

Result<CallText> parseCall(std::string_view text)
{
    const std::string_view whole = trimmed(text);
    const auto open = whole.find('(');
    if (open == std::string_view::npos) return Error{quoted(whole) + " lacks its arguments in parentheses"};
    if (whole.back() != ')') return Error{quoted(whole) + " must end with a closing parenthesis"};
    CallText call;
    call.name = trimmed(whole.substr(0, open));
    call.inside = trimmed(whole.substr(open + 1, whole.size() - open - 2));
    if (call.inside.empty()) return call;
    const auto parts = splitAtCommas(call.inside);
    if (parts.empty()) return Error{std::string("the parentheses in ") + quoted(whole) + " do not match"};
    for (const auto part : parts) call.arguments.push_back(argumentOf(part));
    return call;
}

Result<std::vector<std::string_view>> matchArguments(const CallText& call, std::span<const std::string_view> wanted,
                                                     std::string_view form, std::string_view example)
{
    const auto wrong = [&](const std::string& what) {
        return Error{what + "; write " + std::string(form) + ", for example " + std::string(example)};
    };
    std::vector<std::string_view> values(wanted.size());
    std::size_t place = 0;
    for (const auto& argument : call.arguments) {
        const std::size_t slot = slotOf(argument, place, wanted);
        if (slot == wanted.size()) {
            const std::string shown = argument.name.empty() ? std::string(argument.value) : std::string(argument.name) + "=";
            return wrong(std::string("the argument ") + quoted(shown) + " has no place in " + std::string(call.name) + "()");
        }
        if (!values[slot].empty()) return wrong(std::string("the argument ") + quoted(wanted[slot]) + " is given twice");
        if (argument.value.empty()) return wrong(std::string("an argument of ").append(call.name) + "() is empty");
        values[slot] = argument.value;
        if (argument.name.empty()) ++place;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (values[i].empty()) return wrong(std::string("the argument ") + quoted(wanted[i]) + " of " + std::string(call.name) + "() is missing");
    return values;
}

} // namespace scalelab
