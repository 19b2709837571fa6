// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/selection.h"

#include <QWidget>

class QLabel;

namespace scalelab {

class LiveMeasures;
class LiveRun;
class ParamForm;
class SceneDocument;

/// One wire: its two ends, parameters, and what passes over it now.
class WirePage : public QWidget {
    Q_OBJECT
public:
    WirePage(SceneDocument* document, LiveRun* run, const Selection::Wire& wire, QWidget* parent = nullptr);

    [[nodiscard]] ParamForm* form() const { return form_; }

private:
    void refresh();
    void refreshLive();

    SceneDocument* document_;
    LiveRun* run_;
    Selection::Wire wire_;
    QLabel* title_;
    ParamForm* form_;
    LiveMeasures* rates_;
};

} // namespace scalelab
