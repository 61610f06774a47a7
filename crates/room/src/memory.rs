//! What a case released, in memory and nowhere else: conversations by day, every message with its number.
//!
//! A message's number is its place in [`Memory::entries`], the number in addresses of pages, and its document in the
//! index. Copies stay side by side; nothing is merged.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::DateTime;
use zegel_model::message::{Details, Kind, SystemEvent};
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::{CopyId, Day, SegmentId};
use zegel_seal::stored::StoredMedia;
use zeroize::Zeroizing;

use crate::search::{Finder, IndexError, Query, words};

/// Messages on one page of a long day.
pub(crate) const PART: usize = 200;

/// Content: wiped when dropped, no `Debug`.
pub(crate) type Text = Zeroizing<String>;

/// A copy as the release names it.
pub(crate) struct CopyHead {
    pub(crate) copy: CopyId,
    /// Whose copy it is, as pages name people.
    pub(crate) holder: Text,
    pub(crate) class: SourceClass,
    pub(crate) provenance: Provenance,
}

/// One copy of a conversation, as far as the case covers it.
pub(crate) struct Conversation {
    pub(crate) head: CopyHead,
    /// The messages of each day that has any.
    pub(crate) days: BTreeMap<Day, Range<usize>>,
    /// How many messages of a day are missing or were changed after they were sealed.
    pub(crate) unreadable: BTreeMap<Day, usize>,
}

/// One message, opened.
pub(crate) struct Entry {
    /// Place of its conversation in [`Memory::conversations`].
    pub(crate) conversation: usize,
    pub(crate) day: Day,
    pub(crate) segment: SegmentId,
    pub(crate) position: u32,
    /// Byte offset in the source that it was read from.
    pub(crate) offset: u64,
    pub(crate) at: DateTime,
    /// The zone of that clock, as far as it is known.
    pub(crate) zone: Option<Text>,
    /// The source knows the moment; without it the zone is what the importer stated.
    pub(crate) moment: bool,
    pub(crate) raw_time: Text,
    pub(crate) sender: Option<Text>,
    /// Its sender is the holder of the copy, as far as the names tell.
    pub(crate) own: bool,
    pub(crate) kind: Kind,
    pub(crate) text: Text,
    pub(crate) edited: bool,
    pub(crate) file: Option<File>,
    pub(crate) event: Option<SystemEvent>,
    /// What a database or a structured export says beyond that.
    pub(crate) details: Option<Box<Details>>,
}

impl Entry {
    /// By the same sender as the one before.
    pub(crate) fn continues(&self, before: &Self) -> bool {
        self.sender.is_some()
            && self.sender == before.sender
            && [self.kind, before.kind].iter().all(|k| *k != Kind::System)
    }
}

/// An attachment that a message names.
pub(crate) struct File {
    /// Its name in the source; may be empty.
    pub(crate) name: Text,
    /// What opens it, if it was in the source.
    pub(crate) sealed: Option<SealedFile>,
}

/// Where an attachment's bytes are and what opens them.
pub(crate) struct SealedFile {
    pub(crate) media: StoredMedia,
    /// SHA-256 of the sealed bytes, as the message is bound to them.
    pub(crate) digest: [u8; 32],
}

/// Messages that do not open.
pub(crate) struct Fault {
    /// Place of their conversation.
    pub(crate) conversation: usize,
    pub(crate) day: Day,
    /// How many.
    pub(crate) messages: usize,
}

/// Everything that this case may show.
pub(crate) struct Memory {
    pub(crate) conversations: Vec<Conversation>,
    pub(crate) entries: Vec<Entry>,
    finder: Finder,
}

