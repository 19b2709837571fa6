// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/data_files.h"
#include "base/result.h"
#include "base/value.h"

namespace scalelab {

/// Contents of data files as recordings hold them: samples, rates, and of each logged request time [ns], class, key, user and bytes.
[[nodiscard]] Value dataFilesValue(const DataFiles& files);
/// Reads what dataFilesValue writes; the error says which file is wrong.
[[nodiscard]] Result<DataFiles> readDataFiles(const Value& value);

} // namespace scalelab
