// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace scalelab {

__extension__ typedef unsigned __int128 Uint128;

/// Next value of the generator splitmix64 (Steele, Lea and Flood 2014), whose state is `state`.
constexpr std::uint64_t splitmix64(std::uint64_t& state)
{
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/// Random numbers by xoshiro256++ (Blackman and Vigna 2019); a value, so that a copy goes on identically.
class Rng {
public:
    /// Fills the state by splitmix64 from `seed`.
    explicit constexpr Rng(std::uint64_t seed = 0)
    {
        for (auto& word : state_) word = splitmix64(seed);
    }

    /// 64 random bits.
    constexpr std::uint64_t next()
    {
        const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
        const std::uint64_t shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return result;
    }

    /// Uniform in [0, 1), a multiple of 2^-53.
    constexpr double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

    /// Uniform in (0, 1), neither end included.
    constexpr double uniformOpen() { return (static_cast<double>(next() >> 12) + 0.5) * 0x1p-52; }

    /// Uniform among 0 .. n - 1 without bias (Lemire 2019); n >= 1.
    constexpr std::uint64_t below(std::uint64_t n)
    {
        Uint128 product = static_cast<Uint128>(next()) * n;
        if (static_cast<std::uint64_t>(product) < n) {
            const std::uint64_t rejected = (0 - n) % n;
            while (static_cast<std::uint64_t>(product) < rejected) product = static_cast<Uint128>(next()) * n;
        }
        return static_cast<std::uint64_t>(product >> 64);
    }

    bool operator==(const Rng&) const = default;

private:
    std::array<std::uint64_t, 4> state_{};
};

/// A well-mixed 64-bit hash of `text` (FNV-1a, finished by splitmix64), the same on every machine; not for secrets.
constexpr std::uint64_t hashText(std::string_view text, std::uint64_t seed = 0)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ splitmix64(seed);
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return splitmix64(hash);
}

/// The stream of random numbers that `component` uses for `purpose` in a run with `seed`; whoever else draws does not matter.
constexpr Rng randomStream(std::uint64_t seed, std::string_view component, std::string_view purpose)
{
    return Rng(hashText(purpose, hashText(component, seed)));
}

} // namespace scalelab
