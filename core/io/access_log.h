// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/traffic_log.h"

#include <string_view>

namespace scalelab {

/// Reads an access log in the Common or Combined Log Format of web servers, one request a line:
/// `192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /logo.png HTTP/1.1" 200 2326`.
///
/// Times count from the earliest line; the k requests of one second are spread evenly over it, in the order of their lines. POST, PUT, PATCH and DELETE
/// are writes, GET and HEAD of a style sheet, script, picture, font, sound or film are static, all others reads. The key is a hash of the target
/// below 10^9, the user the number of the host in the order of appearance. The error names the line.
[[nodiscard]] Result<TrafficLog> parseAccessLog(std::string_view text);

} // namespace scalelab
