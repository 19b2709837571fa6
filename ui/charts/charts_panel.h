// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QStackedLayout;

namespace scalelab {

class Chart;
class LiveRun;
class SceneDocument;
class Selection;

/// The four charts of a run: requests, errors by cause, latency, utilisation; side by side, or two by two where it is narrow.
class ChartsPanel : public QWidget {
    Q_OBJECT
public:
    ChartsPanel(SceneDocument* document, LiveRun* run, Selection* selection, QWidget* parent = nullptr);

    [[nodiscard]] const QList<Chart*>& charts() const { return charts_; }
    /// Writes all charts as one picture (png, svg, pdf) or one table (csv), after the suffix of the path.
    bool exportTo(const QString& path);
    /// Default file name for an export of one part ("latency", "charts"), without suffix: "fig04-load-balancer_latency_seed42".
    [[nodiscard]] QString exportName(const QString& part) const;

public slots:
    /// Brings the charts up to date with the run now.
    void refresh();
    /// Asks for a file and writes all charts to it.
    void exportCharts();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void adaptToState();
    void rearrange();
    void nameExports();
    void showWindow(double now);
    [[nodiscard]] QWidget* makeBar();
    [[nodiscard]] QWidget* makeEmptyPage();
    [[nodiscard]] QWidget* makeChartsPage();

    SceneDocument* document_;
    LiveRun* run_;
    Selection* selection_;
    QList<Chart*> charts_;
    QComboBox* window_ = nullptr;
    QWidget* grid_ = nullptr;
    QGridLayout* gridLayout_ = nullptr;
    QStackedLayout* pages_ = nullptr;
    QTimer timer_;
    int columns_ = 0;
};

} // namespace scalelab
