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

/// Writes a chat of so many messages over so many days, as Android exports it in Dutch, and answers where it is.
pub fn write(folder: &Path, name: &str, messages: usize, days: usize) -> PathBuf {
    let mut dice = Dice::new(0x5eed ^ messages as u64);
    let first = jiff::civil::date(2020, 1, 1);
    let mut text = String::with_capacity(messages * 90);
    for number in 0..messages {
        let day = number * days / messages;
        let date = first.saturating_add(jiff::Span::new().days(day as i64));
        let minute = (number - (day * messages).div_ceil(days).min(number)) * 840
            / messages.div_ceil(days).max(1);
        let sender = SENDERS[dice.below(SENDERS.len())];
        let _ = write!(
            text,
            "{:02}-{:02}-{} {:02}:{:02} - {sender}:",
            date.day(),
            date.month(),
            date.year(),
            8 + minute.min(839) / 60,
            minute.min(839) % 60
        );
        for _ in 0..2 + dice.below(12) {
            let _ = write!(text, " {}", word(rank(&mut dice)));
        }
        if dice.below(20) == 0 {
            let _ = write!(
                text,
                "\n{} {}",
                word(rank(&mut dice)),
                word(rank(&mut dice))
            );
        }
        text.push('\n');
    }
    let file = folder.join(format!("WhatsApp-chat met {name}.txt"));
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
}
