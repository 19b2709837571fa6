// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/sim_time.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace scalelab {

/// What the window program was asked for.
struct CommandLine {
    QString scene; ///< File to open; empty: the first figure.
    bool play = false;
    std::optional<double> speed; ///< Infinity: Max.
    std::optional<std::uint64_t> seed;
    QString theme;      ///< Empty: the one used last.
    QString screenshot; ///< Picture to write, and then leave.
    SimTime after;      ///< Simulated time of the picture.
    std::optional<SimTime> runFor; ///< Run this long without a window, and leave.
    QString json;                  ///< Where the result of that run goes; "-": standard output.
    QString answer;                ///< Text to print instead of doing anything: help or version.
};

/// Reads the arguments, the program's name first; the error says what is wrong with them.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList& arguments);

} // namespace scalelab
