// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/request_sizes.h"

#include "base/call_text.h"
#include "base/units.h"

#include <algorithm>
#include <string>

namespace scalelab {

namespace {

constexpr double most = 4e9; ///< [bytes]

Result<Distribution> parseSize(const Value& value)
{
    if (value.text() == nullptr) return Error{"expected a size such as \"20kB\" or \"exp(20kB)\", not " + std::string(typeName(value))};
    auto size = Distribution::parse(*value.text(), Distribution::Unit::Bytes);
    if (size && !size->needsSamples() && size->mean() > most) return Error{quoted(*value.text()) + " is too large; a request has at most 4GB"};
    return size;
}

std::string textOf(const Distribution& size) { return size.isConstant() ? formatBytes(size.mean()) : size.text(); }

} // namespace

Result<RequestSizes> RequestSizes::parse(const Value& value)
{
    RequestSizes sizes;
    sizes.sameForAll_ = value.object() == nullptr;
    if (sizes.sameForAll_) {
        const auto size = parseSize(value);
        if (!size) return size.error();
        sizes.byClass_.fill(*size);
        return sizes;
    }
    for (const Member& member : value.object()->members) {
        const auto requestClass = classOf(member.name);
        if (!requestClass) return requestClass.error();
        auto size = parseSize(member.value);
        if (!size) return Error{member.name + ": " + size.error().message};
        sizes.of(*requestClass) = std::move(size).value();
    }
    return sizes;
}

std::uint32_t RequestSizes::sizeOf(RequestClass requestClass, std::uint64_t key) const
{
    const Distribution& size = of(requestClass);
    Rng own(key * requestClassCount + static_cast<std::uint64_t>(requestClass));
    return static_cast<std::uint32_t>(std::min(most, size.sample(own)) + 0.5);
}

bool RequestSizes::areZero() const
{
    return std::all_of(byClass_.begin(), byClass_.end(), [](const Distribution& size) { return size.isConstant() && size.mean() == 0; });
}

Value RequestSizes::value() const
{
    if (sameForAll_) return Value(textOf(byClass_.front()));
    Object object;
    for (std::size_t i = 0; i < requestClassCount; ++i)
        if (byClass_[i] != Distribution::constant(0, Distribution::Unit::Bytes)) object.set(className(static_cast<RequestClass>(i)), Value(textOf(byClass_[i])));
    return object;
}

} // namespace scalelab
