// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace scalelab {

/// Collects the measures of one component: ids as declared by its kind, values in base units.
class Reporter {
public:
    void value(std::string id, double number) { values_.emplace_back(std::move(id), number); }
    [[nodiscard]] const std::vector<std::pair<std::string, double>>& values() const { return values_; }

private:
    std::vector<std::pair<std::string, double>> values_;
};

} // namespace scalelab
