// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace scalelab {

class LiveRun;
class SnapSlider;

/// The strip that drives the run: reset, step, play or pause, speed, the simulated clock with the pace measured, and the traffic.
class TransportBar : public QWidget {
    Q_OBJECT
public:
    explicit TransportBar(LiveRun* run, QWidget* parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addButtons(QBoxLayout* row);
    void addSpeed(QBoxLayout* row);
    void addClock(QBoxLayout* row);
    void addTraffic(QBoxLayout* row);
    void showState();
    void showPlayIcon();
    void showSpeed();
    void showTraffic();
    void showTime();
    void showPace();
    void toggleMax(bool max);

    LiveRun* run_;
    QToolButton* reset_ = nullptr;
    QToolButton* step_ = nullptr;
    QPushButton* play_ = nullptr;
    QToolButton* max_ = nullptr;
    SnapSlider* speed_ = nullptr;
    QToolButton* speedValue_ = nullptr;
    QLabel* clock_ = nullptr;
    QLabel* pace_ = nullptr;
    SnapSlider* traffic_ = nullptr;
    QLabel* trafficValue_ = nullptr;
    double speedBeforeMax_ = 1;
    double trafficShown_ = 1;
    bool isPlayingShown_ = true;
    bool isFailureShown_ = false;
};

} // namespace scalelab
