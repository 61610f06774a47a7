//! One word per thing, no claims that we cannot keep, nothing unfinished, and nothing about people in the logs.

use journey::sources::{Source, ending, root, rust_without_test_files};

/// What pages say and what they never say instead (docs/glossary.md), in Dutch. spelling: off
const DUTCH: [(&str, &[&str]); 12] = [
    ("dossier", &["case", "cases", "casus"]),
    ("beoordelaar", &["reviewer", "reviewers"]),
    ("leeskamer", &["leeszaal", "leesruimte", "dataroom"]),
    (
        "inzagelogboek",
        &["toegangslogboek", "auditlog", "audit log"],
    ),
    ("zetel", &["seat", "seats"]),
    ("controlepunt", &["checkpoint", "checkpoints"]),
    ("getuige", &["witness"]),
    ("kennisgeving", &["notificatie", "privacyverklaring"]),
    ("belangenafweging", &["balanstest", "LIA"]),
    ("bewaartermijn", &["retentie", "retentietermijn"]),
    ("ondernemingsraad", &["works council"]),
    ("privételefoon", &["byod", "privétoestel"]),
]; // spelling: on

/// The same in English.
const ENGLISH: [(&str, &[&str]); 7] = [
    ("reading room", &["data room", "viewing room"]),
    ("access ledger", &["audit trail", "audit log"]),
    ("reviewer", &["investigator"]),
    ("works council", &["work council", "workers council"]),
    ("notice", &["privacy notice", "privacy statement"]),
    ("balancing test", &["legitimate interest assessment"]),
    ("regulation", &["privacy policy"]),
];

/// Claims that would not be true, in whatever language (facts: a text export can be forged; see the README).
const CLAIMS: [&str; 10] = [
    "zero knowledge",
    "zero-knowledge",
    "authentic whatsapp",
    "qualified archiving",
    "court-proof",
    "military-grade",
    "unhackable",
    "waterdicht",
    "onkraakbaar",
    "100% veilig",
];

/// The values of a Fluent file with their line numbers: without keys, comments and placeables.
fn said(file: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in file
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'))
    {
        let value = if line.starts_with(' ') {
            line
        } else {
            line.split_once('=').map_or("", |(_, value)| value)
        };
        let mut words = String::new();
        let mut depth = 0_u32;
        for c in value.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ if depth == 0 => words.push(c),
                _ => {}
            }
        }
        found.push((number + 1, words));
    }
    found
}

fn locales(language: &str) -> Vec<Source> {
    let mut files = ending(&[".ftl"]);
    files.retain(|file| file.path.contains(&format!("/locales/{language}/")));
    assert!(!files.is_empty(), "no pages in {language}");
    files
}

/// The phrase stands there as a word of its own.
fn says(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (text.to_lowercase(), phrase.to_lowercase());
    text.match_indices(&phrase).any(|(at, _)| {
        let free = |c: Option<char>| {
            !c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_' || c == '/')
        };
        free(text[..at].chars().next_back()) && free(text[at + phrase.len()..].chars().next())
    })
}

fn one_word(language: &str, table: &[(&str, &[&str])]) {
    for file in locales(language) {
        for (number, text) in said(&file) {
            // A command is written as it is typed.
            let text: String = text.split('`').step_by(2).collect();
            for (word, others) in table {
                let other = others.iter().find(|other| says(&text, other));
                let other = other.copied().unwrap_or_default();
                assert!(
                    other.is_empty(),
                    "{}:{number} says '{other}'; the word is '{word}'",
                    file.path
                );
            }
        }
    }
}

#[test]
fn one_word_per_thing() {
    one_word("nl", &DUTCH);
    one_word("en", &ENGLISH);
}

/// Each word of the tables is the glossary's.
#[test]
fn the_glossary_knows_the_words() {
    let glossary = std::fs::read_to_string(root().join("docs/glossary.md"))
        .expect("there is a glossary")
        .to_lowercase();
    for (word, _) in DUTCH.iter().chain(&ENGLISH) {
        let plain = word.replace('é', "e");
        assert!(
            glossary.contains(word) || glossary.contains(&plain),
            "the glossary lacks '{word}'"
        );
    }
}

/// A notice is read, never agreed to: consent of staff is hardly usable (AP, 7 February 2025).
#[test]
fn read_is_not_agreed() {
    for file in locales("nl").into_iter().chain(locales("en")) {
        // The advice and the regulation explain why.
        let explains = ["advice.ftl", "regulation.ftl"]
            .iter()
            .any(|name| file.path.ends_with(name));
        for (number, text) in said(&file).into_iter().filter(|_| !explains) {
            for agreed in [
                "akkoord",
                "toestemming",
                "I agree",
                "I consent",
                "ik stem in",
            ] {
                // "You give no consent" says the right thing.
                let denied = says(&text, &format!("geen {agreed}"));
                assert!(
                    denied || !says(&text, agreed),
                    "{}:{number} says '{agreed}'",
                    file.path
                );
            }
        }
    }
}

