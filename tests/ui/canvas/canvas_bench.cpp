// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Prints how much processor time a frame takes: canvas_bench [components] [dots] [pixel ratio]
#include "canvas/canvas_content.h"
#include "canvas/scene_layer.h"
#include "canvas/traffic/dot_painter.h"
#include "components/standard_catalog.h"
#include "engine/catalog.h"
#include "model/scene.h"
#include "theme/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

using namespace scalelab;

namespace {

Scene gridOf(int count)
{
    Scene scene;
    const char* kinds[] = {"web-server", "cache", "database", "load-balancer"};
    const int columns = std::max(1, static_cast<int>(std::lround(std::sqrt(count * 1.5))));
    for (int i = 0; i < count; ++i) {
        const std::string id = "component " + std::to_string(i);
        scene.components.push_back({id, kinds[i % 4], {}});
        scene.layout.push_back({id, {(i % columns) * 220.0, (i / columns) * 160.0}});
        if (i % columns > 0) scene.links.push_back({"component " + std::to_string(i - 1), id, {}});
        if (i >= columns) scene.links.push_back({"component " + std::to_string(i - columns), id, {}});
    }
    return scene;
}

void report(const char* what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    std::printf("%-44s median %7.2f ms   p95 %7.2f ms\n", what, times[times.size() / 2], times[times.size() * 95 / 100]);
}

template <class Frame>
void measure(const char* what, int frames, Frame frame)
{
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) {
        const std::clock_t start = std::clock();
        frame(i);
        times.push_back(static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
    }
    report(what, times);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    applyTheme();
    const int components = argc > 1 ? std::atoi(argv[1]) : 500;
    const int dotCount = argc > 2 ? std::atoi(argv[2]) : 10'000;
    const double ratio = argc > 3 ? std::atof(argv[3]) : 1;

    CanvasContent content;
    const Scene scene = gridOf(components);
    measure("rebuild and route", 5, [&](int) { content.rebuild(scene, standardCatalog()->registry); });
    SceneView view;
    view.content = &content;
    view.size = {1600, 900};
    view.ratio = ratio;
    view.viewport.fit(content.bounds(), view.size, 48);
    view.nodes.resize(content.nodes().size());
    view.wires.resize(content.wires().size());
    for (NodeLook& look : view.nodes) {
        look.state.live = true;
        look.state.loadPercent = 40;
        look.state.throughput = QStringLiteral("198/s");
    }
    for (WireLook& look : view.wires) look.rate = QStringLiteral("198/s");
    std::printf("%d components, %zu wires, %d dots, 1600x900, ratio %.1f, fitted scale %.2f\n", components, content.wires().size(), dotCount, ratio,
                view.viewport.scale());

    SceneLayer layer;
    measure("scene layer, everything in view", 20, [&](int) { layer.render(view); });
    SceneLayer near;
    SceneView nearView = view;
    nearView.viewport.zoomTo(1, {800, 450});
    measure("scene layer at 100%", 20, [&](int i) {
        nearView.viewport.pan({i % 2 ? 3.0 : -3.0, 0});
        near.render(nearView);
    });

    DotPainter painter;
    painter.setWires(content, view.viewport, ratio);
    painter.setBackground(layer.image(), layer.image().rect());
    std::mt19937 random(1);
    std::vector<Dot> dots(static_cast<std::size_t>(dotCount));
    for (Dot& dot : dots) {
        dot.wire = static_cast<int>(random() % content.wires().size());
        dot.share = static_cast<float>(random() % 1000) / 1000;
        dot.kind = static_cast<DotKind>(random() % dotKindCount);
        dot.reply = random() % 2;
    }
    QImage screen(layer.image().size(), QImage::Format_RGB32);
    measure("frame: 5% of the components change, all dots", 200, [&](int frame) {
        for (std::size_t i = static_cast<std::size_t>(frame) % 20; i < view.nodes.size(); i += 20) view.nodes[i].state.loadPercent = frame % 100;
        painter.setBackground(layer.image(), layer.patch(view));
        for (Dot& dot : dots) dot.share = dot.share >= 1 ? 0 : dot.share + 0.01F;
        const QRegion changed = painter.draw(dots);
        QPainter blit(&screen);
        blit.setCompositionMode(QPainter::CompositionMode_Source);
        for (const QRect& rect : changed) blit.drawImage(rect.topLeft(), painter.frame(), rect);
    });
    return 0;
}
