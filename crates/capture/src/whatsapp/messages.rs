//! The last pass: messages one by one, as far as they are asked for.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, Time};
use zegel_model::message::{Details, Kind, Message, Raw, Record, SystemEventKind};

use super::authors::{AuthorIndex, Authors, Spoken};
use super::body::{self, Body};
use super::date_order::Undated;
use super::event::{self, Happening};
use super::header::{Header, header};
use super::lexicon::{LONGEST, Phrase};
use super::marks;
use super::survey::{Lines, Survey, rest_of};
use super::{Conversation, MAX_MESSAGE};
use crate::remainder::{Remainder, Why};
use crate::summary::{Format, Numbering, Platform, Summary};

/// The messages of a conversation, in the order of the source.
pub struct Messages<'c, 'a> {
    conversation: &'c Conversation<'a>,
    lines: Lines<'a>,
    /// The head of the next message: its offset, its line, itself.
    next: Option<(usize, &'a [u8], Header, Date)>,
    tally: Tally,
}

/// A message with words, without its date. Short ones say too little to be known again by.
pub(crate) fn undated(record: &Record) -> Option<Undated> {
    let words = record.kind == Kind::Text && record.text.len() >= 12;
    record.sender.as_ref().filter(|_| words)?;
    let head = header(&record.source)?;
    let [hour, minute, _] = head.time.map(u16::from);
    // FNV-1a, 64 bits: collisions cost an agreement, not evidence.
    let content = marks::plain(record.text.as_bytes())
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    Some(Undated {
        numbers: head.date,
        minute: hour * 60 + minute,
        content,
    })
}

/// What is counted along the way.
#[derive(Debug, Default)]
struct Tally {
    messages: u64,
    system: u64,
    remainder: Vec<Remainder>,
    /// Who must be the holder of the phone.
    holders: BTreeSet<AuthorIndex>,
    /// Who wrote messages.
    senders: BTreeSet<AuthorIndex>,
    /// Who wrote the last one: most write several in a row.
    last: Option<AuthorIndex>,
    group: bool,
    title: Option<String>,
}

impl<'c, 'a> Messages<'c, 'a> {
    pub(crate) fn new(conversation: &'c Conversation<'a>) -> Self {
        let mut messages = Self {
            conversation,
            lines: Lines::new(conversation.source, 0),
            next: None,
            tally: Tally::default(),
        };
        let first = messages.seek();
        messages
            .tally
            .leave(conversation.source, 0, first, Why::BeforeTheFirstMessage);
        messages
    }

    /// What was counted, with all that could be learnt. Call it when the last message is out.
    pub fn summary(mut self) -> Summary {
        while self.next().is_some() {}
        let survey = &self.conversation.survey;
        let title = survey.title.clone().or(self.tally.title.take());
        let holder = self.tally.holder(title.as_deref(), &survey.authors);
        Summary {
            messages: self.tally.messages,
            system: self.tally.system,
            remainder: self.tally.remainder,
            date_order: survey.finding.clone(),
            format: Format::WhatsappText,
            platform: survey.platform(),
            language: self.conversation.language(),
            holder,
            title,
            numbering: Numbering::None,
            members: Vec::new(),
        }
    }

    /// Moves to the next head; returns where it begins, or where the source ends.
    fn seek(&mut self) -> usize {
        self.next = self.lines.find_map(|(offset, line)| {
            let (head, date) = self.conversation.survey.head(line)?;
            Some((offset, line, head, date))
        });
        self.next
            .map_or(self.conversation.source.len(), |(offset, ..)| offset)
    }
}

impl Iterator for Messages<'_, '_> {
    type Item = Message<Raw>;

