//! What the documents promise is there: every test they name, every file they point to.

use std::collections::BTreeSet;

use journey::sources::{Source, ending, root};

/// How many invariants the design has; each has its row in the README.
const INVARIANTS: usize = 12;

fn documents() -> Vec<Source> {
    let mut all = ending(&[".md"]);
    all.retain(|file| !file.path.starts_with("fixtures/") && !file.path.starts_with("crates/"));
    all
}

fn document(path: &str) -> Source {
    let found = documents().into_iter().find(|file| file.path == path);
    found.unwrap_or_else(|| panic!("{path} is not there"))
}

/// `[text](target)` in a document, code blocks left out.
fn links(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        }
        let mut rest = line;
        while !code && let Some(at) = rest.find("](") {
            let open = rest[..at].rfind('[').map_or(at, |open| open + 1);
            let target = &rest[at + 2..];
            let Some(close) = target.find(')') else { break };
            found.push((rest[open..at].to_owned(), target[..close].to_owned()));
            rest = &target[close..];
        }
    }
    found
}

/// The function is a test there: `fn name(` below `#[test]`, `#[tokio::test]`, or within `proptest!`; or it is named in
/// `stories!`, which makes a test of it for each database.
fn is_a_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let told = lines.iter().skip_while(|line| **line != "stories! {");
    if told
        .take_while(|line| **line != "}")
        .any(|line| *line == name)
    {
        return true;
    }
    let opens = [format!("fn {name}("), format!("async fn {name}(")];
    lines.iter().enumerate().any(|(number, line)| {
        let defines = opens.iter().any(|open| line.starts_with(open.as_str()));
        let attributes = lines[..number]
            .iter()
            .rev()
            .take_while(|above| above.starts_with("#[") || above.ends_with(")]"));
        defines
            && attributes
                .into_iter()
                .any(|above| above.starts_with("#[test]") || above.starts_with("#[tokio::test"))
    })
}

/// A link whose text is a name in backticks and whose target is a Rust file names a test.
fn named_tests(text: &str) -> Vec<(String, String)> {
    let name = |text: &str| {
        text.strip_prefix('`')
            .and_then(|rest| rest.strip_suffix('`'))
            .map(str::to_owned)
    };
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    links(text)
        .into_iter()
        .filter(|(_, target)| target.ends_with(".rs"))
        .filter_map(|(text, target)| {
            name(&text)
                .filter(|name| is_name(name))
                .map(|name| (name, target))
        })
        .collect()
}

#[test]
fn every_test_that_the_readme_names_exists() {
    let named = named_tests(&document("README.md").text);
    assert!(
        named.len() >= INVARIANTS,
        "the README names {} tests only",
        named.len()
    );
    for (name, path) in named {
        let text = std::fs::read_to_string(root().join(&path))
            .unwrap_or_else(|_| panic!("{path} is not there"));
        assert!(is_a_test(&text, &name), "{path} has no test {name}");
    }
}

#[test]
fn every_invariant_has_its_row() {
    let readme = document("README.md");
    let rows: Vec<&str> = readme
        .text
        .lines()
        .filter(|line| row_number(line).is_some())
        .collect();
    let numbers: Vec<usize> = rows.iter().filter_map(|line| row_number(line)).collect();
    assert_eq!(numbers, (1..=INVARIANTS).collect::<Vec<_>>());
    for row in rows {
        assert!(!named_tests(row).is_empty(), "no test holds: {row}");
    }
}

fn row_number(line: &str) -> Option<usize> {
    line.strip_prefix("| ")?
        .split(" | ")
        .next()?
        .trim()
        .parse()
        .ok()
}

#[test]
fn links_lead_somewhere() {
    let mut looked = 0;
    for file in documents() {
        let folder = root()
            .join(&file.path)
            .parent()
            .expect("a file lies in a folder")
            .to_owned();
        for (text, target) in links(&file.text) {
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            looked += 1;
            assert!(
                folder.join(target).exists(),
                "{}: [{text}]({target}) leads nowhere",
                file.path
            );
        }
    }
    assert!(looked > INVARIANTS, "only {looked} links were looked at");
}

/// Names and versions of `Cargo.lock` that come from elsewhere.
fn locked() -> BTreeSet<(String, String)> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("there is a lock file");
    let value = |package: &str, key: &str| {
        let line = package
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{key} = \"")));
        line.and_then(|rest| rest.strip_suffix('"'))
            .map(str::to_owned)
    };
    lock.split("[[package]]")
        .filter(|package| value(package, "source").is_some())
        .filter_map(|package| Some((value(package, "name")?, value(package, "version")?)))
        .collect()
}

#[test]
fn third_party_lists_every_crate() {
    let document = document("THIRD-PARTY.md");
    let rows = document
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("| "));
    let cells = rows.map(|row| row.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    let listed: BTreeSet<_> = cells
        .filter(|cells| cells.len() == 3)
        .map(|cells| (cells[0].clone(), cells[1].clone()))
        .collect();
    let listed: BTreeSet<_> = listed
        .into_iter()
        .filter(|(name, _)| name != "crate")
        .collect();
    let locked = locked();
    assert!(
        locked.len() > 100,
        "only {} crates were looked at",
        locked.len()
    );
    let different: Vec<_> = listed.symmetric_difference(&locked).collect();
    assert!(
        different.is_empty(),
        "run `just third-party`: {different:?}"
    );
}

/// Whatever can stand in the conduct log stands in the formats, or a stranger could not read it.
#[test]
fn the_formats_name_every_event() {
    let formats = document("docs/formats.md");
    let events = std::fs::read_to_string(root().join("crates/model/src/event.rs"))
        .expect("the list of events");
    let (_, names) = events
        .split_once("impl Event {")
        .expect("events have names");
    let names: Vec<&str> = names
        .lines()
        .filter_map(|line| line.split("=> \"").nth(1)?.split('"').next())
        .collect();
    assert!(names.len() >= 20, "only {names:?}");
    for name in names {
        assert!(
            formats.text.contains(&format!("| `{name}` |")),
            "docs/formats.md lacks {name}"
        );
    }
}

#[test]
fn the_reader_of_documents_reads() {
    let text = "| 1 | x | [`a_test`](b/c.rs) and [d](e.md) |\n```\n[no](no.rs)\n```\n[`Not`](f.rs)";
    assert_eq!(
        named_tests(text),
        [("a_test".to_owned(), "b/c.rs".to_owned())]
    );
    assert_eq!(links(text).len(), 3);
    assert_eq!(row_number("| 12 | x |"), Some(12));
    assert!(
        is_a_test("#[test]\nfn a() {", "a") && is_a_test("#[tokio::test]\nasync fn a() {", "a")
    );
    assert!(
        !is_a_test("fn a() {", "a")
            && !is_a_test("#[test]\nfn ab() {", "a")
            && !is_a_test("#[test]\n}\nfn a() {", "a")
    );
}
