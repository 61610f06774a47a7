//! The one place where statements meet a database: values in, rows out, every statement `'static`.
//!
//! Statements are written in the `$1` style that SQLite and PostgreSQL both take. A statement whose values do not
//! match its places is refused here, because the driver would send NULL for the missing ones.

use std::sync::OnceLock;

use data_encoding::HEXLOWER;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::query::Query;
use sqlx::sqlite::SqliteRow;
use sqlx::{
    ColumnIndex, Database, Decode, Encode, Postgres, Row as _, Sqlite, Type, TypeInfo as _,
    ValueRef as _,
};
use zegel_model::{
    BlobId, CaseId, CopyId, Day, HoldId, KeyId, PersonId, RegulationId, SeatId, SegmentId,
    Timestamp, WriterId,
};

use crate::driver::{Handle, answered};
use crate::error::StoreError;
use crate::tx::Tx;

/// Where rows can be read: a [`Tx`] or a [`crate::Read`], nothing else.
pub trait Source: Connected {}

/// Hands out the connection, and hears how it went.
pub trait Connected: Send {
    /// The connection, unless an earlier statement failed or was abandoned half way.
    fn enter(&mut self) -> Result<Handle<'_>, StoreError>;
    /// The statement ended.
    fn leave(&mut self, fine: bool);
}

/// A statement and its values.
pub(crate) struct Sql {
    text: &'static str,
    /// The same for SQLite, where it has a text of its own.
    for_file: Option<&'static str>,
    values: Vec<Value>,
}

/// Begins a statement.
pub(crate) fn sql(text: &'static str) -> Sql {
    Sql {
        text,
        for_file: None,
        values: Vec::new(),
    }
}

impl Sql {
    /// What SQLite is asked instead, where one text does not do for both.
    pub(crate) fn for_file(mut self, text: &'static str) -> Self {
        self.for_file = Some(text);
        self
    }

    /// The value of the next place.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Every row.
    pub(crate) async fn rows(self, source: &mut impl Source) -> Result<Vec<Row>, StoreError> {
        self.check()?;
        let [file, server] = self.texts();
        let rows = match source.enter()? {
            Handle::Sqlite(connection) => self
                .query::<Sqlite>(file)?
                .fetch_all(connection)
                .await
                .map(rows_of)
                .map_err(Into::into),
            Handle::Postgres(connection) => {
                answered(self.query::<Postgres>(server)?.fetch_all(connection))
                    .await
                    .map(rows_of)
            }
        };
        source.leave(rows.is_ok());
        rows
    }

    /// The only row, if there is one.
    pub(crate) async fn row(self, source: &mut impl Source) -> Result<Option<Row>, StoreError> {
        self.check()?;
        let [file, server] = self.texts();
        let row = match source.enter()? {
            Handle::Sqlite(connection) => {
                let row = self.query::<Sqlite>(file)?.fetch_optional(connection).await;
                row.map(|row| row.map(Row::Sqlite))
                    .map_err(StoreError::from)
            }
            Handle::Postgres(connection) => {
                let row =
                    answered(self.query::<Postgres>(server)?.fetch_optional(connection)).await;
                row.map(|row| row.map(Row::Postgres))
            }
        };
        source.leave(row.is_ok());
        row
    }

    /// The row that must be there.
    pub(crate) async fn one_row(self, source: &mut impl Source) -> Result<Row, StoreError> {
        self.row(source).await?.ok_or(StoreError::Missing)
    }

    /// Runs it; how many rows it wrote.
    pub(crate) async fn run(self, tx: &mut Tx) -> Result<u64, StoreError> {
        self.check()?;
        let [file, server] = self.texts();
        let done = match tx.enter()? {
            Handle::Sqlite(connection) => {
                let done = self.query::<Sqlite>(file)?.execute(connection).await;
                done.map(|done| done.rows_affected())
                    .map_err(StoreError::from)
            }
            Handle::Postgres(connection) => {
                let done = answered(self.query::<Postgres>(server)?.execute(connection)).await;
                done.map(|done| done.rows_affected())
            }
        };
        tx.leave(done.is_ok());
        done
    }

    /// Runs it; it must write exactly one row.
    pub(crate) async fn run_one(self, tx: &mut Tx) -> Result<(), StoreError> {
        if self.run(tx).await? == 1 {
            Ok(())
        } else {
            Err(StoreError::Missing)
        }
    }

