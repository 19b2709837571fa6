// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/validate_events.h"

#include "base/suggestion.h"
#include "base/call_text.h"
#include "base/units.h"
#include "model/words.h"

#include <algorithm>
#include <utility>

namespace scalelab {

namespace {

class Events {
public:
    Events(const SceneIndex& index, Problems& problems) : index_(index), problems_(problems) {}

    void check(const Object& event, const std::string& path)
    {
        checkTime(event, path);
        std::vector<const Member*> acts;
        bool isKnown = true;
        for (const Member& member : event.members) {
            if (member.name == "at" || member.name == "to" || member.name == "by" || member.name == "for" || member.name.starts_with("x-")) continue;
            if (member.name == "set" || index_.registry.verb(member.name)) acts.push_back(&member);
            else {
                isKnown = false;
                error(path + "." + member.name, "There is no verb " + quoted(member.name) + "." + hint(member.name));
            }
        }
        if (acts.empty() && !isKnown) return;
        if (acts.size() != 1) return wrongCount(acts.size(), path);
        const Member& act = *acts.front();
        if (act.name == "set") {
            for (const char* name : {"by", "for"})
                if (event.find(name)) error(path + "." + name, quoted(name) + " goes with faults only.");
            return checkSet(act.value, event, path);
        }
        if (event.find("to")) error(path + ".to", "\"to\" goes with \"set\" only.");
        const VerbDecl& verb = *index_.registry.verb(act.name);
        checkTarget(verb, act.value, path + "." + act.name);
        const Value* by = event.find("by");
        if (const auto argument = readVerbArgument(verb, by ? *by : Value()); !argument) error(path + ".by", argument.error().message);
        if (const Value* lasts = event.find("for")) checkSpan(verb, *lasts, path + ".for");
    }

private:
    void error(std::string path, std::string message) { problems_.push_back({Problem::Severity::Error, std::move(path), std::move(message)}); }

    void checkTime(const Object& event, const std::string& path)
    {
        const Value* at = event.find("at");
        if (!at) return error(path, "It does not say when. Give it a time, such as \"at\": \"30s\".");
        if (!at->text()) return error(path + ".at", "expected a duration with its unit, such as \"30s\", not " + std::string(typeName(*at)));
        const auto time = parseDuration(*at->text());
        if (!time) return error(path + ".at", time.error().message);
        if (time->ns < 0) error(path + ".at", "must not be before the start of the run, not " + *at->text());
    }

    void wrongCount(std::size_t count, const std::string& path)
    {
        if (count > 1) error(path, "It does more than one thing; write one event for each.");
        else error(path, "It does nothing. It needs one of: " + verbs() + ".");
    }

    void checkSpan(const VerbDecl& verb, const Value& lasts, const std::string& path)
    {
        if (!lasts.text()) return error(path, "expected a duration with its unit, such as \"10s\", not " + std::string(typeName(lasts)));
        const auto time = parseDuration(*lasts.text());
        if (!time) error(path, time.error().message);
        else if (time->ns <= 0) error(path, "must be longer than 0s, not " + *lasts.text());
        if (verb.inverse.empty() && !(verb.argument && verb.argument->canBeTakenBack)) error(path, quoted(verb.id) + " cannot be taken back after a time; leave out \"for\".");
    }

    void checkTarget(const VerbDecl& verb, const Value& value, const std::string& path)
    {
        const std::string* target = value.text();
        const bool isWire = target && target->find("->") != std::string::npos;
        if (verb.target == VerbTarget::Sides) return checkSides(value, path);
        if (verb.target == VerbTarget::Zone) {
            if (!target) error(path, "expected the id of a zone, not " + std::string(typeName(value)));
            else if (!isZone(*target)) error(path, "There is no zone " + quoted(*target) + ".");
        } else if (verb.target == VerbTarget::Wires && (!target || isWire)) {
            if (!target) error(path, "expected a wire such as \"lb->web1\", not " + std::string(typeName(value)));
            else if (!index_.namesWire(*target)) error(path, "There is no wire " + quoted(*target) + ".");
        } else if (!target) {
            error(path, "expected the id of a component, not " + std::string(typeName(value)));
        } else if (!index_.component(*target)) {
            error(path, "There is no component " + quoted(*target) + ".");
        } else {
            checkKnows(verb, *index_.component(*target), path);
        }
    }

