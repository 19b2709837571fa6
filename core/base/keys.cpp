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
#include <span>

namespace scalelab {

/// How a popularity is written. Arguments with "=" may be left out where a default stands.
struct KeyPopularity::Wording {
    Form form;
    std::string_view name;
    std::array<std::string_view, 4> arguments; ///< Empty from the first that there is not.
    std::array<std::string_view, 4> defaults;
    std::string_view pattern;
    std::string_view example;

    [[nodiscard]] std::size_t argumentCount() const
    {
        return static_cast<std::size_t>(std::find(arguments.begin(), arguments.end(), "") - arguments.begin());
    }
};

namespace {

constexpr std::int64_t mostKeys = 1'000'000'000;
constexpr double steepest = 100;
constexpr std::string_view allForms = "uniform(n), zipf(n, s), hotset(n, share=, traffic=), celebrity(n, keys=, traffic=) or sequential(n), for example "
                                      "zipf(1000000, 0.9)";

Error about(std::string_view what, const Error& error) { return {std::string(what) + ": " + error.message}; }

Result<double> parseExponent(std::string_view text, std::string_view pattern)
{
    auto exponent = parseNumber(text);
    if (!exponent) return exponent.error();
    if (*exponent < 0 || *exponent > steepest) return Error{"the exponent s of " + std::string(pattern) + " must be from 0 to 100; write " + std::string(allForms)};
    return exponent;
}

Result<double> parsePart(std::string_view text, std::string_view what)
{
    auto share = parseShare(text);
    if (!share) return about(what, share.error());
    if (!(*share > 0 && *share <= 1)) return Error{std::string(what) + ": the share must be above 0 and at most 100%"};
    return share;
}

} // namespace

const KeyPopularity::Wording& KeyPopularity::wordingOf(Form form)
{
    static constexpr std::array<Wording, 5> all = {{
        {Form::Uniform, "uniform", {"n"}, {}, "uniform(n)", "uniform(1000000)"},
        {Form::Zipf, "zipf", {"n", "s"}, {}, "zipf(n, s)", "zipf(1000000, 0.9)"},
        {Form::HotSet, "hotset", {"n", "share=", "traffic=", "shift="}, {"", "10%", "90%", "none"}, "hotset(n, share=, traffic=, shift=)",
         "hotset(1000000, share=10%, traffic=90%, shift=60s)"},
        {Form::Celebrity, "celebrity", {"n", "keys=", "traffic=", "s="}, {"", "5", "50%", "0"}, "celebrity(n, keys=, traffic=, s=)",
         "celebrity(1000000, keys=5, traffic=50%, s=0.9)"},
        {Form::Sequential, "sequential", {"n"}, {}, "sequential(n)", "sequential(1000000)"},
    }};
    assert(all[static_cast<std::size_t>(form)].form == form);
    return all[static_cast<std::size_t>(form)];
}

KeyPopularity KeyPopularity::uniform(std::uint64_t count)
{
    assert(count >= 1);
    KeyPopularity keys;
    keys.count_ = count;
    return keys;
}

KeyPopularity KeyPopularity::zipf(std::uint64_t count, double exponent)
{
    assert(count >= 1 && exponent >= 0);
    KeyPopularity keys;
    keys.count_ = count;
    keys.form_ = Form::Zipf;
    keys.prepareZipf(count, exponent);
    return keys;
}

// Rejection-inversion (Hörmann and Derflinger 1996): invert the integral of x^-s, round to a rank, and accept the point if it
// lies in the part of the rank's unit interval that has the area of its weight.
void KeyPopularity::prepareZipf(std::uint64_t count, double exponent)
{
    ranks_ = count;
    exponent_ = exponent;
    areaLow_ = integral(1.5) - 1;
    areaHigh_ = integral(static_cast<double>(count) + 0.5);
    certain_ = 2 - integralInverse(integral(2.5) - weight(2));
}

Result<KeyPopularity> KeyPopularity::parse(std::string_view text)
{
    const auto wrong = [](const std::string& problem) { return Error{problem + "; write " + std::string(allForms)}; };
    if (trimmed(text).empty()) return wrong("the key popularity is empty");
    auto call = parseCall(text);
    if (!call) return wrong(call.error().message);
    for (auto form = static_cast<int>(Form::Uniform); form <= static_cast<int>(Form::Sequential); ++form) {
        const Wording& wording = wordingOf(static_cast<Form>(form));
        if (call->name != wording.name) continue;
        for (std::size_t i = 0; i < wording.argumentCount(); ++i) {
            const std::string_view name = wording.arguments[i].substr(0, wording.arguments[i].find('='));
            const bool given = std::any_of(call->arguments.begin(), call->arguments.end(), [&](const auto& argument) { return argument.name == name; });
            if (!wording.defaults[i].empty() && !given) call->arguments.push_back({name, wording.defaults[i]});
        }
        const auto arguments = matchArguments(*call, std::span(wording.arguments).first(wording.argumentCount()), wording.pattern, wording.example);
        if (!arguments) return arguments.error();
        const auto count = parseInteger((*arguments)[0], 1, mostKeys);
        if (!count) return about("number of keys", count.error());
        const auto argument = [&](std::size_t i) { return i < arguments->size() ? (*arguments)[i] : std::string_view(); };
        return build(wording, static_cast<std::uint64_t>(*count), argument(1), argument(2), argument(3));
    }
    return wrong(quoted(call->name) + " is not a key popularity that is understood");
}

Result<KeyPopularity> KeyPopularity::build(const Wording& wording, std::uint64_t count, std::string_view second, std::string_view third, std::string_view fourth)
{
    if (wording.form == Form::Zipf) {
        const auto exponent = parseExponent(second, wording.pattern);
        if (!exponent) return exponent.error();
        return zipf(count, *exponent);
    }
    KeyPopularity keys = uniform(count);
    keys.form_ = wording.form;
    Result<void> set;
    if (wording.form == Form::HotSet) set = keys.setHotSet(second, third, fourth);
    if (wording.form == Form::Celebrity) set = keys.setCelebrities(second, third, fourth);
    if (!set) return set.error();
    return keys;
}

Result<void> KeyPopularity::setHotSet(std::string_view share, std::string_view traffic, std::string_view shift)
{
    const auto hotShare = parsePart(share, "share of hotset()");
    if (!hotShare) return hotShare.error();
    const auto hotTraffic = parsePart(traffic, "traffic of hotset()");
    if (!hotTraffic) return hotTraffic.error();
    const auto time = shift == "none" ? Result<SimTime>(SimTime{}) : parseDuration(shift);
    if (!time) return about("shift of hotset()", time.error());
    if (time->ns < 0 || (time->ns == 0 && shift != "none")) return Error{"shift of hotset(): the time must be longer than 0"};
    hotShare_ = *hotShare;
    hotTraffic_ = *hotTraffic;
    shift_ = *time;
    hot_ = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(static_cast<double>(count_) * hotShare_ + 0.5), 1, count_);
    return {};
}

