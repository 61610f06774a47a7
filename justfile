# What is done here often. `just` alone lists it.
default:
    @just --list

# The whole thing on this machine, with a made-up employer
demo:
    cargo run --release -- demo

# Every test
test:
    ./test

# What must be green before anything lands: lints and tests
ci:
    .ci/run

# Rewrite THIRD-PARTY.md from Cargo.lock
third-party:
    cargo run --quiet -p journey --example third-party > THIRD-PARTY.md.new
    mv THIRD-PARTY.md.new THIRD-PARTY.md

# Every promised figure of speed, measured on this machine: some minutes; the table is docs/benchmarks.md
bench *more:
    cargo build --release --locked -p zegel
    cargo run --release --locked -p zegel-bench -- --out docs/benchmarks.md {{more}}

# Look at snapshots that changed, one by one (needs cargo-insta)
review:
    cargo insta test --review --workspace

# Every fuzzer for five minutes, from its seeds (needs nightly and cargo-fuzz); a finding stops it
soak seconds="300":
    #!/usr/bin/env bash
    set -euo pipefail
    for target in $(cargo +nightly fuzz list); do
        mkdir -p "fuzz/corpus/$target"
        cargo +nightly fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
            -max_total_time={{seconds}} -max_len=65536 -timeout=10 -rss_limit_mb=2048
    done
