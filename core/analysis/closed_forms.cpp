// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/closed_forms.h"

#include "analysis/queueing.h"

#include <algorithm>

namespace scalelab {

namespace {

const std::vector<ClosedForm>& table()
{
    static const std::vector<ClosedForm> forms = {
        {"erlang-b", "Erlang B", "Share of calls that find all servers busy, where none can wait (M/G/c/c).", "L. Kleinrock, Queueing Systems, volume 1, 1975",
         {{"servers", plainNumber}, {"load", plainNumber}}, plainNumber, [](std::span<const double> x) { return erlangB(static_cast<int>(x[0]), x[1]); }},
    };
    return forms;
}

} // namespace

std::span<const ClosedForm> closedForms() { return table(); }

const ClosedForm* closedForm(std::string_view id)
{
    const auto found = std::ranges::find(table(), id, &ClosedForm::id);
    return found == table().end() ? nullptr : &*found;
}

} // namespace scalelab
