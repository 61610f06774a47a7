//! The rows of one message, gathered from all tables, and their bytes as they are kept.
//!
//! A database has no bytes of a message: a page holds rows of many. What is kept as its source is its rows, written in
//! one documented way (`docs/formats.md`, "Rows of a database"): JSON, tables and columns in the order of their names,
//! NULL left out, so that the same rows give the same bytes whatever else is in the database.

use std::io::Write as _;
use std::rc::Rc;

use data_encoding::BASE64;

use crate::database::{By, Database, DatabaseError, Pick, Row, Rows, Value};

/// A table whose rows belong to something by a number.
pub(super) struct Spec {
    pub(super) table: &'static str,
    /// The column with the number of what its rows belong to.
    pub(super) key: &'static str,
}

const fn spec(table: &'static str, key: &'static str) -> Spec {
    Spec { table, key }
}

/// Tables with rows of messages. Receipts are not among them: they change while nothing is said.
pub(super) const SIDES: [Spec; 30] = [
    spec("message_add_on", "parent_message_row_id"),
    spec("message_album", "message_row_id"),
    spec("message_call_log", "message_row_id"),
    spec("message_edit_info", "message_row_id"),
    spec("message_ephemeral", "message_row_id"),
    spec("message_ephemeral_setting", "message_row_id"),
    spec("message_event", "message_row_id"),
    spec("message_forwarded", "message_row_id"),
    spec("message_group_invite", "message_row_id"),
    spec("message_location", "message_row_id"),
    spec("message_media", "message_row_id"),
    spec("message_mentions", "message_row_id"),
    spec("message_poll", "message_row_id"),
    spec("message_poll_option", "message_row_id"),
    spec("message_quoted", "message_row_id"),
    spec("message_revoked", "message_row_id"),
    spec("message_system", "message_row_id"),
    spec("message_system_block_contact", "message_row_id"),
    spec("message_system_business_state", "message_row_id"),
    spec("message_system_chat_participant", "message_row_id"),
    spec("message_system_device_change", "message_row_id"),
    spec("message_system_group", "message_row_id"),
    spec("message_system_number_change", "message_row_id"),
    spec("message_system_value_change", "message_row_id"),
    spec("message_system_with_group_nodes", "message_row_id"),
    spec("message_text", "message_row_id"),
    spec("message_vcard", "message_row_id"),
    spec("message_view_once_media", "message_row_id"),
    spec("messages_vcards", "message_row_id"),
    spec("missed_call_logs", "message_row_id"),
];

/// Names of those, for whoever reads a reason again.
#[expect(
    clippy::indexing_slicing,
    reason = "a constant: an index out of bounds is an error of the compiler"
)]
pub(crate) const TABLES: [&str; 30] = {
    let mut names = [""; 30];
    let mut at = 0;
    while at < SIDES.len() {
        names[at] = SIDES[at].table;
        at += 1;
    }
    names
};

/// Tables with rows of what was added to a message.
const ADDED: &[Spec] = &[
    spec("message_add_on_pin_in_chat", "message_add_on_row_id"),
    spec("message_add_on_poll_vote", "message_add_on_row_id"),
    spec(
        "message_add_on_poll_vote_selected_option",
        "message_add_on_row_id",
    ),
    spec("message_add_on_reaction", "message_add_on_row_id"),
];

/// Tables whose rows are named by a row of another one.
const NAMED: &[Spec] = &[spec("call_log", "rowid"), spec("messages_quotes", "rowid")];

/// Most rows of one table that a message can have.
const MOST: usize = 1 << 16;

/// Which rows belong to what: (its number, the row's), in order.
type Index = Vec<(i64, i64)>;

/// Which rows belong to which message, of all tables.
pub(super) struct Indexes {
    sides: Vec<Index>,
    added: Vec<Index>,
}

impl Indexes {
    pub(super) fn of(database: &Database) -> Result<Self, DatabaseError> {
        let all = |specs: &[Spec]| {
            specs
                .iter()
                .map(|spec| index(database, spec))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            sides: all(&SIDES)?,
            added: all(ADDED)?,
        })
    }

    /// Rows of messages that are gone, by table: where `there` does not hold the message's number.
    pub(super) fn orphans<'a>(
        &'a self,
        there: &'a [i64],
    ) -> impl Iterator<Item = (&'static str, i64, i64)> + 'a {
        SIDES
            .iter()
            .zip(&self.sides)
            .flat_map(move |(spec, index)| {
                index
                    .iter()
                    .filter(|(message, _)| there.binary_search(message).is_err())
                    .map(|(message, row)| (spec.table, *message, *row))
            })
    }
}

/// Reads which row belongs to what. A table without numbers of its own rows has none.
fn index(database: &Database, spec: &Spec) -> Result<Index, DatabaseError> {
    let mut index = Index::new();
    let columns = [spec.key, "rowid"];
    let has = database
        .columns(spec.table)?
        .is_some_and(|columns| columns.iter().any(|name| name == spec.key));
    let Some(mut rows) = has
        .then(|| {
            database.pick(Pick {
                table: spec.table,
                columns: &columns,
                by: None,
            })
        })
        .transpose()?
        .flatten()
    else {
        return Ok(index);
    };
    rows.each::<DatabaseError>(By::All, |row| {
        index.extend(row.integer(0).zip(row.integer(1)));
        Ok(())
    })?;
    index.sort_unstable();
    index.dedup();
    Ok(index)
}

