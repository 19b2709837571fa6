// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace scalelab {

/// Erlang B: share of calls lost by `servers` without waiting places under an offered load in Erlang, by the usual recursion.
[[nodiscard]] double erlangB(int servers, double load);

} // namespace scalelab
