// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/cache/write_buffer.h"

namespace scalelab {

void WriteBuffer::add(std::uint64_t key, std::uint32_t bytes)
{
    std::uint32_t slot = items_.find(key);
    if (slot == noSlot) {
        slot = items_.insert(key);
        append(waiting_, slot);
    }
    Record& record = items_.edit(slot);
    ++record.writes;
    record.bytes = bytes;
}

std::optional<WriteBuffer::Item> WriteBuffer::take()
{
    if (waiting_.first == noSlot) return std::nullopt;
    return depart(waiting_.first);
}

std::optional<WriteBuffer::Item> WriteBuffer::take(std::uint64_t key)
{
    const std::uint32_t slot = items_.find(key);
    if (slot == noSlot || items_[slot].underWay > 0) return std::nullopt;
    return depart(slot);
}

WriteBuffer::Item WriteBuffer::depart(std::uint32_t slot)
{
    unlink(waiting_, slot);
    append(underWay_, slot);
    Record& record = items_.edit(slot);
    record.underWay = record.writes;
    record.writes = 0;
    return {items_.keyOf(slot), record.bytes};
}

bool WriteBuffer::written(std::uint64_t key)
{
    const std::uint32_t slot = items_.find(key);
    unlink(underWay_, slot);
    const bool latest = items_[slot].writes == 0;
    if (latest) {
        items_.erase(slot);
    } else {
        items_.edit(slot).underWay = 0;
        append(waiting_, slot);
    }
    return latest;
}

void WriteBuffer::failed(std::uint64_t key)
{
    const std::uint32_t slot = items_.find(key);
    unlink(underWay_, slot);
    append(waiting_, slot);
    Record& record = items_.edit(slot);
    record.writes += record.underWay;
    record.underWay = 0;
}

std::uint64_t WriteBuffer::lose()
{
    std::uint64_t writes = 0;
    while (waiting_.first != noSlot) {
        const std::uint32_t slot = waiting_.first;
        writes += items_[slot].writes;
        unlink(waiting_, slot);
        items_.erase(slot);
    }
    for (std::uint32_t slot = underWay_.first; slot != noSlot; slot = items_[slot].later) {
        writes += items_[slot].writes;
        items_.edit(slot).writes = 0;
    }
    return writes;
}

void WriteBuffer::append(Queue& queue, std::uint32_t slot)
{
    items_.edit(slot).earlier = queue.last;
    items_.edit(slot).later = noSlot;
    (queue.last == noSlot ? queue.first : items_.edit(queue.last).later) = slot;
    queue.last = slot;
    ++queue.size;
}

void WriteBuffer::unlink(Queue& queue, std::uint32_t slot)
{
    const std::uint32_t earlier = items_[slot].earlier;
    const std::uint32_t later = items_[slot].later;
    (earlier == noSlot ? queue.first : items_.edit(earlier).later) = later;
    (later == noSlot ? queue.last : items_.edit(later).earlier) = earlier;
    --queue.size;
}

} // namespace scalelab