fn rows_of(index: &Index, number: i64) -> &[(i64, i64)] {
    let start = index.partition_point(|(of, _)| *of < number);
    let rest = index.get(start..).unwrap_or_default();
    let length = rest.partition_point(|(of, _)| *of == number);
    rest.get(..length).unwrap_or_default()
}

/// A value of a row.
#[derive(Clone)]
pub(super) enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

impl From<Value<'_>> for Cell {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Real(number) => Self::Real(number),
            Value::Text(text) => Self::Text(text.to_vec()),
            Value::Blob(bytes) => Self::Blob(bytes.to_vec()),
        }
    }
}

/// The columns of a table, and their order by name.
struct Columns {
    names: Vec<String>,
    sorted: Vec<usize>,
}

/// A row with the names of its columns.
pub(super) struct OwnedRow {
    columns: Rc<Columns>,
    cells: Vec<Cell>,
}

impl OwnedRow {
    fn cell(&self, column: &str) -> Option<&Cell> {
        let place = self.columns.names.iter().position(|name| name == column)?;
        self.cells.get(place)
    }

    /// A whole number; `None` where there is none.
    pub(super) fn integer(&self, column: &str) -> Option<i64> {
        match self.cell(column)? {
            Cell::Integer(number) => Some(*number),
            Cell::Text(text) => std::str::from_utf8(text).ok()?.parse().ok(),
            Cell::Null | Cell::Real(_) | Cell::Blob(_) => None,
        }
    }

    /// A whole number above 0.
    pub(super) fn positive(&self, column: &str) -> Option<i64> {
        self.integer(column).filter(|number| *number > 0)
    }

    /// Any number.
    pub(super) fn real(&self, column: &str) -> Option<f64> {
        match self.cell(column)? {
            Cell::Real(number) => Some(*number),
            Cell::Integer(number) => i32::try_from(*number).ok().map(f64::from),
            Cell::Null | Cell::Text(_) | Cell::Blob(_) => None,
        }
    }

    /// A text that is not empty.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        match self.cell(column)? {
            Cell::Text(text) if !text.is_empty() => {
                Some(String::from_utf8_lossy(text).into_owned())
            }
            Cell::Null | Cell::Integer(_) | Cell::Real(_) | Cell::Text(_) | Cell::Blob(_) => None,
        }
    }
}

/// The rows of one message.
#[derive(Default)]
pub(super) struct Gathered {
    tables: Vec<(&'static str, Vec<OwnedRow>)>,
}

impl Gathered {
    /// Its rows in a table.
    pub(super) fn rows(&self, table: &str) -> &[OwnedRow] {
        self.tables
            .iter()
            .find(|(name, _)| *name == table)
            .map(|(_, rows)| rows.as_slice())
            .unwrap_or_default()
    }

    /// Its row in a table that has one for a message.
    pub(super) fn first(&self, table: &str) -> Option<&OwnedRow> {
        self.rows(table).first()
    }

    /// As bytes that are kept.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut tables: Vec<_> = self.tables.iter().collect();
        tables.sort_by_key(|(name, _)| *name);
        let mut out = Vec::with_capacity(512);
        out.push(b'{');
        for (at, (name, rows)) in tables.into_iter().enumerate() {
            comma(&mut out, at);
            string(&mut out, name);
            out.extend_from_slice(b":[");
            for (at, row) in rows.iter().enumerate() {
                comma(&mut out, at);
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
    let mut at = 0;
    for place in &row.columns.sorted {
        let (Some(name), Some(cell)) = (row.columns.names.get(*place), row.cells.get(*place))
        else {
            continue;
        };
        if matches!(cell, Cell::Null) {
            continue;
        }
        comma(out, at);
        at += 1;
        string(out, name);
        out.push(b':');
        match cell {
            Cell::Null => {}
            Cell::Integer(number) => drop(write!(out, "{number}")),
            Cell::Real(number) if number.is_finite() => drop(write!(out, "{number:?}")),
            Cell::Real(number) => drop(write!(out, "{{\"real\":\"{number}\"}}")),
            Cell::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => string(out, text),
                Err(_) => drop(write!(out, "{{\"text\":\"{}\"}}", BASE64.encode(text))),
            },
            Cell::Blob(bytes) => drop(write!(out, "{{\"blob\":\"{}\"}}", BASE64.encode(bytes))),
        }
    }
    out.push(b'}');
}

fn comma(out: &mut Vec<u8>, at: usize) {
    if at > 0 {
        out.push(b',');
    }
}

fn string(out: &mut Vec<u8>, text: &str) {
    // Writing to memory does not fail.
    drop(serde_json::to_writer(out, text));
}

/// A table, ready to give rows by number.
struct Table<'d> {
    name: &'static str,
    rows: Rows<'d>,
    columns: Rc<Columns>,
}

impl<'d> Table<'d> {
    fn open(database: &'d Database, name: &'static str) -> Result<Option<Self>, DatabaseError> {
        let Some(names) = database.columns(name)? else {
            return Ok(None);
        };
        let asked: Vec<&str> = names.iter().map(String::as_str).collect();
        let Some(rows) = database.pick(Pick {
            table: name,
            columns: &asked,
            by: Some("rowid"),
        })?
        else {
            return Ok(None);
        };
        let mut sorted: Vec<usize> = (0..names.len()).collect();
        sorted.sort_by(|a, b| names.get(*a).cmp(&names.get(*b)));
        Ok(Some(Self {
            name,
            rows,
            columns: Rc::new(Columns { names, sorted }),
        }))
    }

