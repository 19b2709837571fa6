// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/svg_icon_engine.h"

#include "theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace scalelab {

namespace {

/// The colours in the files that the theme's take the place of: of action glyphs, and lines and paper of the glyphs of kinds.
constexpr char inkOfActions[] = "#344054";
constexpr char inkOfKinds[] = "#1f2a37";
constexpr char paperOfKinds[] = "#ffffff";

bool isAction(const QByteArray& svg) { return svg.contains(inkOfActions); }

QByteArray tinted(QByteArray svg, QIcon::Mode mode, QIcon::State state)
{
    const Theme& t = theme();
    const QColor ink = mode == QIcon::Disabled ? t.nodeBorder : state == QIcon::On ? t.accent : t.ink;
    svg.replace(inkOfActions, ink.name().toUtf8());
    svg.replace(paperOfKinds, t.glyphPaper.name().toUtf8());
    svg.replace(inkOfKinds, t.glyphInk.name().toUtf8());
    return svg;
}

} // namespace

void SvgIconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state)
{
    QFile file(path_);
    if (!file.open(QIODevice::ReadOnly)) return;
    const QByteArray source = file.readAll();
    const QByteArray svg = tinted(source, mode, state);
    QSvgRenderer renderer(svg);
    const QSizeF fitted = QSizeF(renderer.defaultSize()).scaled(rect.size(), Qt::KeepAspectRatio);
    QRectF target(QPointF(), fitted);
    target.moveCenter(QRectF(rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (mode == QIcon::Disabled && !isAction(source)) painter->setOpacity(painter->opacity() * 0.4);
    renderer.render(painter, target);
    painter->restore();
}

QPixmap SvgIconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    const QString key = QStringLiteral("%1|%2x%3|%4|%5|%6").arg(path_).arg(size.width()).arg(size.height()).arg(mode).arg(state).arg(theme().name);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace scalelab
