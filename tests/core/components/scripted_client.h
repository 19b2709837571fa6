// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "components/standard_catalog.h"
#include "engine/context.h"
#include "run/compile.h"
#include "scene_text.h"

#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace scalelab::test {

/// A source that sends what a test tells it to, and keeps the replies.
class ScriptedClient {
public:
    static constexpr bool isSource = true;
    struct Params {};
    struct Reply {
        std::uint64_t version;
        Cause cause;
        bool stale;
    };
    Params params;
    std::vector<WireId> wires;
    std::vector<Reply> replies;

    void start(Context) {}
    void onConnect(Context, std::uint32_t, WireId wire) { wires.push_back(wire); }
    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        replies.push_back({reply.version, reply.cause, (reply.marks & mark::stale) != 0});
        cx.conclude(reply.request, reply.cause, reply.marks);
    }
};

/// The program's kinds, and "client".
inline std::shared_ptr<const Catalog> catalogWithClient()
{
    static const auto all = [] {
        auto catalog = std::make_shared<Catalog>(*standardCatalog());
        catalog->add<ScriptedClient>("client").name("Client").port({"callee", "Callee", "What it calls.", {"http", "sql", "cache"}});
        return catalog;
    }();
    return all;
}

inline Simulation simulateWithClient(std::string_view drawing)
{
    Compiled compiled = compile(catalogWithClient(), scene(drawing));
    if (!compiled.simulation) throw std::invalid_argument(compiled.problems.back().message);
    return std::move(*compiled.simulation);
}

inline ScriptedClient& client(Simulation& run) { return componentAt<ScriptedClient>(run.placeOf(run.find("client"))); }

/// One call of a user over the client's first wire.
inline void ask(Simulation& run, std::uint32_t user, Operation operation, std::uint64_t key = 0)
{
    Context cx(run, run.find("client"));
    const RequestId request = cx.newRequest(operation == Operation::Write ? RequestClass::Write : RequestClass::Read, key, 0);
    cx.request(request).user = user;
    cx.forward(request, nothing, client(run).wires.front(), operation);
}

} // namespace scalelab::test
