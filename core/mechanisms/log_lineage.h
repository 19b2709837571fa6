// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace scalelab {

/// How far a log goes and on which line: the term of the master that it follows, and the number of its last entry.
struct LogPlace {
    std::uint64_t term = 0;
    std::uint64_t number = 0;
};

/// The family tree of the logs of successive masters: each new master begins a term, whose log goes on from some place of an earlier one. Two servers
/// agree on their logs up to where their lines parted.
class LogLineage {
public:
    /// The newest term; the first master's is 0.
    [[nodiscard]] std::uint64_t newest() const { return terms_.size() - 1; }
    /// Begins a new term, whose log goes on from `place`.
    std::uint64_t fork(LogPlace place);
    /// How many entries two logs have in common.
    [[nodiscard]] std::uint64_t common(LogPlace a, LogPlace b) const;
    /// Whether the log of `part` is the beginning of that of `whole`.
    [[nodiscard]] bool isPrefix(LogPlace part, LogPlace whole) const { return common(part, whole) == part.number; }

private:
    std::vector<LogPlace> terms_ = {LogPlace{}}; ///< Of each term the place from which it goes on; that of the first is never asked.
};

} // namespace scalelab
