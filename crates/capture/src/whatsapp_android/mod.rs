//! WhatsApp on Android: its database, `msgstore.db`.
//!
//! It holds everybody's chats. Opening it counts what is there; a conversation is turned into messages when it is asked
//! for. Schemas differ by version, and before 2022 there was another one: whatever table or column is not there says
//! nothing. What no message accounts for is told: numbers that are gone from the row that counts all messages, and rows
//! whose message is gone.

pub mod backup;
mod base;
mod behind;
mod codes;
mod event;
mod members;
mod people;
mod record;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Read;
use std::path::Path;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use zegel_model::Timestamp;
use zegel_model::message::{Message, Raw};

use self::base::Schema;
use self::behind::behind;
use self::people::{Directory, Names, Party};
use self::record::Setting;
pub(crate) use self::rows::TABLES;
use self::rows::{Indexes, Reader};
use crate::database::{By, Database, DatabaseError, Pick, Row};
use crate::read::ReadError;
use crate::remainder::{Remainder, Why};
use crate::shelf::{Listed, Shelf, Whole};
use crate::summary::{Format, Gap, Numbering, Platform, Summary};
use crate::whatsapp::Finding;

/// A database of WhatsApp on Android.
pub struct AndroidDatabase {
    database: Database,
    schema: Schema,
    zone: TimeZone,
    names: Names,
    listed: Vec<Listed>,
    books: Vec<Book>,
    indexes: Indexes,
    gaps: Vec<Gap>,
    /// Rows whose message is gone, by conversation.
    orphans: BTreeMap<i64, Vec<Remainder>>,
    /// Those that do not say of which.
    outside: Vec<Remainder>,
}

/// What belongs to one conversation.
#[derive(Default)]
struct Book {
    /// Number of the conversation; the old schema has none.
    chat: i64,
    /// Number of its address.
    address: Option<i64>,
    /// Its written address, in the old schema.
    written: Option<String>,
    subject: Option<String>,
    /// Messages: their place in the order of the source, their number.
    rows: Vec<(i64, i64)>,
    messages: u64,
    system: u64,
    /// Milliseconds since 1970.
    span: Option<(i64, i64)>,
    peer: Option<Party>,
}

/// A moment from milliseconds since 1970, or seconds as some columns have them; `None` outside of the calendar.
fn moment(number: i64) -> Option<Timestamp> {
    /// As milliseconds, a day in 1973: no phone had the app.
    const LEAST: i64 = 100_000_000_000;
    let factor = if number < LEAST { 1_000_000 } else { 1_000 };
    let micros = number.checked_mul(factor)?;
    jiff::Timestamp::from_microsecond(micros).ok()?;
    Some(Timestamp::from_micros(micros))
}

/// The wall clock in a zone, in whole seconds as other sources have it; the moment keeps what there is of them.
fn wall(at: Timestamp, zone: &TimeZone) -> DateTime {
    Timestamp::from_micros(at.seconds().saturating_mul(1_000_000)).local(zone)
}

/// What is read of every message before anything else.
const HEAD: [&str; 8] = [
    "_id",
    "chat_row_id",
    "message_type",
    "sort_id",
    "timestamp",
    "received_timestamp",
    "receipt_server_timestamp",
    "rowid",
];

/// The same in the old schema.
const HEAD_BEFORE: [&str; 8] = [
    "_id",
    "key_remote_jid",
    "media_wa_type",
    "status",
    "timestamp",
    "received_timestamp",
    "receipt_server_timestamp",
    "rowid",
];

impl AndroidDatabase {
    /// Counts what is in a database. `folder` is where it lies, if it does: the address book may lie beside it.
    ///
    /// # Errors
    /// [`ReadError::NotAChatDatabase`] of another app's, or what the database says.
    pub fn open(
        database: Database,
        zone: TimeZone,
        folder: Option<&Path>,
    ) -> Result<Self, ReadError> {
        let names = Names::of(&database, folder)?;
        let mut scan = Scan::default();
        let mut schema = Schema::Today;
        if database.has("message")? && database.has("chat")? {
            scan.today(&database)?;
        }
        if scan.rows <= scan.hollow && database.has("messages")? {
            scan = Scan::default();
            schema = Schema::Before2022;
            scan.before(&database)?;
        } else if !database.has("message")? {
            return Err(ReadError::NotAChatDatabase);
        }
        let indexes = Indexes::of(&database)?;
        let mut books = scan.books(&database)?;
        let listed = list(&database, &names, &zone, &mut books)?;
        let ids: Vec<i64> = scan.times.iter().map(|(id, _)| *id).collect();
        let times = scan.times.iter().map(|(id, time)| {
            let time = time.and_then(moment).map(|time| wall(time, &zone));
            (*id, time)
        });
        let mut gaps = Gap::of(times.collect());
        gaps.extend(behind(&database, schema, &scan.times, &zone)?);
        let mut this = Self {
            gaps,
            indexes,
            database,
            schema,
            zone,
            names,
            listed,
            books,
            orphans: BTreeMap::new(),
            outside: Vec::new(),
        };
        this.sort_orphans(&ids)?;
        Ok(this)
    }

