// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace scalelab {

namespace ziggurat {

/// One of 256 layers of equal area under a density (Marsaglia and Tsang 2000).
struct Layer {
    std::uint64_t inside; ///< Draws of 53 bits below this lie under the curve for certain.
    double width;         ///< Length of the layer, times 2^-53.
};

extern const std::array<Layer, 256> exponentialLayers;
extern const std::array<Layer, 256> normalLayers;

/// Decides a draw that fell outside the certain part of its layer.
double exponentialOutside(Rng& rng, std::size_t layer, double x);
double normalOutside(Rng& rng, std::size_t layer, double x);

} // namespace ziggurat

/// Exponentially distributed with mean 1.
inline double sampleExponential(Rng& rng)
{
    const std::uint64_t bits = rng.next();
    const std::size_t index = bits & 255;
    const std::uint64_t draw = bits >> 11;
    const ziggurat::Layer& layer = ziggurat::exponentialLayers[index];
    const double x = static_cast<double>(static_cast<std::int64_t>(draw)) * layer.width;
    if (draw < layer.inside) [[likely]] return x;
    return ziggurat::exponentialOutside(rng, index, x);
}

/// Normally distributed with mean 0 and standard deviation 1.
inline double sampleNormal(Rng& rng)
{
    const std::uint64_t bits = rng.next();
    const std::size_t index = bits & 255;
    const std::uint64_t draw = bits >> 11;
    const ziggurat::Layer& layer = ziggurat::normalLayers[index];
    double x = static_cast<double>(static_cast<std::int64_t>(draw)) * layer.width;
    if (draw >= layer.inside) [[unlikely]] x = ziggurat::normalOutside(rng, index, x);
    return (bits & 256) != 0 ? -x : x;
}

} // namespace scalelab