    fn next(&mut self) -> Option<Message<Raw>> {
        loop {
            let (offset, line, head, date) = self.next?;
            let source = self.conversation.source;
            let end = self.seek();
            let own = without_line_end(source.get(offset..end).unwrap_or_default());
            if own.len() > MAX_MESSAGE {
                self.tally.leave(source, offset, end, Why::TooLong);
                continue;
            }
            let first = self.tally.messages + self.tally.system == 0;
            let reader = Reader {
                conversation: self.conversation,
                offset,
                line,
                head,
                date,
                own,
                first,
            };
            let (record, notes) = reader.read();
            self.tally.count(&record, notes);
            return Some(Message::raw(record));
        }
    }
}

/// A message's own bytes: the line end behind it separates it from the next, or ends the file.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// What a message tells beside itself.
#[derive(Debug, Default)]
struct Notes {
    holder: bool,
    author: Option<AuthorIndex>,
    given: Option<String>,
}

struct Reader<'r, 'a> {
    conversation: &'r Conversation<'a>,
    offset: usize,
    line: &'r [u8],
    head: Header,
    date: Date,
    own: &'r [u8],
    first: bool,
}

impl Reader<'_, '_> {
    fn survey(&self) -> &Survey<'_> {
        &self.conversation.survey
    }

    fn read(&self) -> (Record, Notes) {
        let spoken = self.survey().authors.part(rest_of(self.line, &self.head));
        let author = spoken
            .author
            .and_then(|index| self.survey().authors.get(index))
            .map(|a| a.name.clone());
        let text = self
            .own
            .get(self.head.rest + spoken.body..)
            .unwrap_or_default();
        let mut notes = Notes {
            author: spoken.author,
            ..Notes::default()
        };
        let Some(sender) = author else {
            let (kind, happening) = self.system(text);
            return (self.system_record(text, kind, happening, &mut notes), notes);
        };
        let body = body::read(text, self.survey().language.is_some());
        if body.kind == Kind::Text && !body.edited && self.may_be_the_apps(text) {
            let happening = self.system_by_author(text, spoken, &sender);
            if happening.is_some() || self.must_be_the_apps(text, spoken) {
                let record = self.system_record(text, Kind::System, happening, &mut notes);
                return (record, notes);
            }
        }
        notes.holder = body.by_holder;
        let Body {
            kind,
            edited,
            attachment,
            ..
        } = body;
        let attachment = attachment.map(|mut attachment| {
            attachment.present = self.conversation.files.contains_key(&attachment.name);
            attachment
        });
        let record = Record {
            sender: Some(sender),
            kind,
            edited,
            attachment,
            ..self.record(text)
        };
        (record, notes)
    }

    fn record(&self, text: &[u8]) -> Record {
        let stamp = self
            .line
            .get(self.head.stamp.0..self.head.stamp.1)
            .unwrap_or_default();
        let [hour, minute, second] = self.head.time.map(|part| i8::try_from(part).unwrap_or(0));
        let time = Time::new(hour, minute, second, 0).unwrap_or(Time::MIN);
        Record {
            offset: u64::try_from(self.offset).unwrap_or(u64::MAX),
            source: self.own.to_vec(),
            at: DateTime::from_parts(self.date, time),
            raw_time: marks::text(stamp),
            sender: None,
            kind: Kind::Text,
            text: marks::text(text),
            edited: false,
            attachment: None,
            event: None,
            details: self.survey().finding.stated.then(|| {
                Box::new(Details {
                    date_order: Some(self.survey().finding.order.letters().to_owned()),
                    ..Details::default()
                })
            }),
        }
    }

    fn system_record(
        &self,
        text: &[u8],
        kind: Kind,
        happening: Option<Happening>,
        notes: &mut Notes,
    ) -> Record {
        let event = happening.map(|happening| {
            notes.holder = happening.by_holder;
            notes.given = happening.given;
            happening.event
        });
        Record {
            kind,
            event,
            ..self.record(text)
        }
    }

    /// A line without an author.
    fn system(&self, text: &[u8]) -> (Kind, Option<Happening>) {
        if text.len() > LONGEST {
            return (Kind::System, None);
        }
        let plain = marks::plain(text);
        let lexicon = &super::lexicon::LEXICON;
        let call = matches!(
            lexicon
                .phrase(plain.as_bytes())
                .or_else(|| lexicon.phrase_with_name(&plain)),
            Some((Phrase::Call | Phrase::CallTaken, _))
        ) || lexicon.begins_with_call(&plain).is_some();
        if call {
            return (Kind::Call, None);
        }
        (
            Kind::System,
            event::read(&plain, self.survey().language, &self.survey().authors),
        )
    }

