// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/shared_cores.h"

#include <algorithm>

namespace scalelab {

void SharedCores::configure(Context cx, std::optional<std::int64_t> cores, std::uint8_t tag)
{
    advance(cx.now());
    tag_ = tag;
    cores_ = cores ? static_cast<std::uint32_t>(*cores) : 0;
    if (clock_ == nothing && cores) clock_ = cx.addClock();
    count(cx.now());
    setClock(cx);
}

void SharedCores::enter(Context cx, CallId id, SimTime work)
{
    advance(cx.now());
    jobs_.push_back({work_ + static_cast<double>(work.ns), nextOrder_++, id});
    std::push_heap(jobs_.begin(), jobs_.end(), isLater);
    count(cx.now());
    setClock(cx);
}

void SharedCores::clear(Context cx)
{
    jobs_.clear();
    work_ = 0;
    count(cx.now());
    setClock(cx);
}

double SharedCores::utilisation(SimTime from, SimTime now) const
{
    const double span = (now - from).seconds() * cores_;
    return span > 0 ? static_cast<double>(occupancy_.busyTime(now)) / 1e9 / span : 0;
}

double SharedCores::speed() const
{
    const std::size_t size = jobs_.size();
    return cores_ == 0 || size <= cores_ ? 1 : static_cast<double>(cores_) / static_cast<double>(size);
}

void SharedCores::advance(SimTime now)
{
    work_ = jobs_.empty() ? 0 : work_ + static_cast<double>((now - since_).ns) * speed();
    since_ = now;
}

CallId SharedCores::takeFirst(SimTime now)
{
    const CallId id = jobs_.front().call;
    std::pop_heap(jobs_.begin(), jobs_.end(), isLater);
    jobs_.pop_back();
    count(now);
    return id;
}

void SharedCores::count(SimTime now)
{
    const auto size = static_cast<std::uint32_t>(jobs_.size());
    const std::uint32_t busy = cores_ == 0 ? size : std::min(size, cores_);
    occupancy_.change(now, busy, size - busy);
}

void SharedCores::setClock(Context cx)
{
    if (finishing_ || clock_ == nothing) return;
    const SimTime wait = jobs_.empty() ? SimTime::never() : SimTime::fromSpan((jobs_.front().end - work_) / speed() / 1e9);
    if (wait.ns < SimTime::never().ns - cx.now().ns) cx.setClock(clock_, cx.now() + wait, tag_);
    else cx.clearClock(clock_);
}

} // namespace scalelab
