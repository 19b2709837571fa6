// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/data_files_json.h"

#include "base/call_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace scalelab {

namespace {

constexpr std::array<std::string_view, 3> kindNames = {"durations", "sizes", "traffic"};

std::string rowOf(const LoggedRequest& request)
{
    return std::to_string(request.at.ns) + " " + std::string(className(request.requestClass)) + " " + std::to_string(request.key) + " " + std::to_string(request.user) + " "
           + std::to_string(request.bytes);
}

/// Takes one number off the front of a row; nothing if there is none.
template <class Number>
std::optional<Number> takeNumber(std::string_view& row)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(row.data(), row.data() + row.size(), number);
    if (error != std::errc()) return std::nullopt;
    row.remove_prefix(static_cast<std::size_t>(end - row.data()));
    row = trimmed(row);
    return number;
}

std::optional<LoggedRequest> requestOf(const Value& value)
{
    if (!value.text()) return std::nullopt;
    std::string_view row = *value.text();
    const auto at = takeNumber<std::int64_t>(row);
    const auto requestClass = classOf(row.substr(0, row.find(' ')));
    row = trimmed(row.substr(std::min(row.size(), row.find(' '))));
    const auto key = takeNumber<std::uint32_t>(row);
    const auto user = takeNumber<std::uint32_t>(row);
    const auto bytes = takeNumber<std::uint32_t>(row);
    if (!at || *at < 0 || !requestClass || !key || !user || !bytes || !row.empty()) return std::nullopt;
    return LoggedRequest{{*at}, *key, *user, *bytes, *requestClass};
}

void addContent(Object& object, const DataFile& content)
{
    List rows;
    if (const auto* distribution = std::get_if<Distribution>(&content)) {
        for (const double sample : distribution->samples()) rows.emplace_back(sample);
        object.set("samples", std::move(rows));
    } else if (const auto* curve = std::get_if<RateCurve>(&content)) {
        for (const RateCurve::Piece& piece : curve->pieces()) rows.push_back(List{piece.begin.ns, piece.rate});
        object.set("rates", std::move(rows));
    } else {
        for (const LoggedRequest& request : std::get<std::shared_ptr<const TrafficLog>>(content)->requests) rows.emplace_back(rowOf(request));
        object.set("requests", std::move(rows));
    }
}

std::optional<DataFile> samplesOf(const List& rows, const DataFileUse& use)
{
    std::vector<double> samples;
    for (const Value& row : rows) {
        if (!row.number()) return std::nullopt;
        samples.push_back(*row.number());
    }
    const auto unit = use.kind == DataKind::Sizes ? Distribution::Unit::Bytes : Distribution::Unit::Seconds;
    const auto named = Distribution::parse("empirical(" + use.name + ")", unit);
    const auto full = named ? named->withSamples(std::move(samples)) : named;
    return full ? std::optional<DataFile>(*full) : std::nullopt;
}

std::optional<DataFile> ratesOf(const List& rows)
{
    std::vector<RateCurve::Piece> pieces;
    for (const Value& row : rows) {
        const List* pair = row.list();
        if (!pair || pair->size() != 2 || !(*pair)[0].integer() || !(*pair)[1].number()) return std::nullopt;
        const SimTime begin{*(*pair)[0].integer()};
        const double rate = *(*pair)[1].number();
        const bool ascends = pieces.empty() ? begin >= SimTime{} : begin > pieces.back().begin;
        if (!ascends || !(rate >= 0)) return std::nullopt;
        pieces.push_back({begin, rate, 0});
    }
    if (pieces.empty()) return std::nullopt;
    return DataFile(RateCurve::of(std::move(pieces)));
}

std::optional<DataFile> logOf(const List& rows)
{
    TrafficLog log;
    for (const Value& row : rows) {
        const auto request = requestOf(row);
        if (!request || (!log.requests.empty() && request->at < log.requests.back().at)) return std::nullopt;
        log.requests.push_back(*request);
    }
    return DataFile(std::make_shared<const TrafficLog>(std::move(log)));
}

std::optional<DataFile> contentOf(const Object& object, const DataFileUse& use)
{
    const bool isTraffic = use.kind == DataKind::Traffic;
    const auto rows = [&](std::string_view name) -> const List* {
        const Value* value = object.find(name);
        return value ? value->list() : nullptr;
    };
    if (const List* samples = rows("samples"); samples && !isTraffic) return samplesOf(*samples, use);
    if (const List* rates = rows("rates"); rates && isTraffic) return ratesOf(*rates);
    if (const List* requests = rows("requests"); requests && isTraffic) return logOf(*requests);
    return std::nullopt;
}

} // namespace

Value dataFilesValue(const DataFiles& files)
{
    List all;
    for (const auto& [use, content] : files.contents) {
        Object object{{{"name", use.name}, {"kind", kindNames[static_cast<std::size_t>(use.kind)]}}};
        addContent(object, content);
        all.emplace_back(std::move(object));
    }
    return all;
}

Result<DataFiles> readDataFiles(const Value& value)
{
    if (!value.list()) return Error{"\"files\" of a recording must be a list"};
    DataFiles files;
    for (const Value& entry : *value.list()) {
        const Object* object = entry.object();
        const Value* name = object ? object->find("name") : nullptr;
        const Value* kind = object ? object->find("kind") : nullptr;
        const auto known = kind && kind->text() ? std::find(kindNames.begin(), kindNames.end(), *kind->text()) : kindNames.end();
        if (!name || !name->text() || known == kindNames.end()) return Error{"each of \"files\" of a recording needs a name and one of the kinds durations, sizes, traffic"};
        const DataFileUse use{static_cast<DataKind>(known - kindNames.begin()), *name->text()};
        auto content = contentOf(*object, use);
        if (!content) return Error{"the recorded content of the file " + quoted(use.name) + " is damaged; record the run again"};
        files.contents.emplace(use, *std::move(content));
    }
    return files;
}

} // namespace scalelab
