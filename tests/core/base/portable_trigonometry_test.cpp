// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/portable_trigonometry.h"
#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace scalelab {
namespace {

using std::numbers::pi;

static_assert(portableSin(0.0) == 0.0);
static_assert(portableCos(0.0) == 1.0);

// Known answers are the very bits that every machine must give: the correctly rounded result or its neighbour.

TEST(PortableTrigonometry, KnownAnswersOfSineAndCosine)
{
    EXPECT_EQ(portableSin(1.0), 0x1.aed548f090ceep-1);
    EXPECT_EQ(portableCos(1.0), 0x1.14a280fb5068cp-1);
    EXPECT_EQ(portableSin(-2.0), -0x1.d18f6ead1b446p-1);
    EXPECT_EQ(portableCos(3.0), -0x1.fae04be85e5d2p-1);
    EXPECT_EQ(portableSin(pi / 2), 1.0);
    EXPECT_EQ(portableCos(pi), -1.0);
    EXPECT_EQ(portableSin(1e6), -0x1.6664b2568d867p-2);
}

TEST(PortableTrigonometry, KnownAnswersOfTheArcsine)
{
    EXPECT_EQ(portableAsin(0.0), 0.0);
    EXPECT_EQ(portableAsin(0.25), 0x1.02be9ce0b87cdp-2);
    EXPECT_EQ(portableAsin(0.5), 0x1.0c152382d7366p-1);
    EXPECT_EQ(portableAsin(-0.75), -0x1.b235315c680dbp-1);
    EXPECT_EQ(portableAsin(1.0), pi / 2);
    EXPECT_EQ(portableAsin(-1.0), -pi / 2);
}

TEST(PortableTrigonometry, AgreesWithTheCLibrary)
{
    Rng rng = randomStream(1, "test", "angles");
    for (int i = 0; i < 200'000; ++i) {
        const double angle = (rng.uniform() - 0.5) * (i % 2 == 0 ? 20 : 2e6);
        ASSERT_NEAR(portableSin(angle), std::sin(angle), 1e-15) << angle;
        ASSERT_NEAR(portableCos(angle), std::cos(angle), 1e-15) << angle;
        const double x = 2 * rng.uniform() - 1;
        ASSERT_NEAR(portableAsin(x), std::asin(x), 1e-15) << x;
    }
    for (const double tiny : {1e-6, 1e-9, 1e-300}) {
        EXPECT_DOUBLE_EQ(portableSin(tiny), tiny - tiny * tiny * tiny / 6);
        EXPECT_DOUBLE_EQ(portableAsin(tiny), tiny + tiny * tiny * tiny / 6);
        EXPECT_DOUBLE_EQ(portableAsin(1 - tiny), std::asin(1 - tiny));
    }
}

} // namespace
} // namespace scalelab
