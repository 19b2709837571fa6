// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/validate_wires.h"

#include "model/wiring.h"
#include "model/words.h"

#include <algorithm>
#include <map>
#include <utility>

namespace scalelab {

namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// Kinds that send traffic of their own are those with an arrival process.
bool isSource(const KindDecl* kind)
{
    return kind && std::any_of(kind->params.begin(), kind->params.end(), [](const ParamDecl& p) { return p.quantity == Quantity::Arrivals; });
}

class Wires {
public:
    Wires(const SceneIndex& index, Problems& problems) : index_(index), problems_(problems), callees_(index.scene.components.size()) {}

    void run()
    {
        for (std::size_t i = 0; i < index_.scene.links.size(); ++i) checkLink(i);
        checkReach();
    }

private:
    void error(std::string path, std::string message) { problems_.push_back({Problem::Severity::Error, std::move(path), std::move(message)}); }
    void warn(std::string path, std::string message) { problems_.push_back({Problem::Severity::Warning, std::move(path), std::move(message)}); }

    void checkLink(std::size_t i)
    {
        const Link& link = index_.scene.links[i];
        const std::string path = "links[" + std::to_string(i) + "]";
        const auto from = index_.component(link.from);
        const auto to = index_.component(link.to);
        if (!from) error(path + ".from", "There is no component " + quoted(link.from) + ".");
        if (!to) error(path + ".to", "There is no component " + quoted(link.to) + ".");
        if (!from || !to) return;
        if (from == to) {
            error(path, quoted(link.from) + " cannot be wired to itself.");
        } else if (!seen_.insert(SceneIndex::wireKey(*from, *to)).second) {
            error(path, "There is already a wire from " + quoted(link.from) + " to " + quoted(link.to) + ".");
        } else {
            callees_[*from].push_back(*to);
            if (index_.kinds[*from] && index_.kinds[*to]) checkPort(*from, *to, path);
        }
    }

    void checkPort(std::size_t from, std::size_t to, const std::string& path)
    {
        const Component& caller = index_.scene.components[from];
        const auto port = portFor(index_.registry, caller, index_.scene.components[to]);
        if (!port) return error(path, port.error().message);
        const PortDecl& decl = index_.kinds[from]->ports[*port];
        if (decl.most != SIZE_MAX && ++wiresOnPort_[{from, *port}] > decl.most) error(path, portFull(caller.label(), decl));
    }

    void checkReach()
    {
        std::vector<bool> reached(callees_.size(), false);
        std::vector<std::size_t> pending;
        for (std::size_t i = 0; i < callees_.size(); ++i) {
            if (!isSource(index_.kinds[i])) continue;
            reached[i] = true;
            pending.push_back(i);
            if (callees_[i].empty())
                warn(pathOf(i), quoted(index_.scene.components[i].label()) + " has no wire, so its requests go nowhere. Draw a wire to what it calls.");
        }
        if (pending.empty() && !callees_.empty()) return warn("components", "There are no users, so nothing will happen. Add users and wire them to what they call.");
        while (!pending.empty()) {
            const std::size_t at = pending.back();
            pending.pop_back();
            for (const std::size_t callee : callees_[at]) {
                if (reached[callee]) continue;
                reached[callee] = true;
                pending.push_back(callee);
            }
        }
        for (std::size_t i = 0; i < reached.size(); ++i)
            if (!reached[i] && index_.kinds[i] && !index_.kinds[i]->services.empty())
                warn(pathOf(i), "No users can reach " + quoted(index_.scene.components[i].label()) + ". Draw a wire to it.");
    }

    std::string pathOf(std::size_t component) const { return "components." + index_.scene.components[component].id; }

    const SceneIndex& index_;
    Problems& problems_;
    std::vector<std::vector<std::size_t>> callees_;
    std::unordered_set<std::uint64_t> seen_;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> wiresOnPort_;
};

} // namespace

void checkWires(const SceneIndex& index, Problems& problems) { Wires(index, problems).run(); }

} // namespace scalelab
