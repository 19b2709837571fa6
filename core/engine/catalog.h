// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instance_types.h"
#include "base/places.h"
#include "base/sim_time.h"
#include "engine/kind_ops.h"
#include "schema/builder.h"
#include "schema/declaration.h"

#include <optional>
#include <string>
#include <vector>

namespace scalelab {

/// What a program knows of components: their declarations and their behaviour, side by side. A value, immutable once runs use it.
struct Catalog {
    Registry registry;
    std::vector<KindOps> ops; ///< In the order of registry.kinds.

    /// Adds a kind whose behaviour is the class C; C::Params is what the builder declares.
    template <class C>
    DeclBuilder<typename C::Params> add(std::string id)
    {
        KindDecl kind;
        kind.id = std::move(id);
        registry.kinds.push_back(std::move(kind));
        ops.push_back(opsOf<C>());
        declareCommonMeasures(registry.kinds.back(), ops.back());
        return DeclBuilder<typename C::Params>(registry.kinds.back());
    }

private:
    static void declareCommonMeasures(KindDecl& kind, const KindOps& ops);
};

/// What every component has beside what its kind declares.
struct CommonParams {
    std::optional<Place> place;
    std::optional<InstanceType> instance;
    std::optional<double> price; ///< Dollars per hour.
    std::optional<SimTime> mtbf;
    SimTime mttr{3'600'000'000'000};
};

/// Parameters of a zone.
struct ZoneParams {
    std::optional<Place> place;
    std::optional<SimTime> mtbf;
    SimTime mttr{3'600'000'000'000};
};

} // namespace scalelab
