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
    Wires(const SceneIndex& index, Problems& problems)
        : index_(index), problems_(problems), callees_(index.scene.components.size()), onward_(callees_.size()), used_(callees_.size()), hasWire_(callees_.size())
    {
        wiring_.callees.resize(callees_.size());
        wiring_.callers.resize(callees_.size());
    }

    SceneWiring run()
    {
        for (std::size_t i = 0; i < index_.scene.links.size(); ++i) checkLink(i);
        checkReach();
        checkNeeds();
        checkCircles();
        return std::move(wiring_);
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
        if (from) hasWire_[*from] = true;
        if (!from) error(path + ".from", "There is no component " + quoted(link.from) + ".");
        if (!to) error(path + ".to", "There is no component " + quoted(link.to) + ".");
        if (!from || !to) return;
        if (from == to) {
            error(path, quoted(link.from) + " cannot be wired to itself.");
        } else if (!seen_.insert(SceneIndex::wireKey(*from, *to)).second) {
            error(path, "There is already a wire from " + quoted(link.from) + " to " + quoted(link.to) + ".");
        } else {
            callees_[*from].push_back(*to);
            if (index_.kinds[*from] && index_.kinds[*to]) checkPort(*from, *to, i, path);
        }
    }

    void checkPort(std::size_t from, std::size_t to, std::size_t link, const std::string& path)
    {
        const Component& caller = index_.scene.components[from];
        const auto port = portFor(index_.registry, caller, index_.scene.components[to]);
        if (!port) return error(path, port.error().message);
        const PortDecl& decl = index_.kinds[from]->ports[*port];
        wiring_.callees[from].push_back({to, *port});
        wiring_.callers[to].push_back({from, *port});
        used_[to].push_back(serviceFor(decl, *index_.kinds[to], index_.scene.components[to]));
        if (decl.forwards) onward_[from].push_back({to, link});
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
            if (!hasWire_[i])
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
            if (!reached[i] && index_.kinds[i] && servesRequests(index_.registry, *index_.kinds[i]))
                warn(pathOf(i), "No users can reach " + quoted(index_.scene.components[i].label()) + ". Draw a wire to it.");
    }

    /// Services without which a component is of no use, and which no wire uses.
    void checkNeeds()
    {
        for (std::size_t i = 0; i < used_.size(); ++i) {
            if (!index_.kinds[i]) continue;
            for (const ServiceDecl& service : index_.kinds[i]->services) {
                const bool isUsed = std::find(used_[i].begin(), used_[i].end(), &service) != used_[i].end();
                if (service.neededBecause.empty() || isUsed || !isOffered(service, *index_.kinds[i], index_.scene.components[i])) continue;
                problems_.push_back({service.refusedIfUnused ? Problem::Severity::Error : Problem::Severity::Warning, pathOf(i), service.neededBecause, {}});
            }
        }
    }

    /// Looks for the first circle of wires by a depth-first search without recursion, for scenes may be long.
    void checkCircles()
    {
        enum class Mark : std::uint8_t { New, OnTheWay, Done };
        std::vector<Mark> marks(onward_.size(), Mark::New);
        std::vector<std::pair<std::size_t, std::size_t>> way; // component, and which of its wires comes next
        for (std::size_t start = 0; start < onward_.size(); ++start) {
            if (marks[start] == Mark::New) way.emplace_back(start, 0);
            while (!way.empty()) {
                const std::size_t at = way.back().first;
                marks[at] = Mark::OnTheWay;
                if (way.back().second == onward_[at].size()) {
                    marks[at] = Mark::Done;
                    way.pop_back();
                    continue;
                }
                const Onward wire = onward_[at][way.back().second++];
                if (marks[wire.to] == Mark::OnTheWay) return warnOfCircle(way, wire);
                if (marks[wire.to] == Mark::New) way.emplace_back(wire.to, 0);
            }
        }
    }

    struct Onward {
        std::size_t to;
        std::size_t link;
    };

    void warnOfCircle(const std::vector<std::pair<std::size_t, std::size_t>>& way, Onward closing)
    {
        const auto begin = std::find_if(way.begin(), way.end(), [&](const auto& step) { return step.first == closing.to; });
        const bool isLong = way.end() - begin > 8;
        std::string circle;
        for (auto step = begin; step != (isLong ? begin + 8 : way.end()); ++step) circle += quoted(index_.scene.components[step->first].label()) + " calls ";
        circle += isLong ? "and so on, back to " + quoted(index_.scene.components[closing.to].label()) : quoted(index_.scene.components[closing.to].label());
        error("links[" + std::to_string(closing.link) + "]", "Requests can go round in a circle without end: " + circle + ". Take one of these wires away.");
    }

    std::string pathOf(std::size_t component) const { return "components." + index_.scene.components[component].id; }

    const SceneIndex& index_;
    Problems& problems_;
    std::vector<std::vector<std::size_t>> callees_;
    SceneWiring wiring_;
    std::vector<std::vector<Onward>> onward_;                  ///< Wires over which requests that came in go on.
    std::vector<std::vector<const ServiceDecl*>> used_;        ///< Services of each component that wires use.
    std::vector<bool> hasWire_;                                ///< Some wire begins there, right or wrong.
    std::unordered_set<std::uint64_t> seen_;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> wiresOnPort_;
};

} // namespace

SceneWiring checkWires(const SceneIndex& index, Problems& problems) { return Wires(index, problems).run(); }

} // namespace scalelab
