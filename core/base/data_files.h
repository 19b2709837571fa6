// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/arrivals.h"
#include "base/distribution.h"
#include "base/request_sizes.h"
#include "base/result.h"

#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace scalelab {

/// What a value expects of the file that it names.
enum class DataKind { Durations, Sizes, Traffic };

/// A file that a value names, such as the one of empirical(file) or trace(file).
struct DataFileUse {
    DataKind kind = DataKind::Durations;
    std::string name; ///< As written.
    auto operator<=>(const DataFileUse&) const = default;
};

/// The content of a data file: the empirical distribution of its samples, a log, or a rate that changes with time.
using DataFile = std::variant<Distribution, std::shared_ptr<const TrafficLog>, RateCurve>;

/// The contents of the data files that a scene names. Immutable once a run uses it, and shared by all copies of the run.
struct DataFiles {
    std::map<DataFileUse, DataFile> contents;

    /// An error that names the first file that is not there.
    [[nodiscard]] Result<void> hold(const std::vector<DataFileUse>& uses) const;
};

/// The files that a value names.
[[nodiscard]] std::vector<DataFileUse> dataFilesOf(const Distribution& distribution);
[[nodiscard]] std::vector<DataFileUse> dataFilesOf(const Arrivals& arrivals);
[[nodiscard]] std::vector<DataFileUse> dataFilesOf(const RequestSizes& sizes);

/// Gives a value what is in the files that it names; `files` must hold them.
void attachDataFiles(Distribution& distribution, const DataFiles& files);
void attachDataFiles(Arrivals& arrivals, const DataFiles& files);
void attachDataFiles(RequestSizes& sizes, const DataFiles& files);

template <class T>
    requires requires(const T& value) { dataFilesOf(value); }
std::vector<DataFileUse> dataFilesOf(const std::optional<T>& value)
{
    return value ? dataFilesOf(*value) : std::vector<DataFileUse>();
}

template <class T>
void attachDataFiles(std::optional<T>& value, const DataFiles& files)
{
    if (value) attachDataFiles(*value, files);
}

} // namespace scalelab
