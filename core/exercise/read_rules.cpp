// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/read_rules.h"

#include "verify/fields.h"

#include <optional>

namespace scalelab {

namespace {

constexpr std::int64_t mostOfAKind = 1000;

std::vector<std::string_view> idsOf(const std::vector<KindDecl>& kinds)
{
    std::vector<std::string_view> ids;
    for (const KindDecl& kind : kinds) ids.push_back(kind.id);
    return ids;
}

/// Reads rules, each with the declaration of what it is about.
class Reader {
public:
    Reader(const Registry& registry, Problems& problems) : registry_(registry), problems_(problems) {}

    std::optional<PartRule> part(const std::string& id, const Value& value)
    {
        const std::string path = "exercise.parts." + id;
        const KindDecl* kind = registry_.kind(id) ? registry_.kind(id) : registry_.zoneKind(id);
        if (!kind) return error(path, noKind(id, registry_.kinds)), std::nullopt;
        const Object* object = objectAt(path, value);
        if (!object) return std::nullopt;
        checkFields(*object, {"with", "free", "least", "most", "in", "calls"}, path, problems_);
        PartRule rule;
        rule.kind = id;
        readRule(*object, *kind, path, rule);
        if (!object->find("most")) error(path, "A kind that may be added needs \"most\": how many there may be in all.");
        if (const Value* in = object->find("in")) rule.in = zoneKind(path + ".in", *in);
        if (const Value* calls = object->find("calls")) readCalls(path + ".calls", *calls, rule.calls);
        return rule;
    }

    std::optional<WireRule> wire(const std::string& ends, const Value& value)
    {
        const std::string path = "exercise.wires." + ends;
        const auto arrow = ends.find("->");
        if (arrow == std::string::npos) return error(path, "expected the kinds at both ends of a wire, such as \"web-server->database\" or \"web-server->*\"."), std::nullopt;
        const Object* object = objectAt(path, value);
        if (!object) return std::nullopt;
        checkFields(*object, {"with", "free", "least", "most"}, path, problems_);
        WireRule rule;
        rule.from = ends.substr(0, arrow);
        rule.to = ends.substr(arrow + 2);
        for (const std::string& kind : {rule.from, rule.to})
            if (kind != "*" && !registry_.kind(kind)) error(path, noKind(kind, registry_.kinds));
        readRule(*object, registry_.link, path, rule);
        return rule;
    }

private:
    void error(const std::string& path, const std::string& message) { addError(problems_, path, message); }

    static std::string noKind(const std::string& id, const std::vector<KindDecl>& kinds) { return "There is no kind " + quoted(id) + "." + suggestion(id, idsOf(kinds)); }

    const Object* objectAt(const std::string& path, const Value& value)
    {
        if (!value.object()) error(path, "expected an object such as { \"most\": 4 }, not " + std::string(typeName(value)));
        return value.object();
    }

    void readRule(const Object& object, const KindDecl& kind, const std::string& path, Rule& rule)
    {
        if (const Value* with = object.find("with")) readWith(path + ".with", *with, kind, rule.with);
        if (const Value* free = object.find("free")) readFree(path + ".free", *free, kind, rule.free);
        readCount(object, "least", path, rule.least);
        readCount(object, "most", path, rule.most);
        if (rule.least > rule.most) error(path, "\"least\" is more than \"most\".");
    }

    const ParamDecl* paramOf(const KindDecl& kind, const std::string& param, const std::string& path)
    {
        const ParamDecl* decl = kind.param(param);
        if (decl) return decl;
        std::vector<std::string_view> known;
        for (const ParamDecl& each : kind.params) known.push_back(each.id);
        error(path, quoted(kind.id) + " has no parameter " + quoted(param) + "." + suggestion(param, known));
        return nullptr;
    }

    void readWith(const std::string& path, const Value& value, const KindDecl& kind, Object& with)
    {
        const Object* object = objectAt(path, value);
        if (!object) return;
        for (const Member& member : object->members) {
            const ParamDecl* decl = paramOf(kind, member.name, path + "." + member.name);
            const auto good = decl && decl->validate ? decl->validate(member.value) : Result<void>();
            if (!good) error(path + "." + member.name, good.error().message);
        }
        with = *object;
    }

    void readFree(const std::string& path, const Value& value, const KindDecl& kind, std::vector<Freedom>& free)
    {
        const Object* object = objectAt(path, value);
        if (!object) return;
        for (const Member& member : object->members) {
            const ParamDecl* decl = paramOf(kind, member.name, path + "." + member.name);
            if (!decl) continue;
            auto freedom = readFreedom(*decl, member.value);
            if (freedom) free.push_back(std::move(freedom).value());
            else error(path + "." + member.name, freedom.error().message);
        }
    }

    void readCount(const Object& object, const char* field, const std::string& path, std::size_t& count)
    {
        const Value* value = object.find(field);
        if (!value) return;
        const std::int64_t* number = value->integer();
        if (number && *number >= 0 && *number <= mostOfAKind) count = static_cast<std::size_t>(*number);
        else error(path + "." + field, "expected a whole number from 0 to " + std::to_string(mostOfAKind) + ", not " + toText(*value));
    }

    std::string zoneKind(const std::string& path, const Value& value)
    {
        const std::string id = value.text() ? *value.text() : "";
        if (!registry_.zoneKind(id)) error(path, noKind(id, registry_.zoneKinds));
        return id;
    }

    void readCalls(const std::string& path, const Value& value, std::vector<std::vector<std::string>>& calls)
    {
        if (!value.list()) return error(path, "expected a list of kinds, or of lists of kinds of which one is enough, not " + std::string(typeName(value)));
        for (const Value& group : *value.list()) {
            std::vector<std::string>& kinds = calls.emplace_back();
            for (const Value& kind : group.list() ? *group.list() : List{group}) {
                kinds.push_back(kind.text() ? *kind.text() : "");
                if (!registry_.kind(kinds.back())) error(path, noKind(kinds.back(), registry_.kinds));
            }
        }
    }

    const Registry& registry_;
    Problems& problems_;
};

/// The rules of an object by their names.
template <class Rule, class Read>
std::vector<Rule> rulesIn(const Value& value, const char* field, Problems& problems, Read read)
{
    std::vector<Rule> rules;
    if (!value.object()) {
        addError(problems, std::string("exercise.") + field, "expected an object with a rule for each, not " + std::string(typeName(value)));
        return rules;
    }
    for (const Member& member : value.object()->members)
        if (auto rule = read(member)) rules.push_back(std::move(*rule));
    return rules;
}

} // namespace

std::vector<PartRule> readPartRules(const Registry& registry, const Value& parts, Problems& problems)
{
    Reader reader(registry, problems);
    return rulesIn<PartRule>(parts, "parts", problems, [&](const Member& member) { return reader.part(member.name, member.value); });
}

std::vector<WireRule> readWireRules(const Registry& registry, const Value& wires, Problems& problems)
{
    Reader reader(registry, problems);
    return rulesIn<WireRule>(wires, "wires", problems, [&](const Member& member) { return reader.wire(member.name, member.value); });
}

} // namespace scalelab
