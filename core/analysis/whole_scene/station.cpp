// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/whole_scene/station.h"

#include "base/instance_types.h"
#include "base/units.h"

#include <cmath>

namespace scalelab {

namespace {

class Reading {
public:
    Reading(const RequestPaths& paths, std::size_t index) : paths_(paths), index_(index) {}

    Station read()
    {
        const std::string& kind = paths_.component(index_).kind;
        if (kind == "users") return station_;
        if (kind == "rate-limiter") return readLimiter();
        station_.service.fill(mean("service"));
        if (kind == "database") {
            station_.workers = processors("connections");
            if (paths_.isSet(index_, "write-service")) of(RequestClass::Write) = mean("write-service");
            if (paths_.isSet(index_, "join-service")) of(RequestClass::Join) = mean("join-service");
            return station_;
        }
        station_.holds = kind != "load-balancer";
        if (kind != "web-server" || paths_.text(index_, "scheduling") == "first-come") station_.workers = processors("workers");
        if (kind == "web-server") station_.cores = processors("cores");
        if (kind == "web-server" && paths_.callees(index_, "queue").empty()) of(RequestClass::Job) += mean("job-service");
        if (kind == "load-balancer") station_.connections = paths_.facts().limit(paths_.component(index_), "connections").value_or(unlimited);
        return station_;
    }

private:
    double& of(RequestClass requestClass) { return station_.service[static_cast<std::size_t>(requestClass)]; }

    double mean(std::string_view param)
    {
        const auto time = paths_.facts().distribution(paths_.component(index_), param);
        if (time && !time->needsSamples() && std::isfinite(time->mean())) return time->mean();
        station_.problem = "The mean service time of " + paths_.name(index_) + " is not known here.";
        return 0;
    }

    /// A number of workers, or as many as the machine has virtual processors.
    double processors(std::string_view param) const
    {
        if (const auto limit = paths_.facts().limit(paths_.component(index_), param)) return *limit;
        if (paths_.is(index_, "cache") || !paths_.isSet(index_, "instance")) return unlimited;
        const auto instance = parseInstanceType(paths_.text(index_, "instance"));
        return instance ? static_cast<double>(instance->vcpus) : unlimited;
    }

    Station readLimiter()
    {
        const Value given = paths_.facts().value(paths_.component(index_), "rate");
        const auto rate = given.number() ? Result<double>(*given.number()) : parseRate(paths_.text(index_, "rate"));
        if (!rate) return station_; // without limit
        station_.lets = *rate;
        if (paths_.text(index_, "per") != "whole") station_.problem = "What " + paths_.name(index_) + " lets through depends on how many clients there are.";
        return station_;
    }

    const RequestPaths& paths_;
    std::size_t index_;
    Station station_;
};

} // namespace

Station stationOf(const RequestPaths& paths, std::size_t index) { return Reading(paths, index).read(); }

} // namespace scalelab
