// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json.h"

#include "io/json_handler.h"

#include <algorithm>

namespace scalelab {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// What the library says was wrong, without its own bookkeeping.
std::string reason(std::string_view what)
{
    if (what.find("out_of_range") != std::string_view::npos) return "The number is too large.";
    if (what.find("ill-formed UTF-8") != std::string_view::npos) return "The text is not valid UTF-8.";
    if (const auto dash = what.find(" - "); dash != std::string_view::npos) what.remove_prefix(dash + 3);
    what = what.substr(0, what.find("; last read"));
    return "This is not valid JSON: " + std::string(what) + ".";
}

} // namespace

TextPosition positionAt(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    const auto characters = std::count_if(line.begin(), line.end(), startsCharacter);
    return {static_cast<int>(lines + 1), static_cast<int>(characters + 1)};
}

JsonHandler::JsonHandler(std::string_view text) : text_(text) {}

std::size_t JsonHandler::startOfToken()
{
    while (end_ < text_.size() && std::string_view(" \t\r\n,:").find(text_[end_]) != std::string_view::npos) ++end_;
    return end_;
}

void JsonHandler::takeString()
{
    start_ = startOfToken();
    end_ = start_ + 1;
    while (end_ < text_.size() && text_[end_] != '"') end_ += text_[end_] == '\\' ? 2 : 1;
    ++end_;
}

void JsonHandler::takeWord()
{
    start_ = startOfToken();
    end_ = std::min(text_.find_first_of(" \t\r\n,:]}", start_), text_.size());
}

void JsonHandler::takeMark()
{
    start_ = startOfToken();
    end_ = start_ + 1;
}

bool JsonHandler::fail(std::size_t offset, std::string message)
{
    error_ = Problem{Problem::Severity::Error, {}, std::move(message), positionAt(text_, offset)};
    return false;
}

bool JsonHandler::parse_error(std::size_t read, const std::string&, const nlohmann::json::exception& exception)
{
    const bool isNumber = exception.id == 406;
    if (isNumber) takeWord();
    return fail(isNumber ? start_ : std::min(read - std::min<std::size_t>(read, 1), text_.size()), reason(exception.what()));
}

JsonText parseJson(std::string_view text)
{
    if (text.starts_with(byteOrderMark)) text.remove_prefix(byteOrderMark.size());
    JsonText result;
    const auto fail = [&](std::size_t offset, std::string message) {
        result.problems.push_back({Problem::Severity::Error, {}, std::move(message), positionAt(text, offset)});
    };
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        fail(0, "There is nothing in it; a scene is expected.");
        return result;
    }
    if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
        fail(zero, "There is a NUL byte here. The file must be UTF-8 text.");
        return result;
    }
    ValueBuilder builder(text);
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    if (builder.error()) result.problems.push_back(*builder.error());
    else result.value = builder.take();
    return result;
}

Positions findPositions(std::string_view text, const Paths& paths)
{
    if (text.starts_with(byteOrderMark)) text.remove_prefix(byteOrderMark.size());
    PositionFinder finder(text, paths);
    if (!paths.empty()) nlohmann::json::sax_parse(text.begin(), text.end(), &finder);
    return finder.take();
}

} // namespace scalelab
