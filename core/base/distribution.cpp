// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/distribution.h"

#include "base/call_text.h"
#include "base/portable_math.h"
#include "base/special_functions.h"
#include "base/units.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace scalelab {

/// How a distribution is written, and what its second parameter may be; # stands for a unit.
struct Distribution::Form {
    Kind kind;
    std::string_view name;
    std::string_view first;
    std::string_view second; ///< Empty: none; with "=": a plain number; else of the unit, as the first.
    std::string_view pattern;
    std::string_view example;
    double least = 0; ///< Bounds of a plain number.
    double most = 0;
    std::string_view rule = {}; ///< The bounds in words.

    [[nodiscard]] bool secondIsNumber() const { return second.ends_with('='); }

    [[nodiscard]] std::string exampleIn(Unit unit) const
    {
        std::string text;
        for (const char letter : example) {
            if (letter == '#') text += unit == Unit::Bytes ? "kB" : "ms";
            else text += letter;
        }
        return text;
    }

    [[nodiscard]] Error wrong(std::string_view parameter, std::string_view problem, Unit unit) const
    {
        return {std::string(parameter) + " of " + std::string(name) + "() " + std::string(problem) + "; write " + std::string(pattern) +
                ", for example " + exampleIn(unit)};
    }
};

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double leastAboveOne = 1 + std::numeric_limits<double>::epsilon();
constexpr double leastAboveZero = std::numeric_limits<double>::min();
constexpr double summedErlangPhases = 12; ///< Up to here the sum of exponentials is quicker.

constexpr std::string_view allForms = "const(x), exp(mean), uniform(a, b), normal(mean, sd), lognormal(mean, cv=), erlang(mean, k=), "
                                      "hyperexp(mean, cv=), pareto(mean, alpha=), weibull(mean, k=) or empirical(file)";

Error needsForm(const std::string& problem, Distribution::Unit unit)
{
    return {problem + (unit == Distribution::Unit::Bytes ? "; write a size such as 20kB, or " : "; write a duration such as 5ms, or ") + std::string(allForms)};
}

Result<double> parseQuantity(std::string_view text, Distribution::Unit unit) { return unit == Distribution::Unit::Bytes ? parseBytes(text) : parseSeconds(text); }
std::string formatQuantity(double value, Distribution::Unit unit) { return unit == Distribution::Unit::Bytes ? formatBytes(value) : formatSeconds(value); }

double squared(double x) { return x * x; }

} // namespace

const Distribution::Form& Distribution::formOf(Kind kind)
{
    static constexpr std::array<Form, 10> forms = {{
        {Kind::Constant, "const", "x", "", "const(x)", "const(5#)"},
        {Kind::Exponential, "exp", "mean", "", "exp(mean)", "exp(5#)"},
        {Kind::Uniform, "uniform", "a", "b", "uniform(a, b)", "uniform(1#, 5#)"},
        {Kind::Normal, "normal", "mean", "sd", "normal(mean, sd)", "normal(5#, 1#)"},
        {Kind::Lognormal, "lognormal", "mean", "cv=", "lognormal(mean, cv=)", "lognormal(5#, cv=1.5)", leastAboveZero, 1000,
         "must be above 0 and at most 1000"},
        {Kind::Erlang, "erlang", "mean", "k=", "erlang(mean, k=)", "erlang(5#, k=4)", 1, 1e6, "must be a whole number from 1 to 1000000"},
        {Kind::Hyperexponential, "hyperexp", "mean", "cv=", "hyperexp(mean, cv=)", "hyperexp(5#, cv=2)", 1, 1000, "must be from 1 to 1000"},
        {Kind::Pareto, "pareto", "mean", "alpha=", "pareto(mean, alpha=)", "pareto(5#, alpha=2.5)", leastAboveOne, 1e6,
         "must be above 1 and at most 1000000"},
        {Kind::Weibull, "weibull", "mean", "k=", "weibull(mean, k=)", "weibull(5#, k=0.7)", 0.01, 1e6, "must be from 0.01 to 1000000"},
        {Kind::Empirical, "empirical", "file", "", "empirical(file)", "empirical(service-times.csv)"},
    }};
    const auto& form = forms[static_cast<std::size_t>(kind)];
    assert(form.kind == kind);
    return form;
}

const Distribution::Form* Distribution::findForm(std::string_view name)
{
    for (auto kind = static_cast<int>(Kind::Constant); kind <= static_cast<int>(Kind::Empirical); ++kind)
        if (const Form& form = formOf(static_cast<Kind>(kind)); form.name == name) return &form;
    return nullptr;
}

