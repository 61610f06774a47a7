//! The floors: an arrow only points down, and what each crate must never do it cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use journey::sources::{Source, ending, root, rust_without_test_files};
use serde_json::Value;

/// Every crate of the workspace and the floor it stands on.
const FLOORS: [(&str, u8); 15] = [
    ("zegel-model", 0),
    ("zegel-ledger", 0),
    ("zegel-seal", 1),
    ("zegel-capture", 1),
    ("zegel-compare", 1),
    ("zegel-devices", 1),
    ("zegel-store", 2),
    ("zegel-web", 2),
    ("zegel-app", 3),
    ("zegel-room", 3),
    ("zegel-server", 4),
    ("zegel", 5),
    ("zegel-fuzz", 6),
    ("journey", 6),
    ("zegel-bench", 7),
];

/// What a crate never depends on, over and above the floors.
const NEVER: [(&str, &[&str]); 11] = [
    // The law is pure: no I/O, no cryptography, no chance of its own.
    (
        "zegel-model",
        &[
            "sqlx",
            "tokio",
            "sha2",
            "aes-gcm",
            "hpke",
            "hkdf",
            "ring",
            "ed25519-dalek",
            "getrandom",
            "reqwest",
        ],
    ),
    // Knows nothing of Zegel; never asynchronous, never SQL.
    (
        "zegel-ledger",
        &["zegel-model", "sqlx", "tokio", "reqwest", "axum", "jiff"],
    ),
    ("zegel-seal", &["sqlx", "tokio", "reqwest", "axum", "hyper"]),
    (
        "zegel-capture",
        &["sqlx", "tokio", "reqwest", "axum", "hyper"],
    ),
    // It lays side by side what others read or opened.
    (
        "zegel-compare",
        &[
            "sqlx",
            "tokio",
            "reqwest",
            "axum",
            "sha2",
            "zegel-capture",
            "zegel-seal",
        ],
    ),
    // With its feature `s3` a bucket is reached by the client of `object_store`: no handler, no page.
    ("zegel-store", &["axum", "askama", "zegel-capture"]),
    ("zegel-web", &["sqlx", "zegel-store"]),
    ("zegel-app", &["sqlx", "axum", "askama", "hyper"]),
    // Memory only: the store is out of reach, and so are files that would survive it.
    (
        "zegel-room",
        &[
            "sqlx",
            "zegel-store",
            "zegel-app",
            "zegel-capture",
            "tempfile",
        ],
    ),
    ("zegel-server", &["sqlx"]),
    ("zegel", &["sqlx"]),
];

/// The one file that reads the machine's clock.
const CLOCK: &str = "crates/zegel/src/machine.rs";

/// Longest file, without its tests (STYLE of the project: a file is read in one sitting).
const LINES: usize = 500;

struct Crate {
    name: String,
    /// Names of what it depends on to be built and to run, and to be tested.
    built_with: BTreeSet<String>,
    tested_with: BTreeSet<String>,
}

fn crates() -> Vec<Crate> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let out = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
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
        .expect("a workspace has packages");
    packages
        .iter()
        .map(|package| {
            let (mut built_with, mut tested_with) = (BTreeSet::new(), BTreeSet::new());
            for dependency in package["dependencies"]
                .as_array()
                .expect("dependencies are listed")
            {
                let name = dependency["name"].as_str().expect("a name").to_owned();
                if dependency["kind"] == "dev" {
                    tested_with.insert(name)
                } else {
                    built_with.insert(name)
                };
            }
            Crate {
                name: package["name"].as_str().expect("a name").to_owned(),
                built_with,
                tested_with,
            }
        })
        .collect()
}

fn ours(name: &str) -> bool {
    name == "zegel" || name.starts_with("zegel-") || name == "journey"
}

#[test]
fn an_arrow_only_points_down() {
    let floors: BTreeMap<&str, u8> = FLOORS.into();
    let crates = crates();
    assert!(
        crates.len() >= 11,
        "only {} crates were looked at",
        crates.len()
    );
    for from in &crates {
        let above = floors
            .get(from.name.as_str())
            .unwrap_or_else(|| panic!("{} stands on no floor", from.name));
        for to in from
            .built_with
            .union(&from.tested_with)
            .filter(|name| ours(name))
        {
            let below = floors
                .get(to.as_str())
                .unwrap_or_else(|| panic!("{to} stands on no floor"));
            assert!(
                below < above,
                "{} (floor {above}) depends on {to} (floor {below})",
                from.name
            );
        }
    }
}

