// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json.h"
#include "io/migrations.h"
#include "io/scene_io.h"
#include "io/text_file.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scalelab {

namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// Turns the members of a scene's object into a Scene. What has the wrong shape is reported, and an empty thing takes its place.
class SceneReader {
public:
    SceneReader(Scene& scene, Problems& problems) : scene_(scene), problems_(problems) {}

    void read(Object& root)
    {
        for (Member& member : root.members) {
            if (member.name == "format" || member.name == "version") continue;
            if (member.name == "title") readText(scene_.title, member.value, "title");
            else if (member.name == "seed") readSeed(member.value);
            else if (member.name == "components") readMembers("components", member.value, [&](Member& m, const std::string& path) { readComponent(m, path); });
            else if (member.name == "links") readItems("links", member.value, [&](Value& v, const std::string& path) { readLink(v, path); });
            else if (member.name == "zones") readMembers("zones", member.value, [&](Member& m, const std::string& path) { readZone(m, path); });
            else if (member.name == "events") readItems("events", member.value, [&](Value& v, const std::string& path) { readEvent(v, path); });
            else if (member.name == "layout") readMembers("layout", member.value, [&](Member& m, const std::string& path) { readPlacement(m, path); });
            else readExtra(member);
        }
    }

private:
    void error(std::string path, std::string message) { problems_.push_back({Problem::Severity::Error, std::move(path), std::move(message)}); }

    void wrongType(std::string path, std::string_view expected, const Value& value)
    {
        error(std::move(path), "expected " + std::string(expected) + ", not " + std::string(typeName(value)));
    }

    template <class Read>
    void readMembers(const std::string& path, Value& value, Read read)
    {
        auto* object = std::get_if<Object>(&value.data);
        if (!object) return wrongType(path, "an object with one field per id", value);
        for (Member& member : object->members) read(member, path + "." + member.name);
    }

    template <class Read>
    void readItems(const std::string& path, Value& value, Read read)
    {
        auto* list = std::get_if<List>(&value.data);
        if (!list) return wrongType(path, "a list", value);
        for (std::size_t i = 0; i < list->size(); ++i) read((*list)[i], path + "[" + std::to_string(i) + "]");
    }

    void readText(std::string& out, Value& value, const std::string& path)
    {
        if (auto* text = std::get_if<std::string>(&value.data)) out = std::move(*text);
        else wrongType(path, "text", value);
    }

    void readSeed(const Value& value)
    {
        const std::int64_t* seed = value.integer();
        if (!seed || *seed < 0) return error("seed", "expected a whole number of at least 0, not " + toText(value));
        scene_.seed = static_cast<std::uint64_t>(*seed);
    }

    void readComponent(Member& member, const std::string& path)
    {
        Component& component = scene_.components.emplace_back();
        component.id = std::move(member.name);
        auto* object = std::get_if<Object>(&member.value.data);
        if (!object) return wrongType(path, "an object such as { \"kind\": \"web-server\" }", member.value);
        readKind(component.kind, *object, path);
        component.params = std::move(*object);
    }

    /// Takes "kind" out of the object.
    void readKind(std::string& kind, Object& object, const std::string& path)
    {
        Value* value = object.find("kind");
        if (!value) return error(path, "It has no kind. Every component and zone needs one, such as \"kind\": \"web-server\".");
        readText(kind, *value, path + ".kind");
        object.erase("kind");
    }

    void readLink(Value& value, const std::string& path)
    {
        Link& link = scene_.links.emplace_back();
        auto* object = std::get_if<Object>(&value.data);
        if (!object) return wrongType(path, "an object such as { \"from\": \"users\", \"to\": \"web1\" }", value);
        for (const auto& [name, end] : {std::pair{"from", &link.from}, std::pair{"to", &link.to}}) {
            Value* id = object->find(name);
            if (!id) {
                error(path, std::string("The wire has no ") + quoted(name) + ".");
                continue;
            }
            readText(*end, *id, path + "." + name);
            object->erase(name);
        }
        link.params = std::move(*object);
    }

