// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "components/database/database.h"
#include "run/report.h"
#include "scene_text.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace scalelab::test {

inline std::uint64_t failures(const Simulation& simulation, Outcome outcome) { return simulation.totals().failed[static_cast<std::size_t>(outcome)]; }
inline std::uint64_t unreachable(const Simulation& simulation) { return failures(simulation, Outcome::Unreachable); }

inline Database& database(Simulation& simulation, std::string_view id)
{
    return Context(simulation, simulation.find(id)).peer<Database>(simulation.find(id));
}
/// The version of a key on that very server.
inline std::uint64_t versionOn(Simulation& simulation, std::string_view id, std::uint64_t key = 0) { return database(simulation, id).data().get(key); }

/// Whether two servers hold the same versions of the same keys.
inline bool haveSameData(Simulation& simulation, std::string_view one, std::string_view other)
{
    const VersionTable& a = database(simulation, one).data();
    const VersionTable& b = database(simulation, other).data();
    bool same = a.size() == b.size();
    for (std::size_t i = 0; i < a.size(); ++i) same = same && b.get(a.record(i).key) == a.record(i).version;
    return same;
}

/// Changes what users do: "read", "write".
inline void sendOnly(Simulation& simulation, const std::string& users, const std::string& requests)
{
    if (!simulation.apply(SetCommand{users, "mix", Object{{{requests, 1}}}})) throw std::invalid_argument("no " + users);
}

/// Readers or writers at 10/s, a web server, a master and a replica that is `latency` away.
inline std::string replicated(const std::string& mix, const std::string& latency, const std::string& master = "detection=2s, election=1s", const std::string& replica = "detection=2s")
{
    return "users(arrivals=constant(10/s), mix={" + mix + "=1}) -> web:web-server -> master:database(" + master + "), replica:database(role=replica, " + replica +
           "); master -" + latency + "-> replica\n";
}

} // namespace scalelab::test
