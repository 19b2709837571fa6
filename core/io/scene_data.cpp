// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/scene_data.h"

#include "io/access_log.h"
#include "io/number_table.h"
#include "io/text_file.h"

#include <filesystem>
#include <utility>

namespace scalelab {

namespace {

Result<DataFile> samplesOf(const DataFileUse& use, std::string_view text)
{
    const auto unit = use.kind == DataKind::Sizes ? Distribution::Unit::Bytes : Distribution::Unit::Seconds;
    auto samples = parseSamples(text, unit);
    if (!samples) return samples.error();
    auto distribution = Distribution::parse("empirical(" + use.name + ")", unit);
    if (distribution) distribution = distribution->withSamples(std::move(samples).value());
    if (!distribution) return distribution.error();
    return DataFile(std::move(distribution).value());
}

Result<DataFile> trafficOf(const DataFileUse& use, std::string_view text)
{
    if (use.name.ends_with(".csv")) {
        auto rates = parseRateTable(text);
        if (!rates) return rates.error();
        return DataFile(std::move(rates).value());
    }
    auto log = parseAccessLog(text);
    if (!log) return log.error();
    return DataFile(std::make_shared<const TrafficLog>(std::move(log).value()));
}

Result<DataFile> readDataFile(const DataFileUse& use, const std::string& folder)
{
    const std::string file = "The file \"" + use.name + "\"";
    const auto text = readTextFile((std::filesystem::path(folder) / use.name).string());
    if (!text) return Error{file + " " + text.error().message + ". It is looked for in the folder " + folder + "."};
    auto content = use.kind == DataKind::Traffic ? trafficOf(use, *text) : samplesOf(use, *text);
    if (!content) return Error{file + " cannot be used: " + content.error().message + "."};
    return content;
}

class Collector {
public:
    Collector(const Registry& registry, std::string folder) : registry_(registry), folder_(std::move(folder)) {}

    void collect(const Scene& scene)
    {
        for (const Component& component : scene.components)
            if (const KindDecl* kind = registry_.kind(component.kind)) collect(component.params, *kind, "components." + component.id);
        for (std::size_t i = 0; i < scene.links.size(); ++i) collect(scene.links[i].params, registry_.link, "links[" + std::to_string(i) + "]");
        for (std::size_t i = 0; i < scene.events.size(); ++i) collectFromEvent(scene, scene.events[i], "events[" + std::to_string(i) + "].to");
    }

    SceneData result() { return {std::make_shared<const DataFiles>(std::move(files_)), std::move(problems_)}; }

private:
    void collect(const Object& params, const KindDecl& kind, const std::string& path)
    {
        for (const Member& member : params.members) collect(kind.param(member.name), member.value, path + "." + member.name);
    }

    void collectFromEvent(const Scene& scene, const Object& event, const std::string& path)
    {
        const Value* set = event.find("set");
        const Value* to = event.find("to");
        if (!set || !set->text() || !to) return;
        const auto dot = set->text()->find('.');
        const Component* component = dot == std::string::npos ? nullptr : scene.component(set->text()->substr(0, dot));
        const KindDecl* kind = component ? registry_.kind(component->kind) : nullptr;
        if (kind) collect(kind->param(set->text()->substr(dot + 1)), *to, path);
    }

    void collect(const ParamDecl* param, const Value& value, const std::string& path)
    {
        if (!param || !param->dataFiles) return;
        for (const DataFileUse& use : param->dataFiles(value)) {
            if (files_.contents.contains(use)) continue;
            auto content = readDataFile(use, folder_);
            if (content) files_.contents.emplace(use, std::move(content).value());
            else problems_.push_back({Problem::Severity::Error, path, content.error().message});
        }
    }

    const Registry& registry_;
    std::string folder_;
    DataFiles files_;
    Problems problems_;
};

} // namespace

SceneData readSceneData(const Registry& registry, const Scene& scene, const std::string& folder)
{
    Collector collector(registry, folder);
    collector.collect(scene);
    return collector.result();
}

std::string folderOf(const std::string& path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

} // namespace scalelab