#[test]
fn we_claim_only_what_holds() {
    for file in ending(&[".ftl", ".html", ".md"]) {
        for (number, line) in file.text.lines().enumerate() {
            for claim in CLAIMS {
                assert!(
                    !line.to_lowercase().contains(claim),
                    "{}:{} claims '{claim}'",
                    file.path,
                    number + 1
                );
            }
        }
    }
}

/// Nothing is left for later inside the code, and no test is switched off.
#[test]
fn nothing_is_unfinished() {
    // Put together here, or this file would find itself.
    let words = [("TO", "DO"), ("FIX", "ME"), ("XX", "X")].map(|(a, b)| format!("{a}{b}"));
    let code =
        [("todo", "!("), ("unimplemented", "!("), ("#[", "ignore")].map(|(a, b)| format!("{a}{b}"));
    for file in ending(&[
        ".rs", ".html", ".ftl", ".css", ".js", ".md", ".toml", ".sql",
    ]) {
        for (number, line) in file.text.lines().enumerate() {
            let word = words
                .iter()
                .any(|word| line.contains(word.as_str()) && says(line, word));
            let call = code.iter().any(|code| line.contains(code.as_str()));
            assert!(!word && !call, "{}:{} is unfinished", file.path, number + 1);
        }
    }
}

/// A checkout works wherever it lies: no path of anybody's machine is written into it.
#[test]
fn no_path_of_a_machine() {
    let homes = ["home", "Users", "root", "work", "mnt"].map(|folder| format!("/{folder}/"));
    for file in ending(&[
        ".rs", ".toml", ".md", ".html", ".ftl", ".js", ".css", ".sql", ".json", ".snap",
    ]) {
        for (number, line) in file.text.lines().enumerate() {
            for home in &homes {
                let starts = line.match_indices(home.as_str()).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || "}.)-_~]/".contains(c))
                });
                assert!(
                    !starts,
                    "{}:{} names a path of a machine: {line}",
                    file.path,
                    number + 1
                );
            }
        }
    }
}

/// Calls of `tracing`, each as one text.
fn log_calls(file: &Source) -> Vec<(usize, String)> {
    let lines: Vec<(usize, &str)> = file.code().collect();
    let begins = |line: &str| {
        ["trace", "debug", "info", "warn", "error"]
            .iter()
            .any(|level| {
                let call = format!("{level}!(");
                line.contains(&format!("tracing::{call}")) || line.trim_start().starts_with(&call)
            })
    };
    let mut calls = Vec::new();
    for (index, (number, line)) in lines
        .iter()
        .enumerate()
        .filter(|(_, (_, line))| begins(line))
    {
        let mut call = (*line).to_owned();
        for (_, more) in lines[index + 1..].iter().take(12) {
            if call.trim_end().ends_with(");") {
                break;
            }
            call.push_str(more);
        }
        calls.push((*number, call));
    }
    calls
}

/// Ids, counts and kinds may be logged; what people wrote, their names, numbers, links and keys may not (invariant 11).
#[test]
fn logs_hold_nothing_of_people() {
    const NEVER: [&str; 15] = [
        "text",
        "name",
        "body",
        "reason",
        "necessity",
        "content",
        "words",
        "query",
        "phone",
        "address",
        "token",
        "secret",
        "passphrase",
        "link",
        "sender",
    ];
    let mut looked = 0;
    for file in rust_without_test_files() {
        for (number, call) in log_calls(&file) {
            looked += 1;
            // What stands in quotes is ours; what is put in is what counts.
            let put_in: String = call.split('"').step_by(2).collect();
            let fields = put_in.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            for field in fields {
                assert!(
                    !NEVER.contains(&field),
                    "{}:{number} logs '{field}'",
                    file.path
                );
            }
            let braces: String = call.split('"').skip(1).step_by(2).collect();
            assert!(
                !braces.contains('{'),
                "{}:{number} logs with a format string; name the field",
                file.path
            );
        }
    }
    assert!(looked > 3, "only {looked} calls were looked at");
}

#[test]
fn the_reader_of_words_reads() {
    let file = Source {
        path: "crates/a/locales/nl/a.ftl".to_owned(),
        text: "# seat\ncase-title = Het dossier { $case } is open\n    en `zegel seat` niet\n"
            .to_owned(), // spelling: nl
    };
    let lines: Vec<String> = said(&file).into_iter().map(|(_, text)| text).collect();
    assert_eq!(lines, [" Het dossier  is open", "    en `zegel seat` niet"]); // spelling: nl
    assert!(says("one seat.", "seat") && !says("seating", "seat") && !says("a-seat", "seat"));
    let code = "fn a() {\n    tracing::info!(\n        %case,\n        \"x\"\n    );\n    warn!(text, \"y\");\n}";
    let file = Source {
        path: String::new(),
        text: code.to_owned(),
    };
    let calls: Vec<usize> = log_calls(&file)
        .into_iter()
        .map(|(number, _)| number)
        .collect();
    assert_eq!(calls, [2, 6]);
}
