// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/save_file.h"

#include <QSaveFile>

namespace scalelab {

Result<void> saveFile(const QString& path, const QByteArray& text)
{
    QSaveFile file(path);
    // Without a buffer, whose end may find no room when nobody looks any more. A disk that fills up takes a part first; only the next try says why.
    bool good = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    for (qsizetype done = 0; good && done < text.size();) {
        const qint64 taken = file.write(text.constData() + done, text.size() - done);
        good = taken > 0;
        done += taken;
    }
    if (good && file.commit()) return {};
    return Error{file.errorString().toStdString()};
}

} // namespace scalelab
