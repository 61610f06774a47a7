//! Prints THIRD-PARTY.md from `cargo metadata`. Run by `just third-party`.

use std::collections::BTreeSet;
use std::process::Command;

use journey::sources::root;
use serde_json::Value;

const HEAD: &str = "\
# What others wrote

Zegel itself is licensed under the EUPL 1.2 ([LICENCE](LICENCE)). It is built and tested with the crates below, each
under its own licence; which licences may come in stands in [deny.toml](deny.toml). This list is made from `Cargo.lock`
by `just third-party`; a test compares the two.

Inside the repository, unchanged:

| what | version | licence | where |
|---|---|---|---|
| Designsystemet, CSS and theme (Digitaliseringsdirektoratet) | 1.22 | MIT | [crates/web/assets/vendor](crates/web/assets/vendor/LICENSE-designsystemet) |

Crates:

| crate | version | licence |
|---|---|---|
";

fn main() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let out = Command::new(cargo)
        .args([
            "metadata",
            "--locked",
            "--all-features",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("metadata is JSON");
    let packages = metadata["packages"]
        .as_array()
        .expect("packages are listed");
    let text = |package: &Value, field: &str| {
        package[field]
            .as_str()
            .unwrap_or("see its files")
            .to_owned()
    };
    let rows: BTreeSet<_> = packages
        .iter()
        .filter(|package| !package["source"].is_null())
        .map(|package| {
            (
                text(package, "name"),
                text(package, "version"),
                text(package, "license"),
            )
        })
        .collect();
    print!("{HEAD}");
    for (name, version, licence) in rows {
        // Older manifests write a slash for OR.
        let licence = licence.replace(" / ", " OR ").replace('/', " OR ");
        println!("| {name} | {version} | {licence} |");
    }
}
