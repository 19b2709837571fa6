// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/distribution.h"
#include "base/units.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace scalelab {
namespace {

/// A locale that writes the decimal point as a comma, for as long as it lives; made by localedef, for few machines have one.
class CommaLocale {
public:
    CommaLocale() : former_(std::setlocale(LC_ALL, nullptr))
    {
        const std::string folder = testing::TempDir() + "scalelab-locales";
        std::filesystem::create_directories(folder);
        const std::string make = "localedef -i de_DE -f UTF-8 '" + folder + "/de_DE.UTF-8' > /dev/null 2>&1";
        if (std::system(make.c_str()) > 256) return; // 256 is for warnings only
        setenv("LOCPATH", folder.c_str(), 1);
        std::setlocale(LC_ALL, "de_DE.UTF-8");
        unsetenv("LOCPATH");
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
    ASSERT_TRUE(locale.active());
    EXPECT_EQ(parseDuration("1.5ms")->ns, 1'500'000);
    EXPECT_EQ(formatDuration({1'500'000}), "1.5ms");
    EXPECT_EQ(*parseNumber("0.25"), 0.25);
    EXPECT_FALSE(parseNumber("0,25").ok());
    EXPECT_EQ(formatShare(0.125), "12.5%");
    EXPECT_EQ(Distribution::parse("lognormal(0.5s, cv=1.5)")->text(), "lognormal(500ms, cv=1.5)");
}

} // namespace
} // namespace scalelab
