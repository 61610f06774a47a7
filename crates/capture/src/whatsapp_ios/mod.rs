//! WhatsApp on iOS: its database, `ChatStorage.sqlite`.
//!
//! It holds everybody's chats. Opening it counts what is there; a conversation is turned into messages when it is asked
//! for. Columns differ by version: what is not there says nothing. What no message accounts for is told: numbers that
//! are gone from the row that counts all messages, and rows whose message is gone.

mod codes;
mod people;
mod protobuf;
mod record;
mod rows;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use zegel_model::Timestamp;
use zegel_model::message::{Kind, Message, Raw};

use self::people::People;
use self::record::Setting;
use self::rows::{Indexes, Reader};
use crate::beside::Beside;
use crate::database::{By, Database, DatabaseError, Pick, Row};
use crate::read::{Limits, ReadError};
use crate::remainder::{Remainder, Why};
use crate::shelf::{Listed, Shelf, Whole};
use crate::summary::{Format, Gap, Numbering, Platform, Summary};
use crate::whatsapp::{Finding, marks};

/// Most conversations that are believed.
const MAX_CONVERSATIONS: usize = 65_536;

/// 2001-01-01T00:00:00Z in seconds since 1970: where Core Data counts from.
const CORE_DATA: f64 = 978_307_200.0;

/// A database of WhatsApp on iOS.
pub struct IosDatabase {
    database: Database,
    zone: TimeZone,
    people: People,
    books: Vec<Book>,
    listed: Vec<Listed>,
    indexes: Indexes,
    gaps: Vec<Gap>,
    outside: Vec<Remainder>,
    beside: Beside,
}

/// A conversation.
#[derive(Default)]
struct Book {
    /// Its number, `ZWACHATSESSION.Z_PK`.
    session: i64,
    /// `ZCONTACTJID`: the group or the other person.
    address: Option<String>,
    title: Option<String>,
    /// Messages: their place in the conversation, their number.
    rows: Vec<(i64, i64)>,
    messages: u64,
    system: u64,
    span: Option<(Timestamp, Timestamp)>,
}

impl Book {
    fn is_group(&self) -> bool {
        self.address
            .as_deref()
            .is_some_and(|address| address.ends_with("@g.us") || address.ends_with("@broadcast"))
    }
}

/// Tables whose rows are told when their message is gone.
pub(crate) use self::rows::TABLES;

/// The table that tells this database from others.
pub const MESSAGES: &str = "ZWAMESSAGE";

impl IosDatabase {
    /// Counts what is in a database. `folder` is where it lies, if it does: media may lie beside it.
    ///
    /// # Errors
    /// [`ReadError::NotAChatDatabase`] of another app's, or what the database says.
    pub fn open(
        database: Database,
        zone: TimeZone,
        folder: Option<PathBuf>,
        limits: Limits,
    ) -> Result<Self, ReadError> {
        if !database.has(MESSAGES)? || !database.has("ZWACHATSESSION")? {
            return Err(ReadError::NotAChatDatabase);
        }
        let mut books = sessions(&database)?;
        let times = heads(&database, &mut books)?;
        let people = People::of(&database)?;
        let numbers: Vec<i64> = times.iter().map(|(number, _)| *number).collect();
        let indexes = Indexes::of(&database)?;
        let gaps = gaps(&database, times, &zone)?;
        let outside = indexes.orphans(&numbers);
        let books: Vec<Book> = books.into_values().collect();
        let mut keys = BTreeMap::new();
        let listed = books
            .iter()
            .map(|book| listed(book, &people, &zone, &mut keys))
            .collect();
        Ok(Self {
            database,
            zone,
            people,
            books,
            listed,
            indexes,
            gaps,
            outside,
            beside: Beside::new(folder, limits.entries, limits.media),
        })
    }

    fn summary(&self, book: &Book, title: Option<String>) -> Summary {
        let mut numbers: Vec<i64> = book.rows.iter().map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        let near = |gap: &&Gap| {
            numbers.binary_search(&gap.after).is_ok() || numbers.binary_search(&gap.before).is_ok()
        };
        Summary {
            messages: 0,
            system: 0,
            remainder: Vec::new(),
            date_order: Finding::of_moments(vec![
                "the database has moments, which depend on no order".to_owned(),
            ]),
            format: Format::WhatsappIosDatabase,
            platform: Platform::Ios,
            language: None,
            holder: None,
            title,
            numbering: Numbering::Shared(self.gaps.iter().filter(near).copied().collect()),
            members: self.people.members(book.session),
        }
    }
}

