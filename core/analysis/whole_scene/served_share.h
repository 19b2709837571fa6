// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/whole_scene/request_paths.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace scalelab {

enum class Up : std::uint8_t { No, Maybe, Yes };

/// Least and most that a share can be, as long as it is open what is up.
struct Bounds {
    double least = 0, most = 0;

    [[nodiscard]] bool areEqual() const { return least == most; }
};

/// Which share of the requests of a class is served, by what is up: its components and then its data centers. Detection takes no time.
class ServedShare {
public:
    enum class Asks {
        Share,    ///< How many requests are served; gives up where that depends on what is popular or on who has a session.
        AnyAtAll, ///< Only whether any is.
    };

    /// Refers to the paths.
    ServedShare(const RequestPaths& paths, Asks asks);

    /// What is up; all at first.
    std::vector<Up> up;
    [[nodiscard]] Bounds of(std::size_t users, RequestClass requestClass);

    /// Something of which it is open whether it is up and on which the last answer depended.
    [[nodiscard]] std::optional<std::size_t> open() const { return open_; }
    /// Why an answer cannot be given; empty if it can.
    [[nodiscard]] const std::string& problem() const { return problem_; }
    /// Everything that an answer has depended on so far.
    [[nodiscard]] const std::vector<bool>& asked() const { return asked_; }

private:
    using Indices = RequestPaths::Indices;

    Bounds fail(std::string problem);
    [[nodiscard]] Up isUp(std::size_t index);
    Bounds ifUp(std::size_t index, Bounds bounds);
    Bounds at(std::size_t index);
    Bounds whenUp(std::size_t index);
    Bounds behind(std::size_t index);
    Bounds inTurn(const Indices& among);
    Bounds atAny(const Indices& among);
    Bounds anyUp(const Indices& among);
    Bounds inTurnUp(const Indices& among);
    Bounds mixOf(const std::vector<std::pair<double, Bounds>>& parts) const;

    Bounds atUsers(std::size_t users);
    Bounds atBalancer(std::size_t balancer);
    Up isInPool(std::size_t target);
    Bounds atPool(std::size_t balancer);
    Bounds atServer(std::size_t server);
    Bounds atCaches(std::size_t server, const Indices& caches, const Indices& databases);
    Bounds atStore(std::size_t caller, const Indices& databases);
    Bounds atGroup(std::size_t caller, std::size_t master, const Indices& replicas, const Indices& wired);

    const RequestPaths& paths_;
    Asks asks_;
    std::vector<Indices> zones_; ///< Places in `up` of the data centers round each component.
    std::vector<std::vector<std::pair<std::size_t, double>>> targets_; ///< Of each load balancer.
    RequestClass class_ = RequestClass::Read;
    std::vector<std::optional<Bounds>> known_;
    std::vector<bool> asked_;
    std::optional<std::size_t> open_;
    std::string problem_;
};

} // namespace scalelab
