// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/save_file.h"

#include <QSaveFile>

namespace scalelab {

Result<void> saveFile(const QString& path, const QByteArray& text)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    // Flushed before the commit, which does not notice that the end of its buffer finds no room; and once more after a part went in, for only a write that
    // brings nothing in says why.
    if (written && (file.flush() || file.flush()) && file.commit()) return {};
    return Error{file.errorString().toStdString()};
}

} // namespace scalelab
