//! The six answers: from flags, from a file, or typed; the same rules for all three.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::Path;

use anyhow::{Context, bail};
use toml::de::{DeTable, DeValue};
use zegel_app::advice::{self, Chats, Council, Phone, Want, Wants, Why};
use zegel_model::person::{Employer, Role, clash};
use zegel_model::scope::{Account, Ownership, SourceClass};

use super::words::Words;
use crate::cli::{InitArgs, say};

/// How often a question is asked before it is given up.
const TRIES: usize = 5;
/// The longest line that is read from a terminal, in bytes.
const LINE: u64 = 4_096;
/// Longest name, in characters.
const NAME: usize = 200;
/// The keys of an answers file, in the order of the questions; the flags have the same names.
pub(super) const KEYS: [&str; 8] = [
    "employer",
    "headcount",
    "council",
    "phones",
    "chats",
    "owner",
    "employer-seats",
    "staff-seats",
];

/// What was answered, question by question, as text.
pub(super) struct Given {
    texts: [Option<String>; 8],
    /// Nobody is asked what is missing.
    pub(super) silent: bool,
}

/// All six answers, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) employer: Employer,
    pub(super) council: Council,
    pub(super) phone: Phone,
    pub(super) chats: Chats,
    pub(super) owner: String,
    pub(super) employer_seats: [String; 2],
    pub(super) staff_seats: [String; 2],
}

impl Given {
    /// Flags win over the file.
    pub(super) fn read(args: &InitArgs) -> anyhow::Result<Self> {
        let mut texts = args.given();
        if let Some(file) = &args.answers {
            for (index, text) in of_file(file)? {
                if let Some(place) = texts.get_mut(index) {
                    place.get_or_insert(text);
                }
            }
        }
        Ok(Self {
            texts,
            silent: args.yes,
        })
    }

    /// Forgets whose phones and which chats: they are asked again.
    pub(super) fn forget_scope(&mut self) {
        let [_, _, _, phones, chats, ..] = &mut self.texts;
        *phones = None;
        *chats = None;
    }

    /// Every answer; asks for those that are missing or do not fit.
    pub(super) fn complete(&mut self, words: &Words) -> anyhow::Result<Answers> {
        let name = self.one(0, words, name)?;
        let headcount = self.one(1, words, headcount)?;
        let council = self.one(2, words, council)?;
        let employer = Employer {
            name,
            headcount,
            works_council: council == Council::WorksCouncil,
        };
        if employer.small().is_err() {
            bail!("{}", words.refused);
        }
        let answers = Answers {
            employer,
            council,
            phone: self.one(3, words, phone)?,
            chats: self.one(4, words, chats)?,
            owner: self.one(5, words, name_of)?,
            employer_seats: self.one(6, words, two)?,
            staff_seats: self.one(7, words, two)?,
        };
        if answers
            .people()
            .iter()
            .any(|(_, roles)| clash(roles).is_some())
        {
            bail!("{}", words.clash);
        }
        Ok(answers)
    }

    fn one<T>(
        &mut self,
        index: usize,
        words: &Words,
        read: impl Fn(&str) -> Option<T>,
    ) -> anyhow::Result<T> {
        let (Some(question), Some(key)) = (words.questions.get(index), KEYS.get(index)) else {
            bail!("{}", words.ended);
        };
        if let Some(text) = self.texts.get(index).and_then(Option::as_deref) {
            return read(text)
                .with_context(|| format!("--{key} does not fit: {}", question.allowed));
        }
        if self.silent {
            bail!("--{key} is missing: {}", question.allowed);
        }
        for _ in 0..TRIES {
            let Some(line) = ask(question.ask)? else {
                break;
            };
            if let Some(answer) = read(&line) {
                if let Some(place) = self.texts.get_mut(index) {
                    *place = Some(line);
                }
                return Ok(answer);
            }
            say(&format!("{} {}", words.again, question.allowed));
        }
        bail!("{}", words.ended)
    }
}

/// Asks and takes one line; nothing at the end of input, or when a line never ends.
pub(super) fn ask(question: &str) -> anyhow::Result<Option<String>> {
    use std::io::{Read, Write};
    let mut out = std::io::stdout().lock();
    write!(out, "{question} ")?;
    out.flush()?;
    let mut line = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(LINE)
        .read_until(b'\n', &mut line)?;
    if read == 0 || u64::try_from(read)? == LINE {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
}

/// Index and text of every line of an answers file.
fn of_file(file: &Path) -> anyhow::Result<Vec<(usize, String)>> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{shown} cannot be read; is the path right?"))?;
    let line = |at: usize| text.get(..at).unwrap_or("").matches('\n').count() + 1;
    let table = match DeTable::parse(&text) {
        Ok(table) => table,
        Err(error) => {
            let line = line(error.span().map_or(0, |span| span.start));
            bail!("{shown} line {line}: this is not TOML; a line is: key = \"value\"");
        }
    };
    let mut found = Vec::new();
    for (key, value) in table.get_ref() {
        let line = line(key.span().start);
        let Some(index) = KEYS.iter().position(|known| known == key.get_ref()) else {
            let all = KEYS.join(", ");
            bail!(
                "{shown} line {line}: there is no answer `{}`; allowed are {all}",
                key.get_ref()
            );
        };
        let Some(text) = plain(value.get_ref()) else {
            bail!(
                "{shown} line {line}: `{}` takes text in quotes, a number, or a list of two names",
                key.get_ref()
            );
        };
        found.push((index, text));
    }
    Ok(found)
}