    void readZone(Member& member, const std::string& path)
    {
        Zone& zone = scene_.zones.emplace_back();
        zone.id = std::move(member.name);
        auto* object = std::get_if<Object>(&member.value.data);
        if (!object) return wrongType(path, "an object such as { \"kind\": \"data-center\", \"contains\": [\"web1\"] }", member.value);
        readKind(zone.kind, *object, path);
        if (Value* contains = object->find("contains")) {
            readItems(path + ".contains", *contains, [&](Value& v, const std::string& place) { readText(zone.contains.emplace_back(), v, place); });
            object->erase("contains");
        }
        zone.params = std::move(*object);
    }

    void readEvent(Value& value, const std::string& path)
    {
        Object& event = scene_.events.emplace_back();
        if (auto* object = std::get_if<Object>(&value.data)) event = std::move(*object);
        else wrongType(path, "an object such as { \"at\": \"30s\", \"crash\": \"web1\" }", value);
    }

    void readPlacement(Member& member, const std::string& path)
    {
        const List* pair = member.value.list();
        const auto x = pair && pair->size() == 2 ? (*pair)[0].number() : std::nullopt;
        const auto y = pair && pair->size() == 2 ? (*pair)[1].number() : std::nullopt;
        if (x && y) scene_.layout.push_back({std::move(member.name), {*x, *y}});
        else error(path, "expected two numbers such as [200, 80], not " + std::string(typeName(member.value)) + " " + toText(member.value));
    }

    void readExtra(Member& member)
    {
        static constexpr std::array<std::string_view, 2> lists = {"charts", "expect"};
        static constexpr std::array<std::string_view, 3> objects = {"lesson", "variants", "exercise"};
        const auto is = [&](const auto& names) { return std::find(names.begin(), names.end(), member.name) != names.end(); };
        if (is(lists)) {
            if (!member.value.list()) wrongType(member.name, "a list", member.value);
        } else if (is(objects)) {
            if (!member.value.object()) wrongType(member.name, "an object", member.value);
        } else if (!member.name.starts_with("x-")) {
            error(member.name, "A scene has no field " + quoted(member.name) + ". Fields of your own begin with \"x-\".");
        }
        scene_.extra.members.push_back(std::move(member));
    }

    Scene& scene_;
    Problems& problems_;
};

/// Reads format and version, and brings an older scene up to date; false if the rest cannot be read as a scene.
bool readHeader(SceneText& result, Object& root, const Migrations& steps)
{
    const auto error = [&](std::string path, std::string message) {
        result.problems.push_back({Problem::Severity::Error, std::move(path), std::move(message)});
    };
    const Value* format = root.find("format");
    if (!format || !format->text() || *format->text() != "scalelab/scene") {
        error("format", "This is not a scene: it must say \"format\": \"scalelab/scene\".");
        return false;
    }
    result.readable = true;
    const Value* version = root.find("version");
    const std::int64_t* number = version ? version->integer() : nullptr;
    const std::int64_t newest = versionAfter(steps);
    result.scene.version = newest;
    if (!number || *number < 1) {
        error("version", "A scene needs its version as a whole number of at least 1; this program writes \"version\": " + std::to_string(newest) + ".");
    } else if (*number > newest) {
        result.newer = true;
        result.scene.version = *number;
    } else if (*number < newest) {
        migrate(root, *number, steps, result.problems);
    }
    return true;
}

} // namespace

SceneText readScene(std::string_view json) { return readScene(json, migrations()); }

SceneText readScene(std::string_view json, const Migrations& steps)
{
    SceneText result;
    if (json.size() > maxFileSize) {
        result.problems.push_back({Problem::Severity::Error, {}, "The scene is larger than 64 MB.", {}});
        return result;
    }
    JsonText text = parseJson(json);
    if (!text.problems.empty()) {
        result.problems = std::move(text.problems);
        return result;
    }
    result.source = json;
    auto* root = std::get_if<Object>(&text.value.data);
    if (!root) {
        result.problems.push_back({Problem::Severity::Error, {}, "A scene is an object in braces, not " + std::string(typeName(text.value)) + ".", {1, 1}});
        return result;
    }
    if (readHeader(result, *root, steps)) SceneReader(result.scene, result.problems).read(*root);
    if (result.newer)
        result.problems = {{Problem::Severity::Error, "version",
                            "The scene was written by a newer program (version " + std::to_string(result.scene.version) + "; this one knows "
                                + std::to_string(versionAfter(steps)) + "). It can be looked at, but not run or changed."}};
    locate(result.problems, result);
    return result;
}

} // namespace scalelab
