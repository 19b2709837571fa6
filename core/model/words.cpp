// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words.h"

#include <algorithm>
#include <cstddef>
#include <utility>

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

/// Number of letters to insert, delete or replace to get from one word to the other.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

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

std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates)
{
    if (word.size() > 40) return {};
    std::string_view best;
    std::size_t least = 1 + std::max<std::size_t>(1, word.size() / 3);
    for (const std::string_view candidate : candidates) {
        if (candidate.empty()) continue;
        const std::size_t letters = distance(word, candidate);
        if (letters < least) {
            least = letters;
            best = candidate;
        }
    }
    return best.empty() ? std::string() : " Did you mean \"" + std::string(best) + "\"?";
}

} // namespace scalelab
