// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/users/users.h"

#include <algorithm>

namespace scalelab {

void Users::beginVisit(Context cx, std::uint32_t user, bool closed)
{
    Visit visit;
    visit.user = user;
    visit.closed = closed;
    visit.known = closed || params.population;
    if (params.sessionLength == SessionLength::Constant) visit.left = static_cast<std::uint32_t>(params.sessionRequests + 0.5);
    takeTurn(cx, visits_.take(visit));
}

/// A request of a log is a visit by itself.
void Users::replay(Context cx, const LoggedRequest& logged)
{
    Visit visit;
    visit.user = logged.user;
    visit.left = 1;
    visit.key = logged.key;
    visit.bytes = logged.bytes;
    visit.requestClass = logged.requestClass;
    visit.replayed = visit.known = true;
    takeTurn(cx, visits_.take(visit));
}

/// The user's next request, after a login if that is needed.
void Users::takeTurn(Context cx, VisitId id)
{
    const Visit visit = visits_[id];
    if (visit.closed && visit.user >= wanted_) return endVisit(cx, id);
    if (!params.login || isLoggedIn(visit)) return askOwn(cx, id);
    askOnVisit(cx, id, RequestClass::Login, visit.user, visitorLoggingIn);
}

void Users::askOwn(Context cx, VisitId id)
{
    const Visit visit = visits_[id];
    if (visit.replayed) return askOnVisit(cx, id, visit.requestClass, visit.key, visitor);
    const RequestClass requestClass = params.mix.sample(classStream_);
    askOnVisit(cx, id, requestClass, drawKey(cx), visitor);
}

/// The login that comes before the user's own request has ended.
void Users::loggedIn(Context cx, VisitId id, Cause cause)
{
    if (cause != Cause::None) return endTurn(cx, id);
    setLoggedIn(id, true);
    ++logins_;
    askOwn(cx, id);
}

/// The user's own request has ended.
void Users::answered(Context cx, VisitId id, RequestClass requestClass, Cause cause)
{
    if (cause == Cause::None && requestClass == RequestClass::Login) {
        setLoggedIn(id, true);
        ++logins_;
    } else if (cause == Cause::SessionLost && isLoggedIn(visits_[id])) {
        setLoggedIn(id, false);
        ++logouts_;
    }
    endTurn(cx, id);
}

/// The next request follows after a think time, unless this was the last one. A number of requests that is not fixed ends with the same
/// probability after each, which makes it geometric.
void Users::endTurn(Context cx, VisitId id)
{
    const bool isFixed = visits_[id].left > 0;
    const bool isLast = isFixed ? --visits_.edit(id).left == 0 : params.sessionRequests <= 1 || visitStream_.uniform() * params.sessionRequests < 1;
    if (isLast) endVisit(cx, id);
    else cx.after(params.think.sampleTime(visitStream_), visitTag, id);
}

void Users::endVisit(Context cx, VisitId id)
{
    const Visit visit = visits_[id];
    strangersLoggedIn_ -= visit.loggedIn;
    visits_.release(id);
    if (visit.closed) rest(cx, visit.user);
}

void Users::setLoggedIn(VisitId id, bool in)
{
    const Visit& visit = visits_[id];
    if (visit.known) {
        if (in) loggedIn_.add(visit.user);
        else loggedIn_.remove(visit.user);
    } else if (visit.loggedIn != in) {
        visits_.edit(id).loggedIn = in;
        in ? ++strangersLoggedIn_ : --strangersLoggedIn_;
    }
}

} // namespace scalelab