    void checkKnows(const VerbDecl& verb, std::size_t component, const std::string& path)
    {
        const KindDecl* kind = index_.kinds[component];
        if (!kind || verb.general || std::find(kind->verbs.begin(), kind->verbs.end(), verb.id) != kind->verbs.end()) return;
        error(path, asSubject(kind->name) + (isPlural(kind->name) ? " do" : " does") + " not know " + quoted(verb.id) + ".");
    }

    bool isZone(std::string_view id) const
    {
        return index_.scene.zone(id) != nullptr;
    }

    void checkSides(const Value& value, const std::string& path)
    {
        if (!value.text()) return error(path, "expected components and zones such as \"web1,web2\" or \"us-east|us-west\", not " + std::string(typeName(value)));
        std::string_view rest = *value.text();
        if (std::count(rest.begin(), rest.end(), '|') > 1) return error(path, "A partition has two sides at most; write one event for each partition.");
        while (true) {
            const auto end = rest.find_first_of(",|");
            const std::string_view name = trimmed(rest.substr(0, end));
            if (!index_.component(name) && !isZone(name)) error(path, "There is no component or zone " + quoted(name) + ".");
            if (end == std::string_view::npos) return;
            rest.remove_prefix(end + 1);
        }
    }

    void checkSet(const Value& target, const Object& event, const std::string& eventPath)
    {
        const std::string path = eventPath + ".set";
        const std::string* text = target.text();
        const std::size_t dot = text ? text->find('.') : std::string::npos;
        if (dot == std::string::npos) return error(path, "expected a component and its parameter, such as \"web1.workers\", not " + toText(target));
        const std::string id = text->substr(0, dot);
        const std::string param = text->substr(dot + 1);
        const auto component = index_.component(id);
        if (!component) return error(path, "There is no component " + quoted(id) + ".");
        const Value* to = event.find("to");
        if (!to) error(eventPath, "It does not say what to set " + *text + " to. Give it a value, such as \"to\": 4.");
        const KindDecl* kind = index_.kinds[*component];
        if (!kind) return;
        const ParamDecl* decl = kind->param(param);
        if (!decl) return unknownParam(*kind, param, path);
        if (!decl->live) return error(path, quoted(param) + " of " + quoted(id) + " cannot change during a run; set it in the component instead.");
        if (!to || !decl->validate) return;
        if (const auto good = decl->validate(*to); !good) error(eventPath + ".to", good.error().message);
    }

    void unknownParam(const KindDecl& kind, const std::string& param, const std::string& path)
    {
        std::vector<std::string_view> known;
        for (const ParamDecl& decl : kind.params) known.push_back(decl.id);
        error(path, asSubject(kind.name) + (isPlural(kind.name) ? " have" : " has") + " no parameter " + quoted(param) + "." + suggestion(param, known));
    }

    std::string hint(std::string_view verb) const
    {
        std::vector<std::string_view> known{"set"};
        for (const VerbDecl& decl : index_.registry.verbs) known.push_back(decl.id);
        const std::string near = suggestion(verb, known);
        return near.empty() ? " Known are: " + verbs() + "." : near;
    }

    std::string verbs() const
    {
        std::string all;
        for (const VerbDecl& decl : index_.registry.verbs) all += decl.id + ", ";
        return all + "set";
    }

    const SceneIndex& index_;
    Problems& problems_;
};

} // namespace

void checkEvents(const SceneIndex& index, Problems& problems)
{
    Events events(index, problems);
    for (std::size_t i = 0; i < index.scene.events.size(); ++i) events.check(index.scene.events[i], "events[" + std::to_string(i) + "]");
}

} // namespace scalelab
