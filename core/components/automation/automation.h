// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "components/alert.h"
#include "engine/context.h"
#include "mechanisms/call_window.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace scalelab {

/// Looks after servers: replaces those that died, and rolls out new versions batch by batch.
class Automation {
public:
    struct Params {
        std::optional<SimTime> detection = SimTime{};
        Distribution bootTime;
        std::optional<std::int64_t> maxParallel;
        std::int64_t batchSize = 1;
        std::optional<std::int64_t> canary;
        std::optional<SimTime> drainTimeout;
        Distribution deployTime;
        SimTime bakeTime;
        std::optional<double> abortThreshold;
    };
    Params params;

    void start(Context cx);
    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle);
    void onRecover(Context cx);
    void onChanged(Context cx, std::string_view param);
    void onConnect(Context cx, std::uint32_t port, WireId wire);
    void onDisconnect(Context cx, std::uint32_t port, WireId wire);
    void onCalleeChanged(Context cx, WireId wire);
    void onFault(Context cx, std::string_view verb, double argument);
    void onMeasuresEnd(Context cx);
    void onRestartMeasures(Context cx);
    void report(const Simulation& run, ComponentId self, Reporter& reporter) const;

private:
    enum Tag : std::uint8_t { detectTag, drainTag, bakeTag };

    /// What the roll-out is doing with a server.
    enum class Phase : std::uint8_t { None, Draining, Restarting, Updated };

    /// A server that is looked after.
    struct Target {
        WireId wire = nothing;
        ComponentId id = nothing;
        std::uint32_t index = 0; ///< Its own.
        bool gone = false;      ///< Its wire has been removed.
        bool dead = false;      ///< Found to be down for good.
        bool replacing = false; ///< A new machine boots in its place.
        Health seen = Health::Up;
        Phase phase = Phase::None;
        std::uint32_t version = 1;
        SimTime detected;   ///< When it will have been down for the time of detection.
        CallWindow watched; ///< Since baking began.
    };

    struct Version {
        std::uint32_t number = 1;
        double errors = 0; ///< Share of its answers.
    };

    /// A roll-out on its way.
    struct Rollout {
        Version to;
        bool back = false;        ///< It takes back another.
        bool baking = false;
        bool drainedLong = false; ///< The batch has drained as long as it may.
        std::uint32_t batch = 0;  ///< Counts batches over the whole run: timers of earlier ones are void.
        SimTime ends = {};        ///< Of what its timer waits for.
    };

    // Looking after the dead (automation.cpp)
    [[nodiscard]] Target* targetOf(ComponentId id);
    [[nodiscard]] bool canReach(Context cx, const Target& target) const;
    [[nodiscard]] bool hearsAlerts(Context cx) const;
    void observe(Context cx, Target& target);
    void awaitDetection(Context cx, Target& target);
    void declareDead(Context cx, Target& target);
    void hear(Context cx, Alert alert);
    /// Does all there is to do now.
    void act(Context cx);
    [[nodiscard]] bool replaceOne(Context cx);

    // New versions (rollout.cpp)
    void deploy(Context cx, double errors);
    void rollBack(Context cx);
    void takeBack(Context cx, const std::string& why);
    [[nodiscard]] bool advanceRollout(Context cx);
    [[nodiscard]] bool advanceBatch(Context cx, bool& busy);
    [[nodiscard]] bool beginBatch(Context cx);
    void assign(Context cx, Target& target, const Version& version);
    void limitDraining(Context cx);
    void restart(Context cx, Target& target);
    void leaveBatch(Context cx, Target& target);
    void bake(Context cx);
    void judge(Context cx);
    void finish(Context cx);
    void resume(Context cx);

    std::deque<Target> targets_; ///< Where each stays, whatever is added.
    Rng bootStream_, deployStream_;
    bool acting_ = false;
    std::int64_t replacing_ = 0;
    Version current_;
    std::optional<Version> previous_;
    std::uint32_t newest_ = 1; ///< Number of the version made last.
    std::optional<Rollout> rollout_;
    std::uint32_t batches_ = 0;
    std::uint64_t found_ = 0, replaced_ = 0, deploys_ = 0, rolledBack_ = 0;
    SimTime detectionSum_, recoverySum_;
};

} // namespace scalelab
