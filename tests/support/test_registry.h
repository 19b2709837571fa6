// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/builder.h"

#include <optional>
#include <string>

/// A few kinds of component for tests that need declarations but no behaviour.
namespace scalelab::test {

struct UsersParams {
    Arrivals arrivals;
    Mix mix;
    KeyPopularity keys;
    std::optional<SimTime> timeout;
    std::int64_t retries = 0;
    double traffic = 1;
};

struct BalancerParams {
    enum class Algorithm { RoundRobin, Random };
    Algorithm algorithm = Algorithm::RoundRobin;
};

struct ServerParams {
    std::int64_t workers = 1;
    std::optional<std::int64_t> queue;
    Distribution service;
    double errors = 0;
    bool sticky = false;
    SimTime session;
};

struct DatabaseParams {
    enum class Role { Master, Replica };
    Role role = Role::Master;
    std::int64_t connections = 1;
    double disk = 0;
    double logRate = 0;
    std::optional<Capacity> room;
};

struct DnsParams {};
struct ZoneParams { std::string place; };
struct LinkParams { SimTime latency; };

inline KindDecl usersKind()
{
    KindDecl kind{.id = "users"};
    DeclBuilder<UsersParams> b(kind);
    b.name("Users").category("Traffic").help("People who send requests.").models("Arrivals.").leavesOut("Moods.");
    b.param("arrivals", &UsersParams::arrivals).label("Arrivals").help("When requests come.").typical("poisson(200/s)").source("A quiet shop.").live();
    b.param("mix", &UsersParams::mix).help("Shares of reads and writes.");
    b.param("keys", &UsersParams::keys).help("What is asked for.");
    b.param("timeout", &UsersParams::timeout).help("How long they wait.").min(0.001);
    b.param("retries", &UsersParams::retries).range(0, 10);
    b.param("traffic", &UsersParams::traffic).range(0, 100).live();
    b.port({.id = "target", .label = "Target", .accepts = {"http", "dns"}, .most = 2});
    b.measure("throughput", "Throughput", Quantity::Rate, "Completed requests over time.");
    return kind;
}

inline KindDecl balancerKind()
{
    using Algorithm = BalancerParams::Algorithm;
    KindDecl kind{.id = "load-balancer"};
    DeclBuilder<BalancerParams> b(kind);
    b.name("Load balancer").category("Traffic").provides("http");
    b.param("algorithm", &BalancerParams::algorithm)
        .choice(Algorithm::RoundRobin, "round-robin", "Round robin", "One after another.")
        .choice(Algorithm::Random, "random", "Random", "Any | by chance.")
        .live();
    b.port({.id = "servers", .label = "Servers", .accepts = {"http"}});
    return kind;
}

inline KindDecl serverKind()
{
    KindDecl kind{.id = "web-server"};
    DeclBuilder<ServerParams> b(kind);
    b.name("Web server").category("Servers").provides("http");
    b.param("workers", &ServerParams::workers).label("Workers").help("Requests served at once.").min(1).live();
    b.param("queue", &ServerParams::queue).min(0).live();
    b.param("service", &ServerParams::service);
    b.param("errors", &ServerParams::errors).as(Quantity::Share).range(0, 1).live();
    b.param("sticky", &ServerParams::sticky);
    b.param("session", &ServerParams::session).onlyWhen("sticky", "true");
    b.port({.id = "data", .label = "Data", .accepts = {"sql"}, .most = 1});
    b.measure("wait_s.mean", "Wait", Quantity::Duration, "Mean time in the queue.");
    return kind;
}

inline KindDecl databaseKind()
{
    using Role = DatabaseParams::Role;
    KindDecl kind{.id = "database"};
    DeclBuilder<DatabaseParams> b(kind);
    b.name("Database").category("Data").provides("sql").provides("log", "role", "replica");
    b.param("role", &DatabaseParams::role)
        .choice(Role::Master, "master", "Master", "Takes writes.")
        .choice(Role::Replica, "replica", "Replica", "Follows a master.");
    b.param("connections", &DatabaseParams::connections).min(1);
    b.param("disk", &DatabaseParams::disk).as(Quantity::Bytes).min(0);
    b.param("room", &DatabaseParams::room).range(1, 1e6);
    b.param("log-rate", &DatabaseParams::logRate).as(Quantity::Rate).min(0).onlyWhen("role", "master");
    b.port({.id = "replicas", .label = "Replicas", .accepts = {"log"}, .onlyWhenParam = "role", .onlyWhenValue = "master"});
    return kind;
}

inline KindDecl dnsKind()
{
    KindDecl kind{.id = "dns"};
    DeclBuilder<DnsParams>(kind).name("DNS").category("Traffic").provides("dns");
    return kind;
}

inline Registry testRegistry()
{
    Registry registry;
    registry.kinds = {usersKind(), dnsKind(), balancerKind(), serverKind(), databaseKind()};
    KindDecl zone{.id = "data-center"};
    DeclBuilder<ZoneParams> zoneBuilder(zone);
    zoneBuilder.name("Data center").param("place", &ZoneParams::place);
    registry.zoneKinds = {zone};
    DeclBuilder<LinkParams> linkBuilder(registry.link);
    linkBuilder.param("latency", &LinkParams::latency).help("One way.").min(0);
    for (const char* verb : {"crash", "recover", "restart"}) registry.verbs.push_back({verb, verb, std::string("Does ") + verb + "."});
    for (const char* verb : {"cut", "mend"}) registry.verbs.push_back({verb, verb, std::string("Does ") + verb + ".", VerbTarget::Wires});
    return registry;
}

} // namespace scalelab::test
