// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPair>
#include <QStringList>

namespace scalelab {

class SceneDocument;

/// The selected components and wires, shared by canvas, inspector and every other view; drops what is deleted from the document.
class Selection : public QObject {
    Q_OBJECT
public:
    using Wire = QPair<QString, QString>;
    explicit Selection(SceneDocument* document);

    [[nodiscard]] const QStringList& components() const { return components_; }
    [[nodiscard]] const QList<Wire>& wires() const { return wires_; }
    [[nodiscard]] bool contains(const QString& component) const { return components_.contains(component); }
    [[nodiscard]] bool isEmpty() const { return components_.isEmpty() && wires_.isEmpty(); }
    void set(const QStringList& components, const QList<Wire>& wires = {});
    void toggle(const QString& component);
    void clear();

signals:
    void changed();

private:
    void dropDeleted();

    SceneDocument* document_;
    QStringList components_;
    QList<Wire> wires_;
};

} // namespace scalelab
