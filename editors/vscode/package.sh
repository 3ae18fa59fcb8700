#!/bin/sh
# Makes chengxin-VERSION.vsix, the extension as VS Code installs it: `code --install-extension chengxin-VERSION.vsix`.
# Needs node and npm; the packages come from the registry the first time, and are then kept in node_modules.
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --no-audit --no-fund
cp ../../LICENSE LICENSE
npm run --silent build
npm run --silent package
