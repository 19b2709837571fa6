// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/charts_source.h"

#include "charts/decimation.h"
#include "document/scene_document.h"
#include "model/scene.h"
#include "run/runner.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace scalelab {

namespace {

constexpr std::size_t mostLines = 8;
constexpr qsizetype mostMarks = 100;
constexpr std::string_view utilisationSuffix = ".utilisation";

QString text(const char* source)
{
    return QCoreApplication::translate("scalelab::ChartsPanel", source);
}

QColor seriesColor(std::size_t index)
{
    const QList<QColor>& colors = theme().series;
    return colors[static_cast<qsizetype>(index) % colors.size()];
}

ChartLine line(Runner& runner, std::string_view series, const QString& name, const QColor& color)
{
    return {name, color, runner.series(series)};
}

QString labelOf(const Scene& scene, std::string_view id)
{
    const Component* component = scene.component(id);
    return QString::fromStdString(component ? component->label() : std::string(id));
}

std::vector<std::string> componentsNamedInCharts(const Scene& scene)
{
    std::vector<std::string> named;
    const Value* charts = scene.extra.find("charts");
    if (!charts || !charts->list()) return named;
    for (const Value& name : *charts->list())
        if (name.text() && scene.component(*name.text())) named.push_back(*name.text());
    return named;
}

/// Ids of the components that have a utilisation, in the order of the scene, those named in "charts" first.
std::vector<std::string> componentsWithUtilisation(Runner& runner, const Scene& scene)
{
    const std::vector<std::string> series = runner.seriesNames();
    std::vector<std::string> order = componentsNamedInCharts(scene);
    for (const Component& component : scene.components)
        if (std::find(order.begin(), order.end(), component.id) == order.end()) order.push_back(component.id);
    std::erase_if(order, [&series](const std::string& id) {
        return std::find(series.begin(), series.end(), id + std::string(utilisationSuffix)) == series.end();
    });
    return order;
}

} // namespace

ChartData requestsData(Runner& runner, double now)
{
    ChartData data;
    data.lines = {line(runner, "requests.offered", text("offered"), seriesColor(1)),
                  line(runner, "requests.completed", text("completed"), seriesColor(0))};
    data.headline = recentMean(data.lines[1].buckets, now);
    data.note = text("completed");
    return data;
}

ChartData errorsData(Runner& runner, double now)
{
    ChartData data;
    data.lines = {line(runner, "requests.failed.rejected", text("rejected"), theme().failed),
                  line(runner, "requests.failed.timeout", text("timed out"), theme().slow),
                  line(runner, "requests.failed.unreachable", text("unreachable"), theme().dropped),
                  line(runner, "requests.failed.unauthenticated", text("logged out"), seriesColor(4)),
                  line(runner, "requests.failed.error", text("errors"), seriesColor(2))};
    for (const ChartLine& cause : data.lines) {
        const double mean = recentMean(cause.buckets, now);
        if (std::isfinite(mean)) data.headline += mean;
    }
    data.note = text("failed");
    return data;
}

ChartData latencyData(Runner& runner, double now)
{
    ChartData data;
    data.lines = {line(runner, "latency.p99", text("p99"), seriesColor(3)),
                  line(runner, "latency.p95", text("p95"), seriesColor(1)),
                  line(runner, "latency.p50", text("p50"), seriesColor(0))};
    data.headline = recentMean(data.lines[1].buckets, now);
    data.note = text("p95");
    return data;
}

ChartData utilisationData(Runner& runner, double now, const Scene& scene, const QStringList& chosen)
{
    const std::vector<std::string> all = componentsWithUtilisation(runner, scene);
    std::vector<std::string> shown;
    for (const std::string& id : all)
        if (chosen.contains(QString::fromStdString(id))) shown.push_back(id);
    if (shown.empty()) shown = all;
    if (shown.size() > mostLines) shown.resize(mostLines);

    ChartData data;
    data.headline = std::numeric_limits<double>::quiet_NaN();
    for (const std::string& id : shown) {
        // A component keeps its colour whatever is chosen.
        const auto place = static_cast<std::size_t>(std::find(all.begin(), all.end(), id) - all.begin());
        data.lines.push_back(line(runner, id + std::string(utilisationSuffix), labelOf(scene, id), seriesColor(place)));
        const double mean = recentMean(data.lines.back().buckets, now);
        if (std::isfinite(mean) && !(mean <= data.headline)) {
            data.headline = mean;
            data.note = data.lines.back().name;
        }
    }
    return data;
}

QList<ChartMark> marksOf(const std::vector<Incident>& incidents, const Scene& scene)
{
    QList<ChartMark> marks;
    for (auto incident = incidents.rbegin(); incident != incidents.rend() && marks.size() < mostMarks; ++incident) {
        if (incident->level != Incident::Level::Bad && incident->level != Incident::Level::Warning) continue;
        const QString what = QString::fromStdString(incident->text).section(QLatin1Char(':'), 0, 0).trimmed();
        const QString who = incident->component.empty() ? QString() : labelOf(scene, incident->component) + QLatin1Char(' ');
        marks.prepend({incident->at.seconds(), who + what, incident->level == Incident::Level::Bad});
    }
    return marks;
}

QString sceneSlug(const SceneDocument& document)
{
    if (!document.filePath().isEmpty()) return QFileInfo(document.filePath()).completeBaseName();
    QString slug = QString::fromStdString(document.scene().title).toLower();
    slug.replace(QRegularExpression(QStringLiteral("[^\\p{L}\\p{N}]+")), QStringLiteral("-"));
    slug.replace(QRegularExpression(QStringLiteral("^-+|-+$")), QString());
    return slug.isEmpty() ? QStringLiteral("scene") : slug;
}

} // namespace scalelab
