// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/live_run.h"
#include "run/snapshot.h"

#include <QString>

namespace scalelab {

/// What a component's card says about the run, rounded as it is shown; two equal states look the same.
struct NodeState {
    bool live = false; ///< Whether the run knows the component.
    bool down = false;    ///< It serves nobody.
    bool broken = false;  ///< Because it failed.
    QString condition;    ///< Why not, in a word: "down", "starting", "off".
    int loadPercent = -1; ///< Utilisation; -1: without limit, so there is no bar.
    QString throughput;   ///< "198/s"
    QString note;         ///< "12 waiting", "80% hits", "lag 0.3 s": the most telling number beside the throughput.
    QString role;         ///< "master", "replica"
    QString badge;        ///< "queue full 312/s": what fails here and how often; empty if nothing does.
    bool operator==(const NodeState&) const = default;
};

/// The state of a component with these counts and rates; `declaredRole` is its "role" parameter.
[[nodiscard]] NodeState nodeStateOf(const ComponentSnapshot& component, const LiveRun::Rates& rates, const QString& declaredRole);

/// "198/s", "1.2k/s": a rate in as many digits as a card has room for.
[[nodiscard]] QString rateText(double perSecond);
/// "0.3 s", "12 ms".
[[nodiscard]] QString durationText(double seconds);

/// Which of three colours a load bar takes.
enum class LoadLevel { Calm, Busy, Full };
[[nodiscard]] LoadLevel loadLevel(int percent);

} // namespace scalelab
