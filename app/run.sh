#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: app/run.sh [SCENE] [--build-only]

Installs the packages that are missing, builds ScaleLab into build/release and opens SCENE, running
(default: scenes/figures/fig01-single-server.json). On a machine without a display it runs the scene for
a minute of simulated time instead, and leaves a table and a picture in build/release/out.

  --build-only   build, and open nothing
TEXT
}

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
scene=
build_only=no
for argument in "$@"; do
  case $argument in
    -h | --help) usage; exit 0 ;;
    --build-only) build_only=yes ;;
    -*) echo "app/run.sh: there is no option $argument" >&2; usage >&2; exit 2 ;;
    *)
      if [ -n "$scene" ]; then
        echo "app/run.sh: one scene at a time, not both $scene and $argument" >&2
        exit 2
      fi
      scene=$argument
      ;;
  esac
done
scene=${scene:-$root/scenes/figures/fig01-single-server.json}
if [ ! -r "$scene" ]; then
  echo "app/run.sh: cannot read the scene $scene" >&2
  exit 1
fi

# shellcheck source=app/install-packages.sh
. "$root/app/install-packages.sh"
install_packages run

# Preset release, without tests and benchmarks unless tests/run.sh has been there, so that their packages are not needed.
build=$root/build/release
tests=(-DSCALELAB_TESTS=OFF -DSCALELAB_BENCH=OFF)
if grep -qs '^SCALELAB_TESTS:BOOL=ON' "$build/CMakeCache.txt"; then tests=(); fi
# What was compiled in one checkout serves another.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
(
  cd -- "$root"
  cmake --preset release "${tests[@]}" --log-level=NOTICE
  cmake --build --preset release --target scalelab scalelab-cli -j "$(nproc)"
)
[ "$build_only" = no ] || exit 0

# True if something answers where DISPLAY points: a socket of this machine, or a port for host:N.
x_display_answers() {
  local host number
  [ -n "${DISPLAY:-}" ] || return 1
  host=${DISPLAY%:*}
  number=${DISPLAY##*:}
  number=${number%%.*}
  [[ $number =~ ^[0-9]+$ ]] || return 1
  if [ -z "$host" ] || [ "$host" = unix ]; then
    [ -S "/tmp/.X11-unix/X$number" ] || grep -qs "@/tmp/.X11-unix/X$number\$" /proc/net/unix
  else
    # shellcheck disable=SC2016 # expanded by the inner shell
    timeout 3 bash -c ': >"/dev/tcp/$0/$1"' "$host" "$((6000 + number))" 2>/dev/null
  fi
}

wayland_display_answers() {
  [ -n "${WAYLAND_DISPLAY:-}" ] || return 1
  case $WAYLAND_DISPLAY in
    /*) [ -S "$WAYLAND_DISPLAY" ] ;;
    *) [ -S "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/$WAYLAND_DISPLAY" ] ;;
  esac
}

if x_display_answers; then
  exec "$build/app/scalelab" "$scene" --play
elif wayland_display_answers; then
  install_packages wayland
  exec "$build/app/scalelab" "$scene" --play
fi

echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY leads to one), so the scene runs without a window."
out=$build/out
name=$(basename -- "$scene" .json)
mkdir -p -- "$out"
"$build/app/scalelab-cli" run "$scene" --for 60s --csv "$out/$name.csv"
QT_QPA_PLATFORM=offscreen "$build/app/scalelab" "$scene" --play --screenshot "$out/$name.png" --after 10s
echo "A minute of simulated time, as a table:   $out/$name.csv"
echo "The window after ten seconds, a picture:  $out/$name.png"
