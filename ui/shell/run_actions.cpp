// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/run_actions.h"

#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "shell/action.h"
#include "theme/theme.h"

#include <QAction>
#include <QMenu>

#include <algorithm>
#include <iterator>
#include <limits>

namespace scalelab {

namespace {

constexpr double speeds[] = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,  1,
                             2,     5,     10,    20,   50,   100,  200, 500, 1000, std::numeric_limits<double>::infinity()};

} // namespace

double fasterThan(double speed)
{
    const auto next = std::upper_bound(std::begin(speeds), std::end(speeds), speed);
    return next == std::end(speeds) ? speed : *next;
}

double slowerThan(double speed)
{
    const auto next = std::lower_bound(std::begin(speeds), std::end(speeds), speed);
    return next == std::begin(speeds) ? speed : *std::prev(next);
}

RunActions::RunActions(SceneDocument* document, Selection* selection, LiveRun* run, QWidget* window)
    : QObject(window), document_(document), selection_(selection), run_(run)
{
    play = makeAction(window, QStringLiteral("play"), tr("&Run"), {Qt::Key_F9});
    step = makeAction(window, QStringLiteral("step"), tr("&Step"), {Qt::Key_F10});
    reset = makeAction(window, QStringLiteral("reset"), tr("R&eset"), {Qt::SHIFT | Qt::Key_F9});
    slower = makeAction(window, {}, tr("S&lower"), {Qt::CTRL | Qt::ALT | Qt::Key_Left});
    faster = makeAction(window, QStringLiteral("fast-forward"), tr("&Faster"), {Qt::CTRL | Qt::ALT | Qt::Key_Right});
    realTime = makeAction(window, {}, tr("Real &Time (1x)"), {Qt::CTRL | Qt::ALT | Qt::Key_Down});
    makeFaults(window);

    connect(play, &QAction::triggered, run, &LiveRun::togglePlay);
    connect(step, &QAction::triggered, run, &LiveRun::step);
    connect(reset, &QAction::triggered, run, &LiveRun::resetRun);
    connect(slower, &QAction::triggered, run, [run] { run->setSpeed(slowerThan(run->speed())); });
    connect(faster, &QAction::triggered, run, [run] { run->setSpeed(fasterThan(run->speed())); });
    connect(realTime, &QAction::triggered, run, [run] { run->setSpeed(1); });
    connect(run, &LiveRun::stateChanged, this, &RunActions::adaptToState);
    connect(run, &LiveRun::ticked, this, &RunActions::adaptToHealth);
    connect(selection, &Selection::changed, this, &RunActions::adaptToHealth);
    adaptToState();
}

void RunActions::makeFaults(QWidget* window)
{
    for (const VerbDecl& verb : document_->registry().verbs) {
        const QString id = QString::fromStdString(verb.id);
        QAction* action = makeAction(window, id, QString::fromStdString(verb.label), {});
        action->setToolTip(QString::fromStdString(verb.help));
        action->setStatusTip(QString::fromStdString(verb.help));
        action->setData(id);
        connect(action, &QAction::triggered, this, [this, id] { inflict(id); });
        faults.append(action);
    }
}

void RunActions::addTo(QMenu* menu) const
{
    menu->addActions({play, step, reset});
    menu->addSeparator();
    menu->addActions({slower, faster, realTime});
}

void RunActions::addFaultsTo(QMenu* menu) const { menu->addActions(faults); }

void RunActions::inflict(const QString& verb)
{
    for (const QString& id : selection_->components()) run_->fault(verb, id);
}

bool RunActions::applies(const QString& verb) const
{
    const auto& components = run_->snapshot().components;
    return std::any_of(selection_->components().begin(), selection_->components().end(), [&](const QString& id) {
        const int index = run_->componentIndex(id);
        if (index < 0 || static_cast<std::size_t>(index) >= components.size()) return false;
        const Health health = components[static_cast<std::size_t>(index)].health;
        // Only what is down can come back, and only what is up can go down.
        return verb == QLatin1String("recover") ? health == Health::Down : health == Health::Up;
    });
}

void RunActions::adaptToState()
{
    play->setText(run_->isPlaying() ? tr("&Pause") : tr("&Run"));
    play->setIcon(icon(run_->isPlaying() ? QStringLiteral("pause") : QStringLiteral("play")));
    reset->setEnabled(run_->isActive());
    adaptToHealth();
}

void RunActions::adaptToHealth()
{
    for (QAction* action : faults) action->setEnabled(applies(action->data().toString()));
}

} // namespace scalelab
