// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/arrivals.h"
#include "base/capacity.h"
#include "base/distribution.h"
#include "base/instance_types.h"
#include "base/keys.h"
#include "base/mix.h"
#include "base/places.h"
#include "base/objectives.h"
#include "base/request_sizes.h"
#include "base/result.h"
#include "base/sim_time.h"
#include "base/value.h"
#include "schema/declaration.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scalelab {

/// The quantity that a parameter of C++ type T has unless its declaration says otherwise.
template <class T>
inline constexpr Quantity defaultQuantity = Quantity::Choice;
template <> inline constexpr Quantity defaultQuantity<std::int64_t> = Quantity::Integer;
template <> inline constexpr Quantity defaultQuantity<double> = Quantity::Number;
template <> inline constexpr Quantity defaultQuantity<SimTime> = Quantity::Duration;
template <> inline constexpr Quantity defaultQuantity<std::string> = Quantity::Text;
template <> inline constexpr Quantity defaultQuantity<bool> = Quantity::Flag;
template <> inline constexpr Quantity defaultQuantity<Capacity> = Quantity::Capacity;
template <> inline constexpr Quantity defaultQuantity<Distribution> = Quantity::Distribution;
template <> inline constexpr Quantity defaultQuantity<Arrivals> = Quantity::Arrivals;
template <> inline constexpr Quantity defaultQuantity<KeyPopularity> = Quantity::Keys;
template <> inline constexpr Quantity defaultQuantity<Mix> = Quantity::Mix;
template <> inline constexpr Quantity defaultQuantity<InstanceType> = Quantity::Text;
template <> inline constexpr Quantity defaultQuantity<Place> = Quantity::Place;
template <> inline constexpr Quantity defaultQuantity<std::vector<Place>> = Quantity::Places;
template <> inline constexpr Quantity defaultQuantity<RequestSizes> = Quantity::Sizes;
template <> inline constexpr Quantity defaultQuantity<Objectives> = Quantity::Objectives;
template <class T> inline constexpr Quantity defaultQuantity<std::optional<T>> = defaultQuantity<T>;

/// Reads a parameter of the declared quantity within its bounds; the error says what was expected.
Result<void> readValue(std::int64_t& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(double& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(SimTime& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(std::string& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(bool& out, const Value& value, const ParamDecl& decl);
/// Bounds are those of a number of items; a size is at least a byte.
Result<void> readValue(Capacity& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(Distribution& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(Arrivals& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(KeyPopularity& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(Mix& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(Place& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(InstanceType& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(std::vector<Place>& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(RequestSizes& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(Objectives& out, const Value& value, const ParamDecl& decl);
/// Index of the choice whose id was given.
Result<std::size_t> readChoice(const Value& value, const ParamDecl& decl);

template <class T>
Result<void> readValue(std::optional<T>& out, const Value& value, const ParamDecl& decl)
{
    if (value.text() && *value.text() == "none") {
        out.reset();
        return {};
    }
    T read{};
    const auto result = readValue(read, value, decl);
    if (result) out = std::move(read);
    return result;
}

/// What readValue would read back as the same thing.
Value writeValue(std::int64_t value, const ParamDecl& decl);
Value writeValue(double value, const ParamDecl& decl);
Value writeValue(SimTime value, const ParamDecl& decl);
Value writeValue(const std::string& value, const ParamDecl& decl);
Value writeValue(bool value, const ParamDecl& decl);
Value writeValue(const Capacity& value, const ParamDecl& decl);
Value writeValue(const Distribution& value, const ParamDecl& decl);
Value writeValue(const Arrivals& value, const ParamDecl& decl);
Value writeValue(const KeyPopularity& value, const ParamDecl& decl);
Value writeValue(const Mix& value, const ParamDecl& decl);
Value writeValue(const Place& value, const ParamDecl& decl);
Value writeValue(const InstanceType& value, const ParamDecl& decl);
Value writeValue(const std::vector<Place>& value, const ParamDecl& decl);
Value writeValue(const RequestSizes& value, const ParamDecl& decl);
Value writeValue(const Objectives& value, const ParamDecl& decl);

template <class T>
Value writeValue(const std::optional<T>& value, const ParamDecl& decl)
{
    return value ? writeValue(*value, decl) : Value("none");
}

} // namespace scalelab
