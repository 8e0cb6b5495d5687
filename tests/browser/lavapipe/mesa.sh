#!/usr/bin/env bash
# Unpacks the lavapipe of Mesa 25 (Debian 12 backports) into a folder, touching nothing of the system, and prints the
# path of its library. Debian 12's own Mesa 22 lacks two features that Chromium's WebGPU asks of a Vulkan driver.
# Usage: mesa.sh FOLDER. Needs Debian's apt sources, and mesa-vulkan-drivers installed for the libraries it links to.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
library=$folder/usr/lib/$(uname -m)-linux-gnu/libvulkan_lvp.so
if [ ! -f "$library" ]; then
  sources=(/etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources)
  mirror=$(grep -hE '^(URIs:|deb )' "${sources[@]}" 2>/dev/null | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 | tr -d ' ' || true)
  [ -n "$mirror" ] || { echo "no Debian archive in apt's sources" >&2; exit 1; }
  keyring=$(ls /usr/share/keyrings/debian-archive-keyring.* 2>/dev/null | head -1 || true)
  apt=$folder/apt
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/parts"
  # apt drops to its own user, which may not enter the folders of whoever runs this.
  options=(-oAPT::Sandbox::User= -oDir::Etc::sourcelist="$apt/sources.list" -oDir::Etc::sourceparts="$apt/parts"
    -oDir::State::lists="$apt/lists" -oDir::Cache::archives="$apt/archives" -oDir::Cache::pkgcache= -oDir::Cache::srcpkgcache=)
  echo "deb ${keyring:+[signed-by=$keyring]} $mirror bookworm-backports main" > "$apt/sources.list"
  apt-get "${options[@]}" -qq update >&2
  (cd "$apt/archives" && apt-get "${options[@]}" -qq download mesa-vulkan-drivers >&2 && dpkg -x mesa-vulkan-drivers_*.deb "$folder")
  rm -rf "$apt"
fi
[ -f "$library" ] && echo "$library"
