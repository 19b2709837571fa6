// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/exponential.h"

#include "base/portable_math.h"

namespace scalelab::ziggurat {

namespace {

constexpr std::size_t layerCount = 256;

// Where the tail begins, and the area of each layer: the solution of "the 256th layer ends at the top of the density".
constexpr double exponentialTail = 7.697117470131049714;
constexpr double exponentialArea = 0.003949659822581557220;
constexpr double normalTail = 3.654152885361008772;
constexpr double normalArea = 0.004928673233974655347;

constexpr double exponentialDensity(double x) { return portableExp(-x); }
constexpr double normalDensity(double x) { return portableExp(-0.5 * x * x); }
constexpr double exponentialInverse(double y) { return -portableLog(y); }

/// Square root by Newton's method, for tables made at compile time; x > 0.
constexpr double root(double x)
{
    double guess = x < 1 ? 1 : x;
    for (double next = 0.5 * (guess + x / guess); next < guess; next = 0.5 * (guess + x / guess)) guess = next;
    return guess;
}
constexpr double normalInverse(double y) { return root(-2.0 * portableLog(y)); }

struct Tables {
    std::array<Layer, layerCount> layers{};
    std::array<double, layerCount + 1> heights{}; ///< Density at the right end of each layer.
};

/// Layers from the base upwards; the base is the tail and the block beside it, stretched into one block of its height.
template <class Density, class Inverse>
constexpr Tables makeTables(double tail, double area, Density density, Inverse inverse)
{
    std::array<double, layerCount + 1> ends{};
    ends[0] = area / density(tail);
    ends[1] = tail;
    for (std::size_t i = 2; i < layerCount; ++i) ends[i] = inverse(area / ends[i - 1] + density(ends[i - 1]));
    ends[layerCount] = 0;
    Tables tables;
    for (std::size_t i = 0; i < layerCount; ++i) {
        tables.layers[i] = {static_cast<std::uint64_t>(ends[i + 1] / ends[i] * 0x1p53), ends[i] * 0x1p-53};
        tables.heights[i] = density(ends[i]);
    }
    tables.heights[layerCount] = 1;
    return tables;
}

constexpr Tables exponentialTables = makeTables(exponentialTail, exponentialArea, exponentialDensity, exponentialInverse);
constexpr Tables normalTables = makeTables(normalTail, normalArea, normalDensity, normalInverse);

/// Whether a point at a random height of the layer lies under a density that is `density` there.
bool underCurve(Rng& rng, const Tables& tables, std::size_t layer, double density)
{
    const double bottom = tables.heights[layer], top = tables.heights[layer + 1];
    return bottom + rng.uniform() * (top - bottom) < density;
}

/// Beyond `normalTail`, by Marsaglia's method with two exponential draws.
double sampleNormalTail(Rng& rng)
{
    for (;;) {
        const double x = sampleExponential(rng) / normalTail;
        if (2.0 * sampleExponential(rng) > x * x) return normalTail + x;
    }
}

} // namespace

constexpr std::array<Layer, layerCount> exponentialLayers = exponentialTables.layers;
constexpr std::array<Layer, layerCount> normalLayers = normalTables.layers;

double exponentialOutside(Rng& rng, std::size_t layer, double x)
{
    if (layer == 0) return exponentialTail + sampleExponential(rng);
    if (underCurve(rng, exponentialTables, layer, exponentialDensity(x))) return x;
    return sampleExponential(rng);
}

double normalOutside(Rng& rng, std::size_t layer, double x)
{
    for (;;) {
        if (layer == 0) return sampleNormalTail(rng);
        if (underCurve(rng, normalTables, layer, normalDensity(x))) return x;
        const std::uint64_t bits = rng.next();
        layer = bits & 255;
        const std::uint64_t draw = bits >> 11;
        x = static_cast<double>(static_cast<std::int64_t>(draw)) * normalLayers[layer].width;
        if (draw < normalLayers[layer].inside) return x;
    }
}

} // namespace scalelab::ziggurat
