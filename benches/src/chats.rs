//! Made-up chats of any length: the same ones in every run, in a language of made-up words with a few real names.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Who writes. The first two work for the employer that the tests found.
const SENDERS: [&str; 6] = [
    "Joris Bakker",
    "Mehmet Yilmaz",
    "Roelof Wiersema",
    "Ingrid Postma",
    "Karim Haddad",
    "Tineke Ruiter",
];
/// Different words.
const WORDS: usize = 20_000;

/// Dice that fall the same way in every run (xorshift).
pub struct Dice(u64);

impl Dice {
    /// Dice that begin here.
    pub const fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }
}

/// The word of a rank, 0 being the most frequent.
pub fn word(rank: usize) -> String {
    const BEGIN: [&str; 20] = [
        "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "kl", "st",
        "tr", "vr",
    ];
    const MIDDLE: [&str; 10] = ["a", "e", "i", "o", "u", "aa", "ee", "ij", "oe", "ui"];
    let mut left = rank + 20;
    let mut word = String::new();
    while left > 0 {
        word.push_str(BEGIN[left % 20]);
        left /= 20;
        word.push_str(MIDDLE[left % 10]);
        left /= 10;
    }
    word
}

/// A rank as languages have them: few words are most of a text.
fn rank(dice: &mut Dice) -> usize {
    let steps = dice.below(15);
    dice.below(WORDS >> steps.min(14)).min(WORDS - 1)
}

/// As whose export a chat is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `28-09-2026 07:02 - Sender: text`, in Dutch.
    AndroidNl,
    /// `[28-09-2026 07:02:11] Sender: text`, in Dutch, lines ending as iOS ends them.
    IosNl,
    /// `9/28/26, 7:02 AM - Sender: text`, U+202F before the half of the day.
    AndroidEnUs,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::AndroidNl, Self::IosNl, Self::AndroidEnUs];

    /// As the table names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AndroidNl => "Android nl",
            Self::IosNl => "iOS nl",
            Self::AndroidEnUs => "Android en-US, 12 h with U+202F",
        }
    }

    fn file(self, name: &str) -> String {
        match self {
            Self::AndroidNl => format!("WhatsApp-chat met {name}.txt"),
            Self::IosNl => "_chat.txt".to_owned(),
            Self::AndroidEnUs => format!("WhatsApp Chat with {name}.txt"),
        }
    }

    const fn line_end(self) -> &'static str {
        match self {
            Self::IosNl => "\r\n",
            Self::AndroidNl | Self::AndroidEnUs => "\n",
        }
    }

    /// The header up to the sender, for the so-manieth message.
    fn head(self, text: &mut String, date: jiff::civil::Date, minute: usize, number: usize) {
        let (hour, minute) = (8 + minute / 60, minute % 60);
        let (day, month, year) = (date.day(), date.month(), date.year());
        let _ = match self {
            Self::AndroidNl => {
                write!(text, "{day:02}-{month:02}-{year} {hour:02}:{minute:02} - ")
            }
            Self::IosNl => write!(
                text,
                "[{day:02}-{month:02}-{year} {hour:02}:{minute:02}:{:02}] ",
                number % 60
            ),
            Self::AndroidEnUs => write!(
                text,
                "{month}/{day}/{:02}, {}:{minute:02}\u{202f}{} - ",
                year % 100,
                if hour > 12 { hour - 12 } else { hour },
                if hour < 12 { "AM" } else { "PM" },
            ),
        };
    }
}

/// Writes a chat of so many messages over so many days, as Android exports it in Dutch, and answers where it is.
pub fn write(folder: &Path, name: &str, messages: usize, days: usize) -> PathBuf {
    write_as(Form::AndroidNl, folder, name, messages, days)
}

/// The same chat as another phone exports it.
pub fn write_as(form: Form, folder: &Path, name: &str, messages: usize, days: usize) -> PathBuf {
    let mut dice = Dice::new(0x5eed ^ messages as u64);
    let first = jiff::civil::date(2020, 1, 1);
    let mut text = String::with_capacity(messages * 90);
    for number in 0..messages {
        let day = number * days / messages;
        let date = first.saturating_add(jiff::Span::new().days(day as i64));
        let minute = (number - (day * messages).div_ceil(days).min(number)) * 840
            / messages.div_ceil(days).max(1);
        let sender = SENDERS[dice.below(SENDERS.len())];
        form.head(&mut text, date, minute.min(839), number);
        let _ = write!(text, "{sender}:");
        for _ in 0..2 + dice.below(12) {
            let _ = write!(text, " {}", word(rank(&mut dice)));
        }
        if dice.below(20) == 0 {
            let _ = write!(
                text,
                "{}{} {}",
                form.line_end(),
                word(rank(&mut dice)),
                word(rank(&mut dice))
            );
        }
        text.push_str(form.line_end());
    }
    let file = folder.join(form.file(name));
    fs::write(&file, text).unwrap();
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_is_the_same_every_time_and_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name| fs::read_to_string(write(folder.path(), name, 500, 7)).unwrap();
        let text = read("a");
        assert_eq!(text, read("b"));
        let heads: Vec<&str> = text.lines().filter(|line| line.contains(" - ")).collect();
        assert_eq!(heads.len(), 500);
        let days: std::collections::BTreeSet<&str> = heads.iter().map(|line| &line[..10]).collect();
        assert_eq!(days.len(), 7);
    }

    #[test]
    fn the_same_chat_in_every_form() {
        for (form, first) in Form::ALL.into_iter().zip([
            "01-01-2020 08:00 - ",
            "[01-01-2020 08:00:00] ",
            "1/1/20, 8:00\u{202f}AM - ",
        ]) {
            let folder = tempfile::tempdir().unwrap();
            let text = fs::read_to_string(write_as(form, folder.path(), "a", 500, 7)).unwrap();
            assert!(text.starts_with(first), "{}", &text[..60]);
            assert_eq!(text.contains("\r\n"), form == Form::IosNl);
        }
    }
}
