// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/unattended.h"

#include "charts/charts_panel.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "files/example_scenes.h"
#include "io/json.h"
#include "io/scene_data.h"
#include "io/scene_io.h"
#include "model/validate.h"
#include "run/compile.h"
#include "run/report.h"
#include "shell/main_window.h"

#include <QEventLoop>
#include <QFile>
#include <QPixmap>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <ctime>

namespace scalelab {

namespace {

enum ExitCode { done = 0, badScene = 1, failedRun = 3 };

constexpr QSize pictureSize(1600, 900);
constexpr int viewsSettleMs = 600; // Charts and status line are brought up to date a few times a second.

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void print(const QString& message) { std::fprintf(stderr, "%s\n", message.toLocal8Bit().constData()); }

int write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    const bool opened = path == QLatin1String("-") ? file.open(stdout, QIODevice::WriteOnly) : file.open(QIODevice::WriteOnly);
    if (opened && file.write(text) == text.size()) return done;
    print(QStringLiteral("%1: %2").arg(path, file.errorString()));
    return badScene;
}

/// Lets the run go until it stands at the time, or failed.
void runUntil(LiveRun& run, SimTime end)
{
    QEventLoop loop;
    QObject::connect(&run, &LiveRun::stateChanged, &loop, [&] {
        if (!run.isPlaying()) loop.quit();
    });
    run.stopAt(end);
    run.play();
    if (run.isPlaying()) loop.exec();
}

void letViewsSettle()
{
    QEventLoop loop;
    QTimer::singleShot(viewsSettleMs, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

void printProblems(const QString& path, const Problems& problems)
{
    for (const Problem& problem : problems) print(QString::fromStdString(problemLine(problem, path.toStdString())));
}

int runWithoutWindow(const std::shared_ptr<const Catalog>& catalog, const CommandLine& line)
{
    const auto loading = std::chrono::steady_clock::now();
    const QString path = line.scene.isEmpty() ? figureScenes().value(0).path : line.scene;
    SceneText text = readSceneFile(path.toStdString());
    if (line.seed) text.scene.seed = *line.seed;
    Compiled compiled;
    const SceneData data = readSceneData(catalog->registry, text.scene, folderOf(path.toStdString()));
    text.problems.insert(text.problems.end(), data.problems.begin(), data.problems.end());
    if (text.readable && !hasErrors(text.problems)) compiled = compile(catalog, text.scene, data.files);
    text.problems.insert(text.problems.end(), compiled.problems.begin(), compiled.problems.end());
    locate(text.problems, text);
    printProblems(path, text.problems);
    if (!compiled.simulation || text.newer) return badScene;

    Simulation& simulation = *compiled.simulation;
    RunCost cost;
    cost.load = secondsSince(loading);
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    simulation.advance(*line.runFor);
    cost.wall = secondsSince(start);
    cost.cpu = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    if (!simulation.error().empty()) {
        print(QString::fromStdString(simulation.error()));
        return failedRun;
    }
    return write(line.json, QByteArray::fromStdString(writeJson(runReport(simulation, text.scene.title, cost)) + '\n'));
}

int takeScreenshot(MainWindow& window, const CommandLine& line)
{
    LiveRun& run = *window.run();
    QString failure;
    QObject::connect(&run, &LiveRun::failed, &window, [&failure](const QString& reason) { failure = reason; });
    window.resize(pictureSize);
    window.show();
    letViewsSettle();
    runUntil(run, line.after);
    if (!failure.isEmpty()) {
        print(failure);
        printProblems(line.scene, window.document()->problems());
        return run.isActive() ? failedRun : badScene;
    }
    window.charts()->refresh();
    letViewsSettle();
    const QPixmap picture = window.grab();
    if (picture.save(line.screenshot)) return done;
    print(QStringLiteral("%1: the picture cannot be written.").arg(line.screenshot));
    return badScene;
}

} // namespace scalelab
