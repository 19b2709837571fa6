// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/declaration.h"
#include "schema/read_value.h"

#include <memory>
#include <type_traits>
#include <utility>

namespace scalelab {

/// A type of parameter whose value may name data files.
template <class T>
concept MayNameDataFiles = requires(const T& value) { dataFilesOf(value); };

template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};

/// Completes the declaration of one parameter, a member of the kind's struct Params.
template <class Params, class T>
class ParamBuilder {
public:
    ParamBuilder(KindDecl& kind, std::string id, T Params::*member) : kind_(kind), index_(kind.params.size()), member_(member)
    {
        ParamDecl decl;
        decl.id = std::move(id);
        decl.quantity = defaultQuantity<T>;
        decl.noneAllowed = IsOptional<T>::value;
        kind.params.push_back(std::move(decl));
        if constexpr (!std::is_enum_v<T>) bind();
    }

    ParamBuilder& label(std::string text) { decl().label = std::move(text); return *this; }
    ParamBuilder& help(std::string text) { decl().help = std::move(text); return *this; }
    ParamBuilder& typical(Value value) { decl().typical = std::move(value); return *this; }
    ParamBuilder& source(std::string text) { decl().source = std::move(text); return *this; }
    ParamBuilder& group(std::string text) { decl().group = std::move(text); return *this; }
    ParamBuilder& common() { decl().common = true; return *this; }
    ParamBuilder& live() { decl().live = true; return *this; }
    ParamBuilder& onlyWhen(std::string param, std::string value)
    {
        decl().onlyWhenParam = std::move(param);
        decl().onlyWhenValue = std::move(value);
        return *this;
    }
    ParamBuilder& as(Quantity quantity) { decl().quantity = quantity; bind(); return *this; }
    ParamBuilder& min(double bound) { decl().min = bound; bind(); return *this; }
    ParamBuilder& range(double low, double high) { decl().min = low; decl().max = high; bind(); return *this; }

    /// One value of an enumeration; the first one declared with the struct's default value is the fallback.
    ParamBuilder& choice(T value, std::string id, std::string label, std::string help)
        requires std::is_enum_v<T>
    {
        decl().choices.push_back({std::move(id), std::move(label), std::move(help)});
        values_.push_back(value);
        bind();
        return *this;
    }

private:
    ParamDecl& decl() { return kind_.params[index_]; }

    void bind()
    {
        ParamDecl shape = decl();
        shape.assign = nullptr;
        shape.validate = nullptr;
        if constexpr (std::is_enum_v<T>) {
            decl().assign = [member = member_, values = values_, shape](void* params, const Value& value) -> Result<void> {
                const auto index = readChoice(value, shape);
                if (!index) return index.error();
                static_cast<Params*>(params)->*member = values[*index];
                return {};
            };
            for (std::size_t i = values_.size(); i-- > 0;)
                if (values_[i] == Params{}.*member_) decl().fallback = Value(decl().choices[i].id);
        } else {
            decl().assign = [member = member_, shape](void* params, const Value& value) {
                return readValue(static_cast<Params*>(params)->*member, value, shape);
            };
            decl().fallback = writeValue(Params{}.*member_, shape);
            if constexpr (MayNameDataFiles<T>) bindDataFiles(shape);
        }
        decl().validate = [assign = decl().assign](const Value& value) {
            Params scratch{};
            return assign(&scratch, value);
        };
    }

    void bindDataFiles(const ParamDecl& shape)
    {
        decl().dataFiles = [shape](const Value& value) -> std::vector<DataFileUse> {
            T read{};
            return readValue(read, value, shape) ? dataFilesOf(read) : std::vector<DataFileUse>();
        };
        decl().attach = [member = member_](void* params, const DataFiles& files) { attachDataFiles(static_cast<Params*>(params)->*member, files); };
    }

    KindDecl& kind_;
    std::size_t index_;
    T Params::*member_;
    std::vector<T> values_;
};

/// Builds a KindDecl whose parameters live in the struct Params.
template <class Params>
class DeclBuilder {
public:
    explicit DeclBuilder(KindDecl& kind) : kind_(kind) {}

    DeclBuilder& name(std::string text) { kind_.name = std::move(text); return *this; }
    DeclBuilder& category(std::string text) { kind_.category = std::move(text); return *this; }
    DeclBuilder& help(std::string text) { kind_.help = std::move(text); return *this; }
    DeclBuilder& models(std::string text) { kind_.models = std::move(text); return *this; }
    DeclBuilder& leavesOut(std::string text) { kind_.leavesOut = std::move(text); return *this; }
    DeclBuilder& searchWords(std::vector<std::string> words) { kind_.searchWords = std::move(words); return *this; }
    DeclBuilder& provides(std::string service, std::string param = {}, std::string value = {}, std::string neededBecause = {}, bool refusedIfUnused = false)
    {
        kind_.services.push_back({std::move(service), std::move(param), std::move(value), std::move(neededBecause), refusedIfUnused});
        return *this;
    }
    DeclBuilder& port(PortDecl port) { kind_.ports.push_back(std::move(port)); return *this; }
    /// The kind is a station whose capacity is its workers over the mean of its service time.
    DeclBuilder& station(std::string workers, std::string service)
    {
        kind_.stationWorkers = std::move(workers);
        kind_.stationService = std::move(service);
        return *this;
    }
    DeclBuilder& wantsStore() { kind_.wantsStore = true; return *this; }
    /// The kind knows a verb that is not general.
    DeclBuilder& verb(std::string id) { kind_.verbs.push_back(std::move(id)); return *this; }
    DeclBuilder& measure(std::string id, std::string label, Quantity quantity, std::string help)
    {
        kind_.measures.push_back({std::move(id), std::move(label), quantity, std::move(help)});
        return *this;
    }
    DeclBuilder& rule(ComponentRule rule) { kind_.rules.push_back(std::move(rule)); return *this; }
    template <class T>
    ParamBuilder<Params, T> param(std::string id, T Params::*member) { return {kind_, std::move(id), member}; }

private:
    KindDecl& kind_;
};

} // namespace scalelab
