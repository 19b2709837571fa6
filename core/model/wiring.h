// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <cstddef>

namespace scalelab {

/// A parameter as text ("true", "4") if it is text, flag or number and has an effect, else its kind's fallback: what "only when" conditions are compared with.
[[nodiscard]] std::string effectiveText(const KindDecl& kind, const Component& component, std::string_view param);

/// Index of the port of `from` on which a wire to `to` lands: the first that accepts a service of `to`, or any component. The error says why there is none.
[[nodiscard]] Result<std::size_t> portFor(const Registry& registry, const Component& from, const Component& to);

/// Whether the component offers a service of its kind, with the parameters it has.
[[nodiscard]] bool isOffered(const ServiceDecl& service, const KindDecl& kind, const Component& component);

/// Whether requests can come to a kind: a port through which they go on accepts one of its services.
[[nodiscard]] bool servesRequests(const Registry& registry, const KindDecl& kind);

/// The service of a callee that a port uses; null if it accepts none, and of a port that accepts any component.
[[nodiscard]] const ServiceDecl* serviceFor(const PortDecl& port, const KindDecl& calleeKind, const Component& callee);

/// Whether a new wire may be drawn: as portFor, and neither a duplicate, nor to itself, nor one more than the port takes.
[[nodiscard]] Result<std::size_t> canConnect(const Registry& registry, const Scene& scene, std::string_view from, std::string_view to);

} // namespace scalelab
