// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/waterfall.h"

#include "inspector/quantity_text.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr int rowHeight = 26;
constexpr int axisHeight = 24;
constexpr int margin = 12;
constexpr double indent = 14;
constexpr double labelShare = 0.28;
constexpr double timeWidth = 84;

QString duration(SimTime time) { return quantityText(Quantity::Duration, time.seconds()); }

/// A round step that divides the span into three to six.
double tickStep(double span)
{
    const double step = std::pow(10, std::floor(std::log10(span / 3)));
    for (const double factor : {5.0, 2.0})
        if (span / (step * factor) >= 3) return step * factor;
    return step;
}

} // namespace

Waterfall::Waterfall(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Waterfall of a traced request"));
    setMinimumWidth(420);
}

void Waterfall::setTrace(const Trace& trace, const QStringList& labels)
{
    trace_ = trace;
    labels_ = labels;
    QStringList words;
    for (int part = 0; part < static_cast<int>(trace_.parts.size()); ++part) words << partText(part);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setMinimumHeight(sizeHint().height());
    updateGeometry();
    update();
}

void Waterfall::clear()
{
    trace_ = {};
    labels_.clear();
    setAccessibleDescription({});
    setMinimumHeight(0);
    update();
}

QSize Waterfall::sizeHint() const { return {640, axisHeight + static_cast<int>(trace_.parts.size()) * rowHeight + margin}; }

QString Waterfall::partText(int part) const
{
    const TracePart& one = trace_.parts[static_cast<std::size_t>(part)];
    const TraceSpan& span = one.span;
    const QString operation = QString::fromStdString(std::string(operationName(span.operation)));
    QString text = tr("%1, %2: %3").arg(labels_.value(part), operation, duration(span.end - span.start));
    if (span.id != 0) text += tr(" (network %1, queue %2, service %3)").arg(duration(span.network()), duration(span.queue), duration(span.service()));
    if (span.cause != Cause::None) text += tr(", failed: %1").arg(QString::fromStdString(std::string(causeText(span.cause))));
    if (span.hit) text += tr(", from a cache");
    if (span.abandoned) text += tr(", nobody waited for it");
    if (one.critical) text += tr(", on the critical path");
    return text;
}

QRectF Waterfall::barsArea() const
{
    const double left = margin + (width() - 2 * margin) * labelShare;
    return {left, axisHeight, width() - margin - timeWidth - left, static_cast<double>(trace_.parts.size()) * rowHeight};
}

SimTime Waterfall::latest() const
{
    SimTime end = trace_.request().end;
    for (const TracePart& part : trace_.parts) end = std::max(end, part.span.end);
    return end;
}

double Waterfall::xOf(SimTime time, const QRectF& bars) const
{
    const double span = std::max(1e-9, (latest() - trace_.request().start).seconds());
    return bars.left() + bars.width() * (time - trace_.request().start).seconds() / span;
}

void Waterfall::paintEvent(QPaintEvent*)
{
    if (trace_.parts.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bars = barsArea();
    paintAxis(painter, bars);
    for (int part = 0; part < static_cast<int>(trace_.parts.size()); ++part) paintPart(painter, part, bars);
}

void Waterfall::paintAxis(QPainter& painter, const QRectF& bars) const
{
    const double span = (latest() - trace_.request().start).seconds();
    if (span <= 0) return;
    painter.setFont(font());
    const double step = tickStep(span);
    for (int i = 0; i * step <= span * 1.0001; ++i) {
        const double x = bars.left() + bars.width() * i * step / span;
        painter.setPen(theme().grid);
        painter.drawLine(QPointF(x, axisHeight - 4), QPointF(x, bars.bottom()));
        painter.setPen(theme().textSoft);
        painter.drawText(QRectF(x - 50, 0, 100, axisHeight - 4), Qt::AlignCenter, quantityText(Quantity::Duration, i * step));
    }
}

void Waterfall::paintPart(QPainter& painter, int part, const QRectF& bars) const
{
    const Theme& t = theme();
    const TracePart& one = trace_.parts[static_cast<std::size_t>(part)];
    const TraceSpan& span = one.span;
    const double top = bars.top() + part * rowHeight;
    const double middle = top + rowHeight / 2.0;
    const QRectF label(margin + one.depth * indent, top, bars.left() - margin - one.depth * indent - 8, rowHeight);
    painter.setPen(span.cause == Cause::None ? t.text : t.bad);
    painter.setFont(font());
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(font()).elidedText(labels_.value(part), Qt::ElideRight, label.width()));

    const double start = xOf(span.start, bars), arrived = xOf(span.arrived, bars), answered = xOf(span.answered, bars), end = xOf(span.end, bars);
    painter.setPen(QPen(span.abandoned ? t.textFaint : t.wire, 2));
    painter.drawLine(QPointF(start, middle), QPointF(std::max(end, start + 1), middle));
    if (span.id != 0) {
        const double begun = xOf(span.arrived + span.queue, bars);
        painter.setPen(Qt::NoPen);
        QColor waiting = t.slow;
        waiting.setAlpha(150);
        painter.setBrush(waiting);
        painter.drawRect(QRectF(arrived, middle - 6, begun - arrived, 12));
        painter.setBrush(span.cause != Cause::None ? t.failed : span.abandoned ? t.textFaint : t.ok);
        painter.drawRect(QRectF(begun, middle - 6, std::max(1.5, answered - begun), 12));
    }
    if (one.critical) {
        painter.setPen(QPen(t.text, 2));
        painter.drawLine(QPointF(start, middle + 9), QPointF(std::max(end, start + 1), middle + 9));
    }
    painter.setPen(t.textSoft);
    painter.drawText(QRectF(bars.right() + 8, top, timeWidth - 8, rowHeight), Qt::AlignRight | Qt::AlignVCenter, duration(span.end - span.start));
}

int Waterfall::partAt(double y) const
{
    const int part = static_cast<int>(std::floor((y - axisHeight) / rowHeight));
    return part < static_cast<int>(trace_.parts.size()) ? std::max(part, -1) : -1;
}

void Waterfall::mouseReleaseEvent(QMouseEvent* event)
{
    if (const int part = partAt(event->position().y()); part >= 0) emit partClicked(part);
}

bool Waterfall::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int part = partAt(help->pos().y());
    if (part < 0) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), partText(part), this);
    return true;
}

} // namespace scalelab