    /// Before the connection is touched: a refusal here costs the transaction nothing.
    fn check(&self) -> Result<(), StoreError> {
        if places(self.text) != self.values.len() {
            return Err(StoreError::Binds);
        }
        for value in &self.values {
            match value {
                Value::TooLarge => return Err(StoreError::TooLarge),
                // PostgreSQL cannot keep it, so neither may SQLite.
                Value::Text(Some(text)) if text.contains('\0') => return Err(StoreError::Nul),
                Value::Int(_) | Value::Text(_) | Value::Bytes(_) => {}
            }
        }
        Ok(())
    }

    /// For SQLite and for PostgreSQL.
    fn texts(&self) -> [&'static str; 2] {
        [self.for_file.unwrap_or(self.text), self.text]
    }

    fn query<D>(self, text: &'static str) -> Result<Query<'static, D, D::Arguments>, StoreError>
    where
        D: Database,
        Option<i64>: Encode<'static, D> + Type<D>,
        Option<String>: Encode<'static, D> + Type<D>,
        Option<Vec<u8>>: Encode<'static, D> + Type<D>,
    {
        let mut query = sqlx::query::<D>(text);
        for value in self.values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
                Value::TooLarge => return Err(StoreError::TooLarge),
            };
        }
        Ok(query)
    }
}

fn rows_of<R: Into<Row>>(rows: Vec<R>) -> Vec<Row> {
    rows.into_iter().map(Into::into).collect()
}

/// A statement about several rows at once, for the numbers of rows that are worth one: a round trip each would take
/// longer than the writing. Its text is made once and stays.
///
/// For SQLite with nameless places, unless rows share values: the driver asks for the name of each place, and SQLite
/// goes through all names to answer. With a thousand places that took longer than the writing.
pub(crate) struct Many {
    head: &'static str,
    /// Values that all rows share: `$1` and so on.
    shared: usize,
    columns: usize,
    tail: &'static str,
    texts: [OnceLock<[String; 2]>; Many::SIZES.len()],
}

impl Many {
    /// Rows of a statement: as many of the largest as fit, then the next.
    const SIZES: [usize; 3] = [128, 16, 1];

    /// `head`, then for each row `(…)` with so many places, then `tail`.
    pub(crate) const fn new(
        head: &'static str,
        shared: usize,
        columns: usize,
        tail: &'static str,
    ) -> Self {
        Self {
            head,
            shared,
            columns,
            tail,
            texts: [const { OnceLock::new() }; Self::SIZES.len()],
        }
    }

    /// The statements that it takes for these rows, each with its rows; nothing is bound yet.
    pub(crate) fn statements<'a, T>(
        &'static self,
        mut rows: &'a [T],
    ) -> impl Iterator<Item = (Sql, &'a [T])> {
        std::iter::from_fn(move || {
            let fits = |(_, size): &(_, &usize)| **size <= rows.len();
            let (index, size) = Self::SIZES.iter().enumerate().find(fits)?;
            let (now, later) = rows.split_at_checked(*size)?;
            rows = later;
            let texts = self.texts.get(index)?.get_or_init(|| self.both(*size));
            let [text, nameless] = texts;
            let for_file = (self.shared == 0).then_some(nameless.as_str());
            Some((
                Sql {
                    for_file,
                    ..sql(text)
                },
                now,
            ))
        })
    }

    fn both(&self, rows: usize) -> [String; 2] {
        let numbered = |row: usize, column: usize| {
            format!("${}", self.shared + row * self.columns + column + 1)
        };
        let nameless = |_, _| "?".to_owned();
        [self.text(rows, &numbered), self.text(rows, &nameless)]
    }

    fn text(&self, rows: usize, place: &dyn Fn(usize, usize) -> String) -> String {
        let row = |row: usize| {
            let places: Vec<_> = (0..self.columns).map(|column| place(row, column)).collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<_> = (0..rows).map(row).collect();
        format!("{}{}{}", self.head, rows.join(", "), self.tail)
    }
}

/// The highest `$n` of a statement.
fn places(text: &str) -> usize {
    text.split('$')
        .skip(1)
        .filter_map(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest.get(..digits).and_then(|n| n.parse().ok())
        })
        .fold(0, usize::max)
}

/// What a place can hold.
#[derive(Clone)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    TooLarge,
}

macro_rules! value {
    ($($from:ty as $name:ident => $to:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($name: $from) -> Self {
                $to
            }
        }
    )*};
}