Result<void> KeyPopularity::setCelebrities(std::string_view keys, std::string_view traffic, std::string_view exponent)
{
    const auto number = parseInteger(keys, 1, mostKeys);
    if (!number) return about("keys of celebrity()", number.error());
    if (static_cast<std::uint64_t>(*number) >= count_) return Error{"keys of celebrity(): there must be fewer celebrities than keys"};
    const auto hotTraffic = parsePart(traffic, "traffic of celebrity()");
    if (!hotTraffic) return hotTraffic.error();
    const auto steepness = parseExponent(exponent, wordingOf(form_).pattern);
    if (!steepness) return steepness.error();
    hot_ = static_cast<std::uint64_t>(*number);
    hotTraffic_ = *hotTraffic;
    prepareZipf(count_ - hot_, *steepness);
    return {};
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
    if (exponent_ == 0) return rng.below(ranks_);
    for (;;) {
        const double area = areaHigh_ + rng.uniformOpen() * (areaLow_ - areaHigh_);
        const double x = integralInverse(area);
        if (!(x < static_cast<double>(ranks_) + 0.5)) continue;
        const std::uint64_t key = x < 1.5 ? 0 : static_cast<std::uint64_t>(x + 0.5) - 1;
        const double rank = static_cast<double>(key) + 1;
        if (rank - x <= certain_ || area >= integral(rank + 0.5) - weight(rank)) return key;
    }
}

std::uint64_t KeyPopularity::sampleOther(Rng& rng, std::uint64_t drawn, SimTime age) const
{
    if (form_ == Form::Sequential) return drawn % count_;
    const bool isHot = rng.uniform() < hotTraffic_;
    if (form_ == Form::Celebrity) return isHot ? rng.below(hot_) : hot_ + sampleZipf(rng);
    const std::uint64_t key = isHot || hot_ == count_ ? rng.below(hot_) : hot_ + rng.below(count_ - hot_);
    if (shift_.ns == 0) return key;
    const std::uint64_t moves = static_cast<std::uint64_t>(age.ns / shift_.ns) % count_;
    return (key + moves * hot_) % count_;
}

std::string KeyPopularity::text() const
{
    const std::string start = std::string(wordingOf(form_).name) + "(" + std::to_string(count_);
    const std::string shift = shift_.ns == 0 ? std::string() : ", shift=" + formatDuration(shift_);
    switch (form_) {
    case Form::Zipf: return start + ", " + formatNumber(exponent_) + ")";
    case Form::HotSet: return start + ", share=" + formatShare(hotShare_) + ", traffic=" + formatShare(hotTraffic_) + shift + ")";
    case Form::Celebrity: return start + ", keys=" + std::to_string(hot_) + ", traffic=" + formatShare(hotTraffic_) + ", s=" + formatNumber(exponent_) + ")";
    default: return start + ")";
    }
}

} // namespace scalelab