    /// It begins with the app's own mark, or it is the very first line.
    fn may_be_the_apps(&self, text: &[u8]) -> bool {
        text.len() <= LONGEST && (self.first || self.marked(text))
    }

    fn marked(&self, text: &[u8]) -> bool {
        self.survey().platform() == Platform::Ios && marks::marked(text)
    }

    /// On iOS a system line may carry the group's name or the acting person's before the app's own mark.
    fn system_by_author(&self, text: &[u8], spoken: Spoken, sender: &str) -> Option<Happening> {
        let survey = self.survey();
        let happening = event::read(&marks::plain(text), survey.language, &survey.authors)?;
        let event = &happening.event;
        let opening = event.kind == SystemEventKind::Encrypted;
        if !self.marked(text) {
            return opening.then_some(happening);
        }
        let acts = event.actor.as_deref() == Some(sender) || happening.by_holder;
        let mut people = event.actor.iter().chain(&event.targets);
        let known = people.all(|name| survey.authors.knows(name));
        let of_title = survey.title.as_deref() == Some(sender);
        (opening || acts || known || of_title || self.never_speaks(spoken)).then_some(happening)
    }

    /// A marked text in words that we do not know, from somebody who never says anything else: the group's name.
    /// And the first line of an iOS export is the app's, whatever its language.
    fn must_be_the_apps(&self, text: &[u8], spoken: Spoken) -> bool {
        self.marked(text) && (self.first || self.never_speaks(spoken))
    }

    fn never_speaks(&self, spoken: Spoken) -> bool {
        let author = spoken
            .author
            .and_then(|index| self.survey().authors.get(index));
        author.is_some_and(|author| author.own == 0)
    }
}

impl Tally {
    fn leave(&mut self, source: &[u8], from: usize, to: usize, why: Why) {
        let bytes = without_line_end(source.get(from..to).unwrap_or_default());
        if bytes.is_empty() {
            return;
        }
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        self.remainder.push(Remainder {
            offset: number(from),
            length: number(bytes.len()),
            why,
        });
    }

    fn count(&mut self, record: &Record, notes: Notes) {
        if record.kind == Kind::System {
            self.system += 1;
        } else {
            self.messages += 1;
        }
        if let Some(event) = &record.event {
            self.group |= matches!(
                event.kind,
                SystemEventKind::GroupCreated
                    | SystemEventKind::MemberAdded
                    | SystemEventKind::MemberJoined
                    | SystemEventKind::MemberLeft
                    | SystemEventKind::MemberRemoved
            );
            if matches!(
                event.kind,
                SystemEventKind::GroupCreated | SystemEventKind::SubjectChanged
            ) {
                self.title = notes.given.or(self.title.take());
            }
        }
        if notes.holder {
            self.holders.extend(notes.author);
        }
        if record.sender.is_some() && notes.author != self.last {
            self.senders.extend(notes.author);
            self.last = notes.author;
        }
    }

    /// The one name that can be the holder's: who removed a message as "you"; or of two people the one who is not
    /// the title.
    fn holder(&self, title: Option<&str>, authors: &Authors<'_>) -> Option<String> {
        let name = |index: &AuthorIndex| authors.get(*index).map(|author| author.name.as_str());
        let mut holders = self
            .holders
            .iter()
            .filter_map(name)
            .filter(|name| title != Some(name));
        match (holders.next(), holders.next()) {
            (Some(one), None) => return Some(one.to_owned()),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        if self.group || self.senders.len() != 2 {
            return None;
        }
        let mut others = self
            .senders
            .iter()
            .filter_map(name)
            .filter(|name| title != Some(name));
        match (others.next(), others.next()) {
            (Some(one), None) => Some(one.to_owned()),
            _ => None,
        }
    }
}
