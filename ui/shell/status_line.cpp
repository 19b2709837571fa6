// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/status_line.h"

#include "document/live_run.h"
#include "document/scene_document.h"
#include "theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QStatusBar>

namespace scalelab {

namespace {

constexpr qint64 refreshMs = 200;

QLabel* field(QStatusBar* bar, const QString& accessibleName)
{
    auto* label = new QLabel(bar);
    label->setAccessibleName(accessibleName);
    label->setObjectName(QStringLiteral("statusField"));
    bar->addPermanentWidget(label);
    return label;
}

/// "182k", "1.2M": short enough for the status bar.
QString shortCount(double count)
{
    const QLocale locale;
    if (count < 1e3) return locale.toString(count, 'f', 0);
    if (count < 1e6) return StatusLine::tr("%1k").arg(locale.toString(count / 1e3, 'f', count < 1e4 ? 1 : 0));
    return StatusLine::tr("%1M").arg(locale.toString(count / 1e6, 'f', 1));
}

} // namespace

StatusLine::StatusLine(SceneDocument* document, LiveRun* run, QStatusBar* bar)
    : QObject(bar), document_(document), run_(run), seed_(field(bar, tr("Seed"))),
      events_(field(bar, tr("Events per second"))), pace_(field(bar, tr("Pace"))),
      inFlight_(field(bar, tr("Requests in flight"))), saved_(field(bar, tr("Saved")))
{
    bar->setSizeGripEnabled(false);
    pace_->setToolTip(tr("Simulated seconds per second"));
    events_->setToolTip(tr("Events that the engine performs per second"));
    inFlight_->setToolTip(tr("Requests that are neither completed nor failed yet"));

    connect(run, &LiveRun::ticked, this, [this] {
        if (!sinceShown_.isValid() || sinceShown_.elapsed() >= refreshMs) showRun();
    });
    connect(run, &LiveRun::stateChanged, this, &StatusLine::showRun);
    connect(document, &SceneDocument::titleChanged, this, &StatusLine::showDocument);
    connect(document, &SceneDocument::edited, this, &StatusLine::showDocument);
    connect(document, &SceneDocument::saved, this, [this] {
        savedAt_ = QTime::currentTime();
        showDocument();
    });
    connect(document, &SceneDocument::reset, this, [this] {
        savedAt_ = QTime();
        showDocument();
    });
    showRun();
    showDocument();
}

void StatusLine::showRun()
{
    sinceShown_.start();
    const QLocale locale;
    const Snapshot& snapshot = run_->snapshot();
    events_->setVisible(run_->isActive());
    pace_->setVisible(run_->isActive());
    inFlight_->setVisible(run_->isActive());
    events_->setText(tr("%1 events/s").arg(shortCount(run_->isPlaying() ? snapshot.eventsPerSecond : 0)));
    pace_->setText(run_->isPlaying()
                       ? tr("%1x real time").arg(locale.toString(snapshot.realTimeRatio, 'g', 2))
                       : snapshot.state == Snapshot::State::Failed ? tr("failed") : tr("paused"));
    inFlight_->setText(tr("in flight %1").arg(locale.toString(static_cast<qulonglong>(snapshot.requests.inFlight))));
}

void StatusLine::showDocument()
{
    seed_->setText(tr("seed %1").arg(document_->scene().seed));
    if (document_->isReadOnly())
        saved_->setText(tr("read only"));
    else if (document_->isModified())
        saved_->setText(tr("not saved"));
    else if (savedAt_.isValid())
        saved_->setText(tr("saved %1").arg(QLocale().toString(savedAt_, QLocale::ShortFormat)));
    else
        saved_->setText(document_->filePath().isEmpty() ? tr("new") : tr("unchanged"));
}

} // namespace scalelab
