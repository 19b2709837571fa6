// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/scene_document.h"

#include "document/edit_command.h"
#include "document/edit_merging.h"
#include "document/file_digest.h"
#include "document/reload_command.h"
#include "document/save_file.h"
#include "engine/catalog.h"
#include "exercise/exercise.h"
#include "io/scene_data.h"
#include "model/validate.h"
#include "model/wiring.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

namespace scalelab {

namespace {

/// The typical parameters of a kind, those with a condition only if it holds.
Object typicalParams(const KindDecl& kind)
{
    Component component{"", kind.id, {}};
    for (const ParamDecl& param : kind.params) {
        if (param.typical.isNull()) continue;
        if (!param.onlyWhenParam.empty() && effectiveText(kind, component, param.onlyWhenParam) != param.onlyWhenValue)
            continue;
        component.params.set(param.id, param.typical);
    }
    return component.params;
}

/// `wanted` itself if it is free, else counted on from the number at its end.
std::string unusedId(const std::set<std::string>& used, const std::string& wanted)
{
    if (!used.contains(wanted)) return wanted;
    std::size_t stem = wanted.size();
    while (stem > 0 && std::isdigit(static_cast<unsigned char>(wanted[stem - 1]))) --stem;
    for (int number = 2;; ++number) {
        std::string id = wanted.substr(0, stem) + std::to_string(number);
        if (!used.contains(id)) return id;
    }
}

Point topLeft(const Scene& scene)
{
    if (scene.layout.empty()) return {};
    Point corner = scene.layout.front().at;
    for (const Placement& placement : scene.layout) {
        corner.x = std::min(corner.x, placement.at.x);
        corner.y = std::min(corner.y, placement.at.y);
    }
    return corner;
}

} // namespace

SceneDocument::SceneDocument(std::shared_ptr<const Catalog> catalog, QObject* parent)
    : QObject(parent), catalog_(std::move(catalog))
{
    connect(&undoStack_, &QUndoStack::cleanChanged, this, [this] {
        refreshProblems();
        emit titleChanged();
    });
}

SceneDocument::~SceneDocument()
{
    // An undo stack that is cleared tells of it even while its document is being taken apart.
    undoStack_.blockSignals(true);
}

const Registry& SceneDocument::registry() const { return catalog_->registry; }

bool SceneDocument::perform(const Edit& edit, const QString& mergeKey)
{
    if (readOnly_) {
        emit refused(tr("This scene was written by a newer ScaleLab and cannot be changed here."));
        return false;
    }
    if (changesNothing(scene_, edit)) return true;
    if (locked_) {
        emit refused(tr("The scene is locked. Take the lock off in the tool bar to change it."));
        return false;
    }
    // Tried first, because an edit that is refused must leave what can be redone as it is.
    const Result<Edit> inverse = applyEdit(scene_, edit);
    if (!inverse) {
        emit refused(QString::fromStdString(inverse.error().message));
        return false;
    }
    [[maybe_unused]] const Result<Edit> undone = applyEdit(scene_, *inverse);
    Q_ASSERT(undone);
    undoStack_.push(new EditCommand(*this, edit, mergeKey));
    return true;
}

void SceneDocument::commit(Edit& edit)
{
    const std::string title = scene_.title;
    Result<Edit> inverse = applyEdit(scene_, edit);
    Q_ASSERT(inverse);
    if (!inverse) return;
    const Edit applied = std::exchange(edit, std::move(*inverse));
    refreshProblems();
    emit edited(applied);
    if (scene_.title != title) emit titleChanged();
}

QString SceneDocument::addComponent(const QString& kind, QPointF at)
{
    const KindDecl* decl = registry().kind(kind.toStdString());
    if (!decl) {
        emit refused(tr("There is no kind of component called \"%1\".").arg(kind));
        return {};
    }
    const std::string id = freshId(scene_, decl->id);
    const InsertComponent insertion{Component{id, decl->id, typicalParams(*decl)}, Point{at.x(), at.y()}};
    return perform(Edit{insertion}) ? QString::fromStdString(id) : QString();
}

bool SceneDocument::removeAll(const QStringList& components, const QList<QPair<QString, QString>>& wires)
{
    Batch batch;
    for (const auto& [from, to] : wires)
        if (scene_.link(from.toStdString(), to.toStdString()))
            batch.edits.push_back(Edit{RemoveLink{from.toStdString(), to.toStdString()}});
    for (const QString& id : components) batch.edits.push_back(Edit{RemoveComponent{id.toStdString()}});
    if (batch.edits.size() == 1) return perform(batch.edits.front());
    return perform(Edit{std::move(batch)});
}

QString SceneDocument::copy(const QStringList& components) const
{
    std::vector<std::string> ids;
    for (const QString& id : components) ids.push_back(id.toStdString());
    return QString::fromStdString(writeFragment(scene_, ids));
}

QStringList SceneDocument::paste(const QString& json, QPointF at)
{
    const SceneText text = readScene(json.toStdString());
    if (!text.readable || hasErrors(text.problems) || text.scene.components.empty()) {
        emit refused(tr("The clipboard holds no components."));
        return {};
    }
    std::set<std::string> used;
    for (const Component& component : scene_.components) used.insert(component.id);

    const Point corner = topLeft(text.scene);
    std::map<std::string, std::string> renamed;
    QStringList added;
    Batch batch;
    for (Component component : text.scene.components) {
        const Point old = text.scene.position(component.id).value_or(corner);
        const std::string id = unusedId(used, component.id);
        used.insert(id);
        renamed[component.id] = id;
        added.append(QString::fromStdString(id));
        component.id = id;
        batch.edits.push_back(Edit{
            InsertComponent{std::move(component), Point{at.x() + old.x - corner.x, at.y() + old.y - corner.y}}});
    }
    for (Link link : text.scene.links) {
        if (!renamed.contains(link.from) || !renamed.contains(link.to)) continue;
        link.from = renamed[link.from];
        link.to = renamed[link.to];
        batch.edits.push_back(Edit{InsertLink{std::move(link)}});
    }
    return perform(Edit{std::move(batch)}) ? added : QStringList();
}

void SceneDocument::newScene()
{
    SceneText blank;
    blank.scene.title = tr("Untitled").toStdString();
    replaceScene(std::move(blank), {}, {});
}

bool SceneDocument::open(const QString& path, Problems* error)
{
    SceneText text = readSceneFile(path.toStdString());
    if (!isWhole(text, error)) return false;
    const QByteArray digest = digestOf(text.source);
    replaceScene(std::move(text), path, digest);
    return true;
}

bool SceneDocument::restore(const QByteArray& json, const QString& path, const QByteArray& fileDigest, Problems* error)
{
    SceneText text = readScene(json.toStdString());
    if (!isWhole(text, error)) return false;
    replaceScene(std::move(text), path, fileDigest, State::Modified);
    return true;
}

bool SceneDocument::reload(Problems* error)
{
    SceneText text = readSceneFile(filePath_.toStdString());
    const bool wouldLoseChanges = text.newer && isModified(); // What cannot be changed here cannot be undone either.
    if (!isWhole(text, error) || wouldLoseChanges) {
        if (error) *error = text.problems;
        return false;
    }
    fileDigest_ = digestOf(text.source);
    if (text.newer || readOnly_) {
        replaceScene(std::move(text), filePath_, fileDigest_);
        return true;
    }
    opened_ = std::move(text);
    dataProblems_ = readSceneData(registry(), opened_.scene, folderOf(filePath_.toStdString())).problems;
    undoStack_.push(new ReloadCommand(*this, opened_.scene));
    undoStack_.setClean();
    return true;
}

void SceneDocument::setModified()
{
    if (!readOnly_) undoStack_.resetClean();
}

bool SceneDocument::isWhole(const SceneText& text, Problems* error)
{
    // What the reader could not take in would be lost on saving.
    if (text.readable && (!hasErrors(text.problems) || text.newer)) return true;
    if (error) *error = text.problems;
    return false;
}

bool SceneDocument::save(const QString& path, QString* error)
{
    const auto fail = [error](const QString& reason) {
        if (error) *error = reason;
        return false;
    };
    if (readOnly_) return fail(tr("This scene was written by a newer ScaleLab; saving it here could lose a part of it."));
    const std::string json = writeScene(scene_);
    if (const auto saved = saveFile(path, QByteArray::fromStdString(json)); !saved) return fail(QString::fromStdString(saved.error().message));

    opened_ = readScene(json);
    filePath_ = path;
    fileDigest_ = digestOf(json);
    dataProblems_ = readSceneData(registry(), scene_, folderOf(path.toStdString())).problems;
    undoStack_.setClean();
    refreshProblems();
    emit titleChanged();
    emit saved();
    return true;
}

void SceneDocument::exchange(Scene& other)
{
    std::swap(scene_, other);
    refreshProblems();
    emit reset();
    emit titleChanged();
}

void SceneDocument::replaceScene(SceneText text, const QString& path, const QByteArray& fileDigest, State state)
{
    scene_ = text.scene;
    readOnly_ = text.newer;
    opened_ = std::move(text);
    filePath_ = path;
    fileDigest_ = fileDigest;
    dataProblems_ = readSceneData(registry(), scene_, folderOf(path.toStdString())).problems;
    undoStack_.clear();
    if (state == State::Modified) undoStack_.resetClean();
    refreshProblems();
    emit reset();
    emit titleChanged();
}

void SceneDocument::refreshProblems()
{
    Problems problems = opened_.problems;
    if (!readOnly_) {
        const Problems found = validate(registry(), scene_);
        problems.insert(problems.end(), found.begin(), found.end());
        if (!hasErrors(found)) {
            const Problems expected = expectationProblems(registry(), scene_);
            problems.insert(problems.end(), expected.begin(), expected.end());
        }
        // After an edit the lines of the file say nothing certain any more.
        if (undoStack_.isClean()) {
            problems.insert(problems.end(), dataProblems_.begin(), dataProblems_.end());
            locate(problems, opened_);
        }
    }
    if (problems == problems_) return;
    problems_ = std::move(problems);
    emit problemsChanged();
}

} // namespace scalelab
