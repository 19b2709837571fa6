// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/lesson_panel.h"

#include "document/live_run.h"
#include "document/scene_document.h"
#include "theme/icon_label.h"
#include "theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace scalelab {

namespace {

/// A block of wrapped text with the line spacing of a book.
QLabel* paragraph(const QString& text, int pixels, Tone tone, QFont::Weight weight = QFont::Normal)
{
    auto* label = new QLabel(QStringLiteral("<div style=\"line-height:%1%\">%2</div>")
                                 .arg(pixels > 15 ? 115 : 135)
                                 .arg(text.toHtmlEscaped()));
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAccessibleName(text);
    QFont font = theme().uiFont;
    font.setPixelSize(pixels);
    font.setWeight(weight);
    label->setFont(font);
    setTone(label, tone);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

QLabel* numberBadge(int number)
{
    auto* badge = new QLabel(QString::number(number));
    badge->setFixedSize(22, 22);
    badge->setAlignment(Qt::AlignCenter);
    badge->setObjectName(QStringLiteral("numberBadge"));
    return badge;
}

QWidget* besideText(QWidget* mark, const QString& text, Tone tone)
{
    auto* item = new QWidget;
    auto* row = new QHBoxLayout(item);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(paragraph(text, 13, tone), 1);
    return item;
}

QWidget* dot()
{
    auto* mark = new IconLabel(icon(QStringLiteral("play")), 11);
    mark->setFixedSize(22, 20);
    return mark;
}

QWidget* thingsToTry(const QStringList& things)
{
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("tryCard"));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(14, 14, 16, 16);
    column->setSpacing(10);
    column->addWidget(paragraph(LessonPanel::tr("Try it"), 13, Tone::Accent, QFont::DemiBold));
    for (const QString& thing : things) column->addWidget(besideText(dot(), thing, Tone::Plain));
    return card;
}

} // namespace

LessonPanel::LessonPanel(SceneDocument* document, LiveRun* run, QWidget* parent)
    : QWidget(parent), document_(document), run_(run), scroller_(new QScrollArea)
{
    setAccessibleName(tr("Lesson"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    scroller_->setWidgetResizable(true);
    scroller_->setFrameShape(QFrame::NoFrame);
    scroller_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroller_->setAccessibleName(tr("Text of the lesson"));
    column->addWidget(scroller_);
    connect(document_, &SceneDocument::reset, this, &LessonPanel::refresh);
    connect(document_, &SceneDocument::edited, this, [this] {
        if (lessonOf(document_->scene()) != lesson_) refresh();
    });
    connect(run_, &LiveRun::stateChanged, this, &LessonPanel::showPlayButton);
    refresh();
}

void LessonPanel::refresh()
{
    lesson_ = lessonOf(document_->scene());
    play_ = nullptr;
    scroller_->setWidget(lesson_.isEmpty() ? makeEmptyPage() : makePage());
    scroller_->verticalScrollBar()->setValue(0);
    showPlayButton();
}

void LessonPanel::showPlayButton()
{
    if (play_) play_->setVisible(!run_->isActive());
}

QWidget* LessonPanel::makePage()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(20, 20, 20, 24);
    column->setSpacing(14);
    column->addWidget(paragraph(lesson_.title, 20, Tone::Plain, QFont::DemiBold));
    int number = 0;
    for (const QString& step : lesson_.steps) column->addWidget(besideText(numberBadge(++number), step, Tone::Plain));
    play_ = new QPushButton(tr("Start the traffic"));
    play_->setProperty("primary", true);
    play_->setAccessibleName(tr("Start the traffic"));
    connect(play_, &QPushButton::clicked, run_, &LiveRun::play);
    column->addWidget(play_, 0, Qt::AlignLeft);
    if (!lesson_.things.isEmpty()) {
        column->addSpacing(4);
        column->addWidget(thingsToTry(lesson_.things));
    }
    column->addStretch(1);
    return page;
}

QWidget* LessonPanel::makeEmptyPage()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(new IconLabel(icon(QStringLiteral("book")), 28));
    auto* words = new QLabel(tr("This scene has no lesson.\nThe figures that come with ScaleLab have one: open them from the File menu."));
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    setTone(words, Tone::Soft);
    column->addWidget(words);
    column->addStretch(2);
    return page;
}

} // namespace scalelab
