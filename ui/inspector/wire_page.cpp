// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/wire_page.h"

#include "document/live_run.h"
#include "document/scene_document.h"
#include "inspector/live_measures.h"
#include "inspector/page_parts.h"
#include "inspector/param_form.h"

#include <QLabel>
#include <QVBoxLayout>

namespace scalelab {

namespace {

/// What LiveRun knows of a wire, in the order of WirePage::refreshLive().
std::vector<MeasureDecl> wireRates()
{
    const auto rate = [](const QString& label, const QString& help) {
        return MeasureDecl{{}, label.toStdString(), Quantity::Rate, help.toStdString()};
    };
    return {
        rate(WirePage::tr("Calls sent"), WirePage::tr("Calls sent over this wire per second, over about the last second.")),
        rate(WirePage::tr("Answered"), WirePage::tr("Replies that came back well per second.")),
        rate(WirePage::tr("From a cache"), WirePage::tr("Replies served from a cache per second.")),
        rate(WirePage::tr("Failed"), WirePage::tr("Replies that came back as failures per second.")),
    };
}

} // namespace

WirePage::WirePage(SceneDocument* document, LiveRun* run, const Selection::Wire& wire, QWidget* parent)
    : QWidget(parent), document_(document), run_(run), wire_(wire), title_(sectionHeading({}, this)),
      form_(new ParamForm(document->registry().link, this)), rates_(new LiveMeasures(wireRates(), this))
{
    auto* column = pageColumn(this);
    title_->setWordWrap(true);
    column->addWidget(title_);
    column->addWidget(softText(tr("Wire from %1 to %2").arg(wire.first, wire.second), this));
    column->addWidget(rule(this));
    column->addWidget(sectionHeading(tr("Parameters"), this));
    column->addWidget(form_);
    column->addWidget(rule(this));
    column->addWidget(sectionHeading(tr("Live"), this));
    column->addWidget(rates_);
    column->addStretch(1);

    connect(form_, &ParamForm::changed, this, [this](const QString& param, const std::optional<Value>& value) {
        const std::string from = wire_.first.toStdString(), to = wire_.second.toStdString();
        if (document_->scene().link(from, to))
            document_->perform(Edit{SetLinkParam{from, to, param.toStdString(), value}});
    });
    connect(document, &SceneDocument::edited, this, &WirePage::refresh);
    connect(run, &LiveRun::ticked, this, &WirePage::refreshLive);
    refresh();
    refreshLive();
}

void WirePage::refresh()
{
    const Scene& scene = document_->scene();
    const Link* link = scene.link(wire_.first.toStdString(), wire_.second.toStdString());
    const Component* from = scene.component(wire_.first.toStdString());
    const Component* to = scene.component(wire_.second.toStdString());
    if (!link || !from || !to) return;
    title_->setText(tr("%1 → %2").arg(QString::fromStdString(from->label()), QString::fromStdString(to->label())));
    form_->setCurrent(link->params);
}

void WirePage::refreshLive()
{
    const int index = run_->wireIndex(wire_.first, wire_.second);
    if (!run_->isActive() || index < 0) {
        rates_->clear();
        return;
    }
    if (!rates_->isDue()) return;
    const LiveRun::WireRates rates = run_->wireRates(index);
    rates_->setValue(0, rates.sent);
    rates_->setValue(1, rates.answered);
    rates_->setValue(2, rates.hits);
    rates_->setValue(3, rates.failed);
}

} // namespace scalelab
