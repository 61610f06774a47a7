//! The rows of one message, gathered from three tables, and their bytes as they are kept: JSON, tables and columns in
//! the order of their names, NULL left out, as `docs/formats.md` says ("Rows of a database").

use std::io::Write as _;

use data_encoding::BASE64;

use super::each;
use crate::database::{By, Database, DatabaseError, Pick, Rows, Value};
use crate::remainder::{Remainder, Why};

/// Tables whose rows belong to a message, by `ZMESSAGE`; the column of a message that names theirs.
const SIDES: [(&str, &str); 2] = [
    ("ZWAMEDIAITEM", "ZMEDIAITEM"),
    ("ZWAMESSAGEINFO", "ZMESSAGEINFO"),
];

/// Tables whose rows are told when their message is gone.
pub(crate) const TABLES: [&str; 2] = ["ZWAMEDIAITEM", "ZWAMESSAGEINFO"];

/// Most rows of one table that a message can have.
const MOST: usize = 64;

/// Which rows belong to which message: (its number, the row's), in order, of each of [`SIDES`].
pub(super) struct Indexes([Vec<(i64, i64)>; 2]);

impl Indexes {
    pub(super) fn of(database: &Database) -> Result<Self, DatabaseError> {
        let mut all = [Vec::new(), Vec::new()];
        for (index, (table, _)) in all.iter_mut().zip(SIDES) {
            each(database, table, &["ZMESSAGE", "rowid"], |row| {
                index.extend(row.integer(0).zip(row.integer(1)));
            })?;
            index.sort_unstable();
        }
        Ok(Self(all))
    }

    /// Rows of messages that are gone. `there` are those that are not, in any order.
    pub(super) fn orphans(&self, there: &[i64]) -> Vec<Remainder> {
        let mut there = there.to_vec();
        there.sort_unstable();
        let mut orphans = Vec::new();
        for (index, (table, _)) in self.0.iter().zip(SIDES) {
            let gone = index
                .iter()
                .filter(|(message, _)| there.binary_search(message).is_err());
            orphans.extend(gone.map(|(message, _)| Remainder {
                offset: u64::try_from(*message).unwrap_or(0),
                length: 1,
                why: Why::Orphan(table),
            }));
        }
        orphans
    }
}

/// A value of a row.
enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

/// A row: the names of its columns with their values, in the order of the names.
pub(super) struct OwnedRow(Vec<(String, Cell)>);

impl OwnedRow {
    fn cell(&self, column: &str) -> Option<&Cell> {
        let place = self
            .0
            .binary_search_by(|(name, _)| name.as_str().cmp(column));
        self.0.get(place.ok()?).map(|(_, cell)| cell)
    }

    /// A whole number.
    pub(super) fn integer(&self, column: &str) -> Option<i64> {
        match self.cell(column)? {
            Cell::Integer(number) => Some(*number),
            Cell::Null | Cell::Real(_) | Cell::Text(_) | Cell::Blob(_) => None,
        }
    }

    /// Any number.
    pub(super) fn real(&self, column: &str) -> Option<f64> {
        match self.cell(column)? {
            Cell::Real(number) => Some(*number),
            Cell::Integer(number) => i32::try_from(*number).ok().map(f64::from),
            Cell::Null | Cell::Text(_) | Cell::Blob(_) => None,
        }
    }

    /// A number as the database has it.
    pub(super) fn written(&self, column: &str) -> String {
        match self.cell(column) {
            Some(Cell::Real(number)) => format!("{number:?}"),
            Some(Cell::Integer(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// A text that is not empty.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        match self.cell(column)? {
            Cell::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            Cell::Null | Cell::Integer(_) | Cell::Real(_) | Cell::Blob(_) => None,
        }
        .filter(|text| !text.is_empty())
    }

    /// Bytes.
    pub(super) fn blob(&self, column: &str) -> Option<&[u8]> {
        match self.cell(column)? {
            Cell::Blob(bytes) => Some(bytes),
            Cell::Null | Cell::Integer(_) | Cell::Real(_) | Cell::Text(_) => None,
        }
    }
}

/// The rows of one message.
pub(super) struct Gathered {
    pub(super) message: OwnedRow,
    /// In the order of [`SIDES`].
    sides: [Vec<OwnedRow>; 2],
}

impl Gathered {
    /// Its file or place.
    pub(super) fn media(&self) -> Option<&OwnedRow> {
        self.sides.first()?.first()
    }

    /// What others did with it.
    pub(super) fn info(&self) -> Option<&OwnedRow> {
        self.sides.get(1)?.first()
    }

    /// As bytes that are kept.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = b"{".to_vec();
        let message = std::slice::from_ref(&self.message);
        let [media, info] = &self.sides;
        let tables = [
            ("ZWAMEDIAITEM", media.as_slice()),
            ("ZWAMESSAGE", message),
            ("ZWAMESSAGEINFO", info.as_slice()),
        ];
        for (name, rows) in tables.into_iter().filter(|(_, rows)| !rows.is_empty()) {
            comma(&mut out);
            string(&mut out, name);
            out.extend_from_slice(b":[");
            for row in rows {
                comma(&mut out);
                write_row(&mut out, row);
            }
            out.push(b']');
        }
        out.push(b'}');
        out
    }
}

fn write_row(out: &mut Vec<u8>, row: &OwnedRow) {
    out.push(b'{');
    for (name, cell) in &row.0 {
        if matches!(cell, Cell::Null) {
            continue;
        }
        comma(out);
        string(out, name);
        out.push(b':');
        match cell {
            Cell::Null => {}
            Cell::Integer(number) => drop(write!(out, "{number}")),
            Cell::Real(number) if number.is_finite() => drop(write!(out, "{number:?}")),
            Cell::Real(number) => drop(write!(out, "{{\"real\":\"{number}\"}}")),
            Cell::Text(text) => match str::from_utf8(text) {
                Ok(text) => string(out, text),
                Err(_) => drop(write!(out, "{{\"text\":\"{}\"}}", BASE64.encode(text))),
            },
            Cell::Blob(bytes) => drop(write!(out, "{{\"blob\":\"{}\"}}", BASE64.encode(bytes))),
        }
    }
    out.push(b'}');
}

/// Between two, not before the first.
fn comma(out: &mut Vec<u8>) {
    if !matches!(out.last(), Some(b'{' | b'[')) {
        out.push(b',');
    }
}

fn string(out: &mut Vec<u8>, text: &str) {
    // Writing to memory does not fail.
    drop(serde_json::to_writer(out, text));
}

/// A table, ready to give rows by number.
struct Table<'d> {
    names: Vec<String>,
    rows: Rows<'d>,
}

