// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/applicable.h"
#include "analysis/scene_facts.h"

namespace scalelab {

/// Each adds what it knows about the component, if it is of a kind that it knows.
void applyToQueue(const SceneFacts& facts, const Component& station, Applicability& result);
void applyToPopulation(const SceneFacts& facts, const Component& station, Applicability& result);
void applyToCache(const SceneFacts& facts, const Component& cache, Applicability& result);

} // namespace scalelab
