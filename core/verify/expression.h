// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/dimension.h"
#include "base/result.h"
#include "verify/functions.h"
#include "verify/span.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A measure or parameter as an expression names it: db.reads/s[20s..60s]@no-cache.
struct Reference {
    std::vector<std::string> name; ///< What stands between the dots.
    std::optional<Span> span = {};
    std::optional<std::string> variant = {};
    bool perSecond = false; ///< A count divided by the length of its span.
    std::size_t at = 0;     ///< Where it begins in the text.
};

/// A computed value as a tree.
struct Term {
    enum class Op { Number, Reference, Negate, Add, Subtract, Multiply, Divide, Call };
    Op op = Op::Number;
    std::size_t at = 0; ///< Where it stands in the text; of an operation its sign.
    double number = 0;
    Dimension dimension = {};       ///< Of a number.
    std::size_t reference = 0;      ///< Index among the references.
    std::optional<Function> function = {}; ///< Of a call.
    std::vector<Term> operands = {};
};

enum class Relation { Less, LessOrEqual, Greater, GreaterOrEqual, Equal, Within, Between };

/// How far the two sides of "=" may be apart.
struct Tolerance {
    double amount = 0;
    Dimension dimension = {};
    bool isShare = false; ///< Of the right side: written with "%".
    std::size_t at = 0;
    std::string text = {}; ///< As written.
};

/// What is expected: two computed values and how they compare.
struct Comparison {
    Term left;
    Relation relation = Relation::Equal;
    std::size_t at = 0; ///< Where the relation stands in the text.
    Term right;
    Term upper = {};    ///< Between only.
    Tolerance within = {};
    std::vector<Reference> references = {};
};

/// Reads "EXPR < EXPR", "EXPR = EXPR within 2%", "EXPR between EXPR and EXPR". The error says at which character what was expected.
[[nodiscard]] Result<Comparison> parseComparison(std::string_view text);

/// The name as it would be written: `web 1`.reads.
[[nodiscard]] std::string nameText(const std::vector<std::string>& name);
/// "<", "=", "between".
[[nodiscard]] std::string_view relationText(Relation relation);
/// An error at a place of an expression's text, counted from 1.
[[nodiscard]] Error errorAt(std::size_t at, const std::string& message);

} // namespace scalelab
