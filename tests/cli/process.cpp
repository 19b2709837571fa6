// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace scalelab::cli {

namespace {

/// The child's part: never returns.
[[noreturn]] void become(const std::vector<std::string>& arguments, const Environment& environment, const std::string& out, const std::string& err)
{
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> argv;
    std::string program = SCALELAB_CLI;
    argv.push_back(program.data());
    std::vector<std::string> copies = arguments;
    for (std::string& argument : copies) argv.push_back(argument.data());
    argv.push_back(nullptr);
    constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC;
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(open(out.c_str(), flags, 0600), STDOUT_FILENO);
    dup2(open(err.c_str(), flags, 0600), STDERR_FILENO);
    execv(argv.front(), argv.data());
    _exit(127);
}

} // namespace

Finished runCli(const std::vector<std::string>& arguments, const Environment& environment)
{
    const TestFolder folder;
    const std::string out = folder.path("out");
    const std::string err = folder.path("err");
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("no process can be made");
    if (child == 0) become(arguments, environment, out, err);
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, readFile(out), readFile(err)};
}

std::string readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + " cannot be read");
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

void writeFile(const std::string& path, std::string_view content)
{
    std::ofstream file(path, std::ios::binary);
    file << content;
    if (!file.flush()) throw std::runtime_error(path + " cannot be written");
}

TestFolder::TestFolder()
{
    std::string pattern = testing::TempDir() + "/scalelab-cli-XXXXXX";
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no folder can be made for the test");
    path_ = pattern;
}

TestFolder::~TestFolder() { std::filesystem::remove_all(path_); }

std::string twoServers() { return SCALELAB_SOURCE_DIR "/tests/cli/data/two_servers.json"; }

} // namespace scalelab::cli
