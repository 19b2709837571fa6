// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"
#include "scene_text.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scalelab::test {

/// A source that sends requests of a size at 1 s and every `gap` after, reads and writes in turn or only one of them, and notes when each was
/// answered and why it failed.
class Sender {
public:
    static constexpr bool isSource = true;

    struct Params {
        std::int64_t count = 1;
        SimTime gap{};
        std::int64_t bytes = 0;
        std::int64_t writes = 0; ///< 0: reads; 1: writes; 2: in turn, a write first.
        SimTime patience = SimTime::never(); ///< After it the answer is of no use.
    };
    Params params;
    std::vector<std::pair<SimTime, Cause>> answers;

    void start(Context cx)
    {
        for (std::int64_t i = 0; i < params.count; ++i) cx.after(SimTime{1'000'000'000 + i * params.gap.ns}, 0, static_cast<std::uint32_t>(i));
    }
    void onTimer(Context cx, std::uint8_t, std::uint32_t i)
    {
        const bool writes = params.writes == 1 || (params.writes == 2 && i % 2 == 0);
        const RequestId id = cx.newRequest(writes ? RequestClass::Write : RequestClass::Read, 0, 0);
        Request& request = cx.request(id);
        request.bytes = static_cast<std::uint32_t>(params.bytes);
        if (params.patience < SimTime::never()) request.deadline = cx.now() + params.patience;
        cx.forward(id, nothing, wire_, operationOf(request.requestClass));
    }
    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        answers.emplace_back(cx.now(), reply.cause);
        cx.conclude(reply.request, reply.cause, reply.marks);
    }
    void onConnect(Context, std::uint32_t, WireId wire) { wire_ = wire; }

private:
    WireId wire_ = nothing;
};

/// The program's catalog with a kind "sender".
inline std::shared_ptr<const Catalog> catalogWithSender()
{
    auto own = std::make_shared<Catalog>(*catalog());
    auto kind = own->add<Sender>("sender");
    kind.name("Sender").port({"to", "To", "", {"http"}, 1, "", ""});
    kind.param("count", &Sender::Params::count);
    kind.param("gap", &Sender::Params::gap);
    kind.param("bytes", &Sender::Params::bytes);
    kind.param("writes", &Sender::Params::writes);
    kind.param("patience", &Sender::Params::patience);
    return own;
}

/// The drawing at time zero, in which there may be a sender.
inline Simulation simulateWithSender(std::string_view drawing, std::uint64_t seed = 1)
{
    Simulation run(catalogWithSender(), seed);
    const Scene drawn = scene(drawing);
    for (const Component& component : drawn.components)
        if (const auto added = run.addComponent(component); !added) throw std::invalid_argument(added.error().message);
    for (const Link& link : drawn.links)
        if (const auto added = run.addWire(link); !added) throw std::invalid_argument(added.error().message);
    return run;
}

/// "1200ms ok", "1500ms network cut": the answers that the sender of this id got.
inline std::vector<std::string> answersOf(const Simulation& run, std::string_view id)
{
    std::vector<std::string> lines;
    for (const auto& [at, cause] : componentAt<Sender>(run.placeOf(run.find(id))).answers) lines.push_back(std::to_string(at.ns / 1'000'000) + "ms " + std::string(causeText(cause)));
    return lines;
}

} // namespace scalelab::test
