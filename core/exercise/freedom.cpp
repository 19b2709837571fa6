// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/freedom.h"

#include "verify/fields.h"
#include "verify/parameters.h"

#include <algorithm>

namespace scalelab {

namespace {

const std::string notAFreedom = "expected true, \"some\", a list of values, or bounds such as \"1..16\", not ";

/// One of the two bounds; the fallback where it is left out.
Result<double> bound(const ParamDecl& decl, std::string_view text, double fallback)
{
    if (text.empty()) return fallback;
    Object params;
    params.set(decl.id, text);
    const auto value = parameterValue(decl, params, {});
    if (!value) return value.error();
    return value->number;
}

Result<void> readBounds(const ParamDecl& decl, const std::string& text, Freedom& freedom)
{
    const auto dots = text.find("..");
    if (dots == std::string::npos) return Error{notAFreedom + quoted(text)};
    const auto least = bound(decl, std::string_view(text).substr(0, dots), freedom.least);
    const auto most = bound(decl, std::string_view(text).substr(dots + 2), freedom.most);
    if (!least || !most) return Error{"the bounds " + quoted(text) + " are wrong: " + (least ? most.error().message : least.error().message)};
    if (*least > *most) return Error{"the bounds " + quoted(text) + " leave no value: the first is the larger one"};
    freedom.least = *least;
    freedom.most = *most;
    freedom.bounds = text;
    return {};
}

} // namespace

Result<Freedom> readFreedom(const ParamDecl& decl, const Value& written)
{
    Freedom freedom{.param = decl.id};
    if (const bool* any = written.boolean(); any && *any) return freedom;
    if (written.text() && *written.text() == "some") {
        freedom.mustBeSome = true;
        return freedom;
    }
    if (written.text()) {
        if (const auto read = readBounds(decl, *written.text(), freedom); !read) return read.error();
        return freedom;
    }
    if (!written.list() || written.list()->empty()) return Error{notAFreedom + toText(written)};
    for (const Value& choice : *written.list()) {
        if (decl.validate)
            if (const auto good = decl.validate(choice); !good) return good.error();
        freedom.choices.push_back(choice);
    }
    return freedom;
}

const Value& effective(const ParamDecl& decl, const Object& params)
{
    const Value* given = params.find(decl.id);
    return given ? *given : decl.fallback;
}

Result<void> checkFreedom(const Freedom& freedom, const ParamDecl& decl, const Object& params)
{
    const Value& value = effective(decl, params);
    if (freedom.mustBeSome && value.text() && (value.text()->empty() || *value.text() == "none")) return Error{"must be chosen in this exercise, not left out"};
    if (!freedom.choices.empty() && std::ranges::find(freedom.choices, value) == freedom.choices.end()) {
        std::string all;
        for (const Value& choice : freedom.choices) all += (all.empty() ? "" : ", ") + toText(choice);
        return Error{"must be one of " + all + " in this exercise, not " + toText(value)};
    }
    if (freedom.bounds.empty()) return {};
    const auto number = parameterValue(decl, params, {});
    const bool isWithin = number && number->number >= freedom.least && number->number <= freedom.most;
    if (isWithin) return {};
    return Error{"must be within " + freedom.bounds + " in this exercise, not " + toText(value)};
}

} // namespace scalelab
