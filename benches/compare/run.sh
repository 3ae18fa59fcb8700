#!/usr/bin/env bash
# Builds everything in release and prints the tables in one run: benches/compare/run.sh [--quick] [--only TEXT] [--command-line RECORDS]
set -euo pipefail
cd "$(dirname "$0")"
cargo build --release --quiet --locked --workspace
cargo build --release --quiet --locked --manifest-path ../../Cargo.toml --features cli --bin chengxin
export COMPARE_RUSTC POLARS_MAX_THREADS
COMPARE_RUSTC=$(rustc --version)
POLARS_MAX_THREADS=${POLARS_MAX_THREADS:-1}
echo "command: benches/compare/run.sh $*"
exec target/release/chengxin-compare "$@"
