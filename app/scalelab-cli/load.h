// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/scene_io.h"
#include "run/compile.h"

#include <string>

namespace scalelab::cli {

/// Compiles what has been read from a file, if it is whole, with the data files beside it; every problem of the text, the scene and its data files is in
/// the result.
[[nodiscard]] Compiled load(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const Scene& scene, const std::string& path);

} // namespace scalelab::cli
