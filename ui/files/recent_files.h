// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QSettings;

namespace scalelab {

/// The files opened or saved last, newest first, kept in the settings.
class RecentFiles : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype most = 8;

    /// Without settings the list lives as long as the object.
    explicit RecentFiles(QSettings* settings, QObject* parent = nullptr);

    [[nodiscard]] const QStringList& files() const { return files_; }
    void add(const QString& path);
    void remove(const QString& path);
    void clear();

signals:
    void changed();

private:
    void store();

    QSettings* settings_;
    QStringList files_;
};

} // namespace scalelab