value! {
    i64 as n => Self::Int(Some(n));
    i32 as n => Self::Int(Some(n.into()));
    u32 as n => Self::Int(Some(n.into()));
    u8 as n => Self::Int(Some(n.into()));
    bool as yes => Self::Int(Some(yes.into()));
    u64 as n => i64::try_from(n).map_or(Self::TooLarge, |n| Self::Int(Some(n)));
    usize as n => i64::try_from(n).map_or(Self::TooLarge, |n| Self::Int(Some(n)));
    Timestamp as at => Self::Int(Some(at.micros()));
    Option<Timestamp> as at => Self::Int(at.map(Timestamp::micros));
    Day as day => Self::Int(Some(day.number().into()));
    &str as text => Self::Text(Some(text.to_owned()));
    String as text => Self::Text(Some(text));
    &[u8] as bytes => Self::Bytes(Some(bytes.to_vec()));
    Vec<u8> as bytes => Self::Bytes(Some(bytes));
    [u8; 32] as bytes => Self::Bytes(Some(bytes.to_vec()));
    &[u8; 32] as bytes => Self::Bytes(Some(bytes.to_vec()));
}

/// A row as it was read.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Self {
        Self::Sqlite(row)
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Self {
        Self::Postgres(row)
    }
}

/// A stored value before anybody says what it means.
#[derive(Clone)]
pub(crate) enum Raw {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    /// A type that the store never writes.
    Foreign,
}

impl Row {
    /// The value of a column, in the type that the model gives it.
    pub(crate) fn get<T: Column>(&self, name: &'static str) -> Result<T, StoreError> {
        T::read(self.raw(name)?).ok_or(StoreError::Corrupt(name))
    }

    /// The value of a column, read from JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, StoreError> {
        serde_json::from_str(&self.get::<String>(name)?).map_err(|_| StoreError::Corrupt(name))
    }

    /// The value at a place among the columns that were asked for, from 0: finding a column by its name takes longer
    /// than reading it, where rows are many. `name` is for the error alone.
    pub(crate) fn at<T: Column>(&self, place: usize, name: &'static str) -> Result<T, StoreError> {
        T::read(self.raw(place)?).ok_or(StoreError::Corrupt(name))
    }

    /// The value of a column as it lies there.
    pub(crate) fn raw<I>(&self, column: I) -> Result<Raw, StoreError>
    where
        I: ColumnIndex<SqliteRow> + ColumnIndex<PgRow>,
    {
        match self {
            Self::Sqlite(row) => {
                let value = row.try_get_raw(column)?;
                if value.is_null() {
                    return Ok(Raw::Null);
                }
                let kind = value.type_info().into_owned();
                Ok(match kind.name() {
                    "INTEGER" => Raw::Int(read::<Sqlite, _>(value)?),
                    "TEXT" => Raw::Text(read::<Sqlite, _>(value)?),
                    "BLOB" => Raw::Bytes(read::<Sqlite, _>(value)?),
                    _ => Raw::Foreign,
                })
            }
            Self::Postgres(row) => {
                let value = row.try_get_raw(column)?;
                if value.is_null() {
                    return Ok(Raw::Null);
                }
                let kind = value.type_info().into_owned();
                Ok(match kind.name() {
                    "INT8" => Raw::Int(read::<Postgres, _>(value)?),
                    "INT4" => Raw::Int(read::<Postgres, i32>(value)?.into()),
                    "TEXT" => Raw::Text(read::<Postgres, _>(value)?),
                    "BYTEA" => Raw::Bytes(read::<Postgres, _>(value)?),
                    _ => Raw::Foreign,
                })
            }
        }
    }

    /// The names of its columns.
    pub(crate) fn columns(&self) -> Vec<&str> {
        match self {
            Self::Sqlite(row) => row.columns().iter().map(sqlx::Column::name).collect(),
            Self::Postgres(row) => row.columns().iter().map(sqlx::Column::name).collect(),
        }
    }
}

/// A value of a type that was looked at before.
fn read<'r, D: Database, T: Decode<'r, D>>(value: D::ValueRef<'r>) -> Result<T, StoreError> {
    T::decode(value).map_err(|error| sqlx::Error::Decode(error).into())
}

