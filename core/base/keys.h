// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace scalelab {

/// How often each of `count()` keys is asked for; key 0 is the most popular.
class KeyPopularity {
public:
    /// A single key: uniform(1).
    KeyPopularity() = default;

    /// Reads "uniform(n)" or "zipf(n, s)": n from 1 to 10^9, s from 0 to 100.
    [[nodiscard]] static Result<KeyPopularity> parse(std::string_view text);
    /// All of `count` keys equally popular; count >= 1.
    [[nodiscard]] static KeyPopularity uniform(std::uint64_t count);
    /// Key k with a probability in proportion to 1 / (k + 1)^exponent; count >= 1, exponent >= 0.
    [[nodiscard]] static KeyPopularity zipf(std::uint64_t count, double exponent);

    /// One key, 0 to count() - 1, in constant memory and time.
    [[nodiscard]] std::uint64_t sample(Rng& rng) const
    {
        if (exponent_ == 0) return rng.below(count_);
        return sampleZipf(rng);
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// Exponent of Zipf's law; 0 if all keys are equally popular.
    [[nodiscard]] double exponent() const { return exponent_; }
    /// Canonical text, which parse() reads back as the same popularity.
    [[nodiscard]] std::string text() const;
    bool operator==(const KeyPopularity&) const = default;

private:
    [[nodiscard]] std::uint64_t sampleZipf(Rng& rng) const;
    [[nodiscard]] double weight(double rank) const;
    [[nodiscard]] double integral(double rank) const;
    [[nodiscard]] double integralInverse(double area) const;

    std::uint64_t count_ = 1;
    double exponent_ = 0;
    double areaLow_ = 0;  ///< Integral of the hat at its left end, where rank 1 begins.
    double areaHigh_ = 0; ///< Integral of the hat at its right end.
    double certain_ = 0;  ///< A rank at most this far right of the point drawn is accepted without a test.
    bool zipf_ = false;   ///< Written as zipf(n, s).
};

} // namespace scalelab
