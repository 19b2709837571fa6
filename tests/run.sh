#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: tests/run.sh [WHAT | CTEST OPTION...]

Installs the packages that are missing, builds, and tests. WHAT is one of
  (nothing)    preset release with every test
  asan         everything but the statistics under the address and undefined-behaviour sanitizers
  asan-core    the same for the core and the command line
  tsan         the same under the thread sanitizer
  clang        the core and the command line built by clang 16, the same fingerprints included
  all          release, asan, tsan and clang, in this order
  bench        the benchmarks, as ratios to the yardstick
Anything that begins with a dash goes to ctest on preset release: tests/run.sh -R Scene, tests/run.sh -L theory
TEXT
}

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=app/install-packages.sh
. app/install-packages.sh
jobs=$(nproc)
# What was compiled in one checkout serves another.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros

# build_preset PRESET [RUNNER...]: discovering tests runs the test programs, so the runner is needed here, too.
build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" --log-level=NOTICE
  "$@" cmake --build --preset "$preset" -j "$jobs"
}

test_release() {
  install_packages run test
  build_preset release
  ctest --preset release -j "$jobs" "$@"
}

# Tests that need many runs take ten times as long under a sanitizer, on code that others have been through.
statistics='theory|claims'

# Sanitized programs keep freed memory back to catch its later use; 64 MB of it a process is plenty. Strict checks of
# strings stay off: the keyboard library of X copies from texts without an end.
test_asan() {
  install_packages run test
  export ASAN_OPTIONS=${ASAN_OPTIONS:-quarantine_size_mb=64:detect_stack_use_after_return=1}
  export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$PWD/tests/support/leaks-of-others.txt:print_suppressions=0}
  export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
  build_preset "$1"
  ctest --preset "$1" -j "$jobs" -LE "$statistics"
}

# GCC 12's thread sanitizer does not know the address layout of kernels that randomise over 30 bits, so the programs
# run without randomisation where that is permitted.
test_tsan() {
  local -a fixed_addresses=()
  install_packages run test
  if setarch "$(uname -m)" -R true 2>/dev/null; then
    fixed_addresses=(setarch "$(uname -m)" -R)
  fi
  build_preset tsan "${fixed_addresses[@]}"
  "${fixed_addresses[@]}" ctest --preset tsan -j "$jobs" -LE "$statistics"
}

test_clang() {
  install_packages run test clang
  build_preset clang
  ctest --preset clang -j "$jobs"
}

run_bench() {
  install_packages run test
  build_preset release
  build/release/tests/bench/bench_engine "$@"
  if [ -x build/release/tests/bench/bench_micro ]; then
    build/release/tests/bench/bench_micro
  fi
}

case ${1-} in
  -h | --help) usage ;;
  "" | -*) test_release "$@" ;;
  asan | asan-core) test_asan "$1" ;;
  tsan) test_tsan ;;
  clang) test_clang ;;
  bench) shift; run_bench "$@" ;;
  all)
    test_release
    # In a subshell, for the sanitizers' settings are nobody else's.
    (test_asan asan)
    test_tsan
    test_clang
    ;;
  *) echo "tests/run.sh: there is nothing called $1" >&2; usage >&2; exit 2 ;;
esac
