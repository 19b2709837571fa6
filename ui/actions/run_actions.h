// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QMenu;

namespace scalelab {

class LiveRun;
class SceneDocument;
class Selection;
struct VerbDecl;
struct Value;

/// The Simulation and Faults menus: run, step, reset, speed, and what can be done to the selected components.
class RunActions : public QObject {
    Q_OBJECT
public:
    RunActions(SceneDocument* document, Selection* selection, LiveRun* run, QWidget* window);

    void addTo(QMenu* menu) const;
    void addFaultsTo(QMenu* menu) const;

    QAction* play;
    QAction* step;
    QAction* reset;
    QAction* slower;
    QAction* faster;
    QAction* realTime;
    /// One for each fault verb that the program knows; verbs with an amount open a menu of amounts.
    QList<QAction*> faults;

private:
    void makeFaults(QWidget* window);
    void adaptToState();
    void adaptToHealth();
    void addAmounts(const VerbDecl& verb, QWidget* window);
    void inflict(const VerbDecl& verb, const Value& amount);
    /// What of the selection the verb can take.
    [[nodiscard]] QStringList targets(const VerbDecl& verb) const;
    [[nodiscard]] bool canTake(const VerbDecl& verb, const QString& component) const;

    SceneDocument* document_;
    Selection* selection_;
    LiveRun* run_;
};

/// The speed next to `speed` on the scale 0.001, 0.002, 0.005, 0.01, ... 1000, Max.
[[nodiscard]] double fasterThan(double speed);
[[nodiscard]] double slowerThan(double speed);

} // namespace scalelab
