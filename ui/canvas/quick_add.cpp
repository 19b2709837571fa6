// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/quick_add.h"

#include "theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace scalelab {

namespace {

int scoreOf(const QString& text, const QString& typed, int atStart)
{
    const qsizetype at = text.indexOf(typed, 0, Qt::CaseInsensitive);
    if (at < 0) return 0;
    if (at == 0) return atStart;
    return text[at - 1].isLetterOrNumber() ? 1 : atStart - 1;
}

} // namespace

int matchScore(const KindDecl& kind, const QString& typed)
{
    if (typed.isEmpty()) return 1;
    int score = std::max(scoreOf(QString::fromStdString(kind.name), typed, 6), scoreOf(QString::fromStdString(kind.id), typed, 6));
    for (const std::string& word : kind.searchWords) score = std::max(score, scoreOf(QString::fromStdString(word), typed, 4));
    return score;
}

QuickAdd::QuickAdd(const Registry& registry, QWidget* parent) : QFrame(parent), registry_(registry), edit_(new QLineEdit), list_(new QListWidget)
{
    setObjectName(QStringLiteral("quickAdd"));
    setAccessibleName(tr("Quick add"));
    setCursor(Qt::ArrowCursor);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(edit_);
    layout->addWidget(list_);
    edit_->setAccessibleName(tr("Component to add"));
    edit_->setPlaceholderText(tr("Add a component ..."));
    list_->setAccessibleName(tr("Matching components"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setIconSize({24, 24});
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    edit_->installEventFilter(this);
    connect(edit_, &QLineEdit::textChanged, this, &QuickAdd::filter);
    connect(list_, &QListWidget::itemClicked, this, &QuickAdd::choose);
    hide();
}

void QuickAdd::openAt(QPoint near, QPointF scenePoint)
{
    scenePoint_ = scenePoint;
    edit_->clear();
    filter({});
    resize(264, 296);
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    QRect place(near, size());
    place.moveRight(std::min(place.right(), room.right()));
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.moveLeft(std::max(place.left(), room.left()));
    place.moveTop(std::max(place.top(), room.top()));
    move(place.topLeft());
    show();
    raise();
    edit_->setFocus();
}

QStringList QuickAdd::matches() const
{
    QStringList kinds;
    for (int row = 0; row < list_->count(); ++row) kinds << list_->item(row)->data(Qt::UserRole).toString();
    return kinds;
}

void QuickAdd::filter(const QString& text)
{
    const QString typed = text.trimmed();
    std::vector<std::pair<int, const KindDecl*>> found;
    for (const KindDecl& kind : registry_.kinds) {
        if (const int score = matchScore(kind, typed); score > 0) found.emplace_back(score, &kind);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    list_->clear();
    for (const auto& [score, kind] : found) {
        const QString id = QString::fromStdString(kind->id);
        auto* item = new QListWidgetItem(icon(id), QString::fromStdString(kind->name), list_);
        item->setData(Qt::UserRole, id);
        item->setToolTip(QString::fromStdString(kind->help));
        item->setSizeHint({0, 36});
    }
    if (list_->count() == 0) {
        auto* none = new QListWidgetItem(tr("Nothing is called that"), list_);
        none->setFlags(Qt::NoItemFlags);
    }
    list_->setCurrentRow(0);
}

void QuickAdd::choose()
{
    const QListWidgetItem* item = list_->currentItem();
    const QString kind = item ? item->data(Qt::UserRole).toString() : QString();
    if (kind.isEmpty()) return;
    shut();
    emit chosen(kind, scenePoint_);
}

void QuickAdd::shut()
{
    if (!isVisibleTo(parentWidget())) return;
    hide();
    parentWidget()->setFocus();
    emit closed();
}

bool QuickAdd::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason) shut();
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const int rows = list_->count();
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down: list_->setCurrentRow((list_->currentRow() + 1) % rows); return true;
    case Qt::Key_Up: list_->setCurrentRow((list_->currentRow() + rows - 1) % rows); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(); return true;
    case Qt::Key_Escape: shut(); return true;
    default: return QFrame::eventFilter(watched, event);
    }
}

} // namespace scalelab
