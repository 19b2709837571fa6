// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/migrations.h"

namespace scalelab {

const Migrations& migrations()
{
    static const Migrations steps;
    return steps;
}

void migrate(Object& scene, std::int64_t version, const Migrations& steps, Problems& notes)
{
    for (auto step = static_cast<std::size_t>(version - 1); step < steps.size(); ++step) steps[step](scene, notes);
    scene.set("version", Value(versionAfter(steps)));
}

} // namespace scalelab
