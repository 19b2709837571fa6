// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/scene.h"

namespace scalelab::test {

/// A scene of all the kinds whose wires lead from the users to the databases, some of them left out.
[[nodiscard]] Scene someArchitecture();

} // namespace scalelab::test
