// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/param_row.h"

#include "inspector/page_parts.h"
#include "inspector/param_editor.h"
#include "inspector/quantity_text.h"
#include "theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace scalelab {

namespace {
constexpr int resetWidth = 26;
} // namespace

ParamRow::ParamRow(const ParamDecl& decl, QWidget* parent)
    : QWidget(parent), decl_(decl), editor_(makeParamEditor(decl, this)), reset_(new QToolButton(this)),
      message_(new QLabel(this))
{
    const QString name = QString::fromStdString(decl.label);
    auto* label = new QLabel(name, this);
    label->setWordWrap(true);
    label->setBuddy(editor_);
    label->setToolTip(helpText());
    editor_->setToolTip(helpText());

    reset_->setIcon(icon(QStringLiteral("reset")));
    reset_->setIconSize({14, 14});
    reset_->setFixedWidth(resetWidth);
    reset_->setToolTip(tr("Back to the default (%1)").arg(QString::fromStdString(toText(decl.fallback))));
    reset_->setAccessibleName(tr("Reset %1 to its default").arg(name));
    QSizePolicy keepsItsPlace = reset_->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(keepsItsPlace);

    message_->setWordWrap(true);
    message_->setMinimumWidth(1);
    message_->hide();

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(3);
    auto* caption = new QHBoxLayout;
    caption->setSpacing(4);
    caption->addWidget(label, 1);
    if (decl.live) caption->addWidget(liveMark(this), 0, Qt::AlignVCenter);
    grid->addLayout(caption, 0, 0);
    grid->addWidget(editor_, 0, 1);
    grid->addWidget(reset_, 0, 2);
    grid->addWidget(message_, 1, 0, 1, 3);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    grid->setColumnMinimumWidth(0, 96);

    connect(editor_, &ParamEditor::entered, this, &ParamRow::enter);
    connect(editor_, &ParamEditor::focused, this, [this](bool in) {
        focused_ = in;
        showMessage();
    });
    connect(reset_, &QToolButton::clicked, this, [this] { enter(std::nullopt); });
    editor_->show(current_);
    reset_->hide();
}

void ParamRow::setCurrent(const std::optional<Value>& value)
{
    if (value == current_) return;
    current_ = value;
    editor_->show(value);
    reset_->setVisible(value.has_value());
    const auto valid = value && decl_.validate ? decl_.validate(*value) : Result<void>();
    setError(valid ? QString() : QString::fromStdString(valid.error().message));
}

void ParamRow::enter(const std::optional<Value>& value)
{
    const auto valid = value && decl_.validate ? decl_.validate(*value) : Result<void>();
    if (!valid) {
        setError(QString::fromStdString(valid.error().message));
        return;
    }
    setError({});
    if (value == current_)
        editor_->show(current_);
    else
        emit changed(value);
}

void ParamRow::setError(const QString& error)
{
    error_ = error;
    editor_->markInvalid(!error.isEmpty());
    showMessage();
}

void ParamRow::showMessage()
{
    const bool wrong = !error_.isEmpty();
    const QString text = wrong ? error_.at(0).toUpper() + error_.mid(1) : focused_ ? quantityHint(decl_.quantity) : QString();
    setTone(message_, wrong ? Tone::Bad : Tone::Faint);
    message_->setText(text);
    message_->setVisible(!text.isEmpty());
}

QString ParamRow::helpText() const
{
    QString text = QString::fromStdString(decl_.help).toHtmlEscaped();
    if (!decl_.source.empty())
        text += tr("<br><br>Typical value from: %1").arg(QString::fromStdString(decl_.source).toHtmlEscaped());
    if (decl_.live) text += tr("<br><br>Can be changed while the simulation runs.");
    return QStringLiteral("<p>%1</p>").arg(text);
}

} // namespace scalelab
