// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/run_actions.h"

#include "actions/action.h"
#include "base/units.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "inspector/quantity_text.h"
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
    play = makeAction(window, QStringLiteral("run.play"), QStringLiteral("play"), tr("&Run"), {Qt::Key_F9});
    step = makeAction(window, QStringLiteral("run.step"), QStringLiteral("step"), tr("&Step"), {Qt::Key_F10});
    reset = makeAction(window, QStringLiteral("run.reset"), QStringLiteral("reset"), tr("R&eset"), {Qt::SHIFT | Qt::Key_F9});
    slower = makeAction(window, QStringLiteral("run.slower"), {}, tr("S&lower"), {Qt::CTRL | Qt::ALT | Qt::Key_Left});
    faster = makeAction(window, QStringLiteral("run.faster"), QStringLiteral("fast-forward"), tr("&Faster"), {Qt::CTRL | Qt::ALT | Qt::Key_Right});
    realTime = makeAction(window, QStringLiteral("run.real-time"), {}, tr("Real &Time (1x)"), {Qt::CTRL | Qt::ALT | Qt::Key_Down});
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
        if (verb.argument) {
            addAmounts(verb, window);
            continue;
        }
        const QString id = QString::fromStdString(verb.id);
        QAction* action = makeAction(window, QStringLiteral("fault.") + id, id, QString::fromStdString(verb.label));
        connect(action, &QAction::triggered, this, [this, &verb] { inflict(verb, {}); });
        faults.append(action);
    }
    for (qsizetype i = 0; i < faults.size(); ++i) {
        const VerbDecl& verb = document_->registry().verbs[static_cast<std::size_t>(i)];
        faults[i]->setData(QString::fromStdString(verb.id));
        faults[i]->setToolTip(QString::fromStdString(verb.help));
        faults[i]->setStatusTip(QString::fromStdString(verb.help));
    }
}

void RunActions::addAmounts(const VerbDecl& verb, QWidget* window)
{
    auto* menu = new QMenu(QString::fromStdString(verb.label), window);
    const VerbArgument& argument = *verb.argument;
    std::vector<double> amounts = argument.choices;
    if (amounts.empty()) amounts = {argument.typical};
    for (const double amount : amounts) {
        const bool isFactor = argument.quantity == Quantity::Number && argument.neutral == 1;
        const QString text = isFactor ? QStringLiteral("× ") + quantityText(Quantity::Number, amount) : quantityText(argument.quantity, amount);
        const Value value = argument.quantity == Quantity::Duration ? Value(formatSeconds(amount)) : Value(amount);
        connect(menu->addAction(text), &QAction::triggered, this, [this, &verb, value] { inflict(verb, value); });
    }
    if (argument.canBeTakenBack) {
        const Value neutral = argument.quantity == Quantity::Duration ? Value("0s") : Value(argument.neutral);
        menu->addSeparator();
        connect(menu->addAction(tr("As before")), &QAction::triggered, this, [this, &verb, neutral] { inflict(verb, neutral); });
    }
    faults.append(menu->menuAction());
}

void RunActions::addTo(QMenu* menu) const
{
    menu->addActions({play, step, reset});
    menu->addSeparator();
    menu->addActions({slower, faster, realTime});
}

void RunActions::addFaultsTo(QMenu* menu) const { menu->addActions(faults); }

void RunActions::inflict(const VerbDecl& verb, const Value& amount)
{
    for (const QString& target : targets(verb)) run_->fault(QString::fromStdString(verb.id), target, amount);
}

QStringList RunActions::targets(const VerbDecl& verb) const
{
    QStringList found;
    if (verb.target == VerbTarget::Wires)
        for (const Selection::Wire& wire : selection_->wires()) found.append(wire.first + QStringLiteral("->") + wire.second);
    for (const QString& id : selection_->components()) {
        if (verb.target == VerbTarget::Zone) {
            for (const Zone& zone : document_->scene().zones)
                if (const QString name = QString::fromStdString(zone.id); std::count(zone.contains.begin(), zone.contains.end(), id.toStdString()) > 0 && !found.contains(name)) found.append(name);
        } else if (canTake(verb, id)) {
            found.append(id);
        }
    }
    if (verb.target == VerbTarget::Sides && !found.isEmpty()) {
        found.sort();
        found = {found.join(QLatin1Char(','))};
    }
    return found;
}

bool RunActions::canTake(const VerbDecl& verb, const QString& id) const
{
    const Component* component = document_->scene().component(id.toStdString());
    const KindDecl* kind = component ? document_->registry().kind(component->kind) : nullptr;
    if (!kind || (!verb.general && std::find(kind->verbs.begin(), kind->verbs.end(), verb.id) == kind->verbs.end())) return false;
    if (!verb.general || verb.target != VerbTarget::Component) return true;
    const auto& components = run_->snapshot().components;
    const int index = run_->componentIndex(id);
    if (index < 0 || static_cast<std::size_t>(index) >= components.size()) return false;
    const Health health = components[static_cast<std::size_t>(index)].health;
    // Only what is down can come back, and only what is up can go down.
    return verb.id == "recover" ? health == Health::Down : health == Health::Up;
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
    for (QAction* action : faults) {
        const VerbDecl* verb = document_->registry().verb(action->data().toString().toStdString());
        const bool applies = run_->isActive() && !targets(*verb).isEmpty();
        action->setEnabled(applies);
        action->setVisible(applies || (verb->general && verb->target == VerbTarget::Component));
    }
}

} // namespace scalelab
