// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "palette/palette_view.h"

#include "palette/palette_delegate.h"

#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>

namespace scalelab {

PaletteView::PaletteView(QWidget* parent) : QListView(parent)
{
    setItemDelegate(new PaletteDelegate(this));
    setSelectionMode(SingleSelection);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(false);
    setFrameShape(NoFrame);
    connect(this, &QListView::doubleClicked, this, &PaletteView::chosen);
}

void PaletteView::startDrag(Qt::DropActions)
{
    const QModelIndex index = currentIndex();
    QMimeData* dragged = model()->mimeData({index});
    if (!dragged) return;
    auto* drag = new QDrag(this);
    drag->setMimeData(dragged);
    const QPixmap card = dragCard(index.data(Qt::DecorationRole).value<QIcon>(),
                                  index.data(Qt::DisplayRole).toString(), devicePixelRatioF());
    drag->setPixmap(card);
    drag->setHotSpot(QRectF({0, 0}, card.deviceIndependentSize()).center().toPoint());
    drag->exec(Qt::CopyAction);
}

void PaletteView::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid())
        emit chosen(currentIndex());
    else
        QListView::keyPressEvent(event);
}

} // namespace scalelab