Distribution::Distribution(Kind kind, double first, double second, Unit unit) : kind_(kind), unit_(unit), first_(first), second_(second)
{
    switch (kind) {
    case Kind::Lognormal: // scale_: half the variance of the logarithm; shape_: its standard deviation
        scale_ = 0.5 * portableLog(1 + squared(second));
        shape_ = std::sqrt(2 * scale_);
        break;
    case Kind::Erlang: // scale_: mean of one phase
        scale_ = first / second;
        break;
    case Kind::Hyperexponential: { // shape_: share of the long phase, with p1 m1 = p2 m2; scale_: its mean
        const double squareSum = squared(second) + 1;
        shape_ = 1 / (squareSum * (1 + std::sqrt((squared(second) - 1) / squareSum)));
        scale_ = first / (2 * shape_);
        break;
    }
    case Kind::Pareto: // scale_: least value
        scale_ = first * (second - 1) / second;
        shape_ = 1 / second;
        break;
    case Kind::Weibull: // the mean is scale_ * gamma(1 + 1/k)
        shape_ = 1 / second;
        scale_ = first * portableExp(-logGamma(1 + shape_));
        break;
    default: break;
    }
}

Distribution Distribution::constant(double value, Unit unit)
{
    assert(value >= 0 && value < infinity);
    return {Kind::Constant, value, 0, unit};
}

Distribution Distribution::exponential(double mean)
{
    assert(mean >= 0 && mean < infinity);
    return {Kind::Exponential, mean, 0};
}

Result<Distribution> Distribution::parse(std::string_view text, Unit unit)
{
    const std::string_view whole = trimmed(text);
    if (whole.empty()) return needsForm("the distribution is empty", unit);
    const bool isQuantity = whole.find('(') == std::string_view::npos && whole.find_first_of("0123456789") != std::string_view::npos;
    if (isQuantity) return build(formOf(Kind::Constant), whole, {}, unit);
    const auto call = parseCall(whole);
    if (!call) return needsForm(call.error().message, unit);
    const Form* form = findForm(call->name);
    if (form == nullptr) return needsForm(quoted(call->name) + " is not a distribution", unit);
    if (form->kind == Kind::Empirical) return empirical(call->inside, unit);
    const std::array<std::string_view, 2> names = {form->first, form->second};
    const auto arguments = matchArguments(*call, std::span(names).first(form->second.empty() ? 1 : 2), form->pattern, form->exampleIn(unit));
    if (!arguments) return arguments.error();
    return build(*form, arguments->front(), arguments->back(), unit);
}

Result<Distribution> Distribution::empirical(std::string_view file, Unit unit)
{
    if (file.empty()) return Error{"empirical() lacks the name of its file; write empirical(file), for example empirical(service-times.csv)"};
    Distribution result(Kind::Empirical, 0, 0, unit);
    result.samples_ = std::make_shared<const Samples>(Samples{std::string(file), {}});
    return result;
}

Result<Distribution> Distribution::build(const Form& form, std::string_view firstText, std::string_view secondText, Unit unit)
{
    const auto first = parseQuantity(firstText, unit);
    if (!first) return first.error();
    if (*first < 0) return form.wrong(form.first, "must not be negative", unit);
    if (form.second.empty()) return Distribution(form.kind, *first, 0, unit);
    const auto second = form.secondIsNumber() ? parseNumber(secondText) : parseQuantity(secondText, unit);
    if (!second) return second.error();
    if (form.secondIsNumber()) {
        const bool inRange = *second >= form.least && *second <= form.most;
        const bool whole = form.kind != Kind::Erlang || std::floor(*second) == *second;
        if (!inRange || !whole) return form.wrong(form.second.substr(0, form.second.size() - 1), form.rule, unit);
    } else if (*second < 0) {
        return form.wrong(form.second, "must not be negative", unit);
    } else if (form.kind == Kind::Uniform && *second < *first) {
        return form.wrong(form.second, "must not be below a", unit);
    }
    return Distribution(form.kind, *first, *second, unit);
}

double Distribution::sampleErlang(Rng& rng) const
{
    if (second_ <= summedErlangPhases) {
        double sum = 0;
        for (double phase = 0; phase < second_; phase += 1) sum += sampleExponential(rng);
        return scale_ * sum;
    }
    // Gamma distribution by the method of Marsaglia and Tsang (2000).
    const double d = second_ - 1.0 / 3.0;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = sampleNormal(rng);
        const double root = 1 + c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        if (portableLog(rng.uniformOpen()) < 0.5 * x * x + d * (1 - v + portableLog(v))) return scale_ * d * v;
    }
}

