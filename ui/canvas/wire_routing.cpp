// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace scalelab {

namespace {

/// Above so many boxes wires are no longer led round them: the search would be felt while dragging.
constexpr std::size_t mostBoxesToAvoid = 1500;

/// Which sides a wire joins, and how far its curve swings out of them.
struct Route {
    Side from = Side::Right;
    Side to = Side::Left;
    double swing = 0; ///< 0: as much as the distance asks for.
};

std::array<QPointF, 4> curveBetween(QPointF start, Side from, QPointF end, Side to, double swing)
{
    const QPointF span = end - start;
    const double ahead = QPointF::dotProduct(span, outward(from));
    const double reach = swing > 0 ? swing : std::clamp(std::abs(ahead) * 0.5, 24.0, 160.0) + (ahead < 0 ? 40.0 : 0.0);
    return {start, start + outward(from) * reach, end + outward(to) * reach, end};
}

Route facing(QPointF from, QPointF to)
{
    const QPointF span = to - from;
    // A gap between the boxes to the side is preferred, since architectures are read from left to right.
    if (std::abs(span.x()) >= nodeWidth + 16 || std::abs(span.x()) > std::abs(span.y()))
        return span.x() >= 0 ? Route{Side::Right, Side::Left} : Route{Side::Left, Side::Right};
    return span.y() >= 0 ? Route{Side::Bottom, Side::Top} : Route{Side::Top, Side::Bottom};
}

class Router {
public:
    Router(std::span<const QPointF> centres, std::span<const WireEnds> wires) : centres_(centres), wires_(wires) {}

    std::vector<WirePath> run()
    {
        for (const WireEnds& wire : wires_) routes_.push_back(choose(wire));
        spread();
        std::vector<WirePath> paths;
        for (std::size_t i = 0; i < wires_.size(); ++i)
            paths.emplace_back(curveBetween(starts_[i], routes_[i].from, ends_[i], routes_[i].to, routes_[i].swing));
        return paths;
    }

private:
    [[nodiscard]] QPointF centre(int node) const { return centres_[static_cast<std::size_t>(node)]; }

    [[nodiscard]] WirePath pathOf(const WireEnds& wire, const Route& route) const
    {
        return WirePath(curveBetween(sideMiddle(centre(wire.from), route.from), route.from, sideMiddle(centre(wire.to), route.to), route.to, route.swing));
    }

    [[nodiscard]] int crossings(const WireEnds& wire, const WirePath& path) const
    {
        int count = 0;
        for (std::size_t i = 0; i < centres_.size(); ++i) {
            const bool end = static_cast<int>(i) == wire.from || static_cast<int>(i) == wire.to;
            const QRectF box = end ? nodeRect(centres_[i]).adjusted(4, 4, -4, -4) : nodeRect(centres_[i]).adjusted(-4, -4, 4, 4);
            if (path.crosses(box)) ++count;
        }
        return count;
    }

    [[nodiscard]] Route choose(const WireEnds& wire) const
    {
        const Route direct = facing(centre(wire.from), centre(wire.to));
        if (centres_.size() > mostBoxesToAvoid) return direct;
        const WirePath path = pathOf(wire, direct);
        int fewest = crossings(wire, path);
        if (fewest == 0) return direct;
        Route best = direct;
        double shortest = path.length();
        for (const Side from : allSides) {
            for (const Side to : allSides) {
                for (const double swing : {0.0, 90.0, 180.0, 300.0}) {
                    const Route route{from, to, swing};
                    const WirePath candidate = pathOf(wire, route);
                    const int count = crossings(wire, candidate);
                    if (count > fewest || (count == fewest && candidate.length() >= shortest)) continue;
                    best = route;
                    fewest = count;
                    shortest = candidate.length();
                }
            }
        }
        return best;
    }

    /// One end of one wire at one side of one box.
    struct Stub {
        std::size_t side = 0; ///< Box and side as one key.
        double order = 0;     ///< Where the other end lies along the side.
        std::size_t end = 0;  ///< Twice the wire, plus one for its far end.
    };

    void addStub(std::vector<Stub>& stubs, int node, Side side, int other, std::size_t end) const
    {
        const QPointF towards = centre(other) - centre(node);
        const bool upright = side == Side::Right || side == Side::Left;
        // A far end counts by its slope, so that wires which leave a side together do not cross.
        const double along = upright ? towards.y() / (std::abs(towards.x()) + nodeWidth) : towards.x() / (std::abs(towards.y()) + nodeHeight);
        stubs.push_back({static_cast<std::size_t>(node) * 4 + static_cast<std::size_t>(side), along, end});
    }

    void spread()
    {
        std::vector<Stub> stubs;
        stubs.reserve(wires_.size() * 2);
        for (std::size_t i = 0; i < wires_.size(); ++i) {
            addStub(stubs, wires_[i].from, routes_[i].from, wires_[i].to, 2 * i);
            addStub(stubs, wires_[i].to, routes_[i].to, wires_[i].from, 2 * i + 1);
        }
        std::stable_sort(stubs.begin(), stubs.end(), [](const Stub& a, const Stub& b) { return a.side != b.side ? a.side < b.side : a.order < b.order; });
        starts_.resize(wires_.size());
        ends_.resize(wires_.size());
        for (auto first = stubs.begin(); first != stubs.end();) {
            const auto last = std::find_if(first, stubs.end(), [&](const Stub& s) { return s.side != first->side; });
            placeAlong(std::span(first, last));
            first = last;
        }
    }

    void placeAlong(std::span<const Stub> stubs)
    {
        const auto side = static_cast<Side>(stubs[0].side % 4);
        const bool upright = side == Side::Right || side == Side::Left;
        const double room = (upright ? nodeHeight : nodeWidth) - 28;
        const double gap = stubs.size() > 1 ? std::min(16.0, room / static_cast<double>(stubs.size() - 1)) : 0.0;
        const QPointF middle = sideMiddle(centre(static_cast<int>(stubs[0].side / 4)), side);
        for (std::size_t i = 0; i < stubs.size(); ++i) {
            const double offset = (static_cast<double>(i) - static_cast<double>(stubs.size() - 1) / 2) * gap;
            const QPointF place = middle + (upright ? QPointF(0, offset) : QPointF(offset, 0));
            (stubs[i].end % 2 == 0 ? starts_ : ends_)[stubs[i].end / 2] = place;
        }
    }

    std::span<const QPointF> centres_;
    std::span<const WireEnds> wires_;
    std::vector<Route> routes_;
    std::vector<QPointF> starts_, ends_;
};

} // namespace

std::vector<WirePath> routeWires(std::span<const QPointF> centres, std::span<const WireEnds> wires)
{
    return Router(centres, wires).run();
}

} // namespace scalelab
