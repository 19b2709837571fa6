#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program on an X server of its own with a window manager: with_desktop.sh PROGRAM [ARGUMENT...]
set -euo pipefail

folder=$(mktemp -d)
server='' manager=''
finish() {
  [ -z "$manager" ] || kill "$manager" 2>/dev/null || true
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 1600x900x24 -nolisten tcp 3>"$folder/display" 2>"$folder/server.log" &
server=$!
read -r number <"$folder/display"
export DISPLAY=:$number QT_QPA_PLATFORM=xcb XDG_CONFIG_HOME=$folder/config XDG_RUNTIME_DIR=$folder LC_ALL=C.UTF-8
openbox >/dev/null 2>&1 &
manager=$!
"$@"
