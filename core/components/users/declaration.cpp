// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/users/params.h"

namespace scalelab {

namespace {

using Params = UsersParams;

void declareWorkload(DeclBuilder<Params>& kind)
{
    kind.param("arrivals", &Params::arrivals).label("Arrivals").live().typical("poisson(100/s)")
        .help("Open: poisson(rate), constant(rate), onoff(rate, on=, off=) with phases of fixed or random length, daily(low, high, period=) with its low at the "
              "start, ramp(from, to, over=), spike(base, peak, at=, for=), steps(rate, time, rate, ...), trace(file) of an access log (Common or Combined Log "
              "Format, replayed request by request) or of rates (.csv with time and rate in each row). Time counts from the start, files are named from the "
              "scene's folder. Closed: closed(users=, think=), each user waits for the answer and thinks before the next request.");
    kind.param("mix", &Params::mix).label("Mix").live().help("Shares of read, write, static, login, job and join among the requests; a log has its own.");
    kind.param("keys", &Params::keys).label("Keys").live().typical("zipf(1000000, 0.9)")
        .help("Which data requests are about: uniform(n), zipf(n, s) with key 0 the most popular, hotset(n, share=, traffic=, shift=) where a share of the keys "
              "gets most of the traffic and moves on by its size after each shift, celebrity(n, keys=, traffic=, s=) with a few hot keys beside a Zipf rest, "
              "sequential(n); a log has its own.")
        .source("Web requests follow Zipf's law with s from 0.64 to 0.83 (Breslau et al., INFOCOM 1999); social key-value traffic is steeper.");
    kind.param("size", &Params::size).label("Size").live()
        .help("Bytes that a request brings (write, job) or asks for (all others): a size or a distribution of sizes, for all or by class. A key keeps its size.");
}

void declarePeople(DeclBuilder<Params>& kind)
{
    kind.param("population", &Params::population).label("Population").range(1, 1e9)
        .help("How many different users open arrivals come from, each as likely; none: every visit is a new user's. A closed population and a log have their own.");
    kind.param("session-requests", &Params::sessionRequests).label("Requests per session").range(1, 1e6).live()
        .help("Mean number of requests in a session; above 1, arrivals are those of sessions.");
    kind.param("session-length", &Params::sessionLength).label("Session length").live().help("How the number of requests in a session varies.")
        .choice(SessionLength::Geometric, "geometric", "Geometric", "After each request the session is over with the same probability.")
        .choice(SessionLength::Constant, "constant", "Constant", "Every session has the mean number, rounded.");
    kind.param("think", &Params::think).label("Think time").live().help("From an answer to the next request of the same session.");
    kind.param("login", &Params::login).label("Login").live()
        .help("A user without a session of the site sends a login request first. Users of a population, closed or not, stay logged in from session to session, until "
              "a server says that it has lost theirs; others log in once in each session.");
}

void declarePatience(DeclBuilder<Params>& kind)
{
    kind.param("timeout", &Params::timeout).label("Time-out").range(1e-9, 1e9).live()
        .help("A user gives up on an attempt after this time; the work it caused goes on.");
    kind.param("deadline", &Params::deadline).label("Deadline").range(1e-9, 1e9)
        .help("A request that has no answer this long after its birth fails as timed out, whatever retries are left.");
    kind.param("retries", &Params::retries).label("Retries").range(0, 1000).live().help("Further attempts after a failed or timed-out one; a lost session is not retried.");
    kind.param("backoff", &Params::backoff).label("Back-off").range(0, 1e6).live()
        .help("Wait before the first retry; doubles with each further one.")
        .source("Exponential back-off from 100 ms is the default of common client libraries (AWS SDK, gRPC: 100 ms to 1 s).");
    kind.param("jitter", &Params::jitter).label("Jitter").as(Quantity::Share).range(0, 1).live()
        .help("Random part of the back-off: each wait is shortened by up to this share.");
    kind.param("retry-budget", &Params::retryBudget).label("Retry budget").as(Quantity::Share).range(0, 1).live()
        .help("Retries are at most this share of first attempts, and ten more after a calm time; a request whose retry the budget refuses fails. None: no limit.")
        .source("Finagle's RetryBudget allows 20%; gRPC's retry throttling saves up 10 tokens.");
    kind.param("fallback", &Params::fallback).label("Fall-back").live()
        .help("An attempt that fails at one site is repeated at once at another before it counts as failed; an asset that a content delivery network does not "
              "deliver is asked from the site.");
    kind.param("objectives", &Params::objectives).label("Objectives").live()
        .help("Which share of the requests of a class is to be answered within which time; later ones count as slow, and the rest of the share is the error budget.");
}

} // namespace

void declareUsers(DeclBuilder<Params>& kind)
{
    kind.name("Users").category("Clients").searchWords({"browser", "mobile app", "client", "traffic", "load", "web browser", "session", "access log", "slo"}).verb("surge").verb("retry-storm");
    kind.help("People with a browser or an app, the source of all traffic.");
    kind.models("Open arrivals (Poisson, constant, bursts, daily curve, ramp, spike, steps, replay of a log or of rates) or a closed population; sessions of several "
                "requests with think times; logins, and logins anew after a lost session; a mix of request classes with key popularity and sizes; name "
                "resolution cached for its time to live, for all but assets from a content delivery network; time-outs, deadlines, retries with exponential "
                "back-off and a budget, fall-back to another site; objectives by class. A private address is refused.");
    kind.leavesOut("Rendering time in the browser, connection set-up, parallel downloads. All users of one component share one name cache.");
    kind.port({"resolver", "Resolver", "Name servers asked for the site's address.", {"dns"}, SIZE_MAX, "", ""});
    kind.port({"cdn", "Content delivery network", "Where requests for assets go, and all others if there is no site beside it; several are used in turn.", {"cdn"}, SIZE_MAX, "", ""});
    kind.port({"site", "Site", "Where requests go; several are used in turn.", {"http"}, SIZE_MAX, "", ""});
    declareWorkload(kind);
    declarePeople(kind);
    declarePatience(kind);
    kind.param("scale", &Params::scale).label("Traffic").range(0, 1e6).live().help("Multiplies the arrival rate or the number of closed users.");
    kind.measure("sessions", "Sessions", Quantity::Integer, "Sessions going on now, if they are modelled: with a login, several requests or a log.");
    kind.measure("logged_in", "Logged in", Quantity::Integer, "Users logged in now, as far as they know.");
    kind.measure("logins", "Logins", Quantity::Integer, "Logins that succeeded.");
    kind.measure("logouts", "Logouts", Quantity::Integer, "Logins lost because a server did not know the session any more.");
    kind.measure("fallbacks", "Fall-backs", Quantity::Integer, "Attempts repeated at another site at once.");
    kind.measure("refused_retries", "Refused retries", Quantity::Integer, "Retries that the budget did not allow.");
}

} // namespace scalelab
