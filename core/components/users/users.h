// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/arrival_clock.h"
#include "components/users/class_measures.h"
#include "components/users/deadlines.h"
#include "components/users/errand.h"
#include "components/users/params.h"
#include "components/users/visit_table.h"
#include "engine/context.h"
#include "mechanisms/number_set.h"
#include "engine/retry_budget.h"
#include "mechanisms/target_ring.h"

#include <string_view>
#include <vector>

namespace scalelab {

/// People with a browser or an app: the source of all traffic.
class Users {
public:
    static constexpr bool isSource = true;

    using Params = UsersParams;
    Params params;

    void start(Context cx);
    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle);
    void onReply(Context cx, CallId id);
    void onTimeout(Context cx, CallId id);
    void onCrash(Context cx);
    void onChanged(Context cx, std::string_view param);
    void onFault(Context cx, std::string_view verb, double argument);
    void onConnect(Context cx, std::uint32_t port, WireId wire);
    void onDisconnect(Context cx, std::uint32_t port, WireId wire);
    void onRestartMeasures(Context cx);
    void report(const Simulation& simulation, ComponentId self, Reporter& reporter) const;

    static constexpr std::uint32_t resolverPort = 0, cdnPort = 1, sitePort = 2;

private:
    enum Tag : std::uint8_t { arrivalTag, thinkTag, retryTag, visitTag, deadlineTag };

    /// What Request::note says: who asks, and what has become of it.
    enum Note : std::uint8_t { newcomer, closedUser, visitor, visitorLoggingIn, originMask = 3, hasErrand = 4, fellBack = 8 };

    // Requests (users.cpp)
    void configure(Context cx);
    void startTraffic(Context cx);
    void scheduleArrival(Context cx);
    void arrive(Context cx);
    void arriveToVisit(Context cx, bool isRequest);
    void retry(Context cx, RequestId request);
    void think(Context cx, std::uint32_t user);
    void comeBack(Context cx, std::uint32_t user);
    void rest(Context cx, std::uint32_t user);
    [[nodiscard]] std::uint32_t drawUser();
    [[nodiscard]] std::uint64_t drawKey(Context cx) { return params.keys.sample(keyStream_, keysDrawn_++, cx.now() - started_); }
    void ask(Context cx, std::uint32_t user, Note origin);
    [[nodiscard]] RequestId make(Context cx, RequestClass requestClass, std::uint64_t key, std::uint32_t user, Note origin);
    void askOnVisit(Context cx, VisitId visit, RequestClass requestClass, std::uint64_t key, Note origin);
    void addErrand(Context cx, RequestId request, VisitId visit);
    void attempt(Context cx, RequestId request, RequestClass requestClass);
    /// A delivery network without a site beside it stands for the site.
    [[nodiscard]] TargetRing& sites() { return sites_.empty() ? cdns_ : sites_; }
    [[nodiscard]] WireId nextSite(Context cx);
    void askSite(Context cx, RequestId request, RequestClass requestClass);
    void contact(Context cx, RequestId request, ComponentId address);
    void send(Context cx, RequestId request, WireId wire, Operation operation);
    void attemptFailed(Context cx, RequestId request, WireId wire, Cause cause);
    bool fallBack(Context cx, RequestId request, WireId failed);
    void retryOr(Context cx, RequestId request, Cause cause);
    void conclude(Context cx, RequestId request, Cause cause, std::uint8_t marks);
    [[nodiscard]] std::uint8_t settle(Context cx, RequestId request, Cause cause);
    void armDeadline(Context cx);
    void expire(Context cx);
    void count(Context cx, const Request& request, Cause cause, bool isSlow);
    [[nodiscard]] bool needsClasses() const;
    /// Of the authored traffic, spikes included.
    [[nodiscard]] double scale() const { return params.scale * surge_; }

    // Visits (visits.cpp)
    void beginVisit(Context cx, std::uint32_t user, bool closed);
    void replay(Context cx, const LoggedRequest& logged);
    void takeTurn(Context cx, VisitId id);
    void askOwn(Context cx, VisitId id);
    void loggedIn(Context cx, VisitId id, Cause cause);
    void answered(Context cx, VisitId id, RequestClass requestClass, Cause cause);
    void endTurn(Context cx, VisitId id);
    void endVisit(Context cx, VisitId id);
    [[nodiscard]] bool isLoggedIn(const Visit& visit) const { return visit.known ? loggedIn_.contains(visit.user) : visit.loggedIn; }
    void setLoggedIn(VisitId id, bool in);

    // What was configured, for short cuts
    bool makesVisits_ = false;     ///< Requests belong to visits, or come from a log.
    bool makesErrands_ = false;    ///< Requests have something that the engine does not keep.
    bool countsClasses_ = false;   ///< Measures each class of its own.
    RequestClass onlyClass_ = RequestClass::Read; ///< While it does not, the class of all requests so far.

    Rng arrivalStream_, classStream_, keyStream_, retryStream_, userStream_, visitStream_;
    ArrivalClock arrivalClock_;
    std::uint32_t clock_ = 0;
    double surge_ = 1;               ///< A traffic spike multiplies everything.
    std::int64_t stormRetries_ = 0;  ///< In a retry storm, so many retries at once.
    SimTime started_;
    std::uint64_t keysDrawn_ = 0;
    std::uint32_t nextUser_ = 0;   ///< The next newcomer.
    TargetRing resolvers_, sites_, cdns_;
    ComponentId answer_ = nothing; ///< What the name server said last.
    SimTime answerHolds_;

    NumberSet present_;            ///< Closed users there are now ...
    std::uint32_t wanted_ = 0;     ///< ... of whom those below this number stay.
    NumberSet loggedIn_;           ///< Known users who are logged in, as far as they know.
    std::uint32_t strangersLoggedIn_ = 0;
    VisitTable visits_;

    std::vector<Errand> errands_;  ///< By request; as many as the engine has slots at most.
    Deadlines deadlines_;
    std::uint32_t deadlineClock_ = nothing;
    bool deadlineArmed_ = false;
    RetryBudget budget_;

    SimTime measuredFrom_;
    ClassMeasures classes_;
    std::uint64_t logins_ = 0, logouts_ = 0, fallbacks_ = 0, refusedRetries_ = 0;
};

} // namespace scalelab
