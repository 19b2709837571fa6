# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by app/run.sh, tests/run.sh and .ci/run; not a program.

# Prints the packages of one section of a package list.
# packages_of FILE SECTION
packages_of() {
  awk -v wanted="[$2]" '
    { sub(/#.*/, "") }
    NF && $1 ~ /^\[/ { inside = ($1 == wanted); next }
    NF && inside { print $1 }' "$1"
}

# Prints those of the packages that are not installed.
# missing_packages PACKAGE...
missing_packages() {
  local installed name
  # Asking for a package that dpkg never heard of is a failure, but the others are answered all the same.
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p') || true
  for name in "$@"; do
    grep -qxF -- "$name" <<<"$installed" || printf '%s\n' "$name"
  done
}

# Installs what is missing of the sections of debian-packages.txt beside this file. Returns 1, after saying what to type,
# if that takes rights that the caller does not have or if apt-get fails.
# install_packages SECTION...
install_packages() {
  local list section as_root=()
  local -a wanted=() missing=() install
  list="$(dirname -- "${BASH_SOURCE[0]}")/debian-packages.txt"
  for section in "$@"; do
    mapfile -t -O "${#wanted[@]}" wanted < <(packages_of "$list" "$section")
  done

  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not a Debian system, so nothing is installed. ScaleLab needs the equivalents of: ${wanted[*]}" >&2
    return 0
  fi

  mapfile -t missing < <(missing_packages "${wanted[@]}")
  [ "${#missing[@]}" -gt 0 ] || return 0
  install=(apt-get install -y --no-install-recommends "${missing[@]}")

  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "These packages are missing. As root, type:" >&2
      echo "  apt-get update && ${install[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi

  echo "Installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq || echo "The package lists could not be refreshed; trying with those at hand." >&2
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}"; then
    echo "The packages could not be installed. As root, type:" >&2
    echo "  apt-get update && ${install[*]}" >&2
    return 1
  fi
}
