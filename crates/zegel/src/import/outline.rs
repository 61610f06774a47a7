//! What an importer keeps in mind of a conversation of any length: some fifty bytes a message. The messages themselves
//! are read again when they are sealed, one by one, so that a long export needs no more memory than its text.

use std::collections::BTreeMap;

use zegel_capture::shelf::{Listed, Shelf};
use zegel_capture::whatsapp::Conversation;
use zegel_model::Day;
use zegel_model::message::{Message, Raw, Record};
use zegel_model::scope::Provenance;

use super::Unread;
use super::ask::{Facts, Span};
use super::origin::provenance;
use super::seen::Seen;

/// A conversation in outline.
pub(super) struct Outline {
    /// What it is called.
    pub(super) title: Option<String>,
    /// What it was written in: another copy of the same conversation in another form is another copy.
    pub(super) platform: &'static str,
    /// Of what time the source tells, in seconds on the wall clock.
    pub(super) covers: Option<(i64, i64)>,
    /// How each message is known again, in order.
    pub(super) seen: Vec<Seen>,
    /// Day and sender of each message, in order.
    lines: Vec<(Day, Option<u32>)>,
    senders: Vec<String>,
}

/// What is to be sealed of one day.
#[derive(Default)]
pub(super) struct Load {
    /// Messages.
    pub(super) messages: usize,
    /// Who wrote them, as the export names them, each once.
    pub(super) senders: Vec<String>,
}

/// What is taken down while messages pass.
#[derive(Default)]
struct Sketch {
    seen: Vec<Seen>,
    lines: Vec<(Day, Option<u32>)>,
    numbers: BTreeMap<String, u32>,
    span: Span,
}

impl Sketch {
    fn take(&mut self, message: &Message<Raw>) {
        let record = message.record();
        let Record { at, sender, .. } = record;
        self.span.take(*at);
        self.seen.push(Seen::of(record));
        let numbers = &mut self.numbers;
        let sender = sender.as_ref().map(|name| {
            numbers.get(name).copied().unwrap_or_else(|| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                numbers.insert(name.clone(), next);
                next
            })
        });
        self.lines.push((message.day(), sender));
    }

    fn outline(self, title: Option<String>, platform: &'static str) -> Outline {
        let mut senders = vec![String::new(); self.numbers.len()];
        for (name, number) in self.numbers {
            if let Some(place) = usize::try_from(number)
                .ok()
                .and_then(|n| senders.get_mut(n))
            {
                *place = name;
            }
        }
        Outline {
            title,
            platform,
            covers: self.span.seconds(),
            seen: self.seen,
            lines: self.lines,
            senders,
        }
    }
}

impl Outline {
    /// Reads a conversation once, from its first message to its last; with what its holder is shown.
    pub(super) fn of(conversation: &Conversation<'_>) -> (Self, Facts) {
        let mut sketch = Sketch::default();
        let mut reading = conversation.messages();
        for message in reading.by_ref() {
            sketch.take(&message);
        }
        let summary = reading.summary();
        let facts = Facts::of(&summary, sketch.numbers.len(), sketch.span);
        let platform = summary.platform.word();
        (sketch.outline(summary.title, platform), facts)
    }

    /// The same of one conversation of a shelf, which its holder was shown before.
    pub(super) fn of_shelf(shelf: &mut dyn Shelf, place: usize) -> anyhow::Result<Self> {
        let mut sketch = Sketch::default();
        let take = &mut |message| {
            sketch.take(&message);
            true
        };
        shelf.each(place, take).map_err(Unread)?;
        let listed = shelf.conversations().get(place);
        // A phone's database tells of all the time that any of its conversations has messages of, so that an end that was
        // cut off shows too; an export may be of a period that somebody chose for it.
        if provenance(shelf.format()) == Provenance::DeviceBackup {
            let spans = shelf.conversations().iter().filter_map(|one| one.span);
            spans.for_each(|(first, last)| {
                sketch.span.take(first);
                sketch.span.take(last);
            });
        }
        let name = |Listed { title, key, .. }: &Listed| title.clone().unwrap_or(key.clone());
        Ok(sketch.outline(listed.map(name), shelf.format().word()))
    }

    /// What is to be sealed, by day, where `new` says of each message whether it is.
    pub(super) fn days(&self, new: &[bool]) -> BTreeMap<Day, Load> {
        let mut days: BTreeMap<Day, (usize, Vec<u32>)> = BTreeMap::new();
        for ((day, sender), _) in self.lines.iter().zip(new).filter(|(_, new)| **new) {
            let (messages, senders) = days.entry(*day).or_default();
            *messages += 1;
            if let Some(sender) = sender.filter(|sender| !senders.contains(sender)) {
                senders.push(sender);
            }
        }
        let named = |number: u32| self.senders.get(usize::try_from(number).ok()?).cloned();
        days.into_iter()
            .map(|(day, (messages, senders))| {
                let senders = senders.into_iter().filter_map(named).collect();
                (day, Load { messages, senders })
            })
            .collect()
    }
}
