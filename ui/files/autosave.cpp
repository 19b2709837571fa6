// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/autosave.h"

#include "document/scene_document.h"

#include <QFileInfo>

#include <algorithm>

namespace scalelab {

Autosave::Autosave(const SceneDocument* document, QString folder, Pace pace, QObject* parent)
    : QObject(parent), document_(document), folder_(std::move(folder)), pace_(pace)
{
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &Autosave::write);
    connect(document, &SceneDocument::edited, this, &Autosave::followDocument);
    connect(document, &SceneDocument::reset, this, &Autosave::followDocument);
    connect(document, &SceneDocument::titleChanged, this, &Autosave::followDocument);
    followDocument();
}

Autosave::~Autosave() = default;

void Autosave::adopt(std::unique_ptr<RecoveryCopy> copy)
{
    copy_ = std::move(copy);
    followDocument();
}

void Autosave::stop()
{
    disconnect(document_, nullptr, this, nullptr);
    drop();
}

void Autosave::followDocument()
{
    if (!document_->isModified()) {
        drop();
        return;
    }
    if (!timer_.isActive()) sinceFirst_.start();
    timer_.start(static_cast<int>(std::clamp<qint64>(pace_.most - sinceFirst_.elapsed(), 0, pace_.quiet)));
}

void Autosave::write()
{
    Result<void> done;
    if (!copy_) {
        auto created = RecoveryCopy::create(folder_);
        if (created) copy_ = std::move(created).value();
        else done = created.error();
    }
    if (copy_) {
        const QString file = document_->filePath();
        done = copy_->write(QByteArray::fromStdString(writeScene(document_->scene())),
                            {QString::fromStdString(document_->scene().title), file.isEmpty() ? file : QFileInfo(file).absoluteFilePath(),
                             QDateTime::currentDateTime(), document_->fileDigest()});
    }
    if (!done) {
        timer_.start(pace_.most);
        sinceFirst_.start();
        if (!isFailing_) emit failed(QString::fromStdString(done.error().message));
    }
    isFailing_ = !done;
}

void Autosave::drop()
{
    timer_.stop();
    if (copy_) copy_->discard();
    copy_.reset();
}

} // namespace scalelab
