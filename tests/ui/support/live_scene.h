// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "components/standard_catalog.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

namespace scalelab::testing {

/// Twice the traffic that a small server can bear, so that its queue overflows.
inline constexpr const char* overloadedScene = R"json({
  "format": "scalelab/scene", "version": 1, "title": "Too much", "seed": 7,
  "components": {
    "users": { "kind": "users", "label": "People", "arrivals": "poisson(200/s)" },
    "web": { "kind": "web-server", "label": "Little server", "workers": 2, "queue": 5, "service": "exp(20ms)" },
    "idle": { "kind": "web-server", "label": "Idle server", "workers": 2, "service": "exp(20ms)" }
  },
  "links": [ { "from": "users", "to": "web", "latency": "1ms" } ]
})json";

/// A document with its run and selection.
struct LiveScene {
    SceneDocument document{standardCatalog()};
    LiveRun run{&document};
    Selection selection{&document};
    QTemporaryDir folder;

    explicit LiveScene(const char* json = overloadedScene)
    {
        if (!document.open(write(QStringLiteral("too-much.json"), json))) qFatal("the test's scene does not open");
    }

    QString write(const QString& name, const char* text)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0) qFatal("cannot write to the temporary folder");
        return file.fileName();
    }

    /// Simulates up to `seconds` as fast as possible; false if that does not come to an end.
    [[nodiscard]] bool runUntil(double seconds)
    {
        run.setSpeed(std::numeric_limits<double>::infinity());
        run.stopAt(SimTime::fromSeconds(seconds));
        run.play();
        return QTest::qWaitFor([this] { return !run.isPlaying(); }, 60000);
    }
};

} // namespace scalelab::testing
