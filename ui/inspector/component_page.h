// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.h"

#include <QWidget>

#include <optional>
#include <string>

class QLabel;
class QLayout;
class QLineEdit;

namespace scalelab {

class LiveMeasures;
class LiveRun;
class ParamForm;
class TheorySection;
class SceneDocument;

/// One component: its label, parameters, and what it measures now.
class ComponentPage : public QWidget {
    Q_OBJECT
public:
    ComponentPage(SceneDocument* document, LiveRun* run, const QString& id, QWidget* parent = nullptr);

    [[nodiscard]] QString component() const { return id_; }
    /// Null if the kind is unknown to this program.
    [[nodiscard]] ParamForm* form() const { return form_; }
    [[nodiscard]] LiveMeasures* measures() const { return measures_; }
    [[nodiscard]] TheorySection* theory() const { return theory_; }

public slots:
    /// Puts the cursor into the label.
    void editLabel();

private:
    [[nodiscard]] QLayout* header(const QString& kindName);
    void set(const std::string& param, const std::optional<Value>& value);
    void refresh();
    void refreshLive();
    void refreshTheory();

    SceneDocument* document_;
    LiveRun* run_;
    QString id_;
    QLineEdit* label_;
    QLabel* state_;
    ParamForm* form_ = nullptr;
    LiveMeasures* measures_ = nullptr;
    TheorySection* theory_ = nullptr;
    double theoryTraffic_ = 1;
    bool theoryFaults_ = false;
    QLabel* notRunning_ = nullptr;
};

} // namespace scalelab
