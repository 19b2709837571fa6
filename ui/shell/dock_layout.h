// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QDockWidget;
class QMainWindow;
class QSettings;

namespace scalelab {

/// The docks round the canvas: where they start, how they come back next time, and their title bars.
class DockLayout : public QObject {
    Q_OBJECT
public:
    explicit DockLayout(QMainWindow* window);

    /// Wraps a panel in a dock; `name` identifies it in saved layouts.
    QDockWidget* add(const QString& name, const QString& title, QWidget* panel);
    QDockWidget* addStrip(const QString& name, const QString& title, QWidget* panel);
    [[nodiscard]] QDockWidget* dock(const QString& name) const;
    [[nodiscard]] QList<QAction*> toggleActions() const;

    /// The layout that a new user sees.
    void reset();
    /// What the settings remember; the default layout if that is nothing usable, or there are no settings.
    void restore(const QSettings* settings);
    void save(QSettings& settings) const;
    /// Puts a dock that is open in front of those in its group.
    void bringForward(const QString& name);
    /// Opens a dock and brings it before the others in its group.
    void reveal(const QString& name);

private:
    void arrangeTitleBars();

    QMainWindow* window_;
    QList<QDockWidget*> docks_;
};

} // namespace scalelab
