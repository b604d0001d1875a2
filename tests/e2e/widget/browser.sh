#!/bin/sh
# Prints the path of a Chromium, installing Debian's where there is none (as root; elsewhere it says what to do).
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name"; then exit 0; fi
done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >&2
    command -v chromium
else
    echo "The browser tests need Chromium: sudo apt-get install chromium" >&2
    exit 1
fi
