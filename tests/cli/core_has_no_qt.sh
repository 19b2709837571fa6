#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: core_has_no_qt.sh SOURCE_FOLDER PROGRAM
# Fails if the core or the command line includes or links Qt, or includes what belongs to the window.
set -euo pipefail
cd -- "$1"

status=0
complain() {
  echo "$1" >&2
  status=1
}

test -f core/base/value.h || complain "there is no core here"
if grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"](Q[A-Za-z]|Qt[A-Za-z]*/|(\.\./)*ui/)' core app/scalelab-cli; then
  complain "the core includes Qt or the window"
fi
if grep -rnE 'Qt[56]?::|find_package\(Qt' core app/scalelab-cli --include=CMakeLists.txt --include='*.cmake'; then
  complain "the core links Qt"
fi
libraries=$(ldd "$2")
grep -q libc <<<"$libraries" || complain "ldd says nothing about $2"
if grep -iE 'libQt|libX11|libGL|wayland' <<<"$libraries"; then
  complain "$2 needs Qt or a display"
fi
exit "$status"
