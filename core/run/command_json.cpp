// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/command_json.h"

#include "base/units.h"
#include "io/json.h"

namespace scalelab {

namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>; // clang 16 does not deduce it by itself

Object linkObject(const Link& link)
{
    Object object;
    object.set("from", link.from);
    object.set("to", link.to);
    for (const Member& member : link.params.members) object.set(member.name, member.value);
    return object;
}

Result<std::string> textField(const Object& object, std::string_view name)
{
    const Value* value = object.find(name);
    if (!value || !value->text()) return Error{"\"" + std::string(name) + "\" must be a text"};
    return *value->text();
}

/// Splits "a.b" or "a->b".
Result<std::pair<std::string, std::string>> split(const std::string& text, std::string_view separator, const char* form)
{
    const auto at = text.find(separator);
    if (at == std::string::npos || at == 0 || at + separator.size() == text.size()) return Error{"expected " + std::string(form) + ", not \"" + text + "\""};
    return std::pair(text.substr(0, at), text.substr(at + separator.size()));
}

Result<Command> readSet(const Object& object)
{
    const auto target = textField(object, "set");
    if (!target) return target.error();
    const Value* value = object.find("to");
    if (!value) return Error{"\"set\" needs the new value in \"to\""};
    if (target->find("->") != std::string::npos) {
        const auto dot = target->rfind('.');
        const auto ends = split(target->substr(0, dot), "->", "A->B.parameter");
        if (!ends || dot == std::string::npos) return Error{"expected A->B.parameter, not \"" + *target + "\""};
        return Command(SetWireCommand{ends->first, ends->second, target->substr(dot + 1), *value});
    }
    const auto parts = split(*target, ".", "component.parameter");
    if (!parts) return parts.error();
    return Command(SetCommand{parts->first, parts->second, *value});
}

Result<Command> readAdd(const Object& added)
{
    if (added.find("from")) {
        Link link;
        const auto from = textField(added, "from");
        const auto to = textField(added, "to");
        if (!from || !to) return Error{"a wire needs \"from\" and \"to\""};
        link.from = *from;
        link.to = *to;
        for (const Member& member : added.members)
            if (member.name != "from" && member.name != "to") link.params.members.push_back(member);
        return Command(AddWireCommand{std::move(link)});
    }
    Component component;
    const auto id = textField(added, "id");
    const auto kind = textField(added, "kind");
    if (!id || !kind) return Error{"a component needs \"id\" and \"kind\""};
    component.id = *id;
    component.kind = *kind;
    for (const Member& member : added.members)
        if (member.name != "id" && member.name != "kind") component.params.members.push_back(member);
    return Command(AddComponentCommand{std::move(component)});
}

} // namespace

Object commandObject(const Command& command)
{
    Object object;
    std::visit(Overloaded{
                   [&](const SetCommand& c) {
                       object.set("set", c.component + "." + c.param);
                       object.set("to", c.value);
                   },
                   [&](const FaultCommand& c) {
                       object.set(c.verb, c.target);
                       if (!c.argument.isNull()) object.set("by", c.argument);
                   },
                   [&](const AddComponentCommand& c) {
                       Object component;
                       component.set("id", c.component.id);
                       component.set("kind", c.component.kind);
                       for (const Member& member : c.component.params.members) component.set(member.name, member.value);
                       object.set("add", std::move(component));
                   },
                   [&](const RemoveComponentCommand& c) { object.set("remove", c.component); },
                   [&](const AddWireCommand& c) { object.set("add", linkObject(c.link)); },
                   [&](const RemoveWireCommand& c) { object.set("remove", c.from + "->" + c.to); },
                   [&](const SetWireCommand& c) {
                       object.set("set", c.from + "->" + c.to + "." + c.param);
                       object.set("to", c.value);
                   },
               },
               command);
    return object;
}

Result<Command> readCommand(const Object& object, const Registry& registry)
{
    if (object.find("set")) return readSet(object);
    if (const Value* added = object.find("add")) {
        if (!added->object()) return Error{"\"add\" must be an object"};
        return readAdd(*added->object());
    }
    if (object.find("remove")) {
        const auto what = textField(object, "remove");
        if (!what) return what.error();
        if (what->find("->") == std::string::npos) return Command(RemoveComponentCommand{*what});
        const auto ends = split(*what, "->", "A->B");
        if (!ends) return ends.error();
        return Command(RemoveWireCommand{ends->first, ends->second});
    }
    for (const VerbDecl& verb : registry.verbs) {
        if (!object.find(verb.id)) continue;
        const auto target = textField(object, verb.id);
        if (!target) return target.error();
        const Value* argument = object.find("by");
        return Command(FaultCommand{verb.id, *target, argument ? *argument : Value()});
    }
    return Error{"this event has no verb that this program knows"};
}

Result<Command> inverseOf(const Command& command, const Registry& registry)
{
    const auto* fault = std::get_if<FaultCommand>(&command);
    const VerbDecl* verb = fault ? registry.verb(fault->verb) : nullptr;
    if (verb && !verb->inverse.empty()) return Command(FaultCommand{verb->inverse, fault->target, {}});
    if (!verb || !verb->argument || !verb->argument->canBeTakenBack) return Error{"what this does cannot be taken back after a time; leave out \"for\""};
    const VerbArgument& argument = *verb->argument;
    return Command(FaultCommand{verb->id, fault->target, argument.quantity == Quantity::Duration ? Value("0s") : Value(argument.neutral)});
}

Result<Object> parseEvent(std::string_view text)
{
    const auto word = [&text] {
        while (text.starts_with(' ')) text.remove_prefix(1);
        const std::string_view found = text.substr(0, text.find(' '));
        text.remove_prefix(found.size());
        return std::string(found);
    };
    const std::string at = word();
    const std::string verb = word();
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (at.empty() || verb.empty() || text.empty()) return Error{"expected \"TIME VERB TARGET\", such as \"30s crash web1\" or \"10s set web1.workers=4\""};
    if (const auto time = parseDuration(at); !time) return Error{time.error()};

    Object event;
    event.set("at", at);
    if (verb != "set") {
        event.set(verb, word());
        std::string more = word();
        if (!more.empty() && more != "for") {
            event.set("by", parseSettingValue(more));
            more = word();
        }
        if (more == "for") {
            event.set("for", word());
            more = word();
        }
        if (!more.empty()) return Error{"does not know what to do with \"" + more + "\"; expected \"TIME VERB TARGET [AMOUNT] [for TIME]\", such as \"30s slow web1 5x for 10s\""};
        return event;
    }
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) return Error{"\"set\" needs component.parameter=value"};
    event.set("set", text.substr(0, equals));
    event.set("to", parseSettingValue(text.substr(equals + 1)));
    return event;
}

Value parseSettingValue(std::string_view text)
{
    JsonText json = parseJson(text);
    return json.problems.empty() ? std::move(json.value) : Value(text);
}

} // namespace scalelab
