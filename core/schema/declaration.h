// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/data_files.h"
#include "base/result.h"
#include "base/value.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// What a parameter or measure is measured in; decides how it is read, shown and edited.
enum class Quantity { Integer, Number, Duration, Rate, Share, Bytes, Capacity, Bandwidth, Money, Text, Flag, Choice, Distribution, Arrivals, Keys, Mix, Place, Places, Sizes, Objectives };

/// "duration", "rate": the name of a quantity for messages and reference pages.
[[nodiscard]] std::string_view quantityName(Quantity quantity);

/// One value that a Choice parameter can take.
struct ChoiceDecl {
    std::string id;    ///< As written in scene files.
    std::string label; ///< As people read it.
    std::string help;
};

/// A parameter as its kind declares it: everything that inspector, reader, JSON Schema and reference need.
struct ParamDecl {
    std::string id;    ///< Kebab-case key in scene files.
    std::string label; ///< As people read it.
    std::string help;  ///< What it means, in a sentence.
    Quantity quantity = Quantity::Number;
    Value fallback;     ///< What leaving it out means: no time and no limit that is not declared.
    Value typical;      ///< What a component placed by hand starts with; null: the fallback.
    std::string source; ///< Where the typical value comes from.
    std::optional<double> min, max; ///< Bounds in base units (seconds, per second, bytes, count), inclusive.
    bool noneAllowed = false;       ///< "none" switches the limit off.
    std::string group;              ///< Heading under which people find it; empty: the first.
    bool common = false;            ///< One of those that every kind has.
    bool live = false;              ///< Can be changed while the simulation runs.
    std::vector<ChoiceDecl> choices;
    std::string onlyWhenParam, onlyWhenValue; ///< Has a meaning only while that parameter has that value; empty: always.
    std::function<Result<void>(void* params, const Value&)> assign; ///< Reads the value into the kind's parameter struct.
    std::function<Result<void>(const Value&)> validate;             ///< Only tells whether the value could be read.
    std::function<std::vector<DataFileUse>(const Value&)> dataFiles; ///< The data files that a value names; null if none ever does.
    std::function<void(void* params, const DataFiles&)> attach;      ///< Gives the parameter what is in the files that it names, once assigned; else null.
};

/// Where wires leave a component, and what they may lead to.
struct PortDecl {
    std::string id = {}, label = {}, help = {};
    std::vector<std::string> accepts = {}; ///< Services of which the callee must provide one; "*" for a component of any kind.
    std::size_t most = SIZE_MAX;      ///< How many wires it takes.
    std::string onlyWhenParam = {}, onlyWhenValue = {}; ///< Exists only while that parameter has that value.
    bool forwards = true; ///< Requests that come in go on through it, so that a circle of such wires has no end.

    [[nodiscard]] bool acceptsAny() const { return accepts.size() == 1 && accepts.front() == "*"; }
};

/// A service that a kind offers to callers, such as "http" or "sql".
struct ServiceDecl {
    std::string id;
    std::string onlyWhenParam, onlyWhenValue; ///< Offered only while that parameter has that value.
    std::string neededBecause; ///< What is wrong if no wire uses it, and what to do; empty if that is no fault.
    bool refusedIfUnused = false; ///< A scene in which no wire uses it cannot run; otherwise it is only foolish.
};

/// Something a running component measures.
struct MeasureDecl {
    std::string id;    ///< Key in result files; a dot nests ("wait_s.mean").
    std::string label; ///< As people read it.
    Quantity quantity = Quantity::Number;
    std::string help; ///< Definition and formula.
    bool sometimes = false; ///< Reported only where it applies, such as for request classes that occur.
};

class ComponentView;
/// A rule of a kind that its parameters and ports cannot say: reports on a component of the kind what is wrong with it in its scene. The view is the
/// model's (model/component_view.h).
using ComponentRule = std::function<void(const ComponentView&)>;

/// Everything that a kind of component says about itself.
struct KindDecl {
    std::string id = {};       ///< Key in scene files, and name of its icon.
    std::string name = {};     ///< As people read it, singular.
    std::string category = {}; ///< Heading in the palette.
    std::string help = {};     ///< What it is, in a sentence or two.
    std::string models = {}, leavesOut = {}; ///< What of the real thing is simulated and what is not.
    std::vector<std::string> searchWords = {}; ///< Other names people look for.
    std::vector<ParamDecl> params = {};
    std::vector<PortDecl> ports = {};
    std::vector<ServiceDecl> services = {};
    std::vector<MeasureDecl> measures = {};
    std::string stationWorkers = {}, stationService = {}; ///< The parameters that limit how many calls a second it serves, if it is a station.
    bool wantsStore = false;             ///< It keeps what is written in a data tier, if it has one.
    std::vector<ComponentRule> rules = {};
    std::vector<std::string> verbs = {}; ///< Verbs that are not general and that it knows.

    [[nodiscard]] const ParamDecl* param(std::string_view paramId) const;
    [[nodiscard]] const MeasureDecl* measure(std::string_view measureId) const;
};

/// What a verb applies to.
enum class VerbTarget {
    Component,
    Wires, ///< A wire, or a component for all its wires.
    Zone,
    Sides, ///< The two sides of a partition.
};

/// What a verb needs to know beside its target.
struct VerbArgument {
    std::string label;
    Quantity quantity = Quantity::Number; ///< A Number is a factor and may be written "5x".
    double typical = 1;         ///< If none is given.
    double neutral = 1;         ///< Takes the fault back.
    double min = 0, max = 0;    ///< In base units, inclusive.
    std::vector<double> choices = {}; ///< What a menu offers; empty: the typical one.
    bool canBeTakenBack = true;       ///< The neutral amount ends the fault.
};

/// A verb of scheduled events and of the Faults menu ("crash", "cut").
struct VerbDecl {
    std::string id, label, help;
    VerbTarget target = VerbTarget::Component;
    std::optional<VerbArgument> argument = {};
    std::string inverse = {}; ///< The verb that takes it back; empty: itself with the neutral argument, or nothing does.
    bool general = true;      ///< Every kind that can fail knows it; otherwise those that declare it.
};

/// Reads the argument of a verb from an event: its typical one if there is none. Errors: what it cannot be.
[[nodiscard]] Result<double> readVerbArgument(const VerbDecl& verb, const Value& given);

/// All declarations of one program: kinds of component and zone, parameters of links, verbs. A value; order is the palette's.
struct Registry {
    std::vector<KindDecl> kinds;
    std::vector<KindDecl> zoneKinds;
    KindDecl link;  ///< Parameters of a wire.
    KindDecl scene; ///< Measures of a whole run.
    std::vector<VerbDecl> verbs;

    [[nodiscard]] const KindDecl* kind(std::string_view id) const;
    [[nodiscard]] const KindDecl* zoneKind(std::string_view id) const;
    [[nodiscard]] const VerbDecl* verb(std::string_view id) const;
};

} // namespace scalelab
