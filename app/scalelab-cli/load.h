// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/scene_io.h"
#include "run/compile.h"

namespace scalelab::cli {

/// Compiles what has been read, if it is whole; every problem of the text and of the scene is in the result, in the order of the file.
[[nodiscard]] Compiled load(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const Scene& scene);

} // namespace scalelab::cli
