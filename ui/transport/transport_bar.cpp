// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/transport_bar.h"

#include "document/live_run.h"
#include "theme/theme.h"
#include "transport/scales.h"
#include "transport/snap_slider.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QToolButton>

#include <cmath>
#include <limits>

namespace scalelab {

namespace {

/// Below this width the pace gives its place to the sliders.
constexpr int narrowestWithPace = 920;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// The icon in one colour, for a coloured button.
QIcon tinted(const QString& name, const QColor& color, QSize size, double ratio)
{
    QPixmap pixmap = icon(name).pixmap(size, ratio);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(QPoint(), size), color);
    painter.end();
    return pixmap;
}

QToolButton* flatButton(const QString& iconName, const QString& name, const QString& toolTip)
{
    auto* button = new QToolButton;
    button->setIcon(icon(iconName));
    button->setIconSize({20, 20});
    button->setAutoRaise(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(name);
    return button;
}

QLabel* caption(const QString& text)
{
    auto* label = new QLabel(text);
    setTone(label, Tone::Soft);
    return label;
}

int widthOf(const QFont& font, const QString& text)
{
    return QFontMetrics(font).horizontalAdvance(text);
}

} // namespace

TransportBar::TransportBar(LiveRun* run, QWidget* parent) : QWidget(parent), run_(run)
{
    setObjectName(QStringLiteral("TransportBar"));
    setAccessibleName(tr("Transport"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 16, 8);
    row->setSpacing(4);
    addButtons(row);
    row->addSpacing(12);
    addSpeed(row);
    row->addSpacing(12);
    addClock(row);
    row->addStretch(1);
    addTraffic(row);

    connect(run_, &LiveRun::stateChanged, this, &TransportBar::showState);
    connect(run_, &LiveRun::speedChanged, this, &TransportBar::showSpeed);
    connect(run_, &LiveRun::ticked, this, &TransportBar::showTime);
    showSpeed();
    showState();
}

QSize TransportBar::minimumSizeHint() const
{
    const QSize least = QWidget::minimumSizeHint();
    return pace_->isHidden() ? least : least - QSize(pace_->minimumWidth() + layout()->spacing(), 0);
}

void TransportBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showPace();
}

void TransportBar::addButtons(QBoxLayout* row)
{
    reset_ = flatButton(QStringLiteral("reset"), tr("Reset"), tr("Back to time zero"));
    connect(reset_, &QToolButton::clicked, run_, &LiveRun::resetRun);
    row->addWidget(reset_);
    step_ = flatButton(QStringLiteral("step"), tr("Step"), tr("Perform the next event only"));
    connect(step_, &QToolButton::clicked, run_, &LiveRun::step);
    row->addWidget(step_);
    play_ = new QPushButton;
    play_->setProperty("primary", true);
    play_->setIconSize({18, 18});
    play_->setCursor(Qt::PointingHandCursor);
    connect(play_, &QPushButton::clicked, run_, &LiveRun::togglePlay);
    row->addSpacing(4);
    row->addWidget(play_);
    row->addSpacing(4);
    max_ = flatButton(QStringLiteral("fast-forward"), tr("Max"), tr("As fast as this computer can"));
    max_->setText(tr("Max"));
    max_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    max_->setCheckable(true);
    connect(max_, &QToolButton::clicked, this, &TransportBar::toggleMax);
    row->addWidget(max_);
}

void TransportBar::addSpeed(QBoxLayout* row)
{
    row->addWidget(caption(tr("Speed")));
    speed_ = new SnapSlider(speedSliderReach, 9, 100);
    speed_->setSingleStep(10);
    speed_->setPageStep(100);
    speed_->setMaximumWidth(220);
    speed_->setAccessibleName(tr("Speed"));
    speed_->setToolTip(tr("Simulated seconds per second, from slow motion to 1000 times real time"));
    connect(speed_, &QSlider::valueChanged, this, [this](int position) { run_->setSpeed(speedAt(position)); });
    row->addWidget(speed_, 3);

    speedValue_ = new QToolButton;
    speedValue_->setAccessibleName(tr("Speed presets"));
    speedValue_->setToolTip(tr("Choose a speed"));
    speedValue_->setPopupMode(QToolButton::InstantPopup);
    speedValue_->setFixedWidth(widthOf(font(), QStringLiteral("0.0001x")) + 16);
    auto* menu = new QMenu(speedValue_);
    for (const double factor : {0.001, 0.01, 0.1, 1.0, 2.0, 5.0, 10.0, 100.0, 1000.0, infinity})
        menu->addAction(speedText(factor), run_, [this, factor] { run_->setSpeed(factor); });
    speedValue_->setMenu(menu);
    row->addWidget(speedValue_);
}

void TransportBar::addClock(QBoxLayout* row)
{
    clock_ = new QLabel;
    QFont digits = theme().monoFont;
    digits.setPixelSize(18);
    clock_->setFont(digits);
    clock_->setMinimumWidth(widthOf(digits, QStringLiteral("00:00.000")) + 2);
    clock_->setAccessibleName(tr("Simulated time"));
    clock_->setToolTip(tr("Simulated time since the start of the run"));
    row->addWidget(clock_);
    row->addSpacing(8);
    pace_ = caption({});
    pace_->setMinimumWidth(widthOf(font(), tr("%1x real time").arg(QStringLiteral("00.0"))));
    pace_->setAccessibleName(tr("Pace"));
    row->addWidget(pace_);
}

void TransportBar::addTraffic(QBoxLayout* row)
{
    row->addWidget(caption(tr("Traffic")));
    traffic_ = new SnapSlider(trafficSliderReach, 6, 50);
    traffic_->setSingleStep(10);
    traffic_->setPageStep(50);
    traffic_->setMaximumWidth(180);
    traffic_->setAccessibleName(tr("Traffic"));
    traffic_->setToolTip(tr("Multiplies the traffic of all users of this run, from none to ten times; the scene keeps its own"));
    connect(traffic_, &QSlider::valueChanged, this, [this](int position) {
        run_->setTrafficScale(trafficAt(position));
        showTraffic();
    });
    row->addWidget(traffic_, 2);
    trafficValue_ = new QLabel;
    trafficValue_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    trafficValue_->setMinimumWidth(widthOf(font(), QStringLiteral("10.0x")) + 4);
    trafficValue_->setAccessibleName(tr("Traffic factor"));
    row->addWidget(trafficValue_);
}

void TransportBar::showPlayIcon()
{
    play_->setIcon(tinted(isPlayingShown_ ? QStringLiteral("pause") : QStringLiteral("play"), theme().onAccent, {18, 18}, devicePixelRatioF()));
}

void TransportBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && play_) showPlayIcon();
}

