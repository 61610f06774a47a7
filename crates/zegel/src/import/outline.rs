//! What an importer keeps in mind of a conversation of any length: some twenty bytes a message. The messages themselves
//! are read again when they are sealed, one by one, so that a long export needs no more memory than its text.

use std::collections::BTreeMap;

use zegel_capture::whatsapp::Conversation;
use zegel_model::Day;
use zegel_model::message::Record;

use super::ask::{Facts, Span};
use super::seen::{self, Mark};

/// A conversation in outline.
pub(super) struct Outline {
    /// What its holder is shown.
    pub(super) facts: Facts,
    /// How each message is known again, in order.
    pub(super) marks: Vec<Mark>,
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

impl Outline {
    /// Reads a conversation once, from its first message to its last.
    pub(super) fn of(conversation: &Conversation<'_>) -> Self {
        let (mut marks, mut lines) = (Vec::new(), Vec::new());
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut span = Span::default();
        let mut reading = conversation.messages();
        for message in reading.by_ref() {
            let Record { at, sender, .. } = message.record();
            span.take(*at);
            marks.push(seen::mark(message.record()));
            let sender = sender.as_ref().map(|name| {
                numbers.get(name).copied().unwrap_or_else(|| {
                    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    numbers.insert(name.clone(), next);
                    next
                })
            });
            lines.push((message.day(), sender));
        }
        let facts = Facts::of(&reading.summary(), numbers.len(), span);
        let mut senders = vec![String::new(); numbers.len()];
        for (name, number) in numbers {
            if let Some(place) = usize::try_from(number)
                .ok()
                .and_then(|n| senders.get_mut(n))
            {
                *place = name;
            }
        }
        Self {
            facts,
            marks,
            lines,
            senders,
        }
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
