#!/bin/sh
# Finds or installs Chromium, a Chinese font, Java (for the HTML checker), Ruby (its library checks feeds), web servers and rsync for the tests. Says what to do where it cannot.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="chromium"
# Chromium without windows opens a page with a quarter of the work. Only Debian has it, and the tests do without.
if ! command -v chromium-headless-shell >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release; then
  missing="$missing chromium-headless-shell"
fi
if command -v fc-list >/dev/null 2>&1; then
  [ -n "$(fc-list :lang=zh family | head -n 1)" ] || missing="$missing fonts-noto-cjk"
else
  missing="$missing fontconfig fonts-noto-cjk"
fi
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light libnginx-mod-http-brotli-static"
command -v caddy >/dev/null 2>&1 || missing="$missing caddy"
command -v rsync >/dev/null 2>&1 || missing="$missing rsync"
command -v ruby >/dev/null 2>&1 || missing="$missing ruby"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need these programs; please install them: $missing" >&2
  exit 1
fi
echo "Installing for the tests: $missing"
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