void TransportBar::showState()
{
    const bool playing = run_->isPlaying();
    if (playing != isPlayingShown_ || play_->text().isEmpty()) {
        isPlayingShown_ = playing;
        play_->setText(playing ? tr("Pause") : tr("Play"));
        play_->setAccessibleName(play_->text());
        play_->setToolTip(playing ? tr("Halt simulated time") : tr("Let the traffic run"));
        showPlayIcon();
        play_->setMinimumWidth(96);
    }
    reset_->setEnabled(run_->isActive());
    step_->setEnabled(!playing);
    showTraffic();
    showTime();
}

void TransportBar::showSpeed()
{
    const double factor = run_->speed();
    const bool isMax = std::isinf(factor);
    if (!isMax) {
        speedBeforeMax_ = factor;
        const QSignalBlocker blocker(speed_);
        speed_->setValue(positionOfSpeed(factor));
    }
    max_->setChecked(isMax);
    speedValue_->setText(speedText(factor));
    showTime();
}

void TransportBar::toggleMax(bool max)
{
    run_->setSpeed(max ? infinity : speedBeforeMax_);
}

void TransportBar::showTraffic()
{
    trafficShown_ = run_->trafficScale();
    if (trafficAt(traffic_->value()) != trafficShown_) {
        const QSignalBlocker blocker(traffic_);
        traffic_->setValue(positionOfTraffic(trafficShown_));
    }
    trafficValue_->setText(trafficText(trafficShown_));
}

/// A failure has to be seen, however narrow the window is.
void TransportBar::showPace()
{
    const Snapshot& snapshot = run_->snapshot();
    const bool failed = snapshot.state == Snapshot::State::Failed;
    if (!run_->isActive()) pace_->setText(tr("Ready"));
    else if (run_->isPlaying()) pace_->setText(realTimeText(snapshot.realTimeRatio));
    else pace_->setText(failed ? tr("Failed") : snapshot.state == Snapshot::State::Finished ? tr("Finished") : tr("Paused"));
    pace_->setVisible(failed || width() >= narrowestWithPace);
    if (failed == isFailureShown_) return;
    isFailureShown_ = failed;
    setTone(pace_, failed ? Tone::Bad : Tone::Soft);
    pace_->setToolTip(failed ? tr("The run ended: %1").arg(QString::fromStdString(snapshot.error)) : QString());
    pace_->setAccessibleDescription(pace_->toolTip());
}

void TransportBar::showTime()
{
    const bool slowMotion = run_->speed() <= 0.1;
    const double now = run_->isPlaying() ? run_->displayTime() : run_->snapshot().now.seconds();
    clock_->setText(clockText(run_->isActive() ? now : 0, slowMotion));
    showPace();
    if (run_->trafficScale() != trafficShown_) showTraffic();
}

} // namespace scalelab
