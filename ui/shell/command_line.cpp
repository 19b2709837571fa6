// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/command_line.h"

#include "base/units.h"
#include "theme/theme.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <limits>

namespace scalelab {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("CommandLine", text); }

Error wrong(const QString& text) { return Error{text.toStdString()}; }

Result<double> parseSpeed(const QString& text)
{
    if (text == QLatin1String("max")) return std::numeric_limits<double>::infinity();
    const auto speed = parseNumber(text.toStdString());
    if (!speed || *speed < 0.001 || *speed > 1000)
        return wrong(tr("--speed takes a number from 0.001 to 1000, or max, not \"%1\".").arg(text));
    return speed;
}

Result<SimTime> parseTime(const QString& option, const QString& text)
{
    const auto time = parseDuration(text.toStdString());
    if (!time || time->ns < 0)
        return wrong(tr("--%1 takes a simulated time such as 10s, not \"%2\".").arg(option, text));
    return time;
}

struct Options {
    QCommandLineOption play{QStringLiteral("play"), tr("Start running at once.")};
    QCommandLineOption speed{QStringLiteral("speed"), tr("Simulated seconds per second, 0.001 to 1000, or max."), QStringLiteral("factor")};
    QCommandLineOption seed{QStringLiteral("seed"), tr("Seed of the random numbers instead of the scene's own."), QStringLiteral("number")};
    QCommandLineOption screenshot{QStringLiteral("screenshot"), tr("Write a picture of the running window and leave."), QStringLiteral("file")};
    QCommandLineOption after{QStringLiteral("after"), tr("Simulated time of the picture (10s)."), QStringLiteral("time"), QStringLiteral("10s")};
    QCommandLineOption theme{QStringLiteral("theme"), tr("Colours and letters: %1.").arg(themeNames().join(QStringLiteral(", "))), QStringLiteral("name")};
    QCommandLineOption runFor{QStringLiteral("for"), tr("Run that long without a window and leave."), QStringLiteral("time")};
    QCommandLineOption json{QStringLiteral("json"), tr("File for the result of --for; - is standard output."), QStringLiteral("file"), QStringLiteral("-")};
};

Result<CommandLine> read(const QCommandLineParser& parser, const Options& options)
{
    CommandLine line;
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1) return wrong(tr("Only one scene can be opened, not %1.").arg(files.size()));
    if (parser.isSet(options.after) && !parser.isSet(options.screenshot)) return wrong(tr("--after needs --screenshot."));
    if (parser.isSet(options.json) && !parser.isSet(options.runFor)) return wrong(tr("--json needs --for."));
    if (parser.isSet(options.screenshot) && parser.isSet(options.runFor))
        return wrong(tr("--screenshot and --for do not go together."));

    line.scene = files.value(0);
    line.play = parser.isSet(options.play);
    line.screenshot = parser.value(options.screenshot);
    line.json = parser.value(options.json);
    if (parser.isSet(options.speed)) {
        const auto speed = parseSpeed(parser.value(options.speed));
        if (!speed) return speed.error();
        line.speed = *speed;
    }
    if (parser.isSet(options.seed)) {
        bool fits = false;
        line.seed = parser.value(options.seed).toULongLong(&fits);
        if (!fits) return wrong(tr("--seed takes a whole number from 0, not \"%1\".").arg(parser.value(options.seed)));
    }
    line.theme = parser.value(options.theme);
    if (parser.isSet(options.theme) && !themeNames().contains(line.theme))
        return wrong(tr("--theme takes one of %1, not \"%2\".").arg(themeNames().join(QStringLiteral(", ")), line.theme));
    const auto after = parseTime(QStringLiteral("after"), parser.value(options.after));
    if (!after) return after.error();
    line.after = *after;
    if (parser.isSet(options.runFor)) {
        const auto end = parseTime(QStringLiteral("for"), parser.value(options.runFor));
        if (!end) return end.error();
        line.runFor = *end;
    }
    return line;
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    const Options options;
    parser.setApplicationDescription(tr("Build a web architecture, send traffic through it, break it, and see why it behaves as it does."));
    parser.addPositionalArgument(QStringLiteral("scene"), tr("Scene file to open."), QStringLiteral("[scene]"));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOptions({options.play, options.speed, options.seed, options.theme, options.screenshot, options.after, options.runFor, options.json});
    if (!parser.parse(arguments)) return wrong(parser.errorText());
    if (parser.isSet(help) || parser.isSet(version)) {
        CommandLine line;
        line.answer = parser.isSet(help) ? parser.helpText()
                                         : tr("ScaleLab %1\n").arg(QCoreApplication::applicationVersion());
        return line;
    }
    return read(parser, options);
}

} // namespace scalelab
