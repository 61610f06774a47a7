//! Exported chats: what is in them, by `zegel parse`, and longer ones than anybody wants to keep as a fixture.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::archive::path;
use crate::binary::{repository, run};

/// What `zegel parse` reads.
pub struct Parsed {
    /// Messages and system lines, in order.
    pub lines: Vec<Value>,
    /// The last line.
    pub summary: Value,
}

/// Reads an export.
pub fn parse(export: &Path) -> Parsed {
    let out = run(&["parse", path(export)], "");
    assert!(
        out.status.code().is_some_and(|code| code < 2),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let text = String::from_utf8(out.stdout).unwrap();
    let mut lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let summary = lines.pop().unwrap()["summary"].take();
    Parsed { lines, summary }
}

impl Parsed {
    /// Every text of an export that could give it away: who wrote, what, the files; those that are long enough to be
    /// told from chance.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for line in &self.lines {
            words.extend(line["sender"].as_str().map(str::to_owned));
            words.extend(line["attachment"]["name"].as_str().map(str::to_owned));
            words.extend(
                line["text"]
                    .as_str()
                    .unwrap_or_default()
                    .lines()
                    .map(str::to_owned),
            );
        }
        words.retain(|word| word.len() >= 8);
        words.sort();
        words.dedup();
        words
    }
}

/// A chat of so many messages, a hundred a day, as Android exports it in Dutch. Whoever asks for more gets the same
/// ones first.
pub fn long(folder: &Path, name: &str, messages: usize) -> PathBuf {
    let mut text = String::new();
    for number in 0..messages {
        let (day, minute) = (number / 100, number % 100);
        let sender = ["Joris Bakker", "Roelof Wiersema"][number % 2];
        writeln!(
            text,
            "{:02}-{:02}-2026 {:02}:{:02} - {sender}: Ventiel {number} van {name} is nagemeten en klopt",
            day % 28 + 1,
            day / 28 + 1,
            8 + minute / 60,
            minute % 60
        )
        .unwrap();
    }
    let file = folder.join(format!("WhatsApp-chat met {name}.txt"));
    fs::write(&file, text).unwrap();
    file
}

/// A chat of so many messages with a picture to every `each`th, as a folder. Whoever asks for more gets the same ones
/// first.
pub fn long_with_pictures(folder: &Path, name: &str, messages: usize, each: usize) -> PathBuf {
    let export = folder.join(name);
    fs::create_dir_all(&export).unwrap();
    let file = long(&export, name, messages);
    let mut text = String::new();
    for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
        if number % each == each - 1 {
            let picture = format!("IMG-20260101-WA{number:04}.jpg");
            let bytes: Vec<u8> = (0..9_000_usize)
                .map(|place| (place * (number + 7) / 5) as u8)
                .collect();
            fs::write(export.join(&picture), bytes).unwrap();
            let (before, _) = line.split_once(": ").unwrap();
            writeln!(
                text,
                "{before}: {picture} (bestand bijgevoegd)\nVentiel {number} van {name}"
            )
            .unwrap();
        } else {
            writeln!(text, "{line}").unwrap();
        }
    }
    fs::write(&file, text).unwrap();
    export
}

/// Every export that the repository ships and whose dates can be told.
pub fn fixtures() -> Vec<PathBuf> {
    let chats = repository().join("fixtures/chats");
    let mut found: Vec<PathBuf> = ["", "edge"]
        .iter()
        .flat_map(|folder| fs::read_dir(chats.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        // Other sources than texts cannot be imported yet.
        .filter(|path| {
            !["edge", "ios", "sms", "telegram"]
                .iter()
                .any(|other| path.ends_with(other))
        })
        .filter(|path| parse(path).summary["date_order"]["certain"] == true)
        .collect();
    found.sort();
    assert!(found.len() > 10, "{found:?}");
    found
}

/// The two real exports that are not ours to ship; none where they are absent, said aloud.
pub fn shared() -> Vec<PathBuf> {
    let folder = repository().join("../shared/data/chats/minvws-chat-merger");
    let found: Vec<_> = ["Alice Wonderland/Export 1", "Bob Bobsen/Export Bob"]
        .iter()
        .map(|name| folder.join(name))
        .collect();
    if found.iter().all(|path| path.exists()) {
        return found;
    }
    println!("SKIPPED: the real exports of minvws/chat-merger are not beside this checkout");
    Vec::new()
}
