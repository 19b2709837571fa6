// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/records.h"

#include <cstddef>
#include <cstdint>

namespace scalelab {

/// What monitoring can find wrong with a component.
enum class AlertRule : std::uint8_t { Down, Errors, Latency, Utilisation, Queue, Lag };
inline constexpr std::size_t alertRuleCount = 6;

/// An alert as a message from monitoring to automation: a timer with this tag, the rest in its handle.
struct Alert {
    static constexpr std::uint8_t tag = 0x40;

    ComponentId component = nothing; ///< Below 2^24, as all in a run.
    AlertRule rule = AlertRule::Down;

    [[nodiscard]] std::uint32_t handle() const { return component | static_cast<std::uint32_t>(rule) << 24; }
    [[nodiscard]] static Alert from(std::uint32_t handle) { return {handle & 0xffffff, static_cast<AlertRule>(handle >> 24)}; }
};

} // namespace scalelab
