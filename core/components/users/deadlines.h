// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "components/users/errand.h"

#include <utility>
#include <vector>

namespace scalelab {

/// The requests that have to be answered in time, in the order of birth: as all have the same span, in the order in which their time is up. The list is
/// linked through the errands.
class Deadlines {
public:
    [[nodiscard]] RequestId first() const { return first_; }

    void add(std::vector<Errand>& errands, RequestId id)
    {
        errands[id].earlier = last_;
        errands[id].later = nothing;
        (last_ == nothing ? first_ : errands[last_].later) = id;
        last_ = id;
    }

    void remove(std::vector<Errand>& errands, RequestId id)
    {
        const auto [earlier, later] = std::pair(errands[id].earlier, errands[id].later);
        (earlier == nothing ? first_ : errands[earlier].later) = later;
        (later == nothing ? last_ : errands[later].earlier) = earlier;
    }

    void clear() { first_ = last_ = nothing; }

private:
    RequestId first_ = nothing, last_ = nothing;
};

} // namespace scalelab
