// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/exponential.h"
#include "base/random.h"
#include "base/result.h"
#include "base/sim_time.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A distribution of durations in seconds, or of sizes in bytes, all >= 0; a value.
class Distribution {
public:
    enum class Unit : std::uint8_t { Seconds, Bytes };

    /// No time at all: const(0s).
    Distribution() = default;

    /// Reads "exp(5ms)", "lognormal(5ms, cv=1.5)" and the other forms of scene files; a bare duration is constant. In bytes: "exp(20kB)".
    [[nodiscard]] static Result<Distribution> parse(std::string_view text, Unit unit = Unit::Seconds);
    /// Always `value`, finite and >= 0.
    [[nodiscard]] static Distribution constant(double value, Unit unit = Unit::Seconds);
    /// Exponential with `mean` in seconds, finite and >= 0.
    [[nodiscard]] static Distribution exponential(double mean);

    /// One draw in seconds, or bytes.
    [[nodiscard]] double sample(Rng& rng) const
    {
        if (kind_ == Kind::Constant) return first_;
        if (kind_ == Kind::Exponential) return first_ * sampleExponential(rng);
        return sampleOther(rng);
    }

    /// One draw to the nearest nanosecond.
    [[nodiscard]] SimTime sampleTime(Rng& rng) const { return SimTime::fromSpan(sample(rng)); }

    [[nodiscard]] bool isConstant() const { return kind_ == Kind::Constant; }
    /// The constant to the nearest nanosecond; only if isConstant().
    [[nodiscard]] SimTime constantTime() const { return SimTime::fromSeconds(first_); }

    /// Mean of what is drawn, in seconds or bytes.
    [[nodiscard]] double mean() const;
    /// Standard deviation over mean; infinite where the variance is, 0 where the mean is 0.
    [[nodiscard]] double cv() const;

    [[nodiscard]] Unit unit() const { return unit_; }
    /// Canonical text, which parse() reads back as the same distribution.
    [[nodiscard]] std::string text() const;

    /// File that empirical(file) names; empty for all others.
    [[nodiscard]] std::string_view file() const;
    /// Whether this is empirical(file) and its samples have not been attached.
    [[nodiscard]] bool needsSamples() const;
    /// What has been attached; empty if nothing.
    [[nodiscard]] std::span<const double> samples() const;
    /// The empirical distribution with its samples in seconds, or bytes: at least one, all finite and >= 0.
    [[nodiscard]] Result<Distribution> withSamples(std::vector<double> samples) const;

    /// Same form, same parameters and, if empirical, same samples.
    bool operator==(const Distribution& other) const;

private:
    enum class Kind : std::uint8_t { Constant, Exponential, Uniform, Normal, Lognormal, Erlang, Hyperexponential, Pareto, Weibull, Empirical };
    struct Samples {
        std::string file;
        std::vector<double> values;
        bool operator==(const Samples&) const = default;
    };
    struct Form;

    static const Form* findForm(std::string_view name);
    static const Form& formOf(Kind kind);
    static Result<Distribution> build(const Form& form, std::string_view firstText, std::string_view secondText, Unit unit);
    static Result<Distribution> empirical(std::string_view file, Unit unit);
    Distribution(Kind kind, double first, double second, Unit unit = Unit::Seconds);

    [[nodiscard]] double sampleOther(Rng& rng) const;
    [[nodiscard]] double sampleErlang(Rng& rng) const;
    [[nodiscard]] double cvSquared() const;

    Kind kind_ = Kind::Constant;
    Unit unit_ = Unit::Seconds;
    double first_ = 0;  ///< The mean; of uniform the lower end.
    double second_ = 0; ///< The second parameter as written: upper end, sd, cv, k or alpha.
    double scale_ = 0;  ///< Derived, see the constructor.
    double shape_ = 0;  ///< Derived, see the constructor.
    std::shared_ptr<const Samples> samples_;
};

} // namespace scalelab
