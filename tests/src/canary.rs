//! Canaries: words that occur nowhere else, planted in the middle of longer texts, and every form in which they would
//! show that something was kept which should not be.

use std::fmt::Write as _;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use data_encoding::{BASE64, BASE64URL, HEXLOWER, HEXUPPER};

/// Letters of a canary: too many for chance.
const LETTERS: usize = 18;

/// What is around a canary.
const BEFORE: &str = "Morgen om half negen sta ik bij de klant, neem jij de lange ladder mee, en zeg tegen de rest dat";
const AFTER: &str = "het beste is om eerst te bellen, want vorige week was er niemand en toen stonden wij daar voor niets";

/// An export with canaries in it.
pub struct Planted {
    /// The folder to import.
    pub export: PathBuf,
    /// Those in texts.
    pub texts: Vec<String>,
    /// Those in the names of writers.
    pub writers: Vec<String>,
    /// Those in attachments.
    pub files: Vec<String>,
    /// Those in names of attachments, and in that of the conversation.
    pub names: Vec<String>,
    /// Those that stand nowhere: for somebody to type.
    pub typed: Vec<String>,
}

/// Finds canaries, in whatever form.
pub struct Finder {
    forms: AhoCorasick,
    longest: usize,
}

/// Fresh canaries.
pub fn hatch(count: usize) -> Vec<String> {
    let one = |_| {
        let mut word = String::from("q");
        while word.len() < LETTERS {
            let mut chance = RandomState::new().hash_one(word.len());
            for _ in 0..8 {
                let letter = u8::try_from(chance % 26).unwrap();
                word.push(char::from(b'a' + letter));
                chance /= 26;
            }
        }
        word.truncate(LETTERS);
        word
    };
    (0..count).map(one).collect()
}

/// Writes an export of one conversation with a thousand canaries in it.
pub fn plant(folder: &Path) -> Planted {
    let mut all = hatch(1_000);
    let mut take = |count: usize| all.split_off(all.len() - count);
    let planted = Planted {
        export: folder.join("chat"),
        texts: take(700),
        writers: take(60),
        files: take(100),
        names: take(101),
        typed: take(39),
    };
    fs::create_dir(&planted.export).unwrap();
    let mut chat = String::new();
    for (number, canary) in planted.texts.iter().enumerate() {
        let writer = &planted.writers[number % planted.writers.len()];
        line(
            &mut chat,
            number,
            writer,
            &format!("{BEFORE} {canary} {AFTER}"),
        );
    }
    for (number, canary) in planted.files.iter().enumerate() {
        let name = format!("DOC-20261003-WA{number:04}-{}.txt", planted.names[number]);
        fs::write(
            planted.export.join(&name),
            format!("{BEFORE} {canary} {AFTER}"),
        )
        .unwrap();
        let said = format!("\u{200e}{name} (bestand bijgevoegd)");
        line(&mut chat, 700 + number, &planted.writers[0], &said);
    }
    let title = format!("WhatsApp-chat met Ploeg {}.txt", planted.names[100]);
    fs::write(planted.export.join(title), chat).unwrap();
    planted
}

fn line(chat: &mut String, number: usize, writer: &str, said: &str) {
    let (day, minute) = (number / 400 + 1, number % 400);
    let (hour, minute) = (8 + minute / 60, minute % 60);
    writeln!(
        chat,
        "{day:02}-10-2026 {hour:02}:{minute:02} - Piet {writer} Bakker: {said}"
    )
    .unwrap();
}

impl Planted {
    /// Every canary.
    pub fn all(&self) -> Vec<String> {
        [
            &self.texts,
            &self.writers,
            &self.files,
            &self.names,
            &self.typed,
        ]
        .into_iter()
        .flatten()
        .cloned()
        .collect()
    }
}

impl Finder {
    /// Finds these as UTF-8, UTF-16, hexadecimal digits and base 64 at any offset.
    pub fn new(canaries: &[String]) -> Self {
        let forms: Vec<Vec<u8>> = canaries.iter().flat_map(|canary| forms(canary)).collect();
        let longest = forms.iter().map(Vec::len).max().unwrap();
        Self {
            forms: AhoCorasick::new(forms).unwrap(),
            longest,
        }
    }

    /// The first place in these bytes.
    pub fn find(&self, bytes: &[u8]) -> Option<usize> {
        self.forms.find(bytes).map(|found| found.start())
    }

    /// How many places.
    pub fn count(&self, bytes: &[u8]) -> usize {
        self.forms.find_iter(bytes).count()
    }

    /// The longest form, in bytes.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Files below a folder in which there is one, by name or content; and how many files there are.
    pub fn in_folder(&self, folder: &Path) -> (Vec<PathBuf>, usize) {
        let (mut found, mut files) = (Vec::new(), 0);
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let entry = entry.unwrap();
                let path = entry.path();
                let name = path.as_os_str().to_str().unwrap_or_default();
                if self.find(name.as_bytes()).is_some() {
                    found.push(path.clone());
                }
                if entry.file_type().unwrap().is_dir() {
                    folders.push(path);
                } else if let Ok(bytes) = fs::read(&path) {
                    files += 1;
                    if self.find(&bytes).is_some() {
                        found.push(path);
                    }
                }
            }
        }
        (found, files)
    }
}

fn forms(canary: &str) -> Vec<Vec<u8>> {
    let bytes = canary.as_bytes();
    let mut forms = vec![
        bytes.to_vec(),
        canary.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        HEXLOWER.encode(bytes).into_bytes(),
        HEXUPPER.encode(bytes).into_bytes(),
    ];
    for shift in 0..3 {
        // Base 64 of three bytes is four letters: what only depends on the canary is what lies between.
        let mut padded = vec![0; shift];
        padded.extend_from_slice(bytes);
        let first = shift.div_ceil(3) * 4;
        let whole = padded.len() / 3 * 4;
        for alphabet in [&BASE64, &BASE64URL] {
            let text = alphabet.encode(&padded).into_bytes();
            forms.push(text[first..whole].to_vec());
        }
    }
    forms.sort();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_in_the_middle_of_a_text() {
        let canaries = hatch(3);
        let finder = Finder::new(&canaries);
        assert!(
            finder
                .find(b"nothing of the kind, not even qqqqqqqqq")
                .is_none()
        );
        for shift in 0..4 {
            let text = format!("{}{}{AFTER}", &BEFORE[shift..], canaries[1]);
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(finder.find(text.as_bytes()).is_some());
            assert!(finder.find(&wide).is_some());
            for form in [
                HEXLOWER.encode(text.as_bytes()),
                BASE64.encode(text.as_bytes()),
                BASE64URL.encode(text.as_bytes()),
            ] {
                assert_eq!(finder.count(form.as_bytes()), 1, "{form}");
            }
        }
    }
}
