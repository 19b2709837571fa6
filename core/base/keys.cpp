// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keys.h"

#include "base/call_text.h"
#include "base/portable_math.h"
#include "base/special_functions.h"
#include "base/units.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace scalelab {

namespace {

constexpr std::int64_t mostKeys = 1'000'000'000;
constexpr double steepest = 100;

} // namespace

KeyPopularity KeyPopularity::uniform(std::uint64_t count)
{
    assert(count >= 1);
    KeyPopularity keys;
    keys.count_ = count;
    return keys;
}

// Rejection-inversion (Hörmann and Derflinger 1996): invert the integral of x^-s, round to a rank, and accept the point if it
// lies in the part of the rank's unit interval that has the area of its weight.
KeyPopularity KeyPopularity::zipf(std::uint64_t count, double exponent)
{
    assert(count >= 1 && exponent >= 0);
    KeyPopularity keys;
    keys.count_ = count;
    keys.exponent_ = exponent;
    keys.zipf_ = true;
    keys.areaLow_ = keys.integral(1.5) - 1;
    keys.areaHigh_ = keys.integral(static_cast<double>(count) + 0.5);
    keys.certain_ = 2 - keys.integralInverse(keys.integral(2.5) - keys.weight(2));
    return keys;
}

Result<KeyPopularity> KeyPopularity::parse(std::string_view text)
{
    const auto wrong = [](const std::string& problem) { return Error{problem + "; write uniform(n) or zipf(n, s), for example zipf(1000000, 0.9)"}; };
    if (trimmed(text).empty()) return wrong("the key popularity is empty");
    const auto call = parseCall(text);
    if (!call) return wrong(call.error().message);
    const bool isZipf = call->name == "zipf";
    if (!isZipf && call->name != "uniform") return wrong(quoted(call->name) + " is not a key popularity that is understood");
    const std::array<std::string_view, 2> names = {"n", "s"};
    const auto arguments = matchArguments(*call, std::span(names).first(isZipf ? 2 : 1), isZipf ? "zipf(n, s)" : "uniform(n)",
                                          isZipf ? "zipf(1000000, 0.9)" : "uniform(1000000)");
    if (!arguments) return arguments.error();
    const auto count = parseInteger((*arguments)[0], 1, mostKeys);
    if (!count) return Error{std::string("number of keys: ") + count.error().message};
    if (!isZipf) return uniform(static_cast<std::uint64_t>(*count));
    const auto exponent = parseNumber((*arguments)[1]);
    if (!exponent) return exponent.error();
    if (*exponent < 0 || *exponent > steepest) return wrong("the exponent s of zipf(n, s) must be from 0 to 100");
    return zipf(static_cast<std::uint64_t>(*count), *exponent);
}

double KeyPopularity::weight(double rank) const { return portableExp(-exponent_ * portableLog(rank)); }

double KeyPopularity::integral(double rank) const
{
    const double log = portableLog(rank);
    return log * expMinusOneOver((1 - exponent_) * log);
}

double KeyPopularity::integralInverse(double area) const
{
    const double x = std::max(-1.0, area * (1 - exponent_));
    return portableExp(area * logOnePlusOver(x));
}

std::uint64_t KeyPopularity::sampleZipf(Rng& rng) const
{
    for (;;) {
        const double area = areaHigh_ + rng.uniformOpen() * (areaLow_ - areaHigh_);
        const double x = integralInverse(area);
        if (!(x < static_cast<double>(count_) + 0.5)) continue;
        const std::uint64_t key = x < 1.5 ? 0 : static_cast<std::uint64_t>(x + 0.5) - 1;
        const double rank = static_cast<double>(key) + 1;
        if (rank - x <= certain_ || area >= integral(rank + 0.5) - weight(rank)) return key;
    }
}

std::string KeyPopularity::text() const
{
    if (!zipf_) return std::string("uniform(") + std::to_string(count_) + ")";
    return std::string("zipf(") + std::to_string(count_) + ", " + formatNumber(exponent_) + ")";
}

} // namespace scalelab
