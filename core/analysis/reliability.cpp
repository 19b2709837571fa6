// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/reliability.h"

#include "analysis/caching.h"
#include "base/portable_math.h"

#include <cmath>

namespace scalelab {

namespace {

constexpr double none = portable::notANumber;

bool isShare(double x) { return x >= 0 && x <= 1; }
bool isCount(double x) { return x >= 1 && std::isfinite(x) && std::floor(x) == x; }

} // namespace

double availability(double mtbf, double mttr) { return mtbf > 0 && mttr >= 0 ? mtbf / (mtbf + mttr) : none; }

double availabilityInSeries(double ofOne, double parts) { return isShare(ofOne) && isCount(parts) ? portablePow(ofOne, parts) : none; }

double availabilityInParallel(double ofOne, double parts) { return isShare(ofOne) && isCount(parts) ? 1 - portablePow(1 - ofOne, parts) : none; }

double attempts(double p, double retries)
{
    if (!isShare(p) || !isCount(retries + 1)) return none;
    return p == 1 ? retries + 1 : (1 - portablePow(p, retries + 1)) / (1 - p);
}

double harmonic(double n) { return generalizedHarmonic(n, 1); }

double ringImbalance(double nodes, double points) { return isCount(nodes) && isCount(points) ? std::sqrt((nodes - 1) / (nodes * points + 1)) : none; }

double capacityOf(double servers, double demand) { return servers > 0 && demand > 0 ? servers / demand : none; }

} // namespace scalelab
