// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json.h"

#include "model/utf8.h"

#include <cmath>

namespace scalelab {

namespace {

constexpr std::size_t lineLength = 120;

void writeText(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const char first = text.front();
        const std::string_view before = text;
        const auto character = takeCharacter(text);
        if (!character) {
            out += "\xEF\xBF\xBD";
            text.remove_prefix(1);
        } else if (first == '"' || first == '\\') {
            out += {'\\', first};
        } else if (first == '\n') {
            out += "\\n";
        } else if (first == '\t') {
            out += "\\t";
        } else if (*character < 0x20) {
            constexpr std::string_view digits = "0123456789abcdef";
            out += "\\u00";
            out += {digits[*character >> 4U], digits[*character & 0xFU]};
        } else {
            out += before.substr(0, before.size() - text.size());
        }
    }
    out += '"';
}

/// Numbers that were written as such stay such: 5.0 is not 5.
void writeNumber(std::string& out, double number)
{
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    const std::string text = numberText(number);
    out += text;
    if (text.find_first_of(".e") == std::string::npos) out += ".0";
}

void writeSimple(std::string& out, const Value& value)
{
    if (value.text()) writeText(out, *value.text());
    else if (const auto* number = std::get_if<double>(&value.data)) writeNumber(out, *number);
    else out += toText(value);
}

/// Writes on one line; gives up, with false, once `out` is longer than `limit`.
bool writeFlat(std::string& out, const Value& value, std::size_t limit)
{
    if (const List* list = value.list()) {
        out += '[';
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (i > 0) out += ", ";
            if (!writeFlat(out, (*list)[i], limit)) return false;
        }
        out += ']';
    } else if (const Object* object = value.object()) {
        out += '{';
        for (std::size_t i = 0; i < object->members.size(); ++i) {
            out += i > 0 ? ", " : " ";
            writeText(out, object->members[i].name);
            out += ": ";
            if (!writeFlat(out, object->members[i].value, limit)) return false;
        }
        out += object->members.empty() ? "}" : " }";
    } else {
        writeSimple(out, value);
    }
    return out.size() <= limit;
}

class Writer {
public:
    explicit Writer(int expanded) : expanded_(expanded) {}

    std::string write(const Value& value)
    {
        writeValue(value, 0);
        return std::move(out_) + '\n';
    }

private:
    void writeValue(const Value& value, int level)
    {
        const bool isEmpty = (value.list() && value.list()->empty()) || (value.object() && value.object()->empty());
        const bool isSimple = !value.list() && !value.object();
        if (isSimple || isEmpty || level >= expanded_) {
            const std::size_t before = out_.size();
            const std::size_t limit = isSimple || isEmpty ? std::string::npos : lineStart_ + lineLength - 1;
            if (writeFlat(out_, value, limit)) return;
            out_.resize(before);
        }
        if (value.list()) {
            writeItems('[', ']', value.list()->size(), level, [&](std::size_t i) { writeValue((*value.list())[i], level + 1); });
        } else {
            const auto& members = value.object()->members;
            writeItems('{', '}', members.size(), level, [&](std::size_t i) {
                writeText(out_, members[i].name);
                out_ += ": ";
                writeValue(members[i].value, level + 1);
            });
        }
    }

    template <class WriteItem>
    void writeItems(char open, char close, std::size_t count, int level, WriteItem writeItem)
    {
        out_ += open;
        for (std::size_t i = 0; i < count; ++i) {
            breakLine(level + 1);
            writeItem(i);
            if (i + 1 < count) out_ += ',';
        }
        breakLine(level);
        out_ += close;
    }

    void breakLine(int level)
    {
        out_ += '\n';
        lineStart_ = out_.size();
        out_.append(static_cast<std::size_t>(level) * 2, ' ');
    }

    std::string out_;
    std::size_t lineStart_ = 0;
    int expanded_;
};

} // namespace

std::string writeJson(const Value& value, int expanded) { return Writer(expanded).write(value); }

} // namespace scalelab
