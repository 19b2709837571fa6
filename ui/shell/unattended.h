// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "shell/command_line.h"

#include <memory>

namespace scalelab {

struct Catalog;
class MainWindow;

// What the program does when nobody sits in front of it. Both return the exit code and print messages to standard error.

/// Runs the scene as fast as possible and writes its result as JSON.
[[nodiscard]] int runWithoutWindow(const std::shared_ptr<const Catalog>& catalog, const CommandLine& line);

/// Shows the window with the scene open, runs it until the time asked for, and writes a picture of it.
[[nodiscard]] int takeScreenshot(MainWindow& window, const CommandLine& line);

/// Prints the problems of a scene file, one a line.
void printProblems(const QString& path, const Problems& problems);

} // namespace scalelab
