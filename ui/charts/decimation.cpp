// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/decimation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace scalelab {

namespace {

using Bucket = Series::Bucket;

bool isUsable(const Bucket& bucket)
{
    return bucket.count > 0 && std::isfinite(bucket.min) && std::isfinite(bucket.max);
}

/// The extremes of a column with the times at which they occurred.
struct Column {
    QPointF lowest, highest;

    void add(const Bucket& bucket)
    {
        const double at = bucket.start.seconds();
        if (bucket.min < lowest.y()) lowest = {at, bucket.min};
        if (bucket.max > highest.y()) highest = {at, bucket.max};
    }

    static Column of(const Bucket& bucket)
    {
        const double at = bucket.start.seconds();
        return {{at, bucket.min}, {at, bucket.max}};
    }

    void appendTo(QList<QPointF>& points, bool highestFirst) const
    {
        if (lowest == highest) {
            points << lowest;
        } else if (highest.x() < lowest.x() || (highest.x() == lowest.x() && highestFirst)) {
            points << highest << lowest;
        } else {
            points << lowest << highest;
        }
    }
};

/// Within one bucket: it ended nearer to its lowest value, so the highest came first.
bool endedLow(const Bucket& bucket)
{
    return bucket.last - bucket.min < bucket.max - bucket.last;
}

} // namespace

std::vector<Bucket> smoothed(const std::vector<Bucket>& buckets, double span)
{
    constexpr double rounding = 1e-6;
    std::vector<Bucket> means;
    means.reserve(buckets.size());
    auto oldest = buckets.begin();
    for (auto bucket = buckets.begin(); bucket != buckets.end(); ++bucket) {
        while (oldest->start.seconds() <= bucket->start.seconds() - span + rounding) ++oldest;
        if (!isUsable(*bucket)) continue;
        double sum = 0, count = 0;
        for (auto part = oldest; part <= bucket; ++part) {
            if (!isUsable(*part)) continue;
            sum += part->sum;
            count += part->count;
        }
        const double mean = sum / count;
        means.push_back(oldest == bucket ? *bucket : Bucket{bucket->start, mean, mean, mean, mean, 1});
    }
    return means;
}

QList<QPointF> decimate(const std::vector<Bucket>& buckets, double from, double to, int most)
{
    const auto before = [](const Bucket& bucket, double at) { return bucket.start.seconds() < at; };
    auto first = std::lower_bound(buckets.begin(), buckets.end(), from, before);
    const auto last = std::upper_bound(first, buckets.end(), to,
                                       [](double at, const Bucket& bucket) { return at < bucket.start.seconds(); });
    if (first != buckets.begin()) --first;

    const bool fits = std::distance(first, last) * 2 <= most;
    const double width = (to - from) / std::max(1, most / 2 - 2);
    QList<QPointF> points;
    points.reserve(most);
    bool open = false;
    bool highestFirst = false;
    double number = 0;
    Column column;
    for (auto bucket = first; bucket != last; ++bucket) {
        if (!isUsable(*bucket)) continue;
        const double at = std::max(from - width, bucket->start.seconds());
        const double mine = fits ? at : std::floor(at / width);
        if (open && mine == number) {
            column.add(*bucket);
            continue;
        }
        if (open) column.appendTo(points, highestFirst);
        column = Column::of(*bucket);
        number = mine;
        highestFirst = endedLow(*bucket);
        open = true;
    }
    if (open) column.appendTo(points, highestFirst);
    return points;
}

double recentMean(const std::vector<Bucket>& buckets, double now, double span)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (buckets.empty()) return nan;
    const double last = buckets.back().start.seconds();
    const double spacing = buckets.size() > 1 ? last - buckets[buckets.size() - 2].start.seconds() : 0;
    if (now - last > 1.2 * std::max(span, spacing)) return nan;
    double sum = 0;
    double count = 0;
    for (auto bucket = buckets.rbegin(); bucket != buckets.rend(); ++bucket) {
        if (count > 0 && bucket->start.seconds() <= now - span) break;
        if (!isUsable(*bucket)) continue;
        sum += bucket->sum;
        count += static_cast<double>(bucket->count);
    }
    return count > 0 ? sum / count : nan;
}

} // namespace scalelab
