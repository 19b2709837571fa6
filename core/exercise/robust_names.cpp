// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/robust_names.h"

#include "verify/fields.h"

#include <set>

namespace scalelab {

namespace {

/// The ids that a text names: "web1", "web1.workers", "lb->web1", "us-east|us-west".
std::vector<std::string> idsIn(std::string_view text)
{
    std::vector<std::string> ids;
    while (!text.empty()) {
        const auto end = std::min(text.find("->"), text.find_first_of(",|"));
        std::string_view id = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + (text[end] == '-' ? 2 : 1));
        id = id.substr(0, id.find('.'));
        while (id.starts_with(' ')) id.remove_prefix(1);
        while (id.ends_with(' ')) id.remove_suffix(1);
        ids.emplace_back(id);
    }
    return ids;
}

class Checker {
public:
    Checker(const Exercise& exercise, Problems& problems) : exercise_(exercise), problems_(problems)
    {
        for (const Component& component : exercise.scene.components)
            if (!isFixed(exercise, component.id, component.kind)) open_.insert(component.id);
        for (const Zone& zone : exercise.scene.zones)
            if (!isFixed(exercise, zone.id, zone.kind)) open_.insert(zone.id);
    }

    void run()
    {
        for (const Expectation& goal : exercise_.goals)
            for (const Reference& reference : goal.comparison.references) check(reference.name.front(), goal.path + ".expect");
        for (std::size_t i = 0; i < exercise_.scene.events.size(); ++i) checkEvent(exercise_.scene.events[i], "events[" + std::to_string(i) + "]");
        const Value* variants = exercise_.scene.extra.find("variants");
        if (!variants || !variants->object()) return;
        for (const Member& variant : variants->object()->members)
            if (variant.value.object()) checkVariant(*variant.value.object(), "variants." + variant.name);
    }

private:
    void check(std::string_view text, const std::string& path)
    {
        const std::vector<std::string> ids = idsIn(text);
        for (const std::string& id : ids)
            if (open_.contains(id))
                return addError(problems_, path, quoted(id) + " may be missing in an answer. Name a kind, as in { \"each\": KIND } or sum.KIND.MEASURE, or lock " + quoted(id) + ".");
        if (ids.size() != 2 || text.find("->") == std::string_view::npos) return;
        const Link* link = exercise_.scene.link(ids[0], ids[1]);
        if (link && !isFixed(exercise_, *link)) addError(problems_, path, "The wire " + quoted(ids[0] + "->" + ids[1]) + " may be missing in an answer. Lock it.");
    }

    void checkEvent(const Object& event, const std::string& path)
    {
        for (const Member& member : event.members)
            if (member.name != "at" && member.name != "for" && member.name != "by" && member.name != "to" && member.value.text()) check(*member.value.text(), path + "." + member.name);
    }

    void checkVariant(const Object& variant, const std::string& path)
    {
        if (variant.find("must-fail")) addError(problems_, path + ".must-fail", "The variants of an exercise are trials: none of them must fail.");
        if (const Value* set = variant.find("set"); set && set->object())
            for (const Member& setting : set->object()->members) check(setting.name, path + ".set." + setting.name);
        if (const Value* without = variant.find("without"); without && without->list())
            for (const Value& what : *without->list())
                if (what.text()) check(*what.text(), path + ".without");
        const Value* events = variant.find("events");
        if (!events || !events->list()) return;
        for (std::size_t i = 0; i < events->list()->size(); ++i)
            if (const Object* event = (*events->list())[i].object()) checkEvent(*event, path + ".events[" + std::to_string(i) + "]");
    }

    const Exercise& exercise_;
    Problems& problems_;
    std::set<std::string, std::less<>> open_; ///< Components and zones that an answer may take out.
};

} // namespace

void checkNamesAreRobust(const Exercise& exercise, Problems& problems) { Checker(exercise, problems).run(); }

} // namespace scalelab
