// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/reference.h"

#include "base/units.h"

#include <utility>

namespace scalelab {

namespace {

/// Text for a cell of a table.
std::string cell(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '|') out += "\\|";
        else out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string onlyWhen(const std::string& param, const std::string& value)
{
    return param.empty() ? std::string() : "only while " + code(param) + " is " + code(value);
}

std::string boundText(double bound, Quantity quantity)
{
    if (quantity == Quantity::Duration) return formatDuration(SimTime::fromSeconds(bound));
    if (quantity == Quantity::Rate) return formatRate(bound);
    if (quantity == Quantity::Bytes) return formatBytes(bound);
    if (quantity == Quantity::Bandwidth) return formatBandwidth(bound);
    if (quantity == Quantity::Money) return formatMoney(bound);
    return numberText(bound);
}

std::string rangeText(const ParamDecl& decl)
{
    std::string text;
    for (const ChoiceDecl& choice : decl.choices) text += (text.empty() ? "" : ", ") + code(choice.id);
    if (decl.min && decl.max) text += boundText(*decl.min, decl.quantity) + " to " + boundText(*decl.max, decl.quantity);
    else if (decl.min) text += "at least " + boundText(*decl.min, decl.quantity);
    else if (decl.max) text += "at most " + boundText(*decl.max, decl.quantity);
    if (decl.noneAllowed) text += (text.empty() ? "" : ", or ") + code("none");
    return text;
}

std::string meaning(const ParamDecl& decl)
{
    std::string text = decl.label.empty() ? decl.help : "**" + decl.label + ".** " + decl.help;
    const std::string condition = onlyWhen(decl.onlyWhenParam, decl.onlyWhenValue);
    if (!condition.empty()) text += " Has a meaning " + condition + ".";
    return text;
}

std::string valueText(const Value& value) { return value.isNull() || toText(value).empty() ? std::string() : code(toText(value)); }

std::string paramTable(const KindDecl& kind)
{
    std::string text = "| Field | Meaning | Quantity | Values | If left out | Starts with | During a run |\n|---|---|---|---|---|---|---|\n";
    for (const ParamDecl& decl : kind.params) {
        text += "| " + code(decl.id) + " | " + cell(meaning(decl)) + " | " + std::string(quantityName(decl.quantity)) + " | " + cell(rangeText(decl)) + " | "
                + cell(valueText(decl.fallback)) + " | " + cell(valueText(decl.typical)) + " | " + (decl.live ? "can change" : "fixed") + " |\n";
    }
    return text;
}

std::string choiceLists(const KindDecl& kind)
{
    std::string text;
    for (const ParamDecl& decl : kind.params) {
        if (decl.choices.empty()) continue;
        text += "\nValues of " + code(decl.id) + ":\n\n";
        for (const ChoiceDecl& choice : decl.choices) text += "- " + code(choice.id) + " (" + choice.label + "): " + choice.help + "\n";
    }
    return text;
}

std::string sourceList(const KindDecl& kind)
{
    std::string text;
    for (const ParamDecl& decl : kind.params)
        if (!decl.source.empty()) text += "- " + code(decl.id) + ": " + decl.source + "\n";
    return text.empty() ? text : "\nWhere the values that it starts with come from:\n\n" + text;
}

std::string params(const KindDecl& kind)
{
    if (kind.params.empty()) return {};
    return "\n### Fields\n\n" + paramTable(kind) + choiceLists(kind) + sourceList(kind);
}

std::string wires(const KindDecl& kind)
{
    std::string text;
    for (const PortDecl& port : kind.ports) {
        std::string accepted;
        for (const std::string& service : port.accepts) accepted += (accepted.empty() ? "" : ", ") + code(service);
        text += (port.acceptsAny() ? "- Leads to a component of any kind" : "- Calls " + accepted) + " through **" + (port.label.empty() ? port.id : port.label) + "**";
        if (port.most != SIZE_MAX) text += ", at most " + std::to_string(port.most) + (port.most == 1 ? " wire" : " wires");
        const std::string condition = onlyWhen(port.onlyWhenParam, port.onlyWhenValue);
        text += (condition.empty() ? "" : ", " + condition) + "." + (port.help.empty() ? "" : " " + port.help) + "\n";
    }
    for (const ServiceDecl& service : kind.services) {
        const std::string condition = onlyWhen(service.onlyWhenParam, service.onlyWhenValue);
        text += "- Offers " + code(service.id) + " to its callers" + (condition.empty() ? "" : ", " + condition) + ".\n";
    }
    return text.empty() ? text : "\n### Wires\n\n" + text;
}

std::string measures(const KindDecl& kind)
{
    if (kind.measures.empty()) return {};
    std::string text = "\n### Measures\n\n| Measure | Meaning | Quantity |\n|---|---|---|\n";
    for (const MeasureDecl& measure : kind.measures) {
        const std::string label = measure.label.empty() ? "" : "**" + measure.label + ".** ";
        text += "| " + code(measure.id) + " | " + cell(label + measure.help + (measure.sometimes ? " Only where it applies." : "")) + " | " + std::string(quantityName(measure.quantity)) + " |\n";
    }
    return text;
}

std::string_view targetText(VerbTarget target)
{
    switch (target) {
    case VerbTarget::Wires: return "a wire `A->B`, or a component for all its wires";
    case VerbTarget::Zone: return "a zone";
    case VerbTarget::Sides: return "components and zones `A,B` against everything else, or two sides `A,B|C,D`";
    default: return "a component";
    }
}

std::string verbNotes(const VerbDecl& verb)
{
    std::string text = " Takes " + std::string(targetText(verb.target));
    if (verb.argument) {
        const VerbArgument& argument = *verb.argument;
        text += ", and in `by` the " + argument.label + " (" + boundText(argument.min, argument.quantity) + " to " + boundText(argument.max, argument.quantity) + "; if left out "
                + boundText(argument.typical, argument.quantity) + ")";
    }
    return text + ".";
}

std::string heading(const KindDecl& kind)
{
    if (kind.id.empty()) return "## " + kind.name + "\n";
    return "## " + (kind.name.empty() ? kind.id : kind.name) + " (" + code(kind.id) + ")\n";
}

std::string paragraph(std::string_view lead, const std::string& text)
{
    return text.empty() ? std::string() : "\n" + std::string(lead) + text + "\n";
}

/// A declaration that is no kind of its own, under another name.
std::string part(KindDecl decl, std::string name)
{
    decl.id.clear();
    decl.name = std::move(name);
    return "\n" + kindReference(decl);
}

} // namespace

std::string kindReference(const KindDecl& kind)
{
    return heading(kind) + paragraph("", kind.help) + paragraph("**Simulated:** ", kind.models) + paragraph("**Left out:** ", kind.leavesOut) + params(kind)
           + wires(kind) + measures(kind);
}

std::string reference(const Registry& registry)
{
    std::string text = "# Components\n";
    for (const KindDecl& kind : registry.kinds) text += "\n" + kindReference(kind);
    text += "\n# Zones\n";
    for (const KindDecl& kind : registry.zoneKinds) text += "\n" + kindReference(kind);
    text += "\n# Wires, events and the whole run\n";
    text += part(registry.link, "Wire");
    text += "\n## Events\n\nAn event has a time, `at`, and one of these verbs:\n\n";
    for (const VerbDecl& verb : registry.verbs) text += "- " + code(verb.id) + ": " + verb.help + verbNotes(verb) + "\n";
    text += "\nWith `for`, a time, the fault is taken back after it.\n\n- `set`: gives the parameter `component.parameter` the value in `to`.\n";
    return text + part(registry.scene, "Whole run");
}

} // namespace scalelab
