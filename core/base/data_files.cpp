// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/data_files.h"

#include "base/call_text.h"

#include <algorithm>
#include <cassert>

namespace scalelab {

namespace {

void append(std::vector<DataFileUse>& uses, std::vector<DataFileUse> more) { uses.insert(uses.end(), more.begin(), more.end()); }

const DataFile& contentOf(const DataFiles& files, const DataFileUse& use)
{
    const auto found = files.contents.find(use);
    assert(found != files.contents.end());
    return found->second;
}

} // namespace

Result<void> DataFiles::hold(const std::vector<DataFileUse>& uses) const
{
    const auto missing = std::find_if(uses.begin(), uses.end(), [&](const DataFileUse& use) { return !contents.contains(use); });
    if (missing == uses.end()) return {};
    return Error{"the file " + quoted(missing->name) + " has not been read; name it in the scene before the run begins"};
}

std::vector<DataFileUse> dataFilesOf(const Distribution& distribution)
{
    if (distribution.file().empty()) return {};
    const bool isSize = distribution.unit() == Distribution::Unit::Bytes;
    return {{isSize ? DataKind::Sizes : DataKind::Durations, std::string(distribution.file())}};
}

std::vector<DataFileUse> dataFilesOf(const Arrivals& arrivals)
{
    std::vector<DataFileUse> uses;
    for (const Distribution* part : {&arrivals.think, &arrivals.on, &arrivals.off}) append(uses, dataFilesOf(*part));
    if (arrivals.process == Arrivals::Process::Trace) uses.push_back({DataKind::Traffic, arrivals.file});
    return uses;
}

std::vector<DataFileUse> dataFilesOf(const RequestSizes& sizes)
{
    std::vector<DataFileUse> uses;
    for (std::size_t i = 0; i < requestClassCount; ++i) append(uses, dataFilesOf(sizes.of(static_cast<RequestClass>(i))));
    return uses;
}

void attachDataFiles(Distribution& distribution, const DataFiles& files)
{
    for (const DataFileUse& use : dataFilesOf(distribution)) distribution = std::get<Distribution>(contentOf(files, use));
}

void attachDataFiles(Arrivals& arrivals, const DataFiles& files)
{
    for (Distribution* part : {&arrivals.think, &arrivals.on, &arrivals.off}) attachDataFiles(*part, files);
    if (arrivals.process != Arrivals::Process::Trace) return;
    const DataFile& content = contentOf(files, {DataKind::Traffic, arrivals.file});
    if (const RateCurve* curve = std::get_if<RateCurve>(&content)) arrivals.curve = *curve;
    else arrivals.log = std::get<1>(content);
}

void attachDataFiles(RequestSizes& sizes, const DataFiles& files)
{
    for (std::size_t i = 0; i < requestClassCount; ++i) attachDataFiles(sizes.of(static_cast<RequestClass>(i)), files);
}

} // namespace scalelab
