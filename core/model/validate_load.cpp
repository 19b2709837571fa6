// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/validate_load.h"

#include "base/arrivals.h"
#include "base/call_text.h"
#include "base/distribution.h"
#include "base/mix.h"
#include "base/units.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace scalelab {

namespace {

/// Scenes in which the ways from all sources are longer than this together are not judged.
constexpr std::size_t longestSearch = 20'000'000;

class Load {
public:
    Load(const SceneIndex& index, Problems& problems) : index_(index), problems_(problems), callees_(index.scene.components.size())
    {
        for (const Link& link : index.scene.links)
            if (const auto from = index.component(link.from), to = index.component(link.to); from && to) callees_[*from].push_back(*to);
    }

    void run()
    {
        for (std::size_t i = 0; i < callees_.size(); ++i)
            if (const KindDecl* kind = index_.kinds[i]; kind && !arrivalsParam(*kind).empty()) checkSource(i);
        if (steps_ < longestSearch)
            for (const auto& [servers, sources] : firstReached_) compare(servers, sources);
        if (somebodyWrites_) checkDataTier();
    }

private:
    struct Sources {
        double rate = 0;
        std::size_t first = 0;
    };

    void warn(std::size_t component, std::string message) { problems_.push_back({Problem::Severity::Warning, "components." + index_.scene.components[component].id, std::move(message), {}}); }

    static std::string arrivalsParam(const KindDecl& kind)
    {
        const auto it = std::find_if(kind.params.begin(), kind.params.end(), [](const ParamDecl& p) { return p.quantity == Quantity::Arrivals; });
        return it == kind.params.end() ? std::string() : it->id;
    }

    /// What a component says of a parameter, or else what leaving it out means; null if its kind has no such parameter.
    const Value* valueOf(std::size_t component, std::string_view param) const
    {
        if (const Value* given = index_.scene.components[component].params.find(param)) return given;
        const ParamDecl* decl = index_.kinds[component]->param(param);
        return decl ? &decl->fallback : nullptr;
    }

    void checkSource(std::size_t source)
    {
        const Value* mix = valueOf(source, "mix");
        if (const auto shares = mix ? Mix::parse(*mix) : Result<Mix>(Mix()); shares) somebodyWrites_ |= shares->shares[static_cast<std::size_t>(RequestClass::Write)] > 0;
        const Value* text = valueOf(source, arrivalsParam(*index_.kinds[source]));
        const auto arrivals = text && text->text() ? Arrivals::parse(*text->text()) : Result<Arrivals>(Error{});
        if (!arrivals || (arrivals->process != Arrivals::Process::Poisson && arrivals->process != Arrivals::Process::Constant)) return;
        const Value* scale = valueOf(source, "scale");
        Sources& sources = firstReached_.try_emplace(serversReachedFrom(source), Sources{0, source}).first->second;
        sources.rate += arrivals->rate * (scale ? scale->number().value_or(1) : 1);
    }

    /// The first components on all ways from the source whose number of workers may limit them, or that lead no further.
    std::set<std::size_t> serversReachedFrom(std::size_t source)
    {
        std::set<std::size_t> reached, seen{source};
        std::vector<std::size_t> pending = callees_[source];
        while (!pending.empty() && ++steps_ < longestSearch) {
            const std::size_t at = pending.back();
            pending.pop_back();
            if (!seen.insert(at).second) continue;
            if (capacityOf(at) || callees_[at].empty()) reached.insert(at);
            else pending.insert(pending.end(), callees_[at].begin(), callees_[at].end());
        }
        return reached;
    }

    /// Requests per second that a component can serve, if its kind says what limits it.
    std::optional<double> capacityOf(std::size_t component) const
    {
        const KindDecl* kind = index_.kinds[component];
        if (!kind || kind->stationWorkers.empty()) return std::nullopt;
        const Value* workers = valueOf(component, kind->stationWorkers);
        const Value* service = valueOf(component, kind->stationService);
        const auto time = service && service->text() ? Distribution::parse(*service->text()) : Result<Distribution>(Error{});
        if (!workers || !workers->number() || !time || !(time->mean() > 0)) return std::numeric_limits<double>::infinity();
        return *workers->number() / time->mean();
    }

    void compare(const std::set<std::size_t>& servers, const Sources& sources)
    {
        double capacity = 0;
        for (const std::size_t server : servers) capacity += capacityOf(server).value_or(std::numeric_limits<double>::infinity());
        if (servers.empty() || sources.rate <= capacity) return;
        const auto rounded = [](double rate) { return formatRate(static_cast<double>(static_cast<std::int64_t>(rate * 10 + 0.5)) / 10); };
        warn(sources.first, "The traffic of " + rounded(sources.rate) + " is more than the " + rounded(capacity) + " that the servers it reaches first can serve: they will be saturated. Add servers or workers, or lower the traffic.");
    }

    void checkDataTier()
    {
        std::vector<std::size_t> alone;
        for (std::size_t i = 0; i < callees_.size(); ++i) {
            if (!index_.kinds[i] || !index_.kinds[i]->wantsStore) continue;
            const bool hasStore = std::any_of(callees_[i].begin(), callees_[i].end(), [&](std::size_t callee) { return index_.kinds[callee] && index_.kinds[callee]->category == "Data"; });
            if (!hasStore) alone.push_back(i);
        }
        if (alone.size() < 2) return;
        warn(alone.front(), std::to_string(alone.size()) + " servers have no data tier: what one of them is told, the others do not know. Wire them to a database.");
    }

    const SceneIndex& index_;
    Problems& problems_;
    std::vector<std::vector<std::size_t>> callees_;
    std::map<std::set<std::size_t>, Sources> firstReached_; ///< Sources with the same first servers share them.
    std::size_t steps_ = 0;
    bool somebodyWrites_ = false;
};

} // namespace

void checkLoad(const SceneIndex& index, Problems& problems) { Load(index, problems).run(); }

} // namespace scalelab
