// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/load_balancer/load_balancer.h"

#include <algorithm>

namespace scalelab {

// A pair of load balancers shares an address, as with VRRP (RFC 5798): the standby hears from the active one all the time, takes the address over
// when it has heard nothing for the time of takeover, and gives it back as soon as the active one is up again. The active one knows its standby
// by a wire, the standby keeps a list of those it stands by for; whatever changes with one is told to the other.

LoadBalancer::Active* LoadBalancer::active(ComponentId id)
{
    const auto it = std::find_if(actives_.begin(), actives_.end(), [id](const Active& active) { return active.id == id; });
    return it == actives_.end() ? nullptr : &*it;
}

void LoadBalancer::watch(Context cx, ComponentId id)
{
    actives_.push_back({id});
    if (!cx.isUp(id)) silence(cx, id);
}

void LoadBalancer::forget(Context cx, ComponentId id)
{
    cx.setStandIn(id, nothing);
    std::erase_if(actives_, [id](const Active& active) { return active.id == id; });
}

/// The active one has fallen silent, or this one begins to listen while it is.
void LoadBalancer::silence(Context cx, ComponentId id)
{
    active(id)->silentSince = cx.now();
    if (cx.isUp(cx.self())) checkSilence(cx, id);
}

void LoadBalancer::checkSilence(Context cx, ComponentId id)
{
    Active* const silent = active(id);
    if (!silent || silent->replaced || cx.isUp(id)) return;
    const SimTime due = silent->silentSince + params.takeover;
    if (cx.now() < due) cx.after(due - cx.now(), takeoverTag, id);
    else takeOver(cx, *silent);
}

void LoadBalancer::takeOver(Context cx, Active& active)
{
    active.replaced = true;
    takeSessionsOf(cx.peer<LoadBalancer>(active.id));
    cx.setStandIn(active.id, cx.self());
    cx.incident(Incident::Level::Warning, "takes over the address of " + cx.name(active.id));
}

/// The active one is up again.
void LoadBalancer::hear(Context cx, ComponentId id)
{
    Active& heard = *active(id);
    cx.setStandIn(id, nothing);
    if (heard.replaced) cx.peer<LoadBalancer>(id).takeSessionsOf(*this);
    heard.replaced = false;
}

/// This one is down.
void LoadBalancer::standDown(Context cx)
{
    for (Active& active : actives_) {
        active.replaced = false;
        cx.setStandIn(active.id, nothing);
    }
}

/// This one is up again.
void LoadBalancer::listenAgain(Context cx)
{
    for (std::size_t i = 0; i < actives_.size(); ++i)
        if (!cx.isUp(actives_[i].id)) silence(cx, actives_[i].id);
}

/// Users show the same cookies to both of a pair.
void LoadBalancer::takeSessionsOf(const LoadBalancer& other)
{
    sessions_ = other.sessions_;
    limitSessions();
}

} // namespace scalelab