double Distribution::sampleOther(Rng& rng) const
{
    switch (kind_) {
    case Kind::Uniform: return first_ + (second_ - first_) * rng.uniform();
    case Kind::Normal: return std::max(0.0, first_ + second_ * sampleNormal(rng));
    case Kind::Lognormal: return first_ * portableExp(shape_ * sampleNormal(rng) - scale_);
    case Kind::Erlang: return sampleErlang(rng);
    case Kind::Hyperexponential: return (rng.uniform() < shape_ ? scale_ : first_ / (2 * (1 - shape_))) * sampleExponential(rng);
    case Kind::Pareto: return scale_ * portableExp(shape_ * sampleExponential(rng));
    case Kind::Weibull: return scale_ * portableExp(shape_ * portableLog(sampleExponential(rng)));
    case Kind::Empirical:
        assert(!needsSamples());
        return needsSamples() ? 0 : samples_->values[rng.below(samples_->values.size())];
    case Kind::Constant:
    case Kind::Exponential: break;
    }
    return sample(rng);
}

double Distribution::mean() const
{
    if (kind_ == Kind::Uniform) return 0.5 * (first_ + second_);
    if (kind_ == Kind::Normal && second_ > 0) {
        const double z = first_ / second_;
        return first_ * normalCdf(z) + second_ * normalDensity(z);
    }
    if (kind_ != Kind::Empirical) return first_;
    double sum = 0;
    for (const double value : samples_->values) sum += value;
    return needsSamples() ? 0 : sum / static_cast<double>(samples_->values.size());
}

double Distribution::cv() const
{
    if (mean() == 0) return 0;
    return std::sqrt(std::max(0.0, cvSquared()));
}

double Distribution::cvSquared() const
{
    switch (kind_) {
    case Kind::Constant: return 0;
    case Kind::Exponential: return 1;
    case Kind::Uniform: return squared((second_ - first_) / mean()) / 12;
    case Kind::Normal: {
        if (second_ == 0) return 0;
        const double z = first_ / second_;
        const double secondMoment = (squared(first_) + squared(second_)) * normalCdf(z) + first_ * second_ * normalDensity(z);
        return secondMoment / squared(mean()) - 1;
    }
    case Kind::Lognormal:
    case Kind::Hyperexponential: return squared(second_);
    case Kind::Erlang: return 1 / second_;
    case Kind::Pareto: return second_ > 2 ? 1 / (second_ * (second_ - 2)) : infinity;
    case Kind::Weibull: return portableExp(logGamma(1 + 2 * shape_) - 2 * logGamma(1 + shape_)) - 1;
    case Kind::Empirical: break;
    }
    double sum = 0;
    for (const double value : samples_->values) sum += squared(value / mean() - 1);
    return sum / static_cast<double>(samples_->values.size());
}

std::string Distribution::text() const
{
    const Form& form = formOf(kind_);
    std::string out = std::string(form.name) + "(";
    if (kind_ == Kind::Empirical) return out + samples_->file + ")";
    out += formatQuantity(first_, unit_);
    if (form.secondIsNumber()) out.append(", ").append(form.second).append(formatNumber(second_));
    else if (!form.second.empty()) out.append(", ").append(formatQuantity(second_, unit_));
    return out + ")";
}

std::string_view Distribution::file() const { return samples_ ? std::string_view(samples_->file) : std::string_view(); }

bool Distribution::needsSamples() const { return samples_ && samples_->values.empty(); }

std::span<const double> Distribution::samples() const { return samples_ ? std::span<const double>(samples_->values) : std::span<const double>(); }

Result<Distribution> Distribution::withSamples(std::vector<double> samples) const
{
    if (kind_ != Kind::Empirical) return Error{"only empirical(file) takes samples, not " + text()};
    if (samples.empty()) return Error{text() + " has no samples; put at least one into the file"};
    for (const double value : samples)
        if (!(value >= 0 && value < infinity)) return Error{text() + " has a sample that is negative or not a finite number"};
    Distribution result = *this;
    result.samples_ = std::make_shared<const Samples>(Samples{samples_->file, std::move(samples)});
    return result;
}

bool Distribution::operator==(const Distribution& other) const
{
    if (kind_ != other.kind_ || unit_ != other.unit_ || first_ != other.first_ || second_ != other.second_) return false;
    return samples_ == other.samples_ || (samples_ && other.samples_ && *samples_ == *other.samples_);
}

} // namespace scalelab
