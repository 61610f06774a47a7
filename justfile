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

# What takes long: every fault in its long form, every fuzzer for so many seconds
soak seconds="300": soak-faults soak-databases (fuzz seconds)

# Every fault in its long form (needs strace, faketime, PostgreSQL and root for all of them); prints what docs/soak.md quotes
soak-faults:
    cargo build --release --locked -p zegel
    ZEGEL_SOAK=1 cargo nextest run --release --locked -p journey --profile soak --no-capture \
        --test kill --test power --test disk --test fsync --test restart --test clock

# Ten thousand databases with flipped bits: messages or one sentence, never a crash
soak-databases:
    ZEGEL_FLIPS=10000 cargo nextest run --release --locked -p zegel-capture --no-capture flipped_bits

# Every fuzzer from its seeds, two at a time; prints what docs/soak.md quotes. Guided by coverage where cargo-fuzz is, else by chance
fuzz seconds="300" corpus="fuzz/corpus":
    #!/usr/bin/env bash
    set -euo pipefail
    if ! cargo fuzz --version >/dev/null 2>&1; then
        echo "cargo-fuzz is not installed (cargo install cargo-fuzz --locked): mutants of the seeds, without guidance by coverage" >&2
        exec cargo run --release --locked -p zegel-fuzz --example soak -- {{seconds}}
    fi
    # The flags of sanitizers and coverage are not stable; this makes the compiler of the project take them all the same.
    export RUSTC_BOOTSTRAP=1 corpus="{{corpus}}"
    cargo fuzz build
    one() {
        mkdir -p "$corpus/$1"
        if cargo fuzz run "$1" "$corpus/$1" "fuzz/seeds/$1" -- -max_total_time={{seconds}} -max_len=65536 \
            -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 >"$corpus/$1.log" 2>&1; then found=nothing; else found="see $corpus/$1.log"; fi
        executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$corpus/$1.log")
        cover=$(grep -o 'cov: [0-9]*' "$corpus/$1.log" | tail -n 1 | cut -d ' ' -f 2)
        echo "| \`$1\` | ${executed:-0} | ${cover:-0} | $found |"
        [ "$found" = nothing ]
    }
    export -f one
    cargo fuzz list | xargs -P 2 -I % bash -c 'one %'

# A Debian package of the release binary, into target/packages (needs dpkg-deb)
deb:
    cargo build --release --locked -p zegel
    packaging/deb

# What the binary is made of, as CycloneDX (SBOM), into target/packages
sbom:
    mkdir -p target/packages
    cargo run --release --locked --quiet -p journey --example sbom > target/packages/zegel.cdx.json

# Freeze an archive of this version into fixtures/frozen for later versions to open; once per release, never edited
freeze version:
    cargo build --release --locked -p zegel
    cargo build --release --locked -p journey --example freeze
    target/release/examples/freeze {{version}}
    cd fixtures/frozen && find {{version}} -type f | sort | xargs sha256sum >> SHA256SUMS
