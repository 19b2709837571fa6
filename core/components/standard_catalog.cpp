// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"

#include "components/surroundings.h"

namespace scalelab {

#define SCALELAB_KIND(name) void describe_##name(Catalog& catalog);
#include "components/components.def"
#undef SCALELAB_KIND

std::shared_ptr<const Catalog> standardCatalog()
{
    auto catalog = std::make_shared<Catalog>();
#define SCALELAB_KIND(name) describe_##name(*catalog);
#include "components/components.def"
#undef SCALELAB_KIND
    for (std::size_t i = 0; i < catalog->ops.size(); ++i) describeCommonParams(catalog->registry.kinds[i], catalog->ops[i]);
    describeSurroundings(catalog->registry);
    catalog->registry.scene.id = "scene";
    catalog->registry.scene.name = "Scene";
    return catalog;
}

} // namespace scalelab
