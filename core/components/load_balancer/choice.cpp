// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/load_balancer/load_balancer.h"

#include "mechanisms/client.h"

#include <algorithm>

namespace scalelab {

/// A user whose server is known returns to it while it keeps users; everyone else is given one by the algorithm.
std::uint32_t LoadBalancer::targetFor(Context cx, CallId id)
{
    const Request& request = cx.request(cx.call(id).request);
    if (!params.sticky) return choose(cx, request);
    const std::uint64_t user = userOf(request);
    const KeyStore::Entry* session = sessions_.touch(user);
    const std::uint32_t known = session ? targetOf(session->version) : nothing;
    if (known != nothing && keepsUsers(targets_[known], cx.now())) return known;
    const std::uint32_t chosen = choose(cx, request);
    if (chosen == nothing) return nothing;
    movedSessions_ += session != nullptr;
    sessions_.put(user, targets_[chosen].server, SimTime::never().ns, 0);
    return chosen;
}

bool LoadBalancer::keepsUsers(const Target& target, SimTime now)
{
    return target.registered && target.health.healthy() && (!target.draining || now < target.drained);
}

std::uint32_t LoadBalancer::targetOf(std::uint64_t server) const { return server < targetOf_.size() ? targetOf_[server] : nothing; }

std::uint32_t LoadBalancer::choose(Context cx, const Request& request)
{
    if (inPool_.empty()) return nothing;
    switch (params.algorithm) {
    case BalancingAlgorithm::Random: return inPool_[random_.below(inPool_.size())];
    case BalancingAlgorithm::Weighted: return weightedTurns_.next(inPool_, [&](std::uint32_t i) { return cx.wire(targets_[i].wire).weight; });
    case BalancingAlgorithm::LeastConnections: return chooseLeast();
    case BalancingAlgorithm::PowerOfTwo: return chooseOfTwo();
    case BalancingAlgorithm::IpHash: return inPool_[hashOfUser(cx, request) % inPool_.size()];
    case BalancingAlgorithm::ConsistentHash: return chooseOnRing(cx, request);
    default: return nextInTurn();
    }
}

/// Fewest calls outstanding; ties in turn.
std::uint32_t LoadBalancer::chooseLeast()
{
    const auto size = static_cast<std::uint32_t>(inPool_.size());
    std::uint32_t best = next_;
    for (std::uint32_t k = 1; k < size; ++k) {
        const std::uint32_t i = (next_ + k) % size;
        if (targets_[inPool_[i]].outstanding < targets_[inPool_[best]].outstanding) best = i;
    }
    next_ = (best + 1) % size;
    return inPool_[best];
}

/// The less busy of two different targets drawn at random (Mitzenmacher 2001).
std::uint32_t LoadBalancer::chooseOfTwo()
{
    const std::uint64_t size = inPool_.size();
    if (size == 1) return inPool_.front();
    const std::uint64_t first = random_.below(size);
    std::uint64_t second = random_.below(size - 1);
    if (second >= first) ++second;
    return targets_[inPool_[second]].outstanding < targets_[inPool_[first]].outstanding ? inPool_[second] : inPool_[first];
}

/// The first target in the pool from the place of the user, key or source on. All targets stand on the ring, so that one that leaves the pool for
/// a while gets back what it had.
std::uint32_t LoadBalancer::chooseOnRing(Context cx, const Request& request)
{
    if (ringIsOld_) updateRing(cx);
    const std::uint64_t hashed = params.hashBy == HashBy::Key ? request.key : params.hashBy == HashBy::Source ? hashOfSource(cx, request) : hashOfUser(cx, request);
    return ring_.nodeOf(hashed, [&](std::uint32_t i) { return takesNewUsers(targets_[i]); });
}

/// Points are in proportion to weights, the usual number of them on average.
void LoadBalancer::updateRing(Context cx)
{
    ringIsOld_ = false;
    double sum = 0;
    std::uint32_t count = 0;
    const auto weightOf = [&](const Target& target) { return target.gone ? 0 : cx.wire(target.wire).weight; };
    for (const Target& target : targets_) sum += weightOf(target), count += weightOf(target) > 0;
    for (std::uint32_t i = 0; i < targets_.size(); ++i) {
        Target& target = targets_[i];
        const double share = weightOf(target) == 0 ? 0 : weightOf(target) / sum * count;
        const auto points = static_cast<std::uint32_t>(share == 0 ? 0 : std::max(1.0, share * ring_.pointsPerNode() + 0.5));
        if (points == target.ringPoints) continue;
        if (target.ringPoints > 0) ring_.remove(i);
        if (points > 0) ring_.add(i, hashText(cx.name(target.server)), static_cast<double>(points) / ring_.pointsPerNode());
        target.ringPoints = points;
    }
}

} // namespace scalelab