impl Shelf for IosDatabase {
    fn format(&self) -> Format {
        Format::WhatsappIosDatabase
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
        let (book, listed) = self
            .books
            .get(place)
            .zip(self.listed.get(place))
            .ok_or(ReadError::NoSuchConversation)?;
        let mut summary = self.summary(book, listed.title.clone());
        let reader = Reader::new(&self.database, &self.indexes)?;
        let mut reader = reader.ok_or(ReadError::NotAChatDatabase)?;
        let setting = Setting {
            zone: &self.zone,
            people: &self.people,
            beside: &self.beside,
            address: book.address.as_deref(),
        };
        let mut going = true;
        for (_, number) in &book.rows {
            let read = match reader.gather(*number)? {
                Some(rows) => {
                    let answered = record::answered(&rows, &mut reader)?;
                    setting.record(*number, &rows, answered)
                }
                None => Err(Why::Damaged),
            };
            match read {
                Ok(record) => {
                    if record.kind == Kind::System {
                        summary.system += 1;
                    } else {
                        summary.messages += 1;
                    }
                    going = going && take(Message::raw(record));
                }
                Err(why) => summary.remainder.push(Remainder {
                    offset: u64::try_from(*number).unwrap_or(0),
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

    fn media(&mut self, name: &str) -> Result<(u64, Box<dyn Read + '_>), ReadError> {
        let path = record::found(&self.beside, name).ok_or(ReadError::NoSuchMedia)?;
        let (size, file) = self.beside.open(&path)?;
        Ok((size, file))
    }
}

/// A moment from Core Data's seconds; `None` outside of the calendar.
fn moment(seconds: f64) -> Option<Timestamp> {
    let since_1970 = jiff::SignedDuration::try_from_secs_f64(seconds + CORE_DATA).ok()?;
    let at = jiff::Timestamp::from_duration(since_1970).ok()?;
    Some(Timestamp::from_micros(at.as_microsecond()))
}

/// The wall clock in a zone, in whole seconds as other sources have it; the moment keeps what there is of them.
fn wall(at: Timestamp, zone: &TimeZone) -> DateTime {
    Timestamp::from_micros(at.seconds().saturating_mul(1_000_000)).local(zone)
}

/// The conversations, by number.
fn sessions(database: &Database) -> Result<BTreeMap<i64, Book>, ReadError> {
    let mut books = BTreeMap::new();
    let columns = ["Z_PK", "ZCONTACTJID", "ZPARTNERNAME"];
    each(database, "ZWACHATSESSION", &columns, |row| {
        if let Some(session) = row.integer(0) {
            let name = row.text(2).map(|name| marks::name(name.as_bytes()));
            let book = Book {
                session,
                address: row.text(1),
                title: name.filter(|name| !name.is_empty()),
                ..Book::default()
            };
            books.insert(session, book);
        }
    })?;
    if books.len() > MAX_CONVERSATIONS {
        return Err(ReadError::TooManyConversations(MAX_CONVERSATIONS));
    }
    Ok(books)
}

/// Sorts messages into their conversations; returns all numbers with their moments.
fn heads(
    database: &Database,
    books: &mut BTreeMap<i64, Book>,
) -> Result<Vec<(i64, Option<Timestamp>)>, ReadError> {
    let mut times = Vec::new();
    let columns = [
        "rowid",
        "ZCHATSESSION",
        "ZSORT",
        "ZMESSAGEDATE",
        "ZMESSAGETYPE",
        "ZGROUPEVENTTYPE",
    ];
    each(database, "ZWAMESSAGE", &columns, |row| {
        let Some(number) = row.integer(0) else { return };
        let at = row.real(3).and_then(moment);
        times.push((number, at));
        let session = row.integer(1).unwrap_or(0);
        let book = books.entry(session).or_insert_with(|| Book {
            session,
            ..Book::default()
        });
        book.rows.push((row.integer(2).unwrap_or(number), number));
        let Some(at) = at else { return };
        if codes::kind(row.integer(4), row.integer(5)) == Some(Kind::System) {
            book.system += 1;
        } else {
            book.messages += 1;
        }
        let (first, last) = book.span.unwrap_or((at, at));
        book.span = Some((first.min(at), last.max(at)));
    })?;
    for book in books.values_mut() {
        book.rows.sort_unstable();
    }
    Ok(times)
}

fn listed(
    book: &Book,
    people: &People,
    zone: &TimeZone,
    keys: &mut BTreeMap<String, u64>,
) -> Listed {
    let key = match &book.address {
        Some(address) => address.clone(),
        None => format!("session-{}", book.session),
    };
    let times = keys.entry(key.clone()).or_insert(0);
    *times += 1;
    let key = if *times == 1 {
        key
    } else {
        format!("{key}#{times}")
    };
    let other = book.address.as_deref().filter(|_| !book.is_group());
    Listed {
        key,
        title: book
            .title
            .clone()
            .or_else(|| Some(people.party(other?).name)),
        group: book.is_group(),
        messages: book.messages,
        system: book.system,
        span: book
            .span
            .map(|(first, last)| (wall(first, zone), wall(last, zone))),
    }
}

/// Gaps in the numbers of all messages, and behind them: Core Data remembers the highest that it ever gave.
fn gaps(
    database: &Database,
    times: Vec<(i64, Option<Timestamp>)>,
    zone: &TimeZone,
) -> Result<Vec<Gap>, ReadError> {
    let last = times.iter().max_by_key(|(number, _)| *number).copied();
    let mut highest = 0;
    each(database, "Z_PRIMARYKEY", &["Z_NAME", "Z_MAX"], |row| {
        if row.text(0).as_deref() == Some("WAMessage") {
            highest = row.integer(1).unwrap_or(0);
        }
    })?;
    let local = |at: Option<Timestamp>| at.map(|at| wall(at, zone));
    let mut gaps = Gap::of(
        times
            .into_iter()
            .map(|(number, at)| (number, local(at)))
            .collect(),
    );
    let behind = last.and_then(|(number, at)| {
        let missing = u64::try_from(highest.checked_sub(number)?).ok()?;
        Some(Gap {
            after: number,
            before: highest.checked_add(1)?,
            missing,
            from: local(at),
            to: None,
        })
    });
    gaps.extend(behind.filter(|gap| gap.missing > 0));
    Ok(gaps)
}

/// Shows every row of a table; none where there is no such table.
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
    match database.pick(pick)? {
        Some(mut rows) => rows.each(By::All, |row| {
            look(row);
            Ok::<(), DatabaseError>(())
        }),
        None => Ok(()),
    }
}
