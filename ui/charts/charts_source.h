// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chart.h"
#include "engine/incident.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace scalelab {

class Runner;
class SceneDocument;
struct Scene;

/// What one chart shows: its lines, and the value of the last second before `now` (simulated seconds) to show big with a word for it.
struct ChartData {
    std::vector<ChartLine> lines;
    double headline = 0;
    QString note;
};

/// Requests offered and completed per second; the headline is the completed ones.
[[nodiscard]] ChartData requestsData(Runner& runner, double now);
/// Failed requests per second by cause; the headline is their sum.
[[nodiscard]] ChartData errorsData(Runner& runner, double now);
/// 50th, 95th and 99th percentile of the latency of completed requests; the headline is the 95th.
[[nodiscard]] ChartData latencyData(Runner& runner, double now);
/// Busy share of every component that has workers, or of the chosen ones among them; at most eight, those named in the scene's "charts" first.
/// The headline is the busiest.
[[nodiscard]] ChartData utilisationData(Runner& runner, double now, const Scene& scene, const QStringList& chosen);

/// A mark for each of the last hundred warnings and failures among the incidents, with the first words of its text: "Web server 1 crashed".
[[nodiscard]] QList<ChartMark> marksOf(const std::vector<Incident>& incidents, const Scene& scene);

/// First part of export names: the file's name without folder and suffix, or else the title in small letters.
[[nodiscard]] QString sceneSlug(const SceneDocument& document);

} // namespace scalelab
