// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "base/result.h"
#include "base/sim_time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace scalelab {

/// How often each of `count()` keys is asked for, in constant memory and time.
class KeyPopularity {
public:
    /// A single key: uniform(1).
    KeyPopularity() = default;

    /// Reads "zipf(1000000, 0.9)" and the other forms of scene files: n from 1 to 10^9, s from 0 to 100.
    [[nodiscard]] static Result<KeyPopularity> parse(std::string_view text);
    /// All of `count` keys equally popular; count >= 1.
    [[nodiscard]] static KeyPopularity uniform(std::uint64_t count);
    /// Key k with a probability in proportion to 1 / (k + 1)^exponent, key 0 the most popular; count >= 1, exponent >= 0.
    [[nodiscard]] static KeyPopularity zipf(std::uint64_t count, double exponent);

    /// One key, 0 to count() - 1, for a source that has drawn `drawn` keys before and is `age` old; only sequential keys depend on the one and only a
    /// moving hot set on the other.
    [[nodiscard]] std::uint64_t sample(Rng& rng, std::uint64_t drawn = 0, SimTime age = {}) const
    {
        if (form_ == Form::Uniform) return rng.below(count_);
        if (form_ == Form::Zipf) return sampleZipf(rng);
        return sampleOther(rng, drawn, age);
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// Exponent of Zipf's law; 0 if all keys, or all beside the few hot ones, are equally popular.
    [[nodiscard]] double exponent() const { return exponent_; }
    /// Canonical text, which parse() reads back as the same popularity.
    [[nodiscard]] std::string text() const;
    bool operator==(const KeyPopularity&) const = default;

private:
    enum class Form : std::uint8_t { Uniform, Zipf, HotSet, Celebrity, Sequential };
    struct Wording;

    static const Wording& wordingOf(Form form);
    static Result<KeyPopularity> build(const Wording& wording, std::uint64_t count, std::string_view second, std::string_view third, std::string_view fourth);
    [[nodiscard]] Result<void> setHotSet(std::string_view share, std::string_view traffic, std::string_view shift);
    [[nodiscard]] Result<void> setCelebrities(std::string_view keys, std::string_view traffic, std::string_view exponent);
    void prepareZipf(std::uint64_t count, double exponent);

    [[nodiscard]] std::uint64_t sampleZipf(Rng& rng) const;
    [[nodiscard]] std::uint64_t sampleOther(Rng& rng, std::uint64_t drawn, SimTime age) const;
    [[nodiscard]] double weight(double rank) const;
    [[nodiscard]] double integral(double rank) const;
    [[nodiscard]] double integralInverse(double area) const;

    std::uint64_t count_ = 1;
    double exponent_ = 0;
    double areaLow_ = 0;          ///< Integral of the hat at its left end, where rank 1 begins.
    double areaHigh_ = 0;         ///< Integral of the hat at its right end.
    double certain_ = 0;          ///< A rank at most this far right of the point drawn is accepted without a test.
    std::uint64_t ranks_ = 1;     ///< Keys that Zipf's law spreads over.
    Form form_ = Form::Uniform;
    std::uint64_t hot_ = 0;       ///< Number of hot keys.
    double hotShare_ = 0;         ///< The same over all keys, as written.
    double hotTraffic_ = 0;       ///< Share of the draws that go to them.
    SimTime shift_;               ///< After this time the hot set moves on by its size; 0: never.
};

} // namespace scalelab
