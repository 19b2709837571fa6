// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.h"
#include "schema/declaration.h"

#include <string>

namespace scalelab {

/// JSON Schema (draft 7) of scene files, derived from the declarations: structure, with quantities by pattern.
[[nodiscard]] Value sceneSchema(const Registry& registry);

/// Reference of one kind in Markdown: what it models and leaves out, parameters with units, ranges, defaults and sources, ports, measures.
[[nodiscard]] std::string kindReference(const KindDecl& kind);

/// The whole reference in Markdown.
[[nodiscard]] std::string reference(const Registry& registry);

} // namespace scalelab
