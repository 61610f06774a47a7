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

# Look at snapshots that changed, one by one (needs cargo-insta)
review:
    cargo insta test --review --workspace
