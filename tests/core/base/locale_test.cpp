// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/distribution.h"
#include "base/units.h"

#include <gtest/gtest.h>

#include <clocale>
#include <string>

namespace scalelab {
namespace {

/// A locale that writes the decimal point as a comma, for as long as it lives.
class CommaLocale {
public:
    CommaLocale() : former_(std::setlocale(LC_ALL, nullptr))
    {
        for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8", "nl_NL.UTF-8"})
            if (std::setlocale(LC_ALL, name) != nullptr) break;
    }
    ~CommaLocale() { std::setlocale(LC_ALL, former_.c_str()); }
    CommaLocale(const CommaLocale&) = delete;
    CommaLocale& operator=(const CommaLocale&) = delete;

    [[nodiscard]] bool active() const { return std::string(std::localeconv()->decimal_point) == ","; }

private:
    std::string former_;
};

TEST(Locale, DoesNotChangeHowNumbersAreReadAndWritten)
{
    const CommaLocale locale;
    if (!locale.active()) GTEST_SKIP() << "no locale with a decimal comma is installed";
    EXPECT_EQ(parseDuration("1.5ms")->ns, 1'500'000);
    EXPECT_EQ(formatDuration({1'500'000}), "1.5ms");
    EXPECT_EQ(*parseNumber("0.25"), 0.25);
    EXPECT_FALSE(parseNumber("0,25").ok());
    EXPECT_EQ(formatShare(0.125), "12.5%");
    EXPECT_EQ(Distribution::parse("lognormal(0.5s, cv=1.5)")->text(), "lognormal(500ms, cv=1.5)");
}

} // namespace
} // namespace scalelab
