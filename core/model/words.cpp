// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words.h"

#include <algorithm>

namespace scalelab {

namespace {

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// "Web server" becomes "web server"; "DNS" and "NoSQL store" stay.
std::string withinSentence(std::string_view name)
{
    std::string text(name);
    const std::string_view first = name.substr(0, name.find(' '));
    if (!first.empty() && std::none_of(first.begin() + 1, first.end(), isUpper)) text[0] = lower(text[0]);
    return text;
}

std::string article(std::string_view name) { return std::string_view("aeiouAEIO").find(name.substr(0, 1)) == std::string_view::npos ? "a" : "an"; }

} // namespace

bool isPlural(std::string_view name)
{
    return name.size() > 2 && name.ends_with('s') && !name.ends_with("ss") && withinSentence(name) != name;
}

std::string asSubject(std::string_view name)
{
    if (name.empty() || isPlural(name)) return std::string(name);
    return (article(name) == "a" ? "A " : "An ") + withinSentence(name);
}

std::string asObject(std::string_view name)
{
    const std::string text = withinSentence(name);
    return name.empty() || isPlural(name) ? text : article(name) + " " + text;
}

std::string portFull(std::string_view caller, const PortDecl& port)
{
    const std::string name = port.label.empty() ? port.id : port.label;
    return "\"" + std::string(caller) + "\" takes at most " + std::to_string(port.most) + (port.most == 1 ? " wire" : " wires") + " on its port \"" + name
           + "\"; delete one first.";
}

} // namespace scalelab
