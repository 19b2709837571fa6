// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/text_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace scalelab {

namespace {
constexpr std::uintmax_t mostBytes = 64'000'000;
}

Result<std::string> readTextFile(const std::string& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (error || !std::filesystem::exists(status)) return Error{"cannot be read: there is no such file"};
    if (std::filesystem::is_directory(status)) return Error{"is a directory, not a file"};
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (!error && size > mostBytes) return Error{"is larger than 64 MB"};
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{std::string("cannot be read: ") + std::strerror(errno)};
    std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (file.bad()) return Error{"cannot be read to its end"};
    return content;
}

Result<void> writeTextFile(const std::string& path, std::string_view content)
{
    const std::string temporary = path + ".part";
    {
        std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
        file.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!file.flush()) return Error{path + " cannot be written: " + std::strerror(errno)};
    }
    std::error_code error;
    std::filesystem::rename(temporary, path, error);
    if (error) return Error{path + " cannot be written: " + error.message()};
    return {};
}

} // namespace scalelab
