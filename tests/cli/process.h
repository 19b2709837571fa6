// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scalelab::cli {

/// How a program ended and what it wrote.
struct Finished {
    int exitCode = -1; ///< -1 if a signal ended it.
    std::string out;
    std::string err;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

/// Runs the command line program with these arguments, and these variables in addition, until it ends.
[[nodiscard]] Finished runCli(const std::vector<std::string>& arguments, const Environment& environment = {});

[[nodiscard]] std::string readFile(const std::string& path);
void writeFile(const std::string& path, std::string_view content);

/// A folder for one test, empty at first and removed afterwards.
class TestFolder {
public:
    TestFolder();
    ~TestFolder();
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    [[nodiscard]] std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }

private:
    std::string path_;
};

/// The scene of two servers that these tests run.
[[nodiscard]] std::string twoServers();

} // namespace scalelab::cli
