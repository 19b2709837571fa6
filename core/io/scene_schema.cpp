// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/reference.h"

#include "base/mix.h"
#include "model/check.h"

#include <cmath>
#include <initializer_list>
#include <utility>

namespace scalelab {

namespace {

constexpr const char* durationUnits = "ns|us|ms|s|min|h|d";
constexpr const char* number = R"(-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?)";

Object object(std::initializer_list<Member> members) { return {std::vector<Member>(members)}; }

Value anything() { return Object{}; }
Value textSchema() { return object({{"type", "string"}}); }
Value pattern(const std::string& expression) { return object({{"type", "string"}, {"pattern", "^[ \\t]*" + expression + "[ \\t]*$"}}); }
/// A pattern of a number with one of these units, or a bare zero.
std::string measuredIn(const std::string& units) { return "(" + std::string(number) + "[ \\t]*(" + units + ")|-?0+\\.?0*)"; }
Value duration() { return pattern(measuredIn(durationUnits)); }
Value size() { return pattern(measuredIn("B|kB|MB|GB|TB|KiB|MiB|GiB|TiB")); }
Value call(const std::string& names = "[a-z]+") { return pattern("(" + names + ")[ \\t]*\\([\\s\\S]*\\)"); }
/// An object with something for each of some request classes.
Value byClass(Value each)
{
    List names;
    for (std::size_t i = 0; i < requestClassCount; ++i) names.push_back(className(static_cast<RequestClass>(i)));
    return object({{"type", "object"}, {"propertyNames", object({{"enum", std::move(names)}})}, {"additionalProperties", std::move(each)}});
}
Value listOf(Value items) { return object({{"type", "array"}, {"items", std::move(items)}}); }
Value anyOf(List schemas) { return object({{"anyOf", std::move(schemas)}}); }
Value definitionOf(const std::string& name) { return object({{"$ref", "#/definitions/" + name}}); }

/// An object with these fields and no others but "x-..." ones.
Value closedObject(Object properties, List required = {})
{
    Object schema = object({{"type", "object"}});
    if (!required.empty()) schema.set("required", std::move(required));
    schema.set("properties", std::move(properties));
    schema.set("patternProperties", object({{"^x-", anything()}}));
    schema.set("additionalProperties", false);
    return schema;
}

/// An object whose fields are ids.
Value byId(Value each)
{
    return object({{"type", "object"},
                   {"propertyNames", object({{"pattern", "^[^.\\s]+$"}, {"maxLength", maxIdLength}})},
                   {"additionalProperties", std::move(each)}});
}

Value bound(double limit)
{
    const bool isWhole = limit == std::floor(limit) && std::abs(limit) < 1e15;
    return isWhole ? Value(static_cast<std::int64_t>(limit)) : Value(limit);
}

Value numberSchema(const char* type, const ParamDecl& decl)
{
    Object schema = object({{"type", type}});
    if (decl.min) schema.set("minimum", bound(*decl.min));
    if (decl.max) schema.set("maximum", bound(*decl.max));
    return schema;
}

Value shareSchema(const ParamDecl& decl) { return anyOf({numberSchema("number", decl), pattern(std::string(number) + "[ \\t]*%?")}); }

Value choiceSchema(const ParamDecl& decl)
{
    List ids;
    for (const ChoiceDecl& choice : decl.choices) ids.push_back(choice.id);
    return object({{"enum", std::move(ids)}});
}

Value quantitySchema(const ParamDecl& decl)
{
    switch (decl.quantity) {
    case Quantity::Integer: return numberSchema("integer", decl);
    case Quantity::Number: return numberSchema("number", decl);
    case Quantity::Duration: return duration();
    case Quantity::Rate: return pattern(measuredIn("/s|/min|/h|/day"));
    case Quantity::Share: return shareSchema(decl);
    case Quantity::Bytes: return size();
    case Quantity::Capacity: return anyOf({numberSchema("integer", decl), size()});
    case Quantity::Bandwidth: return pattern(measuredIn("bit/s|kbit/s|Mbit/s|Gbit/s|B/s|kB/s|MB/s|GB/s"));
    case Quantity::Money: return anyOf({numberSchema("number", decl), pattern("[$]?" + std::string(number))});
    case Quantity::Place:
    case Quantity::Places:
    case Quantity::Text: return textSchema();
    case Quantity::Flag: return object({{"type", "boolean"}});
    case Quantity::Choice: return choiceSchema(decl);
    case Quantity::Distribution: return anyOf({duration(), call()});
    case Quantity::Arrivals: return call("poisson|constant|onoff|daily|ramp|spike|steps|closed|trace");
    case Quantity::Keys: return call("uniform|zipf|hotset|celebrity|sequential");
    case Quantity::Mix: return byClass(shareSchema({}));
    case Quantity::Sizes: return anyOf({size(), call(), byClass(anyOf({size(), call()}))});
    case Quantity::Objectives: return byClass(pattern(std::string(number) + "[ \\t]*%?[ \\t]* within [ \\t]*" + measuredIn(durationUnits)));
    }
    return anything();
}

Value paramSchema(const ParamDecl& decl)
{
    Value schema = quantitySchema(decl);
    if (decl.noneAllowed) schema = anyOf({std::move(schema), object({{"const", "none"}})});
    auto& members = *std::get_if<Object>(&schema.data);
    if (!decl.help.empty()) members.set("description", decl.help);
    if (!decl.fallback.isNull()) members.set("default", decl.fallback);
    return schema;
}

void addParams(Object& properties, const KindDecl& kind)
{
    properties.set("label", textSchema());
    for (const ParamDecl& decl : kind.params) properties.set(decl.id, paramSchema(decl));
}

Value idsOf(const std::vector<KindDecl>& kinds)
{
    List ids;
    for (const KindDecl& kind : kinds) ids.push_back(kind.id);
    return ids;
}

/// Something whose "kind" decides by which definition it is judged.
Value byKind(const std::vector<KindDecl>& kinds, const std::string& prefix)
{
    List cases;
    for (const KindDecl& kind : kinds) {
        const Value isKind = object({{"properties", object({{"kind", object({{"const", kind.id}})}})}});
        cases.push_back(object({{"if", isKind}, {"then", definitionOf(prefix + kind.id)}}));
    }
    Object schema = object({{"type", "object"}, {"required", List{"kind"}}, {"properties", object({{"kind", object({{"enum", idsOf(kinds)}})}})}});
    if (!cases.empty()) schema.set("allOf", std::move(cases));
    return schema;
}

Value kindSchema(const KindDecl& kind, Object properties)
{
    properties.set("kind", object({{"const", kind.id}}));
    addParams(properties, kind);
    Value schema = closedObject(std::move(properties), {"kind"});
    auto& members = *std::get_if<Object>(&schema.data);
    if (!kind.name.empty()) members.set("title", kind.name);
    if (!kind.help.empty()) members.set("description", kind.help);
    return schema;
}

Value linkSchema(const KindDecl& link)
{
    Object properties = object({{"from", textSchema()}, {"to", textSchema()}});
    addParams(properties, link);
    return closedObject(std::move(properties), {"from", "to"});
}

/// The target of an event that may also be all components of a kind, or each of them.
Value kindTarget()
{
    const Value kinds = anyOf({textSchema(), listOf(textSchema())});
    return anyOf({textSchema(), closedObject(object({{"each", kinds}}), {"each"}), closedObject(object({{"every", kinds}}), {"every"})});
}

Value eventSchema(const std::vector<VerbDecl>& verbs, const Value& targets)
{
    const Value argument = anyOf({object({{"type", "number"}}), textSchema()});
    Object properties = object({{"at", duration()}, {"for", duration()}, {"by", argument}, {"set", object({{"type", "string"}, {"pattern", "^[^.]+\\.[\\s\\S]+$"}})}, {"to", anything()}});
    List one{object({{"required", List{"set", "to"}}})};
    for (const VerbDecl& verb : verbs) {
        Object target = *targets.object();
        if (!verb.help.empty()) target.set("description", verb.help);
        properties.set(verb.id, std::move(target));
        one.push_back(object({{"required", List{verb.id}}}));
    }
    Value schema = closedObject(std::move(properties), {"at"});
    std::get_if<Object>(&schema.data)->set("oneOf", std::move(one));
    return schema;
}

Value variantSchema()
{
    const Value settings = object({{"type", "object"}, {"propertyNames", object({{"pattern", "^[^.]+\\.[\\s\\S]+$"}})}});
    Value schema = closedObject(object({{"title", textSchema()},
                                        {"must-fail", anyOf({object({{"type", "boolean"}}), listOf(textSchema())})},
                                        {"without", listOf(textSchema())},
                                        {"set", settings},
                                        {"events", listOf(definitionOf("aimed-event"))}}));
    List one;
    for (const char* field : {"without", "set", "events"}) one.push_back(object({{"required", List{field}}}));
    std::get_if<Object>(&schema.data)->set("anyOf", std::move(one));
    return schema;
}

Value expectationSchema()
{
    const std::string time = measuredIn(durationUnits);
    return closedObject(object({{"id", textSchema()},
                                {"that", textSchema()},
                                {"expect", textSchema()},
                                {"over", pattern("(auto|" + time + ")[ \\t]*\\.\\.[ \\t]*" + time)},
                                {"variant", textSchema()},
                                {"seeds", object({{"type", "integer"}, {"minimum", 2}, {"maximum", 10000}})},
                                {"confidence", shareSchema({})},
                                {"precision", shareSchema({})}}),
                        {"that", "expect", "over"});
}

Value wholeNumber(int least, int most) { return object({{"type", "integer"}, {"minimum", least}, {"maximum", most}}); }

/// What an answer to an exercise may do with a kind, or with wires.
Value ruleSchema(Object own)
{
    const Value freedom = anyOf({object({{"const", true}}), object({{"const", "some"}}), listOf(anything()), pattern(R"(.*\.\..*)")});
    own.set("with", object({{"type", "object"}}));
    own.set("free", object({{"type", "object"}, {"additionalProperties", freedom}}));
    own.set("least", wholeNumber(0, 1000));
    own.set("most", wholeNumber(0, 1000));
    return closedObject(std::move(own));
}

Value exerciseSchema(const Registry& registry)
{
    List kinds = *idsOf(registry.kinds).list();
    const Value zoneKinds = idsOf(registry.zoneKinds);
    kinds.insert(kinds.end(), zoneKinds.list()->begin(), zoneKinds.list()->end());
    Value part = ruleSchema(object({{"in", object({{"enum", zoneKinds}})}, {"calls", listOf(anyOf({textSchema(), listOf(textSchema())}))}}));
    std::get_if<Object>(&part.data)->set("required", List{"most"});
    const Value texts = listOf(textSchema());
    return closedObject(object({{"level", wholeNumber(1, 5)},
                                {"task", textSchema()},
                                {"hints", texts},
                                {"teaches", texts},
                                {"claims", listOf(wholeNumber(1, 35))},
                                {"parts", object({{"type", "object"}, {"propertyNames", object({{"enum", kinds}})}, {"additionalProperties", part}})},
                                {"wires", object({{"type", "object"}, {"propertyNames", object({{"pattern", "^.+->.+$"}})}, {"additionalProperties", ruleSchema({})}})},
                                {"locked", texts}}),
                        {"level", "task"});
}

Value definitions(const Registry& registry)
{
    Object all = object({{"component", byKind(registry.kinds, "kind-")}, {"zone", byKind(registry.zoneKinds, "zone-")}});
    for (const KindDecl& kind : registry.kinds) all.set("kind-" + kind.id, kindSchema(kind, {}));
    for (const KindDecl& kind : registry.zoneKinds) all.set("zone-" + kind.id, kindSchema(kind, object({{"contains", listOf(textSchema())}})));
    all.set("link", linkSchema(registry.link));
    all.set("event", eventSchema(registry.verbs, textSchema()));
    all.set("aimed-event", eventSchema(registry.verbs, kindTarget()));
    all.set("variant", variantSchema());
    all.set("expectation", expectationSchema());
    all.set("exercise", exerciseSchema(registry));
    return all;
}

} // namespace

Value sceneSchema(const Registry& registry)
{
    const Value point = object({{"type", "array"}, {"items", object({{"type", "number"}})}, {"minItems", 2}, {"maxItems", 2}});
    const Value someObject = object({{"type", "object"}});
    Value schema = closedObject(object({{"format", object({{"const", "scalelab/scene"}})},
                                        {"version", object({{"const", 1}})},
                                        {"title", textSchema()},
                                        {"seed", object({{"type", "integer"}, {"minimum", 0}})},
                                        {"components", byId(definitionOf("component"))},
                                        {"links", listOf(definitionOf("link"))},
                                        {"zones", byId(definitionOf("zone"))},
                                        {"events", listOf(definitionOf("event"))},
                                        {"layout", object({{"type", "object"}, {"additionalProperties", point}})},
                                        {"charts", listOf(anything())},
                                        {"lesson", someObject},
                                        {"variants", object({{"type", "object"}, {"additionalProperties", definitionOf("variant")}})},
                                        {"expect", listOf(definitionOf("expectation"))},
                                        {"exercise", definitionOf("exercise")}}),
                                {"format", "version"});
    Object root = object({{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "ScaleLab scene"}});
    for (Member& member : std::get_if<Object>(&schema.data)->members) root.members.push_back(std::move(member));
    root.set("definitions", definitions(registry));
    return root;
}

} // namespace scalelab