impl Raw {
    /// The canonical JSON of the value: a number, a string, null, or `{"hex":"..."}` for bytes.
    pub(crate) fn json(self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Int(n) => n.into(),
            Self::Text(text) => text.into(),
            Self::Bytes(bytes) => serde_json::json!({ "hex": HEXLOWER.encode(&bytes) }),
            Self::Foreign => serde_json::json!({ "foreign": true }),
        }
    }
}

/// JSON text for a column.
pub(crate) fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(StoreError::Encode)
}

/// A type that a column can be read as.
pub(crate) trait Column: Sized {
    /// `None` when the value has another form.
    fn read(raw: Raw) -> Option<Self>;
}

macro_rules! column {
    ($($pattern:pat => $type:ty, $value:expr;)*) => {$(
        impl Column for $type {
            fn read(raw: Raw) -> Option<Self> {
                if let $pattern = raw { $value } else { None }
            }
        }
    )*};
}

column! {
    Raw::Int(n) => i64, Some(n);
    Raw::Int(n) => u64, n.try_into().ok();
    Raw::Int(n) => u32, n.try_into().ok();
    Raw::Int(n) => u8, n.try_into().ok();
    Raw::Int(n) => bool, match n { 0 => Some(false), 1 => Some(true), _ => None };
    Raw::Int(n) => Timestamp, Some(Timestamp::from_micros(n));
    Raw::Int(n) => Day, n.try_into().ok().and_then(Day::from_number);
    Raw::Text(text) => String, Some(text);
    Raw::Bytes(bytes) => Vec<u8>, Some(bytes);
    Raw::Bytes(bytes) => [u8; 32], bytes.try_into().ok();
}

impl<T: Column> Column for Option<T> {
    fn read(raw: Raw) -> Option<Self> {
        match raw {
            Raw::Null => Some(None),
            other @ (Raw::Int(_) | Raw::Text(_) | Raw::Bytes(_) | Raw::Foreign) => {
                T::read(other).map(Some)
            }
        }
    }
}

macro_rules! ids {
    ($($id:ident)*) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::Bytes(Some(id.as_bytes().to_vec()))
            }
        }
        impl Column for $id {
            fn read(raw: Raw) -> Option<Self> {
                if let Raw::Bytes(bytes) = raw { Self::try_from(bytes.as_slice()).ok() } else { None }
            }
        }
    )*};
}

ids!(BlobId CaseId CopyId HoldId KeyId PersonId RegulationId SeatId SegmentId WriterId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_by_the_highest_number() {
        assert_eq!(places("SELECT 1"), 0);
        assert_eq!(places("SELECT $1, $2 WHERE x = $1"), 2);
        assert_eq!(places("VALUES ($10, $9)"), 10);
    }

    #[test]
    fn many_rows_are_a_statement_of_every_size_that_fits() {
        static PAIRS: Many = Many::new("INSERT INTO a VALUES ", 1, 2, " WHERE b = $1");
        let rows = [0_u8; 300];
        let statements: Vec<_> = PAIRS.statements(&rows).collect();
        let sizes: Vec<_> = statements.iter().map(|(_, rows)| rows.len()).collect();
        assert_eq!(sizes, [[128; 2].as_slice(), &[16; 2], &[1; 12]].concat());
        let (first, last) = (&statements[0].0, &statements[15].0);
        assert_eq!(places(first.text), 257);
        assert_eq!(last.text, "INSERT INTO a VALUES ($2, $3) WHERE b = $1");
        assert_eq!(last.for_file, None, "what is shared has a number");
        assert_eq!(PAIRS.statements(&rows[..0]).count(), 0);
    }

    #[test]
    fn places_of_many_rows_have_no_names_on_sqlite() {
        static PAIRS: Many = Many::new("INSERT INTO a VALUES ", 0, 2, "");
        let (one, _) = PAIRS.statements(&[0_u8]).next().unwrap();
        assert_eq!(one.text, "INSERT INTO a VALUES ($1, $2)");
        assert_eq!(one.for_file, Some("INSERT INTO a VALUES (?, ?)"));
    }

    #[test]
    fn a_missing_value_is_refused() {
        assert!(matches!(
            sql("SELECT $1, $2").bind(1_i64).check(),
            Err(StoreError::Binds)
        ));
        assert!(matches!(
            sql("SELECT $1").bind(u64::MAX).check(),
            Err(StoreError::TooLarge)
        ));
        assert!(matches!(
            sql("SELECT $1").bind("a\0b").check(),
            Err(StoreError::Nul)
        ));
    }
}
