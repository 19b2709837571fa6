// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/text_file.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

namespace scalelab {

namespace {

std::string reason() { return std::generic_category().message(errno); }

Result<void> writeDirectly(const std::string& path, std::string_view content)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!file.flush()) return Error{path + " cannot be written: " + reason()};
    return {};
}

} // namespace

Result<std::string> readTextFile(const std::string& path)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return Error{"is a folder"};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file) return Error{"cannot be opened: " + reason()};
    constexpr std::size_t step = 1U << 20U;
    std::string content;
    for (std::size_t size = 0; size <= maxFileSize;) {
        content.resize(size + step);
        const std::size_t read = std::fread(content.data() + size, 1, step, file.get());
        size += read;
        if (read == step) continue;
        if (std::ferror(file.get()) != 0) return Error{"cannot be read: " + reason()};
        content.resize(size);
        break;
    }
    if (content.size() > maxFileSize) return Error{"is larger than 64 MB"};
    return content;
}

Result<void> writeTextFile(const std::string& path, std::string_view content)
{
    std::error_code error;
    const auto present = std::filesystem::status(path, error);
    if (std::filesystem::exists(present) && !std::filesystem::is_regular_file(present)) return writeDirectly(path, content);
    const std::string temporary = path + ".part";
    if (auto written = writeDirectly(temporary, content); !written) return written;
    std::filesystem::rename(temporary, path, error);
    if (error) return Error{path + " cannot be written: " + error.message()};
    return {};
}

} // namespace scalelab
