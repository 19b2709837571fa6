// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/validate_zones.h"

#include "base/call_text.h"
#include "model/check.h"

#include <string>
#include <unordered_map>

namespace scalelab {

namespace {

class Zones {
public:
    Zones(const SceneIndex& index, Problems& problems) : index_(index), problems_(problems) {}

    void run()
    {
        for (const Zone& zone : index_.scene.zones) checkId(zone);
        for (const Zone& zone : index_.scene.zones) checkMembers(zone);
        for (const Zone& zone : index_.scene.zones) checkNesting(zone);
    }

private:
    void error(std::string path, std::string message) { problems_.push_back({Problem::Severity::Error, std::move(path), std::move(message)}); }

    void checkId(const Zone& zone)
    {
        const std::string path = "zones." + zone.id;
        if (const auto good = scalelab::checkId(zone.id); !good) error(path, good.error().message);
        if (index_.component(zone.id)) error(path, "There is a component " + quoted(zone.id) + " too; events could mean either. Give the zone another id.");
        zones_.emplace(zone.id, &zone);
    }

    void checkMembers(const Zone& zone)
    {
        for (std::size_t i = 0; i < zone.contains.size(); ++i) {
            const std::string& member = zone.contains[i];
            const std::string place = "zones." + zone.id + ".contains[" + std::to_string(i) + "]";
            const bool isZone = zones_.contains(member);
            if (!isZone && !index_.component(member)) {
                error(place, "There is no component " + quoted(member) + ".");
                continue;
            }
            const auto [where, isFirst] = outerOf_.try_emplace(member, &zone);
            if (isFirst) continue;
            if (where->second == &zone) error(place, quoted(member) + " is named twice.");
            else error(place, quoted(member) + " is already in the zone " + quoted(where->second->id) + "; " + (isZone ? "a zone" : "a component") + " can be in one zone only.");
        }
    }

    /// Each zone of a circle is told once.
    void checkNesting(const Zone& zone)
    {
        std::size_t steps = 0;
        for (auto at = outerOf_.find(zone.id); at != outerOf_.end() && steps <= index_.scene.zones.size(); at = outerOf_.find(at->second->id), ++steps)
            if (at->second == &zone) return error("zones." + zone.id, quoted(zone.id) + " is inside itself. Take it out of " + quoted(outerOf_.at(zone.id)->id) + ".");
    }

    const SceneIndex& index_;
    Problems& problems_;
    std::unordered_map<std::string_view, const Zone*> zones_;
    std::unordered_map<std::string_view, const Zone*> outerOf_;
};

} // namespace

void checkZones(const SceneIndex& index, Problems& problems) { Zones(index, problems).run(); }

} // namespace scalelab