fn plain(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Array(items) => {
            let items = items
                .iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned));
            Some(items.collect::<Option<Vec<_>>>()?.join(","))
        }
        DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty()
        && text.chars().count() <= NAME
        && !text.chars().any(|c| c.is_control() || c == '\u{fffd}');
    fits.then(|| text.to_owned())
}

/// A person's name: no comma, which divides names.
fn name_of(text: &str) -> Option<String> {
    name(text).filter(|name| !name.contains(','))
}

fn headcount(text: &str) -> Option<u32> {
    text.trim()
        .parse()
        .ok()
        .filter(|count| (1..=1_000_000).contains(count))
}

fn council(text: &str) -> Option<Council> {
    match text.trim().to_lowercase().as_str() {
        "none" | "no" | "geen" | "nee" => Some(Council::None), // spelling: nl
        "staff-body" | "pvt" => Some(Council::StaffBody),
        "works-council" | "or" => Some(Council::WorksCouncil),
        _ => None,
    }
}

fn phone(text: &str) -> Option<Phone> {
    match text.trim().to_lowercase().as_str() {
        "company" | "bedrijf" => Some(Phone::Company), // spelling: nl
        "private" | "privé" | "prive" => Some(Phone::Private), // spelling: nl
        "both" | "beide" => Some(Phone::Both),         // spelling: nl
        _ => None,
    }
}

fn chats(text: &str) -> Option<Chats> {
    match text.trim().to_lowercase().as_str() {
        "customers" | "klanten" => Some(Chats::Customers), // spelling: nl
        "colleagues" | "collega's" | "collegas" => Some(Chats::Colleagues), // spelling: nl
        "groups" | "groepen" => Some(Chats::Groups),       // spelling: nl
        _ => None,
    }
}

fn two(text: &str) -> Option<[String; 2]> {
    let (one, other) = text.split_once(',')?;
    let (one, other) = (name_of(one)?, name_of(other)?);
    (one.to_lowercase() != other.to_lowercase()).then_some([one, other])
}

impl Answers {
    /// Everybody who is named, the owner first, with what they become. A holder of a staff seat may be from outside, so
    /// they are no employee yet.
    pub(super) fn people(&self) -> Vec<(&str, BTreeSet<Role>)> {
        let mut people = vec![(
            self.owner.as_str(),
            BTreeSet::from([Role::Owner, Role::Employee]),
        )];
        let employer = self
            .employer_seats
            .iter()
            .map(|name| (name, Role::EmployerSeat));
        let staff = self.staff_seats.iter().map(|name| (name, Role::StaffSeat));
        for (name, role) in employer.chain(staff) {
            match people
                .iter_mut()
                .find(|(known, _)| known.to_lowercase() == name.to_lowercase())
            {
                Some((_, roles)) => {
                    roles.insert(role);
                }
                None => people.push((name, BTreeSet::from([role]))),
            }
        }
        people
    }

    /// What the regulation would cover: the business's accounts on its phones, people's own on theirs.
    pub(super) fn classes(&self) -> BTreeSet<SourceClass> {
        let company = SourceClass {
            account: Account::Business,
            phone: Ownership::Company,
        };
        let private = SourceClass {
            account: Account::Personal,
            phone: Ownership::Private,
        };
        match self.phone {
            Phone::Company => BTreeSet::from([company]),
            Phone::Private => BTreeSet::from([private]),
            Phone::Both => BTreeSet::from([company, private]),
        }
    }

    /// The same as the page "May I do this?" would be asked.
    pub(super) fn advice(&self) -> Option<advice::Answers> {
        Some(advice::Answers {
            phone: self.phone,
            account: match self.phone {
                Phone::Company | Phone::Both => Account::Business,
                Phone::Private => Account::Personal,
            },
            chats: self.chats,
            wants: Wants::new([Want::Evidence, Want::ReadBack])?,
            staff: self.employer.headcount,
            council: self.council,
            why: Why::Complaint,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_taken_in_both_languages_and_nothing_else_is() {
        assert_eq!(council("GEEN"), council("none"));
        assert_eq!(phone(" Privé "), Some(Phone::Private));
        assert_eq!(chats("collega's"), Some(Chats::Colleagues));
        for garbage in [
            "",
            " ",
            "everything",
            "alles",
            "\u{0}",
            "ja",
            "-1",
            "0",
            "1e3",
        ] {
            assert_eq!(council(garbage), None, "{garbage}");
            assert_eq!(phone(garbage), None, "{garbage}");
            assert_eq!(chats(garbage), None, "{garbage}");
            assert_eq!(headcount(garbage), None, "{garbage}");
        }
        assert_eq!(name(&"a".repeat(201)), None);
        assert_eq!(name("a\u{1b}[2J"), None);
        assert_eq!(two("Ruben, ruben"), None);
        assert_eq!(two("Ruben"), None);
        assert_eq!(two("Ruben, Kees, Anna"), None);
        assert_eq!(
            two("Ruben , Kees"),
            Some(["Ruben".to_owned(), "Kees".to_owned()])
        );
    }
}
