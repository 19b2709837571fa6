// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/declaration.h"

#include <algorithm>
#include <array>

namespace scalelab {

namespace {

template <class T>
const T* findById(const std::vector<T>& all, std::string_view id)
{
    const auto it = std::find_if(all.begin(), all.end(), [&](const T& item) { return item.id == id; });
    return it == all.end() ? nullptr : &*it;
}

} // namespace

std::string_view quantityName(Quantity quantity)
{
    static constexpr std::array<std::string_view, 20> names = {"integer", "number", "duration", "rate", "share", "size in bytes", "items or size", "bandwidth", "amount of money", "text",
                                                               "true/false", "choice", "distribution", "arrival process", "key popularity", "mix of requests", "place", "list of places", "sizes in bytes", "objectives"};
    return names[static_cast<std::size_t>(quantity)];
}

const ParamDecl* KindDecl::param(std::string_view paramId) const { return findById(params, paramId); }
const MeasureDecl* KindDecl::measure(std::string_view measureId) const { return findById(measures, measureId); }
const KindDecl* Registry::kind(std::string_view id) const { return findById(kinds, id); }
const KindDecl* Registry::zoneKind(std::string_view id) const { return findById(zoneKinds, id); }
const VerbDecl* Registry::verb(std::string_view id) const { return findById(verbs, id); }

} // namespace scalelab