    fn get(&mut self, number: i64) -> Result<Option<OwnedRow>, DatabaseError> {
        let columns = &self.columns;
        let mut found = None;
        self.rows
            .each::<DatabaseError>(By::Integer(number), |row: Row<'_>| {
                found = Some(OwnedRow {
                    columns: Rc::clone(columns),
                    cells: (0..columns.names.len())
                        .map(|at| row.value(at).into())
                        .collect(),
                });
                Ok(())
            })?;
        Ok(found)
    }
}

/// A table that is opened when its first row is asked for.
enum Lazy<'d> {
    Closed(&'static str),
    Open(Option<Table<'d>>),
}

impl<'d> Lazy<'d> {
    fn table(&mut self, database: &'d Database) -> Result<Option<&mut Table<'d>>, DatabaseError> {
        if let Self::Closed(name) = self {
            *self = Self::Open(Table::open(database, name)?);
        }
        Ok(match self {
            Self::Open(table) => table.as_mut(),
            Self::Closed(_) => None,
        })
    }
}

/// Gathers the rows of messages.
pub(super) struct Reader<'d> {
    database: &'d Database,
    indexes: &'d Indexes,
    base: Table<'d>,
    sides: Vec<Lazy<'d>>,
    added: Vec<Lazy<'d>>,
    named: Vec<Lazy<'d>>,
}

impl<'d> Reader<'d> {
    /// `base` is the table with the messages themselves.
    pub(super) fn new(
        database: &'d Database,
        indexes: &'d Indexes,
        base: &'static str,
    ) -> Result<Option<Self>, DatabaseError> {
        let lazy = |specs: &[Spec]| specs.iter().map(|spec| Lazy::Closed(spec.table)).collect();
        Ok(Table::open(database, base)?.map(|base| Self {
            database,
            indexes,
            base,
            sides: lazy(&SIDES),
            added: lazy(ADDED),
            named: lazy(NAMED),
        }))
    }

    /// The rows of a message; `None` where it is not there.
    ///
    /// # Errors
    /// [`DatabaseError::TooLong`] of a message that no app writes.
    pub(super) fn gather(&mut self, message: i64) -> Result<Option<Gathered>, DatabaseError> {
        let Some(row) = self.base.get(message)? else {
            return Ok(None);
        };
        let mut gathered = Gathered {
            tables: vec![(self.base.name, vec![row])],
        };
        let indexes = self.indexes;
        for (lazy, index) in self.sides.iter_mut().zip(&indexes.sides) {
            let rows = rows_of(index, message);
            fetch(self.database, lazy, rows, &mut gathered)?;
        }
        let added: Vec<i64> = gathered
            .rows("message_add_on")
            .iter()
            .filter_map(|row| row.integer("_id"))
            .collect();
        if !added.is_empty() {
            for (lazy, index) in self.added.iter_mut().zip(&indexes.added) {
                let rows: Vec<(i64, i64)> = added
                    .iter()
                    .flat_map(|number| rows_of(index, *number))
                    .copied()
                    .collect();
                fetch(self.database, lazy, &rows, &mut gathered)?;
            }
        }
        let call = gathered
            .first("message_call_log")
            .and_then(|row| row.integer("call_log_row_id"));
        let quote = gathered
            .first("messages")
            .and_then(|row| row.positive("quoted_row_id"));
        for (lazy, number) in self.named.iter_mut().zip([call, quote]) {
            if let Some(number) = number {
                fetch(self.database, lazy, &[(message, number)], &mut gathered)?;
            }
        }
        Ok(Some(gathered))
    }
}

fn fetch<'d>(
    database: &'d Database,
    lazy: &mut Lazy<'d>,
    numbers: &[(i64, i64)],
    into: &mut Gathered,
) -> Result<(), DatabaseError> {
    if numbers.is_empty() {
        return Ok(());
    }
    if numbers.len() > MOST {
        return Err(DatabaseError::TooLong);
    }
    let Some(table) = lazy.table(database)? else {
        return Ok(());
    };
    let mut rows = Vec::with_capacity(numbers.len());
    for (_, number) in numbers {
        rows.extend(table.get(*number)?);
    }
    if !rows.is_empty() {
        into.tables.push((table.name, rows));
    }
    Ok(())
}
