// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/scene.h"

namespace scalelab::test {

inline Object fields(std::initializer_list<Member> members) { return {std::vector<Member>(members)}; }

/// Users, a load balancer, two web servers and a database, with something of everything that a scene can hold.
inline Scene sampleScene()
{
    Scene scene;
    scene.title = "Sample";
    scene.seed = 7;
    scene.components = {{"users", "users", fields({{"arrivals", "poisson(200/s)"}})},
                        {"lb", "load-balancer", fields({{"algorithm", "round-robin"}, {"x-note", List{1, 2.5, Value()}}})},
                        {"web1", "web-server", fields({{"label", "Web server 1"}, {"workers", 8}, {"service", "exp(5ms)"}})},
                        {"web2", "web-server", fields({{"workers", 8}})},
                        {"db", "database", {}}};
    scene.links = {{"users", "lb", fields({{"latency", "20ms"}})}, {"lb", "web1", {}}, {"lb", "web2", {}}, {"web1", "db", {}}, {"web2", "db", {}}};
    scene.zones = {{"us-east", "data-center", {"lb", "web1", "web2"}, fields({{"place", "Ashburn"}})}, {"eu", "data-center", {"db"}, {}}};
    scene.events = {fields({{"at", "30s"}, {"crash", "web1"}}),
                    fields({{"at", "40s"}, {"crash", "web2"}}),
                    fields({{"at", "60s"}, {"recover", "web1"}}),
                    fields({{"at", "65s"}, {"cut", "lb->web1"}}),
                    fields({{"at", "70s"}, {"set", "web1.workers"}, {"to", 4}})};
    scene.layout = {{"users", {0, 0}}, {"lb", {200, 0}}, {"web1", {400, -80.5}}, {"web2", {400, 80}}, {"db", {600, 0}}};
    scene.extra = fields({{"charts", List{"web1.utilisation", fields({{"component", "web1"}, {"measure", "queue"}}),
                                          fields({{"title", "Both"}, {"series", List{"web1.wait", "web2.wait"}}}),
                                          fields({{"title", "One"}, {"series", List{"web1.wait"}}}), "lb.throughput"}},
                          {"lesson", fields({{"steps", List{fields({{"text", "Look"}, {"component", "web1"}}), fields({{"text", "web1"}})}}})},
                          {"x-own", true}});
    return scene;
}

} // namespace scalelab::test
