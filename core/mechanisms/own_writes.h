// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"
#include "mechanisms/key_store.h"

#include <cstdint>

namespace scalelab {

/// What a caller of databases remembers of the latest write of each of its users, so that their reads do not go to a server that lacks it. Only writes
/// that the database asks to remember are kept, and when too many users are known, the one used least recently is forgotten.
class OwnWrites {
public:
    static constexpr std::uint64_t mostUsers = 65536;

    /// Takes note of the reply to a write.
    void note(Context cx, const Call& reply)
    {
        if ((reply.marks & mark::own) != 0) latest_.put(userOf(cx.request(reply.request)), reply.version, 0, nothing);
    }
    /// Version of the latest write of the request's user; 0 if none is known.
    [[nodiscard]] std::uint64_t of(Context cx, RequestId request)
    {
        if (latest_.size() == 0) return 0;
        const KeyStore::Entry* entry = latest_.touch(userOf(cx.request(request)));
        return entry ? entry->version : 0;
    }
    void clear() { latest_.clear(); }

private:
    static std::uint64_t userOf(const Request& request) { return static_cast<std::uint64_t>(request.source) << 32 | request.user; }

    KeyStore latest_{EvictionPolicy::Lru, mostUsers};
};

} // namespace scalelab
