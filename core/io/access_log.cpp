// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/access_log.h"

#include "base/random.h"
#include "io/text_lines.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <optional>
#include <unordered_map>
#include <utility>

namespace scalelab {

namespace {

constexpr std::uint64_t keys = 1'000'000'000;
constexpr std::uint64_t mostBytes = 4'000'000'000;
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 4> writes = {"POST", "PUT", "PATCH", "DELETE"};
constexpr std::array<std::string_view, 23> assets = {"css", "js",   "mjs",  "map",   "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico",
                                                     "bmp", "woff", "woff2", "ttf", "otf", "eot", "mp3",  "ogg", "mp4",  "webm", "pdf"};

template <class Number>
std::optional<Number> wholeNumber(std::string_view text)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// Takes what stands before the separator off the front, and the separator too.
std::string_view take(std::string_view& text, char separator)
{
    const auto end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return part;
}

/// Seconds since 1970 of "10/Oct/2000:13:55:36 -0700".
std::optional<std::int64_t> secondOf(std::string_view text)
{
    const auto day = wholeNumber<unsigned>(take(text, '/'));
    const auto month = std::find(months.begin(), months.end(), take(text, '/'));
    const auto year = wholeNumber<int>(take(text, ':'));
    const auto hour = wholeNumber<int>(take(text, ':'));
    const auto minute = wholeNumber<int>(take(text, ':'));
    const auto second = wholeNumber<int>(take(text, ' '));
    if (!day || month == months.end() || !year || !hour || !minute || !second || text.size() != 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const auto zone = wholeNumber<int>(text.substr(1));
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1), std::chrono::day(*day)};
    if (!zone || !date.ok() || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || *second < 0 || *second > 60) return std::nullopt;
    const std::int64_t offset = (*zone / 100 * 60 + *zone % 100) * 60;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return ((days * 24 + *hour) * 60 + *minute) * 60 + *second - (text[0] == '+' ? offset : -offset);
}

bool isAsset(std::string_view target)
{
    const std::string_view path = target.substr(0, target.find_first_of("?#"));
    const auto dot = path.rfind('.');
    if (dot == std::string_view::npos) return false;
    std::string extension(path.substr(dot + 1));
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return std::find(assets.begin(), assets.end(), extension) != assets.end();
}

RequestClass classOf(std::string_view method, std::string_view target)
{
    if (std::find(writes.begin(), writes.end(), method) != writes.end()) return RequestClass::Write;
    return (method == "GET" || method == "HEAD") && isAsset(target) ? RequestClass::Static : RequestClass::Read;
}

class Reader {
public:
    Result<void> add(std::string_view line)
    {
        const Error wrong{"it does not look like a line of an access log, such as 192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /logo.png HTTP/1.1\" 200 2326"};
        const std::string_view host = take(line, ' ');
        const auto open = line.find('[');
        if (open == std::string_view::npos) return wrong;
        line.remove_prefix(open + 1);
        const std::string_view date = take(line, ']');
        const auto second = secondOf(date);
        if (!second) return Error{quoted(date) + " is not a time such as 10/Oct/2000:13:55:36 -0700"};
        if (!line.starts_with(" \"")) return wrong;
        line.remove_prefix(2);
        std::string_view target = takeQuoted(line);
        if (!line.starts_with(' ')) return wrong;
        line.remove_prefix(1);
        if (!wholeNumber<int>(take(line, ' '))) return wrong;
        const std::string_view size = take(line, ' ');
        const auto bytes = size == "-" ? 0 : wholeNumber<std::uint64_t>(size);
        if (!bytes) return wrong;

        const std::string_view method = take(target, ' ');
        const std::string_view path = target.empty() ? method : take(target, ' ');
        const auto user = static_cast<std::uint32_t>(users_.try_emplace(host, users_.size()).first->second);
        requests_.push_back({SimTime{*second}, static_cast<std::uint32_t>(hashText(path) % keys), user,
                             static_cast<std::uint32_t>(std::min(*bytes, mostBytes)), classOf(method, path)});
        return {};
    }

    /// The log, from seconds since 1970 to times since its begin.
    TrafficLog log()
    {
        std::stable_sort(requests_.begin(), requests_.end(), [](const LoggedRequest& a, const LoggedRequest& b) { return a.at < b.at; });
        const std::int64_t first = requests_.front().at.ns;
        for (std::size_t begin = 0, end = 0; begin < requests_.size(); begin = end) {
            const std::int64_t second = requests_[begin].at.ns;
            while (end < requests_.size() && requests_[end].at.ns == second) ++end;
            const auto together = static_cast<std::int64_t>(end - begin);
            for (std::size_t i = begin; i < end; ++i) requests_[i].at.ns = (second - first) * 1'000'000'000 + static_cast<std::int64_t>(i - begin) * 1'000'000'000 / together;
        }
        return {std::move(requests_)};
    }

private:
    /// The text up to the next quotation mark without a backslash before it, which is taken off too.
    static std::string_view takeQuoted(std::string_view& line)
    {
        std::size_t end = 0;
        while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
        const std::string_view text = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
        return text;
    }

    std::vector<LoggedRequest> requests_;
    std::unordered_map<std::string_view, std::size_t> users_; ///< Only looked up, never walked through.
};

} // namespace

Result<TrafficLog> parseAccessLog(std::string_view text)
{
    Reader reader;
    if (const auto read = readLines(text, [&](std::string_view line) { return reader.add(line); }); !read) return read.error();
    return reader.log();
}

} // namespace scalelab
