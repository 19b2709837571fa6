// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scaled_scene.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>

namespace scalelab::bench {

using Json = nlohmann::ordered_json;

namespace {

bool isServer(const Json& component) { return component.at("kind") == "web-server"; }

std::string copyName(const std::string& id, std::size_t copy) { return id + "-" + std::to_string(copy + 1); }

Json scaledComponents(const Json& components, std::size_t scale)
{
    Json result = Json::object();
    for (const auto& [id, component] : components.items()) {
        const std::size_t copies = isServer(component) ? scale : 1;
        for (std::size_t copy = 0; copy < copies; ++copy) result[copies > 1 ? copyName(id, copy) : id] = component;
    }
    return result;
}

Json scaledLinks(const Json& links, const Json& components, std::size_t scale)
{
    Json result = Json::array();
    for (const Json& link : links) {
        const auto from = link.at("from").get<std::string>();
        const auto to = link.at("to").get<std::string>();
        const bool fromServer = isServer(components.at(from));
        const bool toServer = isServer(components.at(to));
        const std::size_t copies = fromServer || toServer ? scale : 1;
        for (std::size_t copy = 0; copy < copies; ++copy) {
            Json copied = link;
            if (fromServer && scale > 1) copied["from"] = copyName(from, copy);
            if (toServer && scale > 1) copied["to"] = copyName(to, copy);
            result.push_back(std::move(copied));
        }
    }
    return result;
}

} // namespace

void writeScaledScene(const std::string& from, std::size_t scale, const std::string& to)
{
    std::ifstream file(from);
    if (!file) throw std::runtime_error("cannot read " + from);
    Json scene = Json::parse(file);
    const Json components = scene.at("components");
    scene["links"] = scaledLinks(scene.at("links"), components, scale);
    scene["components"] = scaledComponents(components, scale);
    scene["components"]["users"]["arrivals"] = "poisson(" + std::to_string(1000 * scale) + "/s)";
    scene["components"]["db"]["connections"] = components.at("db").at("connections").get<std::size_t>() * scale;

    std::ofstream out(to);
    out << scene.dump(1) << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + to);
}

} // namespace scalelab::bench
