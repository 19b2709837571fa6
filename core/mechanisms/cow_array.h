// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace scalelab {

/// A growable array in pages of at most 16 KB that copies share until one of them writes; copies may live in other
/// threads.
template <class T> class CowArray {
    static_assert(std::is_trivially_copyable_v<T>);
    static_assert(sizeof(T) <= 16384 && alignof(T) <= 64);

public:
    /// Elements in a full page, a power of two.
    static constexpr std::size_t pageSize = std::bit_floor(std::size_t{16384} / sizeof(T));

    CowArray() = default;
    CowArray(const CowArray& other) : words_(other.shareWords()), size_(other.size_) {}
    CowArray(CowArray&& other) noexcept : words_(std::move(other.words_)), size_(std::exchange(other.size_, 0))
    {
        other.words_.clear();
    }
    CowArray& operator=(const CowArray& other)
    {
        if (this != &other) *this = CowArray(other);
        return *this;
    }
    CowArray& operator=(CowArray&& other) noexcept
    {
        words_.swap(other.words_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~CowArray() { releaseFrom(0); }

    [[nodiscard]] std::size_t size() const { return size_; }

    /// Element `i` < size(); the reference is good until the array is next changed.
    [[nodiscard]] const T& operator[](std::size_t i) const
    {
        assert(i < size_);
        return elements(load(words_[i / pageSize]))[i % pageSize];
    }

    /// Element `i` < size() for writing, on a page of this array's own; good until the array is next resized or copied.
    [[nodiscard]] T& edit(std::size_t i)
    {
        assert(i < size_);
        return elements(ownPage(i / pageSize))[i % pageSize];
    }

    /// Makes the array `n` elements long; new ones are T{}.
    void resize(std::size_t n)
    {
        if (n == 0) return clear();
        const std::size_t before = size_;
        const std::size_t pagesNeeded = (n + pageSize - 1) / pageSize;
        releaseFrom(pagesNeeded);
        if (!words_.empty()) growFirstPage(n);
        while (words_.size() < pagesNeeded)
            words_.push_back(newPage(words_.empty() ? std::min(std::bit_ceil(n), pageSize) : pageSize));
        size_ = n;
        for (std::size_t i = before; i < n;) {
            const std::size_t end = std::min(n, (i / pageSize + 1) * pageSize);
            T* const first = &edit(i);
            std::fill(first, first + (end - i), T{});
            i = end;
        }
    }

    /// Empties the array and lets go of its pages.
    void clear()
    {
        releaseFrom(0);
        size_ = 0;
    }

    /// Pages held, shared ones included.
    [[nodiscard]] std::size_t pages() const { return words_.size(); }

    /// Pages that another array holds too.
    [[nodiscard]] std::size_t sharedPages() const
    {
        return static_cast<std::size_t>(std::count_if(words_.begin(), words_.end(), [](Word& word) {
            return page(load(word))->holders.load(std::memory_order_relaxed) > 1;
        }));
    }

    /// Memory of the pages and their list [bytes], shared pages included in full.
    [[nodiscard]] std::size_t bytes() const
    {
        const std::size_t list = words_.capacity() * sizeof(Word);
        if (words_.empty()) return list;
        return list + pageBytes(page(load(words_[0]))->capacity) + (words_.size() - 1) * pageBytes(pageSize);
    }

private:
    /// Address of a page; the lowest bit says that other arrays may hold the page, so a write has to look closer.
    using Word = std::uintptr_t;
    static constexpr Word sharedBit = 1;

    struct alignas(64) Page {
        std::atomic<std::uint32_t> holders;
        std::uint32_t
            capacity; ///< Elements it has room for; only the first page of an array may have less than pageSize.
    };

    static Word load(Word& word) { return std::atomic_ref(word).load(std::memory_order_relaxed); }
    static Page* page(Word word) { return reinterpret_cast<Page*>(word & ~sharedBit); }
    static T* elements(Word word) { return reinterpret_cast<T*>((word & ~sharedBit) + sizeof(Page)); }
    static constexpr std::size_t pageBytes(std::size_t capacity) { return sizeof(Page) + capacity * sizeof(T); }

    static Word newPage(std::size_t capacity)
    {
        void* const memory = ::operator new (pageBytes(capacity), std::align_val_t{alignof(Page)});
        Page* const made = ::new (memory) Page{1, static_cast<std::uint32_t>(capacity)};
        return reinterpret_cast<Word>(made);
    }

    static void release(Word word)
    {
        Page* const held = page(word);
        if (held->holders.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
        held->~Page();
        ::operator delete (held, std::align_val_t{alignof(Page)});
    }

    void releaseFrom(std::size_t first)
    {
        while (words_.size() > first) {
            release(words_.back());
            words_.pop_back();
        }
        if (first == 0) words_ = std::vector<Word>();
    }

    /// Marks every page as shared and returns the list for one more holder.
    std::vector<Word> shareWords() const
    {
        std::vector<Word> shared(words_.size());
        for (std::size_t i = 0; i < shared.size(); ++i) {
            const Word word = load(words_[i]);
            page(word)->holders.fetch_add(1, std::memory_order_relaxed);
            if ((word & sharedBit) == 0) std::atomic_ref(words_[i]).fetch_or(sharedBit, std::memory_order_relaxed);
            shared[i] = word | sharedBit;
        }
        return shared;
    }

    Word ownPage(std::size_t index)
    {
        const Word word = words_[index];
        if ((word & sharedBit) == 0) [[likely]]
            return word;
        return takePage(index);
    }

    Word takePage(std::size_t index)
    {
        const Word word = words_[index];
        if (page(word)->holders.load(std::memory_order_acquire) == 1) return words_[index] = word & ~sharedBit;
        return replacePage(index, page(word)->capacity);
    }

    Word replacePage(std::size_t index, std::size_t capacity)
    {
        const Word old = words_[index];
        const std::size_t kept = std::min<std::size_t>(page(old)->capacity, capacity);
        const Word fresh = newPage(capacity);
        std::memcpy(elements(fresh), elements(old), kept * sizeof(T));
        words_[index] = fresh;
        release(old);
        return fresh;
    }

    void growFirstPage(std::size_t n)
    {
        const std::size_t room = page(words_[0])->capacity;
        if (room < pageSize && n > room) replacePage(0, std::min(std::bit_ceil(n), pageSize));
    }

    mutable std::vector<Word> words_; ///< Copying from a constant array sets the shared bits.
    std::size_t size_ = 0;
};

} // namespace scalelab
