// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "child_process.h"

#include <sched.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <stdexcept>

namespace scalelab::bench {

namespace {

std::string quoted(const std::string& word)
{
    std::string result = "'";
    for (const char c : word) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

} // namespace

std::string outputOf(const std::vector<std::string>& command)
{
    std::string line;
    for (const std::string& word : command) line += quoted(word) + " ";
    FILE* const pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + line);
    std::string output;
    std::array<char, 4096> chunk{};
    while (const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), pipe)) output.append(chunk.data(), got);
    if (pclose(pipe) != 0) throw std::runtime_error("this did not succeed: " + line);
    return output;
}

void stayOnOneProcessor()
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    int last = CPU_SETSIZE - 1;
    while (last > 0 && !CPU_ISSET(last, &allowed)) --last;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(last, &one);
    sched_setaffinity(0, sizeof one, &one);
}

} // namespace scalelab::bench
