// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include "io/json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace scalelab::cli {
namespace {

const std::string storedFile = SCALELAB_SOURCE_DIR "/tests/cli/fingerprints.txt";

/// The scenes with stored fingerprints, relative to the source folder.
std::vector<std::string> scenes()
{
    std::vector<std::string> found;
    for (const char* folder : {"scenes/claims", "scenes/figures", "tests/bench", "tests/cli/data"})
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SCALELAB_SOURCE_DIR) / folder))
            if (entry.path().extension() == ".json") found.push_back(std::string(folder) + "/" + entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

/// "events fingerprint" of ten simulated seconds.
std::string outcomeOf(const std::string& scene, const Environment& environment)
{
    const Finished finished = runCli({"run", std::string(SCALELAB_SOURCE_DIR) + "/" + scene, "--for", "10s", "--json", "-"}, environment);
    EXPECT_EQ(finished.exitCode, 0) << scene << ": " << finished.err;
    const JsonText json = parseJson(finished.out);
    const Object* result = json.value.object();
    if (!result) return "no result";
    return std::to_string(*result->find("events")->integer()) + " " + *result->find("fingerprint")->text();
}

std::map<std::string, std::string> stored()
{
    std::map<std::string, std::string> all;
    std::istringstream lines(readFile(storedFile));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto blank = line.find(' ');
        all[line.substr(0, blank)] = line.substr(blank + 1);
    }
    return all;
}

bool isUpdate() { return std::getenv("SCALELAB_UPDATE_FINGERPRINTS") != nullptr; }

void update()
{
    std::string text = "# Events and fingerprint of the first ten simulated seconds. A change of the model that is meant changes them; then run\n"
                       "#   SCALELAB_UPDATE_FINGERPRINTS=1 ctest -R Fingerprints\n"
                       "# and say in the commit why.\n";
    for (const std::string& scene : scenes()) text += scene + " " + outcomeOf(scene, {}) + "\n";
    writeFile(storedFile, text);
}

void expectStored(const Environment& environment)
{
    const auto expected = stored();
    std::map<std::string, std::string> found;
    for (const std::string& scene : scenes()) found[scene] = outcomeOf(scene, environment);
    EXPECT_GE(found.size(), 9u);
    EXPECT_EQ(found, expected);
}

TEST(Fingerprints, AreThoseThatAreStored)
{
    if (isUpdate()) update();
    expectStored({});
}

TEST(Fingerprints, AreTheSameOnAProcessorWithoutFmaAndAvx2)
{
    // With these the exp, sin and pow of glibc 2.36 give other last bits; up to 2.32 the names ended in _Usable.
    expectStored({{"GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA_Usable,-AVX2_Usable"}});
}

} // namespace
} // namespace scalelab::cli
