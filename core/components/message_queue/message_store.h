// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "mechanisms/cow_array.h"
#include "mechanisms/key_index.h"

#include <cstddef>
#include <cstdint>

namespace scalelab {

/// Where a message stands in its queue.
enum class MessageState : std::uint8_t {
    Free,
    Ready,    ///< The next consumer may have it.
    Blocked,  ///< An older message of its key comes first.
    InFlight, ///< Delivered and not acknowledged.
    Resting,  ///< Its consumer failed; it is not delivered again yet.
    Moving,   ///< On its way to the dead letters.
};

/// Neighbours in a list of messages.
struct MessageLinks {
    std::uint32_t next = noSlot;
    std::uint32_t previous = noSlot;
};

struct Message {
    std::uint64_t key = 0;
    SimTime published;
    SimTime since;               ///< When it was delivered or came back.
    std::uint32_t receipt = 0;   ///< Counts the deliveries and messages of this slot: those of before have another.
    std::uint32_t receives = 0;  ///< How often it was delivered.
    std::uint32_t group = noSlot; ///< Of its key, if messages of a key are kept in order.
    MessageState state = MessageState::Free;
    MessageLinks inState; ///< Among the messages of its state, or those that wait for their key; of free slots only next.
    MessageLinks byAge;
};

struct MessageList {
    std::uint32_t first = noSlot;
    std::uint32_t last = noSlot;
};

/// The messages that a queue holds. Every step takes constant time, however many there are; copies share memory until written.
class MessageStore {
public:
    /// Takes in a message; kept in order, it is blocked while there is an older one of its key.
    void add(std::uint64_t key, SimTime now, bool inOrder);
    /// Hands out the first message that is ready.
    void deliver(std::uint32_t slot, SimTime now);
    /// A message in flight comes back and is not ready before it is told to be.
    void rest(std::uint32_t slot, SimTime now);
    void move(std::uint32_t slot);
    /// A message comes back, and before all others that are ready.
    void makeReady(std::uint32_t slot);
    /// All messages in flight, at rest or moving come back, those delivered first before the others.
    void makeAllReady();
    /// Forgets a message; the next of its key becomes ready.
    void remove(std::uint32_t slot);
    void clear() { *this = {}; }

    [[nodiscard]] const Message& operator[](std::uint32_t slot) const { return messages_[slot]; }
    /// Names the latest delivery of a message.
    [[nodiscard]] std::uint64_t receiptOf(std::uint32_t slot) const { return std::uint64_t{messages_[slot].receipt} << 32 | slot; }
    /// The message of a receipt; no slot if it has been delivered again or is gone.
    [[nodiscard]] std::uint32_t find(std::uint64_t receipt) const;
    [[nodiscard]] std::uint32_t firstReady() const { return ready_.first; }
    /// The message in flight that was delivered first.
    [[nodiscard]] std::uint32_t firstInFlight() const { return inFlight_.first; }
    /// The message at rest that came back first.
    [[nodiscard]] std::uint32_t firstResting() const { return resting_.first; }
    /// The message published first.
    [[nodiscard]] std::uint32_t oldest() const { return byAge_.first; }
    [[nodiscard]] std::uint32_t held() const { return held_; }
    /// Messages in flight or moving.
    [[nodiscard]] std::uint32_t out() const { return out_; }
    /// Memory of the tables [bytes], shared pages included in full.
    [[nodiscard]] std::size_t bytes() const { return messages_.bytes() + groups_.bytes() + groupOfKey_.bytes(); }

private:
    /// A key that messages in the queue have: one of them comes first, the others wait.
    struct Group {
        std::uint64_t key = 0;
        MessageList waiting;
        std::uint32_t nextFree = noSlot;
    };

    template <MessageLinks Message::*links> void append(MessageList& list, std::uint32_t slot);
    template <MessageLinks Message::*links> void unlink(MessageList& list, std::uint32_t slot);
    void prepend(MessageList& list, std::uint32_t slot);
    void setState(std::uint32_t slot, MessageState state);
    void leaveState(std::uint32_t slot);
    [[nodiscard]] MessageList& listOf(MessageState state);
    [[nodiscard]] std::uint32_t takeSlot();
    [[nodiscard]] std::uint32_t findGroup(std::uint64_t key) const;
    void openGroup(std::uint32_t slot);
    void passOn(std::uint32_t group);

    CowArray<Message> messages_;
    std::uint32_t free_ = noSlot;
    std::uint32_t held_ = 0, out_ = 0;
    MessageList ready_, inFlight_, resting_, moving_, byAge_;
    CowArray<Group> groups_;
    KeyIndex groupOfKey_;
    std::uint32_t freeGroup_ = noSlot;
};

} // namespace scalelab