#[test]
fn what_a_crate_never_does_it_cannot() {
    let never: BTreeMap<&str, &[&str]> = NEVER.into();
    for from in crates() {
        for forbidden in never.get(from.name.as_str()).copied().unwrap_or_default() {
            assert!(
                !from.built_with.contains(*forbidden),
                "{} depends on {forbidden}",
                from.name
            );
        }
        let ledger = from.name == "zegel-ledger";
        assert!(
            !ledger || !from.built_with.iter().any(|name| ours(name)),
            "the ledger knows of Zegel"
        );
    }
}

/// Reads databases of other apps: `SELECT` of one table, and nothing else.
const FOREIGN: &str = "crates/capture/src/database.rs";

/// SQL has one home; foreign databases are read in one file.
#[test]
fn only_the_store_speaks_sql() {
    let with: Vec<_> = crates()
        .into_iter()
        .filter(|c| c.built_with.contains("sqlx"))
        .map(|c| c.name)
        .collect();
    assert!(
        with.iter()
            .all(|name| name == "zegel-store" || name == "journey"),
        "{with:?}"
    );
    let with: Vec<_> = crates()
        .into_iter()
        .filter(|c| c.built_with.contains("rusqlite"))
        .map(|c| c.name)
        .collect();
    assert_eq!(with, ["zegel-capture"]);
    for file in rust_without_test_files()
        .iter()
        .filter(|file| !file.path.starts_with("crates/store/"))
    {
        for (number, line) in file.code() {
            let sql = ["\"SELECT ", "\"INSERT INTO ", "\"UPDATE ", "\"DELETE FROM "]
                .iter()
                .filter(|s| file.path != FOREIGN || **s != "\"SELECT ")
                .any(|s| line.contains(s));
            assert!(!sql, "{}:{number} speaks SQL", file.path);
        }
    }
}

fn places(files: &[Source], wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = files
        .iter()
        .flat_map(|file| file.code().map(move |(number, line)| (file, number, line)));
    lines
        .filter(|(_, _, line)| wanted(line))
        .map(|(file, number, _)| format!("{}:{number}", file.path))
        .collect()
}

/// A line that builds `name { ... }`: not its definition, not an `impl`, not a type that a function returns.
fn constructs(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name} {{")).any(|(at, _)| {
        let before = line[..at].trim_end();
        let part_of_a_name = line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let declares = ["struct", "enum", "impl", "for", "->", "impl<'_>"]
            .iter()
            .any(|word| before.ends_with(word));
        !part_of_a_name && !declares
    })
}

/// Reading needs a `Right`, and one function makes them (invariants 3 and 4).
#[test]
fn one_decider_makes_rights() {
    let found = places(&rust_without_test_files(), |line| constructs(line, "Right"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("crates/model/src/right.rs:"),
        "{found:?}"
    );
}

/// What passes the scope passes `decide` (invariant 1).
#[test]
fn one_door_into_scope() {
    let found = places(&rust_without_test_files(), |line| {
        line.contains("::in_scope(") && line.contains("Message")
    });
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("crates/model/src/scope.rs:"),
        "{found:?}"
    );
    let made = places(&rust_without_test_files(), |line| {
        constructs(line, "Admission")
    });
    assert!(
        made.iter()
            .all(|place| place.starts_with("crates/model/src/scope.rs:")),
        "{made:?}"
    );
}

/// No statement takes away what the logs speak of, and no use case erases; holds come before that (invariant 7).
#[test]
fn nothing_takes_evidence_away() {
    let tables = ending(&["tables.rs"]);
    let tables = tables
        .iter()
        .find(|file| file.path == "crates/store/src/tables.rs")
        .expect("the list of tables");
    let named = |kind: &str| -> BTreeSet<String> {
        let listed = tables
            .text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("table(\""));
        let of_kind = listed.filter(|rest| rest.contains(&format!("Kind::{kind})")));
        of_kind
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    };
    let kept: BTreeSet<String> = named("Bound").union(&named("Leaf")).cloned().collect();
    assert!(
        kept.contains("message") && kept.contains("segment") && kept.contains("person"),
        "{kept:?}"
    );
    let mut looked = 0;
    for file in rust_without_test_files() {
        for (number, line) in file.code() {
            let place = format!("{}:{number}", file.path);
            for (at, statement) in line.match_indices("DELETE FROM ") {
                looked += 1;
                let rest = &line[at + statement.len()..];
                let table: String = rest
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                    .collect();
                assert!(
                    !table.is_empty() && !kept.contains(&table),
                    "{place} deletes from {table}"
                );
            }
            let store = file.path.starts_with("crates/store/");
            assert!(
                store || !line.contains("event::erase("),
                "{place} erases, and nothing does yet"
            );
        }
    }
    assert!(looked > 2, "only {looked} statements were looked at");
}

