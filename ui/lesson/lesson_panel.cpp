// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/lesson_panel.h"

#include "document/live_run.h"
#include "document/scene_document.h"
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
QLabel* paragraph(const QString& text, int pixels, const QColor& color, QFont::Weight weight = QFont::Normal)
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
    QPalette colors = label->palette();
    colors.setColor(QPalette::WindowText, color);
    label->setPalette(colors);
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
    badge->setStyleSheet(QStringLiteral("background:%1; color:%2; border-radius:11px; font-size:11px; font-weight:600;")
                             .arg(theme().accentSoft.name(), theme().accent.name()));
    return badge;
}

QWidget* besideText(QWidget* mark, const QString& text, const QColor& color)
{
    auto* item = new QWidget;
    auto* row = new QHBoxLayout(item);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(paragraph(text, 13, color), 1);
    return item;
}

QLabel* dot()
{
    auto* mark = new QLabel;
    mark->setFixedSize(22, 20);
    mark->setPixmap(icon(QStringLiteral("play")).pixmap(QSize(11, 11), mark->devicePixelRatioF()));
    mark->setAlignment(Qt::AlignCenter);
    return mark;
}

QWidget* thingsToTry(const QStringList& things)
{
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("tryCard"));
    card->setStyleSheet(QStringLiteral("#tryCard { background:%1; border:1px solid %2; border-radius:8px; }")
                            .arg(theme().window.name(), theme().border.name()));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(14, 14, 16, 16);
    column->setSpacing(10);
    column->addWidget(paragraph(LessonPanel::tr("Try it"), 13, theme().accent, QFont::DemiBold));
    for (const QString& thing : things) column->addWidget(besideText(dot(), thing, theme().text));
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
    column->addWidget(paragraph(lesson_.title, 20, theme().text, QFont::DemiBold));
    int number = 0;
    for (const QString& step : lesson_.steps) column->addWidget(besideText(numberBadge(++number), step, theme().text));
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
    auto* picture = new QLabel;
    picture->setPixmap(icon(QStringLiteral("book")).pixmap(QSize(28, 28), devicePixelRatioF()));
    picture->setAlignment(Qt::AlignCenter);
    column->addWidget(picture);
    auto* words = new QLabel(tr("This scene has no lesson.\nThe figures that come with ScaleLab have one: open them from the File menu."));
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    QPalette colors = words->palette();
    colors.setColor(QPalette::WindowText, theme().textSoft);
    words->setPalette(colors);
    column->addWidget(words);
    column->addStretch(2);
    return page;
}

} // namespace scalelab