impl<'d> Table<'d> {
    fn open(database: &'d Database, table: &'static str) -> Result<Option<Self>, DatabaseError> {
        let Some(mut names) = database.columns(table)? else {
            return Ok(None);
        };
        names.sort_unstable();
        let columns: Vec<&str> = names.iter().map(String::as_str).collect();
        let pick = Pick {
            table,
            columns: &columns,
            by: Some("rowid"),
        };
        let rows = database.pick(pick)?;
        Ok(rows.map(|rows| Self { names, rows }))
    }

    fn get(&mut self, number: i64) -> Result<Option<OwnedRow>, DatabaseError> {
        let names = &self.names;
        let mut found = None;
        self.rows
            .each::<DatabaseError>(By::Integer(number), |row| {
                let cells = names.iter().enumerate().map(|(at, name)| {
                    let cell = match row.value(at) {
                        Value::Null => Cell::Null,
                        Value::Integer(number) => Cell::Integer(number),
                        Value::Real(number) => Cell::Real(number),
                        Value::Text(text) => Cell::Text(text.to_vec()),
                        Value::Blob(bytes) => Cell::Blob(bytes.to_vec()),
                    };
                    (name.clone(), cell)
                });
                found = Some(OwnedRow(cells.collect()));
                Ok(())
            })?;
        Ok(found)
    }
}

/// Gathers the rows of messages.
pub(super) struct Reader<'d> {
    indexes: &'d Indexes,
    messages: Table<'d>,
    sides: [Option<Table<'d>>; 2],
}

impl<'d> Reader<'d> {
    /// `None` without a table of messages.
    pub(super) fn new(
        database: &'d Database,
        indexes: &'d Indexes,
    ) -> Result<Option<Self>, DatabaseError> {
        let [(media, _), (info, _)] = SIDES;
        let sides = [Table::open(database, media)?, Table::open(database, info)?];
        Ok(Table::open(database, "ZWAMESSAGE")?.map(|messages| Self {
            indexes,
            messages,
            sides,
        }))
    }

    /// The rows of a message; `None` where it is not there.
    pub(super) fn gather(&mut self, message: i64) -> Result<Option<Gathered>, DatabaseError> {
        let Some(row) = self.messages.get(message)? else {
            return Ok(None);
        };
        let mut sides = [Vec::new(), Vec::new()];
        let tables = self.sides.iter_mut().zip(&self.indexes.0).zip(SIDES);
        for (into, ((table, index), (_, named))) in sides.iter_mut().zip(tables) {
            let Some(table) = table else { continue };
            let start = index.partition_point(|(of, _)| *of < message);
            let numbers = index.get(start..).unwrap_or_default().iter();
            let mut numbers: Vec<i64> = numbers
                .take_while(|(of, _)| *of == message)
                .take(MOST)
                .map(|(_, number)| *number)
                .collect();
            if numbers.is_empty() {
                numbers.extend(row.integer(named));
            }
            for number in numbers {
                into.extend(table.get(number)?);
            }
        }
        Ok(Some(Gathered {
            message: row,
            sides,
        }))
    }

    /// What the app calls a message, by its number.
    pub(super) fn stanza(&mut self, message: i64) -> Result<Option<String>, DatabaseError> {
        let row = self.messages.get(message)?;
        Ok(row.and_then(|row| row.text("ZSTANZAID")))
    }
}
