// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/sim_time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace scalelab {

// Quantities as people write them. Spaces around a quantity and before its unit are allowed; infinities, NaN,
// hexadecimal and numbers out of range are errors. Negative numbers are read: bounds are the caller's affair.

/// "5ms", "0.2s", "3min", to the nearest nanosecond; units ns us ms s min h d, and a bare 0.
[[nodiscard]] Result<SimTime> parseDuration(std::string_view text);
/// The same in seconds; a number of seconds keeps digits below the nanosecond.
[[nodiscard]] Result<double> parseSeconds(std::string_view text);
/// "200/s", "3/min", "10/h", "1/day", as a number per second.
[[nodiscard]] Result<double> parseRate(std::string_view text);
/// "64GB" or "512KiB" in bytes; units B kB MB GB TB (powers of 1000) and KiB MiB GiB TiB (powers of 1024).
[[nodiscard]] Result<double> parseBytes(std::string_view text);
/// "100Mbit/s" or "10MB/s" in bytes per second; units bit/s kbit/s Mbit/s Gbit/s and B/s kB/s MB/s GB/s (powers of 1000).
[[nodiscard]] Result<double> parseBandwidth(std::string_view text);
/// "$0.09" or "0.09" in dollars.
[[nodiscard]] Result<double> parseMoney(std::string_view text);
/// "80%" or "0.8", both 0.8.
[[nodiscard]] Result<double> parseShare(std::string_view text);
/// A plain decimal number, such as "0.9" or "1e6".
[[nodiscard]] Result<double> parseNumber(std::string_view text);

/// A whole number from `low` to `high`, such as "1000" or "1e6"; bounds below 2^53.
[[nodiscard]] Result<std::int64_t> parseInteger(std::string_view text, std::int64_t low, std::int64_t high);

// Texts in the most natural unit, which the functions above read back as exactly the same value.

/// Spans up to 9.2e18 ns (292 years) can be read back.
[[nodiscard]] std::string formatDuration(SimTime time);
/// `seconds` must be finite.
[[nodiscard]] std::string formatSeconds(double seconds);
/// `perSecond` must be finite.
[[nodiscard]] std::string formatRate(double perSecond);
/// `bytes` must be finite.
[[nodiscard]] std::string formatBytes(double bytes);
/// `bytesPerSecond` must be finite.
[[nodiscard]] std::string formatBandwidth(double bytesPerSecond);
/// `dollars` must be finite.
[[nodiscard]] std::string formatMoney(double dollars);
/// `share` must be finite.
[[nodiscard]] std::string formatShare(double share);
/// `number` must be finite; without an exponent unless it is very large or small.
[[nodiscard]] std::string formatNumber(double number);

} // namespace scalelab