    /// Rows whose message is gone: to the conversation that they name, if they name one.
    fn sort_orphans(&mut self, there: &[i64]) -> Result<(), DatabaseError> {
        let mut chats: BTreeMap<&str, BTreeMap<i64, i64>> = BTreeMap::new();
        let orphans: Vec<_> = self.indexes.orphans(there).collect();
        for (table, message, row) in orphans {
            let of = match chats.get(table) {
                Some(of) => of,
                None => chats
                    .entry(table)
                    .or_insert(chats_of(&self.database, table)?),
            };
            let left = Remainder {
                offset: u64::try_from(message).unwrap_or(0),
                length: 1,
                why: Why::Orphan(table),
            };
            match of.get(&row) {
                Some(chat) => self.orphans.entry(*chat).or_default().push(left),
                None => self.outside.push(left),
            }
        }
        Ok(())
    }

    fn summary(
        &self,
        book: &Book,
        place: usize,
        remainder: Vec<Remainder>,
    ) -> Result<Summary, ReadError> {
        let listed = self
            .listed
            .get(place)
            .ok_or(ReadError::NoSuchConversation)?;
        let ids: BTreeSet<i64> = book.rows.iter().map(|(_, id)| *id).collect();
        let near = |gap: &&Gap| ids.contains(&gap.after) || ids.contains(&gap.before);
        Ok(Summary {
            messages: 0,
            system: 0,
            remainder,
            date_order: Finding::of_moments(vec![
                "the database has moments, which depend on no order".to_owned(),
            ]),
            format: Format::WhatsappAndroidDatabase,
            platform: Platform::Android,
            language: None,
            holder: self.names.own.clone(),
            title: listed.title.clone(),
            numbering: Numbering::Shared(self.gaps.iter().filter(near).copied().collect()),
            members: members::of(&self.database, &self.names, book)?,
        })
    }
}

impl Shelf for AndroidDatabase {
    fn format(&self) -> Format {
        Format::WhatsappAndroidDatabase
    }

    fn conversations(&self) -> &[Listed] {
        &self.listed
    }

    fn read(&mut self, place: usize) -> Result<Whole, ReadError> {
        let mut messages = Vec::new();
        let summary = self.each(place, &mut |message| {
            messages.push(message);
            true
        })?;
        Ok(Whole { messages, summary })
    }

    fn each(
        &mut self,
        place: usize,
        take: &mut dyn FnMut(Message<Raw>) -> bool,
    ) -> Result<Summary, ReadError> {
        let book = self.books.get(place).ok_or(ReadError::NoSuchConversation)?;
        let mut directory = Directory::new(&self.database, &self.names)?;
        directory.between(book.peer.as_ref());
        let reader = Reader::new(&self.database, &self.indexes, self.schema.table())?;
        let mut reader = reader.ok_or(ReadError::NotAChatDatabase)?;
        let setting = Setting {
            schema: self.schema,
            zone: &self.zone,
            peer: book.peer.clone(),
        };
        let orphans = self.orphans.get(&book.chat).cloned();
        let mut summary = self.summary(book, place, orphans.unwrap_or_default())?;
        for (_, id) in &book.rows {
            let read = match reader.gather(*id) {
                Ok(Some(rows)) => record::record(&setting, &mut directory, *id, &rows)?,
                // One page that is torn does not take the conversation with it.
                Ok(None) | Err(DatabaseError::Damaged) => Err(Why::Damaged),
                Err(DatabaseError::TooLong) => Err(Why::TooLong),
                Err(error) => return Err(error.into()),
            };
            match read {
                Ok(record) => {
                    if record.kind == zegel_model::message::Kind::System {
                        summary.system += 1;
                    } else {
                        summary.messages += 1;
                    }
                    if !take(Message::raw(record)) {
                        break;
                    }
                }
                Err(why) => summary.remainder.push(Remainder {
                    offset: u64::try_from(*id).unwrap_or(0),
                    length: 1,
                    why,
                }),
            }
        }
        Ok(summary)
    }

    fn outside(&self) -> &[Remainder] {
        &self.outside
    }

    fn media(&mut self, _name: &str) -> Result<(u64, Box<dyn Read + '_>), ReadError> {
        Err(ReadError::NoSuchMedia)
    }
}

/// One pass over all messages.
#[derive(Default)]
struct Scan {
    rows: u64,
    /// Rows that the app puts there before any message.
    hollow: u64,
    by_chat: BTreeMap<i64, Book>,
    by_address: BTreeMap<String, Book>,
    /// Number of each message, with its time in milliseconds; sorted.
    times: Vec<(i64, Option<i64>)>,
}

impl Scan {
    fn today(&mut self, database: &Database) -> Result<(), DatabaseError> {
        each(database, "message", &HEAD, |row| {
            let Some((id, time)) = self.row(row, 4) else {
                return;
            };
            let chat = row.integer(1).unwrap_or(-1);
            let code = row.integer(2);
            if chat < 0 && code.is_none() {
                self.hollow += 1;
                return;
            }
            let order = row.integer(3).filter(|order| *order > 0).unwrap_or(id);
            let book = self.by_chat.entry(chat).or_default();
            book.chat = chat;
            book.take((order, id), time, code.is_some_and(codes::is_system));
        })?;
        self.times.sort_unstable();
        Ok(())
    }