impl Memory {
    /// Sorts what was opened into conversations and days, and indexes it. `entries` name their conversation by its
    /// place in `heads`; those that name none are left out.
    pub(crate) fn new(
        heads: Vec<CopyHead>,
        mut entries: Vec<Entry>,
        faults: &[Fault],
    ) -> Result<Self, IndexError> {
        entries.retain(|entry| entry.conversation < heads.len());
        // An export has minutes only: within one, the order of the source decides.
        entries.sort_by(|a, b| {
            let key = |e: &Entry| (e.conversation, e.day, e.at, e.offset, e.segment, e.position);
            key(a).cmp(&key(b))
        });
        let mut conversations: Vec<Conversation> = heads
            .into_iter()
            .map(|head| Conversation {
                head,
                days: BTreeMap::new(),
                unreadable: BTreeMap::new(),
            })
            .collect();
        for (number, entry) in entries.iter().enumerate() {
            if let Some(conversation) = conversations.get_mut(entry.conversation) {
                conversation
                    .days
                    .entry(entry.day)
                    .or_insert(number..number)
                    .end = number + 1;
            }
        }
        for fault in faults {
            if let Some(conversation) = conversations.get_mut(fault.conversation) {
                // A day of which nothing is readable is a day all the same.
                let end = entries.partition_point(|e| {
                    (e.conversation, e.day) <= (fault.conversation, fault.day)
                });
                conversation.days.entry(fault.day).or_insert(end..end);
                *conversation.unreadable.entry(fault.day).or_default() += fault.messages;
            }
        }
        for (place, conversation) in conversations.iter().enumerate() {
            name_own(&conversation.head.holder, &mut entries, place);
        }
        let finder = Finder::new(entries.iter().map(|entry| entry.text.as_str()))?;
        Ok(Self {
            conversations,
            entries,
            finder,
        })
    }

    /// Numbers of all messages that a query means, in order.
    pub(crate) fn find(&self, query: &Query) -> Result<Vec<usize>, IndexError> {
        self.finder.find(query)
    }

    /// What marks the hits in their texts.
    pub(crate) const fn finder(&self) -> &Finder {
        &self.finder
    }

    /// The address of a message in the room at `home`: its day's page, the right part of it, at its place.
    pub(crate) fn address(&self, home: &str, number: usize) -> Option<String> {
        let entry = self.entries.get(number)?;
        let days = &self.conversations.get(entry.conversation)?.days;
        let part = number.checked_sub(days.get(&entry.day)?.start)? / PART + 1;
        let part = if part > 1 {
            format!("?part={part}")
        } else {
            String::new()
        };
        let conversation = entry.conversation + 1;
        Some(format!(
            "{home}/c/{conversation}/{}{part}#m{number}",
            entry.day
        ))
    }

    /// The numbers of a conversation's messages.
    pub(crate) fn numbers_of(&self, conversation: usize) -> Range<usize> {
        let before = |last: usize| self.entries.partition_point(|e| e.conversation < last);
        before(conversation)..before(conversation + 1)
    }

    /// The messages with these numbers; numbers beyond the end have none.
    pub(crate) fn slice(&self, numbers: Range<usize>) -> &[Entry] {
        self.entries.get(numbers).unwrap_or_default()
    }
}

/// Marks the holder's own messages. A database says which they are; a text export names people as the phone's address book does: the holder's full name,
/// or, where only one sender fits, the beginning of it.
fn name_own(holder: &str, entries: &mut [Entry], conversation: usize) {
    let folded = |name: &str| {
        words(name)
            .into_iter()
            .map(|word| word.text)
            .collect::<Vec<_>>()
    };
    let holder = folded(holder);
    let mut senders: BTreeMap<String, bool> = BTreeMap::new();
    for entry in entries
        .iter()
        .filter(|entry| entry.conversation == conversation)
    {
        if let Some(sender) = &entry.sender {
            senders.entry(sender.to_string()).or_insert_with(|| {
                let sender = folded(sender);
                !sender.is_empty() && holder.starts_with(&sender)
            });
        }
    }
    let exact = senders
        .keys()
        .find(|name| !holder.is_empty() && folded(name) == holder)
        .cloned();
    let mut fitting = senders
        .iter()
        .filter(|(_, fits)| **fits)
        .map(|(name, _)| name);
    let own = exact.or_else(|| fitting.next().filter(|_| fitting.next().is_none()).cloned());
    for entry in entries
        .iter_mut()
        .filter(|entry| entry.conversation == conversation)
    {
        let named =
            own.is_some() && entry.sender.as_ref().map(|name| name.as_str()) == own.as_deref();
        entry.own = entry.details.as_ref().map_or(named, |details| details.own);
    }
}
