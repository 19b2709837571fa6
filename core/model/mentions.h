// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/edit.h"

#include <string_view>
#include <vector>

namespace scalelab {

/// Edits that, applied in this order after eraseMentions(), put back every link, zone membership, event, chart and lesson reference of the component.
[[nodiscard]] std::vector<Edit> mentionsOf(const Scene& scene, std::string_view component);

/// Takes those mentions out of the scene; the component itself and its place on the canvas stay.
void eraseMentions(Scene& scene, std::string_view component);

/// Edits that put back the events that name the wire ("cut": "A->B"), and the removal of those events.
[[nodiscard]] std::vector<Edit> mentionsOfLink(const Scene& scene, std::string_view from, std::string_view to);
void eraseMentionsOfLink(Scene& scene, std::string_view from, std::string_view to);

} // namespace scalelab
