// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "files/example_scenes.h"
#include "files/file_session.h"
#include "shell/command_line.h"
#include "shell/main_window.h"
#include "shell/unattended.h"
#include "theme/theme.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>
#include <memory>

using namespace scalelab;

namespace {

constexpr int badScene = 1;
constexpr int wrongUsage = 2;

/// Opens the scene asked for, or the first figure; false if it cannot be opened.
bool openScene(MainWindow& window, const CommandLine& line)
{
    if (!line.scene.isEmpty()) return window.files()->openFile(line.scene);
    const QList<ExampleScene> figures = figureScenes();
    return !figures.isEmpty() && window.files()->openExample(figures.front().path);
}

void applyOptions(MainWindow& window, const CommandLine& line)
{
    if (line.seed) window.document()->perform(Edit{SetSeed{*line.seed}});
    if (line.speed) window.run()->setSpeed(*line.speed);
}

int pictureOnly(const std::shared_ptr<const Catalog>& catalog, const CommandLine& line)
{
    MainWindow window(catalog, nullptr);
    Problems problems;
    const QString path = line.scene.isEmpty() ? figureScenes().value(0).path : line.scene;
    if (!window.document()->open(path, &problems)) {
        printProblems(path, problems);
        return badScene;
    }
    applyOptions(window, line);
    return takeScreenshot(window, line);
}

int attended(const std::shared_ptr<const Catalog>& catalog, const CommandLine& line)
{
    QSettings settings;
    useTheme(line.theme.isEmpty() ? settings.value(QLatin1String(themeKey)).toString() : line.theme);
    MainWindow window(catalog, &settings);
    window.files()->keepSafe(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    window.show();
    if (window.files()->offerUnsavedWork()) return QApplication::exec();
    const bool opened = openScene(window, line);
    applyOptions(window, line);
    if (opened && (line.play || line.scene.isEmpty())) window.run()->play();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setOrganizationName(QStringLiteral("ScaleLab"));
    QCoreApplication::setApplicationName(QStringLiteral("ScaleLab"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SCALELAB_VERSION));

    QStringList arguments;
    for (int i = 0; i < argc; ++i) arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto line = parseCommandLine(arguments);
    if (!line) {
        std::fprintf(stderr, "%s\n", line.error().message.c_str());
        return wrongUsage;
    }
    if (!line->answer.isEmpty()) {
        std::fputs(line->answer.toLocal8Bit().constData(), stdout);
        return 0;
    }
    const auto catalog = standardCatalog();
    if (line->runFor) {
        const QCoreApplication application(argc, argv);
        return runWithoutWindow(catalog, *line);
    }
    const QApplication application(argc, argv);
    useTheme(line->theme);
    return line->screenshot.isEmpty() ? attended(catalog, *line) : pictureOnly(catalog, *line);
}