    fn before(&mut self, database: &Database) -> Result<(), DatabaseError> {
        let mut read = Vec::new();
        each(database, "messages", &HEAD_BEFORE, |row| {
            let Some((id, time)) = self.row(row, 4) else {
                return;
            };
            let Some(address) = row.text(1).filter(|address| address.contains('@')) else {
                self.hollow += 1;
                return;
            };
            read.push((address, id, time, row.integer(3) == Some(6)));
        })?;
        for (address, id, time, system) in read {
            let book = self.by_address.entry(address).or_default();
            book.take((id, id), time, system);
        }
        self.times.sort_unstable();
        Ok(())
    }

    /// A row's number and time.
    fn row(&mut self, row: Row<'_>, time: usize) -> Option<(i64, Option<i64>)> {
        self.rows += 1;
        let id = row.integer(7).or_else(|| row.integer(0))?;
        let time = (time..time + 3).find_map(|at| row.integer(at).filter(|time| *time > 0));
        self.times.push((id, time));
        Some((id, time))
    }

    /// Conversations with messages, in the order of the source.
    fn books(&mut self, database: &Database) -> Result<Vec<Book>, DatabaseError> {
        each(database, "chat", &["_id", "jid_row_id", "subject"], |row| {
            if let Some(book) = row.integer(0).and_then(|chat| self.by_chat.get_mut(&chat)) {
                book.address = row.integer(1);
                book.subject = row.text(2);
            }
        })?;
        each(
            database,
            "chat_list",
            &["key_remote_jid", "subject"],
            |row| {
                if let Some(book) = row.text(0).and_then(|raw| self.by_address.get_mut(&raw)) {
                    book.subject = row.text(1);
                }
            },
        )?;
        let before = std::mem::take(&mut self.by_address).into_iter();
        let before = before.map(|(written, book)| Book {
            written: Some(written),
            ..book
        });
        let today = std::mem::take(&mut self.by_chat).into_values();
        let mut books: Vec<Book> = today.chain(before).collect();
        for book in &mut books {
            book.rows.sort_unstable();
        }
        Ok(books)
    }
}

impl Book {
    fn take(&mut self, row: (i64, i64), time: Option<i64>, system: bool) {
        self.rows.push(row);
        let Some(time) = time.filter(|time| moment(*time).is_some()) else {
            return;
        };
        if system {
            self.system += 1;
        } else {
            self.messages += 1;
        }
        let (first, last) = self.span.unwrap_or((time, time));
        self.span = Some((first.min(time), last.max(time)));
    }
}

fn list(
    database: &Database,
    names: &Names,
    zone: &TimeZone,
    books: &mut [Book],
) -> Result<Vec<Listed>, DatabaseError> {
    let mut directory = Directory::new(database, names)?;
    let mut keys = BTreeSet::new();
    let mut listed = Vec::with_capacity(books.len());
    for book in books {
        let party = match (&book.written, book.address) {
            (Some(written), _) => Some(directory.written(written)),
            (None, Some(address)) => directory.party(address)?,
            (None, None) => None,
        };
        let group = party.as_ref().is_some_and(|party| party.many);
        let key = party
            .as_ref()
            .map(|party| party.id.clone())
            .filter(|key| keys.insert(key.clone()))
            .unwrap_or_else(|| format!("chat-{}", book.chat));
        let title = if group { book.subject.clone() } else { None };
        let local = |time| moment(time).map(|time| wall(time, zone));
        listed.push(Listed {
            key,
            title: title.or_else(|| party.as_ref().map(|party| party.name.clone())),
            group,
            messages: book.messages,
            system: book.system,
            span: book
                .span
                .and_then(|(first, last)| local(first).zip(local(last))),
        });
        book.peer = party.filter(|_| !group);
    }
    Ok(listed)
}

/// The conversation that each row of a table names, where it names one.
fn chats_of(database: &Database, table: &str) -> Result<BTreeMap<i64, i64>, DatabaseError> {
    let mut chats = BTreeMap::new();
    each(database, table, &["rowid", "chat_row_id"], |row| {
        chats.extend(row.integer(0).zip(row.integer(1)));
    })?;
    Ok(chats)
}

fn each(
    database: &Database,
    table: &str,
    columns: &[&str],
    mut look: impl FnMut(Row<'_>),
) -> Result<(), DatabaseError> {
    let pick = Pick {
        table,
        columns,
        by: None,
    };
    let Some(mut rows) = database.pick(pick)? else {
        return Ok(());
    };
    rows.each(By::All, |row| {
        look(row);
        Ok(())
    })
}

impl fmt::Debug for AndroidDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AndroidDatabase")
            .field("conversations", &self.listed.len())
            .finish_non_exhaustive()
    }
}
