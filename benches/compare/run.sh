#!/usr/bin/env bash
# Builds everything in release and prints one table in one run: benches/compare/run.sh [--quick]
set -euo pipefail
cd "$(dirname "$0")"
cargo build --release --quiet --workspace
exec target/release/chengxin-compare "$@"
