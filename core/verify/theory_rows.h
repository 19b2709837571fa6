// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/theory_table.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Words in which the rows of the theory table are written.
namespace scalelab {

/// Each adds the scenes of one field: single stations; several of them, retries and availability; caches, copies and rings.
void addStations(std::vector<TheoryScene>& table);
void addNetworks(std::vector<TheoryScene>& table);
void addData(std::vector<TheoryScene>& table);

using Measurement = std::function<double(const Simulation&)>;

/// What is measured, with its name.
struct TheoryMeasure {
    std::string name;
    Measurement value;
};

/// A measure of a component, as the report of a run has it.
[[nodiscard]] TheoryMeasure measureOf(std::string component, std::string id);
/// Mean latency of requests, less a time that theory does not speak of.
[[nodiscard]] TheoryMeasure meanLatency(double less = 0);
/// The latency that a share p of the requests stay below; histograms round it by up to 1/128.
[[nodiscard]] TheoryMeasure latencyQuantile(double p);
/// Of the requests offered, the share that ended so.
[[nodiscard]] TheoryMeasure shareOf(Outcome outcome);
/// Of the requests that ended, the share that succeeded.
[[nodiscard]] TheoryMeasure shareCompleted();
/// Attempts over requests.
[[nodiscard]] TheoryMeasure attemptsPerRequest();

inline constexpr double histogramRounding = 1.0 / 128;

/// A row for a closed form of the list and its arguments.
[[nodiscard]] TheoryRow row(std::string_view form, std::vector<double> arguments, const TheoryMeasure& measure, double sharpness, double bias = 0);
/// A row for another formula.
[[nodiscard]] TheoryRow row(std::string formula, std::string parameters, double expected, const TheoryMeasure& measure, double sharpness, double bias = 0);

// Scenes

[[nodiscard]] Component component(std::string id, std::string kind, std::vector<Member> params = {});
/// Users with these arrivals.
[[nodiscard]] Component users(const std::string& arrivals, std::vector<Member> params = {});
[[nodiscard]] std::string poisson(double rate);

/// The same components and wires for every seed.
[[nodiscard]] std::function<Scene(std::uint64_t)> always(std::vector<Component> components, std::vector<Link> links, std::vector<Object> events = {});

} // namespace scalelab