/// Whoever erases shows that no hold rests on it, and one place makes what shows it (invariant 7).
#[test]
fn one_place_asks_whether_something_is_held() {
    let files = rust_without_test_files();
    let made = places(&files, |line| constructs(line, "Free"));
    assert_eq!(made.len(), 1, "{made:?}");
    assert!(
        made[0].starts_with("crates/model/src/hold/free.rs:"),
        "{made:?}"
    );
    let asked = places(&files, |line| {
        line.contains("binding(") && !line.contains("fn binding(")
    });
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(
        asked[0].starts_with("crates/app/src/hold/bind.rs:"),
        "{asked:?}"
    );
    let erases = files
        .iter()
        .filter(|file| file.path == "crates/store/src/event.rs")
        .any(|file| {
            file.text
                .contains("pub async fn erase(tx: &mut Tx, id: EventId, _free: &Free)")
        });
    assert!(erases, "what erases takes a Free");
}

/// There is no command that erases a phone, of either platform (invariant 6).
#[test]
fn nothing_erases_a_phone() {
    const COMMANDS: [&str; 6] = [
        "EraseDevice",
        "WIPE_DATA",
        "WipeData",
        "wipeDataFlags",
        "wipe_data_flags",
        "RESET_PASSWORD",
    ];
    let found = places(&rust_without_test_files(), |line| {
        COMMANDS.iter().any(|command| line.contains(command))
    });
    assert!(found.is_empty(), "{found:?}");
}

/// Searching happens in one case's room; nothing else can build an index (invariant 12).
#[test]
fn search_lives_in_the_room_alone() {
    let with: Vec<_> = crates()
        .into_iter()
        .filter(|c| c.built_with.contains("tantivy"))
        .map(|c| c.name)
        .collect();
    assert_eq!(with, ["zegel-room"]);
    let sql = ending(&[".rs", ".sql"]);
    let full_text = |line: &str| {
        ["fts5", " MATCH $", "tsvector", " LIKE "]
            .iter()
            .any(|word| line.contains(word))
    };
    let found: Vec<_> = sql
        .iter()
        .filter(|file| file.path.starts_with("crates/store/") && !file.path.contains("/tests/"))
        .flat_map(|file| {
            file.text
                .lines()
                .filter(|line| full_text(line))
                .map(|line| format!("{}: {line}", file.path))
        })
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Time is an argument everywhere else, so that a deadline can be tested to the microsecond.
#[test]
fn one_clock() {
    const NOW: [&str; 5] = [
        "SystemTime::now",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "UtcDateTime::now",
    ];
    let found = places(&rust_without_test_files(), |line| {
        NOW.iter().any(|now| line.contains(now))
    });
    assert!(
        !found.is_empty(),
        "nothing reads the clock: has it moved out of {CLOCK}?"
    );
    assert!(
        found.iter().all(|place| place.starts_with(CLOCK)),
        "{found:?}"
    );
}

#[test]
fn files_are_read_in_one_sitting() {
    let long: Vec<_> = rust_without_test_files()
        .iter()
        .map(|file| (file.without_tests().len(), file.path.clone()))
        .filter(|(lines, _)| *lines > LINES)
        .collect();
    assert!(
        long.is_empty(),
        "longer than {LINES} lines without their tests: {long:?}"
    );
}

/// Each crate opens with what it does and what it refuses to do.
#[test]
fn every_crate_says_what_it_refuses() {
    for file in ending(&["src/lib.rs", "lib.rs"])
        .iter()
        .filter(|file| file.path.starts_with("crates/"))
    {
        assert!(
            file.text.starts_with("//! "),
            "{} opens without saying what it is",
            file.path
        );
        let doc: String = file
            .text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        let refuses = ["Refuses", "refuses", "Never", "never"]
            .iter()
            .any(|word| doc.contains(word));
        assert!(refuses, "{} does not say what it refuses to do", file.path);
    }
}

#[test]
fn the_detector_of_constructors_detects() {
    assert!(constructs(
        "    let right = |version| Right { actor };",
        "Right"
    ));
    assert!(constructs("Ok(Right {", "Right"));
    for innocent in [
        "pub struct Right {",
        "impl Right {",
        "impl fmt::Debug for Right {",
        "fn a() -> Right {",
        "WrongRight {",
    ] {
        assert!(!constructs(innocent, "Right"), "{innocent}");
    }
}
