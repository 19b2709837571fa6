// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/data_files.h"
#include "base/result.h"
#include "engine/command.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A whole run: the scene with its seed, every command that was given, and how it came out.
struct Recording {
    Scene scene;
    SimTime warmup;
    SimTime end;
    std::vector<LoggedCommand> commands;
    std::uint64_t events = 0;
    std::uint64_t fingerprint = 0;
    std::shared_ptr<const DataFiles> dataFiles = std::make_shared<const DataFiles>(); ///< What was in the files that the scene names: a recording needs no other file.
};

[[nodiscard]] std::string writeRecording(const Recording& recording);
/// Reads what writeRecording wrote; the error says what is missing or wrong.
[[nodiscard]] Result<Recording> readRecording(std::string_view json, const Registry& registry);

class Simulation;
struct Catalog;

/// Does the run again, command by command, up to its end; the caller compares events and fingerprint.
[[nodiscard]] Result<Simulation> replay(std::shared_ptr<const Catalog> catalog, const Recording& recording);

/// Sixteen hex digits.
[[nodiscard]] std::string fingerprintText(std::uint64_t fingerprint);

} // namespace scalelab
