// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/recovery_copy.h"

#include "document/save_file.h"
#include "files/take_lock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace scalelab {

namespace {

const QString titleField = QStringLiteral("title");
const QString fileField = QStringLiteral("file");
const QString timeField = QStringLiteral("time");
const QString digestField = QStringLiteral("fileDigest");

QByteArray noteOf(const UnsavedWork& work)
{
    return QJsonDocument(QJsonObject{{titleField, work.title},
                                     {fileField, work.file},
                                     {timeField, work.at.toString(Qt::ISODateWithMs)},
                                     {digestField, QString::fromLatin1(work.fileDigest)}})
        .toJson();
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

RecoveryCopy::RecoveryCopy(QString stem) : stem_(std::move(stem)), lock_(stem_ + QStringLiteral(".lock")) {}

Result<std::unique_ptr<RecoveryCopy>> RecoveryCopy::create(const QString& folder)
{
    QDir().mkpath(folder);
    std::unique_ptr<RecoveryCopy> copy(new RecoveryCopy(QDir(folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces))));
    if (takeLock(copy->lock_)) return copy;
    const QString reason = QCoreApplication::translate("RecoveryCopy", "nothing can be written to the folder \"%1\"");
    return Error{reason.arg(QDir::toNativeSeparators(folder)).toStdString()};
}

std::vector<std::unique_ptr<RecoveryCopy>> RecoveryCopy::leftBehind(const QString& folder)
{
    QSet<QString> names;
    for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files)) names.insert(file.baseName());
    std::vector<std::unique_ptr<RecoveryCopy>> copies;
    for (const QString& name : names) {
        std::unique_ptr<RecoveryCopy> copy(new RecoveryCopy(QDir(folder).filePath(name)));
        if (!takeLock(copy->lock_)) continue;
        if (!QFileInfo::exists(copy->path())) {
            copy->discard(); // Its program died before it had anything to keep.
            continue;
        }
        copy->readNote();
        copies.push_back(std::move(copy));
    }
    std::sort(copies.begin(), copies.end(), [](const auto& a, const auto& b) { return a->work().at > b->work().at; });
    return copies;
}

Result<void> RecoveryCopy::write(const QByteArray& scene, const UnsavedWork& work)
{
    if (auto written = saveFile(path(), scene); !written) return written;
    work_ = work;
    return saveFile(notePath(), noteOf(work));
}

QByteArray RecoveryCopy::scene() const { return readFile(path()); }

void RecoveryCopy::discard()
{
    const QFileInfo stem(stem_);
    for (const QFileInfo& file : stem.dir().entryInfoList({stem.fileName() + QStringLiteral(".*")}, QDir::Files))
        if (file.suffix() != QLatin1String("lock")) QFile::remove(file.filePath());
}

void RecoveryCopy::readNote()
{
    const QJsonObject note = QJsonDocument::fromJson(readFile(notePath())).object();
    work_.title = note.value(titleField).toString();
    work_.file = note.value(fileField).toString();
    work_.at = QDateTime::fromString(note.value(timeField).toString(), Qt::ISODateWithMs);
    work_.fileDigest = note.value(digestField).toString().toLatin1();
    if (!work_.at.isValid()) work_.at = QFileInfo(path()).lastModified();
}

} // namespace scalelab
