// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "components/alert.h"
#include "engine/context.h"
#include "mechanisms/call_window.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scalelab {

/// Looks at components at intervals, as Prometheus scrapes its targets, and raises alerts. Without a wire to any it watches all of the run.
class Monitoring {
public:
    struct Params {
        SimTime interval{60'000'000'000};
        bool down = true;
        std::optional<double> errorThreshold;
        std::optional<SimTime> latencyThreshold;
        std::optional<double> utilisationThreshold;
        std::optional<std::int64_t> queueThreshold;
        std::optional<SimTime> lagThreshold;
        SimTime pending;
        std::string tier;
        std::int64_t logCapacity = 4096;
    };
    Params params;

    void start(Context cx);
    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle);
    void onCrash(Context cx);
    void onRecover(Context cx) { begin(cx); }
    void onChanged(Context cx, std::string_view param);
    void onConnect(Context cx, std::uint32_t port, WireId wire);
    void onDisconnect(Context cx, std::uint32_t port, WireId wire);
    void onCalleeChanged(Context cx, WireId wire);
    void onMeasuresEnd(Context cx);
    void onRestartMeasures(Context cx);
    void report(const Simulation& run, ComponentId self, Reporter& reporter) const;

    static constexpr std::uint32_t alertsPort = 0;

private:
    /// A wire to a component that is watched.
    struct Watch {
        WireId wire = nothing;
        bool cut = false;
        SimTime cutAt; ///< Since when it is cut, or is not.
    };

    /// How one rule stands with one component.
    struct Standing {
        bool holds = false; ///< It held at the last look.
        bool firing = false;
        SimTime began; ///< Of what is wrong.
        SimTime seen;  ///< First look at which it held.
    };

    struct Watched {
        std::uint64_t look = 0; ///< Number of the last look at it; 0 if there was none.
        bool limited = true;    ///< There was a limit to its workers when the window opened.
        CallWindow window;      ///< Since the last look.
        std::array<Standing, alertRuleCount> rules;
    };

    /// What comes of applying a rule.
    struct Finding {
        bool holds = false;
        SimTime began;
        std::string what = {}; ///< In words, if it holds.
    };

    struct Message {
        Incident::Level level = Incident::Level::Warning;
        std::string text;
    };

    /// All watched servers together.
    struct Tier {
        std::uint64_t watched = 0, up = 0, queued = 0, workers = 0;
        WorkerTime busy = 0; ///< Within the window [worker ns].
    };

    /// Requests of all sources, within a window.
    struct Requests {
        std::uint64_t completed = 0, failed = 0, writes = 0;
    };

    /// The whole run as the last look found it.
    struct Site {
        Requests requests;
        double sessions = 0, sessionsLost = 0, dollars = 0;
    };

    void begin(Context cx);
    /// Whether it watches this component when it has no wires.
    [[nodiscard]] bool isOfTier(const Simulation& run, ComponentId id) const;
    void openAll(const Simulation& run);
    void open(const Simulation& run, ComponentId id);
    void look(Context cx);
    void lookAt(Context cx, ComponentId id, const Watch& watch, std::vector<Message>& messages);
    [[nodiscard]] Finding findDown(Context cx, ComponentId id, const Watch& watch) const;
    [[nodiscard]] Finding find(Context cx, ComponentId id, const Watch& watch, const Watched& watched, AlertRule rule) const;
    void judge(Context cx, ComponentId id, const Finding& finding, Standing& standing, std::vector<Message>& messages);
    void addToTier(Context cx, ComponentId id, const Watch& watch, const Watched& watched);
    [[nodiscard]] static Requests requestsOf(const Simulation& run);
    [[nodiscard]] Requests requestsSince(const Simulation& run) const;
    void lookAtSite(const Simulation& run);
    void sendAlerts(Context cx);

    std::vector<WireId> receivers_;
    std::vector<Watch> watches_;
    std::vector<Watched> watched_; ///< By component.
    std::uint32_t clock_ = 0;
    std::uint64_t looks_ = 0;
    SimTime windowBegan_;
    SimTime span_; ///< Length of the window that tier_ and site_ are of.
    Tier tier_;
    Site site_;
    Requests requestsBegin_, requestsBefore_;
    std::uint64_t firing_ = 0, alerts_ = 0, resolved_ = 0, recoveries_ = 0;
    SimTime detectionSum_, recoverySum_;
};

} // namespace scalelab
