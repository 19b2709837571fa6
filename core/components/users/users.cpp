// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/users/users.h"

#include "engine/catalog.h"

#include <algorithm>
#include <tuple>

namespace scalelab {

namespace {

constexpr double mostSavedRetries = 10;
constexpr auto any = [](WireId) { return true; };

} // namespace

inline void Users::scheduleArrival(Context cx)
{
    const SimTime at = arrivalClock_.next(params.arrivals, cx.now(), arrivalStream_);
    if (at < SimTime::never()) cx.setClock(clock_, at, arrivalTag);
}

inline std::uint32_t Users::drawUser()
{
    if (!params.population) [[likely]] return nextUser_++;
    return static_cast<std::uint32_t>(userStream_.below(static_cast<std::uint64_t>(*params.population)));
}

inline RequestId Users::make(Context cx, RequestClass requestClass, std::uint64_t key, std::uint32_t user, Note origin)
{
    const RequestId request = cx.newRequest(requestClass, key, origin);
    cx.request(request).user = user;
    return request;
}

inline void Users::send(Context cx, RequestId request, WireId wire, Operation operation)
{
    if (wire == nothing) return retryOr(cx, request, Cause::NoRoute);
    const ComponentId target = cx.wire(wire).to;
    if (cx.node(target).privateAddress) {
        cx.blame(target, Cause::PrivateAddress, request);
        return attemptFailed(cx, request, wire, Cause::PrivateAddress);
    }
    if ((cx.request(request).note & hasErrand) != 0) [[unlikely]] errands_[request].asked = target;
    const CallId call = cx.newCall(request, nothing, wire, operation);
    if (params.timeout) cx.giveUpAfter(call, *params.timeout);
    cx.send(call);
}

/// Calls the site at the address that a name server gave; a name server without records leaves the choice to the client.
inline void Users::contact(Context cx, RequestId request, ComponentId address)
{
    const auto isThere = [&](WireId candidate) { return address == nothing || cx.wire(candidate).to == address; };
    WireId wire = sites().next(isThere);
    if (wire == nothing) wire = cdns_.next(isThere);
    send(cx, request, wire, operationOf(cx.request(request).requestClass));
}

/// The next site in turn that is not switched off, if there is one.
inline WireId Users::nextSite(Context cx)
{
    const WireId site = sites().next([&](WireId wire) { return cx.node(cx.wire(wire).to).health != Health::Off; });
    return site != nothing ? site : sites().next(any);
}

inline void Users::askSite(Context cx, RequestId request, RequestClass requestClass)
{
    if (resolvers_.empty()) return send(cx, request, nextSite(cx), operationOf(requestClass));
    if (cx.now() < answerHolds_) return contact(cx, request, answer_);
    send(cx, request, resolvers_.next(any), Operation::Resolve);
}

/// Assets come from a content delivery network if there is one, everything else from the site.
inline void Users::attempt(Context cx, RequestId request, RequestClass requestClass)
{
    if (requestClass == RequestClass::Static && !cdns_.empty()) return send(cx, request, cdns_.next(any), Operation::Static);
    askSite(cx, request, requestClass);
}

inline void Users::ask(Context cx, std::uint32_t user, Note origin)
{
    const RequestClass requestClass = params.mix.sample(classStream_);
    const RequestId request = make(cx, requestClass, drawKey(cx), user, origin);
    if (makesErrands_) [[unlikely]] addErrand(cx, request, nothing);
    attempt(cx, request, requestClass);
}

inline void Users::conclude(Context cx, RequestId request, Cause cause, std::uint8_t marks)
{
    const auto [note, user, requestClass] = [](const Request& r) { return std::tuple(r.note, r.user, r.requestClass); }(cx.request(request));
    if (countsClasses_ || (note & hasErrand) != 0) [[unlikely]] marks |= settle(cx, request, cause);
    const VisitId visit = (note & originMask) >= visitor ? errands_[request].visit : nothing;
    cx.conclude(request, cause, marks);
    switch (note & originMask) {
    case newcomer: return;
    case closedUser: return rest(cx, user);
    case visitor: return answered(cx, visit, requestClass, cause);
    default: return loggedIn(cx, visit, cause);
    }
}

inline void Users::arrive(Context cx)
{
    const bool isRequest = arrivalClock_.isRequest(params.arrivals);
    if (makesVisits_) [[unlikely]] return arriveToVisit(cx, isRequest);
    scheduleArrival(cx);
    if (isRequest) [[likely]] ask(cx, drawUser(), newcomer);
}

void Users::arriveToVisit(Context cx, bool isRequest)
{
    const LoggedRequest* logged = isRequest && params.arrivals.log ? &arrivalClock_.takeLogged(params.arrivals) : nullptr;
    scheduleArrival(cx);
    if (logged) replay(cx, *logged);
    else if (isRequest) beginVisit(cx, drawUser(), false);
}

void Users::start(Context cx)
{
    arrivalStream_ = cx.stream("arrivals");
    classStream_ = cx.stream("classes");
    keyStream_ = cx.stream("keys");
    retryStream_ = cx.stream("retries");
    userStream_ = cx.stream("users");
    visitStream_ = cx.stream("visits");
    clock_ = cx.addClock();
    started_ = cx.now();
    onlyClass_ = params.mix.last;
    configure(cx);
    arrivalClock_.start(params.arrivals, scale(), cx.now(), cx.stream("phases"));
    startTraffic(cx);
}

void Users::configure(Context cx)
{
    makesVisits_ = params.login || params.sessionRequests > 1 || params.arrivals.log;
    makesErrands_ = params.deadline || params.fallback || params.retryBudget || !params.size.areZero();
    budget_.configure(params.retryBudget.value_or(0), mostSavedRetries);
    if (countsClasses_ || !needsClasses()) return;
    countsClasses_ = true;
    ClassCounts& soFar = classes_[static_cast<std::size_t>(onlyClass_)];
    soFar.latency = cx.measures().sojourn;
    soFar.failed = cx.measures().failed;
}

/// Whether requests of more than one class may have come, or an objective is to be judged.
bool Users::needsClasses() const
{
    return !params.mix.single || params.mix.last != onlyClass_ || params.login || params.arrivals.log || !params.objectives.empty();
}

void Users::onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
{
    switch (tag) {
    case arrivalTag: return arrive(cx);
    case thinkTag: return comeBack(cx, handle);
    case visitTag: return takeTurn(cx, handle);
    case deadlineTag: return expire(cx);
    default: return retry(cx, handle);
    }
}

void Users::retry(Context cx, RequestId id)
{
    cx.countRetry(id);
    Request& request = cx.request(id);
    request.note &= static_cast<std::uint8_t>(~fellBack);
    attempt(cx, id, request.requestClass);
}

void Users::onReply(Context cx, CallId id)
{
    const Call& reply = cx.call(id);
    const RequestId request = reply.request;
    const bool isAddress = reply.operation == Operation::Resolve;
    if (isAddress && reply.cause == Cause::None) {
        answer_ = reply.origin;
        answerHolds_ = cx.now() + SimTime{static_cast<std::int64_t>(reply.version)};
    }
    if (cx.request(request).concluded) return; // its time was up
    if (reply.cause == Cause::None && !isAddress) [[likely]] conclude(cx, request, Cause::None, reply.marks);
    else if (reply.cause == Cause::None) contact(cx, request, answer_);
    else if (isAddress) retryOr(cx, request, Cause::NameUnknown);
    else attemptFailed(cx, request, reply.wire, reply.cause);
}

void Users::onTimeout(Context cx, CallId id)
{
    const Call& late = cx.call(id);
    if (cx.request(late.request).concluded) return;
    cx.blame(late.callee, Cause::TimedOut, late.request);
    if (late.operation == Operation::Resolve) retryOr(cx, late.request, Cause::TimedOut);
    else attemptFailed(cx, late.request, late.wire, Cause::TimedOut);
}

/// Users cannot fail, only be removed.
void Users::onCrash(Context cx)
{
    cx.clearClock(clock_);
    if (deadlineClock_ != nothing) cx.clearClock(deadlineClock_);
    wanted_ = 0;
    present_.clear();
    visits_.clear();
    deadlines_.clear();
}

void Users::onChanged(Context cx, std::string_view param)
{
    configure(cx);
    if (param != "arrivals" && param != "scale") return;
    if (param == "arrivals") arrivalClock_.start(params.arrivals, scale(), cx.now(), cx.stream("phases"));
    else arrivalClock_.rescale(params.arrivals, scale(), cx.now());
    startTraffic(cx);
}

void Users::onFault(Context cx, std::string_view verb, double argument)
{
    if (verb == "retry-storm") {
        stormRetries_ = static_cast<std::int64_t>(argument);
        return;
    }
    surge_ = argument;
    arrivalClock_.rescale(params.arrivals, scale(), cx.now());
    startTraffic(cx);
}

void Users::onConnect(Context, std::uint32_t port, WireId wire) { (port == resolverPort ? resolvers_ : port == cdnPort ? cdns_ : sites_).add(wire); }
void Users::onDisconnect(Context, std::uint32_t port, WireId wire) { (port == resolverPort ? resolvers_ : port == cdnPort ? cdns_ : sites_).remove(wire); }

/// Open arrivals go on from now; a closed population grows at once, or shrinks as its last users come to the end of a request or think time.
void Users::startTraffic(Context cx)
{
    const bool closed = params.arrivals.process == Arrivals::Process::Closed;
    cx.clearClock(clock_);
    wanted_ = closed ? static_cast<std::uint32_t>(std::min(static_cast<double>(params.arrivals.users) * scale() + 0.5, 4e9)) : 0;
    for (std::uint32_t user = 0; user < wanted_; ++user)
        if (present_.add(user)) think(cx, user);
    scheduleArrival(cx);
}

void Users::think(Context cx, std::uint32_t user) { cx.after(params.arrivals.think.sampleTime(arrivalStream_), thinkTag, user); }

/// A closed user has thought.
void Users::comeBack(Context cx, std::uint32_t user)
{
    if (user >= wanted_) present_.remove(user);
    else if (makesVisits_) beginVisit(cx, user, true);
    else ask(cx, user, closedUser);
}

/// A closed user has come to the end of a request or visit.
void Users::rest(Context cx, std::uint32_t user)
{
    if (user >= wanted_) present_.remove(user);
    else think(cx, user);
}

void Users::addErrand(Context cx, RequestId id, VisitId visit)
{
    if (errands_.size() <= id) errands_.resize(id + 1);
    errands_[id] = {};
    errands_[id].visit = visit;
    Request& request = cx.request(id);
    request.note |= hasErrand;
    request.bytes = params.size.sizeOf(request.requestClass, request.key);
    if (params.retryBudget) budget_.countFirstAttempt();
    if (!params.deadline) return;
    request.deadline = cx.now() + *params.deadline;
    deadlines_.add(errands_, id);
    armDeadline(cx);
}

void Users::askOnVisit(Context cx, VisitId id, RequestClass requestClass, std::uint64_t key, Note origin)
{
    const Visit visit = visits_[id];
    const RequestId request = make(cx, requestClass, key, visit.user, origin);
    addErrand(cx, request, id);
    if (visit.replayed && origin == visitor) cx.request(request).bytes = visit.bytes;
    attempt(cx, request, requestClass);
}

void Users::attemptFailed(Context cx, RequestId request, WireId wire, Cause cause)
{
    if (params.fallback && cause != Cause::SessionLost && fallBack(cx, request, wire)) return;
    retryOr(cx, request, cause);
}

/// Repeats the attempt at another site, once: an asset that its network does not deliver is asked from the site itself.
bool Users::fallBack(Context cx, RequestId id, WireId failed)
{
    const Request& request = cx.request(id);
    if ((request.note & hasErrand) == 0 || (request.note & fellBack) != 0) return false;
    const bool toSite = cx.wire(failed).port == cdnPort && !sites_.empty();
    TargetRing& others = cx.wire(failed).port == cdnPort ? cdns_ : sites_;
    const WireId other = toSite ? nothing : others.next([&](WireId wire) { return wire != failed; });
    if (!toSite && other == nothing) return false;
    ++fallbacks_;
    ++errands_[id].fallbacks;
    cx.countRetry(id);
    cx.request(id).note |= fellBack;
    const RequestClass requestClass = request.requestClass;
    if (toSite) askSite(cx, id, requestClass);
    else send(cx, id, other, operationOf(requestClass));
    return true;
}

void Users::retryOr(Context cx, RequestId id, Cause cause)
{
    const Request& request = cx.request(id);
    const bool errand = (request.note & hasErrand) != 0;
    const auto attempts = static_cast<std::int64_t>(request.attempts - (errand ? errands_[id].fallbacks : 0));
    if (attempts > std::max(params.retries, stormRetries_) || cause == Cause::SessionLost) return conclude(cx, id, cause, 0);
    const double doublings = static_cast<double>(1ull << std::min<std::int64_t>(attempts - 1, 30));
    const double spread = params.jitter == 0 ? 1 : 1 - params.jitter * retryStream_.uniform();
    const SimTime wait = stormRetries_ > 0 ? SimTime{} : SimTime::fromSeconds(params.backoff.seconds() * doublings * spread);
    if (errand) errands_[id].asked = nothing;
    if (request.deadline < SimTime::never() && request.deadline - cx.now() <= wait) return; // its time is up before
    if (params.retryBudget && !budget_.allowsRetry()) {
        ++refusedRetries_;
        return conclude(cx, id, cause, 0);
    }
    cx.after(wait, retryTag, id);
}

/// Takes leave of a request that ends now; returns its further marks.
std::uint8_t Users::settle(Context cx, RequestId id, Cause cause)
{
    const Request& request = cx.request(id);
    if (request.deadline < SimTime::never()) deadlines_.remove(errands_, id);
    const bool isSlow = cause == Cause::None && params.objectives.isSlow(request.requestClass, cx.now() - request.born);
    if (countsClasses_ && request.born >= measuredFrom_) count(cx, request, cause, isSlow);
    return isSlow ? mark::slow : 0;
}

void Users::count(Context cx, const Request& request, Cause cause, bool isSlow)
{
    ClassCounts& counts = classes_[static_cast<std::size_t>(request.requestClass)];
    counts.slow += isSlow;
    if (cause == Cause::None) counts.latency.add(cx.now() - request.born);
    else ++counts.failed;
}

/// The clock is set to a time that is not later than the first deadline.
void Users::armDeadline(Context cx)
{
    if (deadlineArmed_ || deadlines_.first() == nothing) return;
    if (deadlineClock_ == nothing) deadlineClock_ = cx.addClock();
    cx.setClock(deadlineClock_, cx.request(deadlines_.first()).deadline, deadlineTag);
    deadlineArmed_ = true;
}

void Users::expire(Context cx)
{
    deadlineArmed_ = false;
    for (RequestId id = deadlines_.first(); id != nothing && cx.request(id).deadline <= cx.now(); id = deadlines_.first()) {
        if (const ComponentId late = errands_[id].asked; late != nothing) cx.blame(late, Cause::TimedOut, id);
        conclude(cx, id, Cause::TimedOut, 0);
    }
    armDeadline(cx);
}

void Users::onRestartMeasures(Context cx)
{
    measuredFrom_ = cx.now();
    classes_ = {};
    onlyClass_ = params.mix.last;
    countsClasses_ = needsClasses();
    logins_ = logouts_ = fallbacks_ = refusedRetries_ = 0;
}

void Users::report(const Simulation& simulation, ComponentId self, Reporter& reporter) const
{
    reporter.value("sessions", visits_.used());
    reporter.value("logged_in", static_cast<double>(loggedIn_.size() + strangersLoggedIn_));
    reporter.value("logins", static_cast<double>(logins_));
    reporter.value("logouts", static_cast<double>(logouts_));
    reporter.value("fallbacks", static_cast<double>(fallbacks_));
    reporter.value("refused_retries", static_cast<double>(refusedRetries_));
    ClassCounts only;
    only.latency = simulation.measures(self).sojourn;
    only.failed = simulation.measures(self).failed;
    for (std::size_t i = 0; i < requestClassCount; ++i) {
        const auto requestClass = static_cast<RequestClass>(i);
        const ClassCounts& counts = !countsClasses_ && requestClass == onlyClass_ ? only : classes_[i];
        const auto& objective = params.objectives.byClass[i];
        if (counts.concluded() > 0 || params.mix.shares[i] > 0 || objective) reportClass(requestClass, counts, objective, reporter);
    }
}

void describe_users(Catalog& catalog)
{
    auto kind = catalog.add<Users>("users");
    declareUsers(kind);
    declareClassMeasures(catalog.registry.kinds.back());
}

} // namespace scalelab
