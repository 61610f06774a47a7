//! Copies written down by hand, as short as a chat.

use jiff::civil::{DateTime, date};
use zegel_compare::{Comparison, Copy, File, Line, Place, Verdict, compare};
use zegel_model::message::{Kind, SystemEvent, SystemEventKind};

/// What owns the words of a copy.
#[derive(Clone, Default)]
pub(crate) struct Phone {
    pub(crate) holder: Option<String>,
    pub(crate) lines: Vec<Said>,
}

#[derive(Clone)]
pub(crate) struct Said {
    pub(crate) at: DateTime,
    pub(crate) sender: Option<String>,
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) edited: bool,
    pub(crate) unsent: bool,
    pub(crate) file: Option<(String, Option<u8>)>,
    pub(crate) event: Option<SystemEvent>,
    pub(crate) id: u64,
}

impl Phone {
    /// One line each: `HH:MM Sender: words`; `+` in front of the words marks them as edited, `x` alone is a
    /// tombstone, `[name]` a file that is there with its name's first byte as content, `<>` one that was left out. Lines
    /// of the app: `HH:MM ! kind actor > target`, where `you` is the holder.
    pub(crate) fn of(holder: Option<&str>, text: &str) -> Self {
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .zip(0..)
            .map(|(line, id)| said(line, id))
            .collect();
        Self {
            holder: holder.map(str::to_owned),
            lines,
        }
    }

    pub(crate) fn copy(&self) -> Copy<'_> {
        Copy {
            holder: self.holder.as_deref(),
            lines: self
                .lines
                .iter()
                .map(|said| Line {
                    at: said.at,
                    sender: said.sender.as_deref(),
                    sender_id: None,
                    own: false,
                    unsent: said.unsent,
                    kind: said.kind,
                    text: &said.text,
                    edited: said.edited,
                    file: said.file.as_ref().map(|(name, byte)| File {
                        name,
                        sha256: byte.map(|byte| [byte; 32]),
                    }),
                    event: said.event.as_ref(),
                    id: None,
                    rests_on: Place {
                        offset: said.id,
                        length: 1,
                    },
                })
                .collect(),
        }
    }
}

fn said(line: &str, id: u64) -> Said {
    let (time, rest) = line.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    let at = date(2026, 9, 28).at(hour.parse().unwrap(), minute.parse().unwrap(), 0, 0);
    let plain = Said {
        at,
        sender: None,
        text: rest.to_owned(),
        kind: Kind::System,
        edited: false,
        unsent: false,
        file: None,
        event: None,
        id,
    };
    if let Some(event) = rest.strip_prefix("! ") {
        return Said {
            event: Some(event_of(event)),
            ..plain
        };
    }
    let (sender, words) = rest.split_once(": ").unwrap();
    let mut said = Said {
        sender: Some(sender.to_owned()),
        text: words.to_owned(),
        kind: Kind::Text,
        ..plain
    };
    if let Some(edited) = words.strip_prefix('+') {
        said.text = format!("{edited} <This message was edited>");
        said.edited = true;
    } else if words == "x" {
        "This message was deleted".clone_into(&mut said.text);
        said.kind = Kind::Deleted;
    } else if let Some(rest) = words.strip_prefix('[') {
        let (name, caption) = rest.split_once(']').unwrap();
        said.text = format!("{name} (file attached)\n{}", caption.trim());
        said.kind = Kind::Media;
        said.file = Some((name.to_owned(), Some(name.as_bytes()[0])));
    } else if let Some(caption) = words.strip_prefix("<>") {
        said.text = format!("<Media omitted>\n{}", caption.trim());
        said.kind = Kind::Media;
        said.file = Some((String::new(), None));
    }
    said
}

fn event_of(text: &str) -> SystemEvent {
    let (kind, people) = text.split_once(' ').unwrap_or((text, ""));
    let (actor, target) = people.split_once('>').unwrap_or((people, ""));
    let named = |name: &str| {
        let name = name.trim();
        (!name.is_empty() && name != "you").then(|| name.to_owned())
    };
    let kind = match kind {
        "made" => SystemEventKind::GroupCreated,
        "added" => SystemEventKind::MemberAdded,
        "joined" => SystemEventKind::MemberJoined,
        "left" => SystemEventKind::MemberLeft,
        "removed" => SystemEventKind::MemberRemoved,
        "vanishing" => SystemEventKind::DisappearingOn,
        "blocked" => SystemEventKind::Blocked,
        "code" => SystemEventKind::SecurityCodeChanged,
        other => panic!("no such event: {other}"),
    };
    SystemEvent {
        kind,
        actor: named(actor),
        targets: named(target).into_iter().collect(),
        by_holder: actor.trim() == "you",
        to_holder: target.trim() == "you",
        value: None,
    }
}

/// Lays copies side by side.
pub(crate) fn side_by_side(phones: &[&Phone]) -> Comparison {
    let copies: Vec<Copy<'_>> = phones.iter().map(|phone| phone.copy()).collect();
    compare(&copies)
}

/// What each copy makes of every message that is not simply there: words, then verdicts.
pub(crate) fn findings(phones: &[&Phone]) -> Vec<(String, Vec<Verdict>)> {
    let comparison = side_by_side(phones);
    comparison
        .rows
        .iter()
        .filter(|row| row.kind != Kind::System)
        .filter(|row| row.findings.iter().any(|f| f.verdict != Verdict::Present))
        .map(|row| {
            let text = phones[row.shown.0].lines[row.shown.1].text.clone();
            (text, row.findings.iter().map(|f| f.verdict).collect())
        })
        .collect()
}
