//! The one place where statements meet a database: values in, rows out, every statement `'static`.
//!
//! Statements are written in the `$1` style that SQLite and PostgreSQL both take. A statement whose values do not
//! match its places is refused here, because the driver would send NULL for the missing ones.

use data_encoding::HEXLOWER;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Row as _, Sqlite, TypeInfo as _, ValueRef as _};
use zegel_model::{
    BlobId, CaseId, CopyId, Day, KeyId, PersonId, RegulationId, SeatId, SegmentId, Timestamp,
    WriterId,
};

use crate::error::StoreError;
use crate::tx::Tx;

/// Where rows can be read: a [`Tx`] or a [`crate::Read`], nothing else.
pub trait Source: Connected {}

/// Hands out the connection, and hears how it went.
pub trait Connected: Send {
    /// The connection, unless an earlier statement failed or was abandoned half way.
    fn enter(&mut self) -> Result<&mut SqliteConnection, StoreError>;
    /// The statement ended.
    fn leave(&mut self, fine: bool);
}

/// A statement and its values.
pub(crate) struct Sql {
    text: &'static str,
    values: Vec<Value>,
}

/// Begins a statement.
pub(crate) fn sql(text: &'static str) -> Sql {
    Sql {
        text,
        values: Vec::new(),
    }
}

impl Sql {
    /// The value of the next place.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Every row.
    pub(crate) async fn rows(self, source: &mut impl Source) -> Result<Vec<Row>, StoreError> {
        let query = self.query()?;
        let rows = query.fetch_all(source.enter()?).await;
        source.leave(rows.is_ok());
        Ok(rows?.into_iter().map(Row).collect())
    }

    /// The only row, if there is one.
    pub(crate) async fn row(self, source: &mut impl Source) -> Result<Option<Row>, StoreError> {
        let query = self.query()?;
        let row = query.fetch_optional(source.enter()?).await;
        source.leave(row.is_ok());
        Ok(row?.map(Row))
    }

    /// The row that must be there.
    pub(crate) async fn one_row(self, source: &mut impl Source) -> Result<Row, StoreError> {
        self.row(source).await?.ok_or(StoreError::Missing)
    }

    /// Runs it; how many rows it wrote.
    pub(crate) async fn run(self, tx: &mut Tx) -> Result<u64, StoreError> {
        let query = self.query()?;
        let done = query.execute(tx.enter()?).await;
        tx.leave(done.is_ok());
        Ok(done?.rows_affected())
    }

    /// Runs it; it must write exactly one row.
    pub(crate) async fn run_one(self, tx: &mut Tx) -> Result<(), StoreError> {
        if self.run(tx).await? == 1 {
            Ok(())
        } else {
            Err(StoreError::Missing)
        }
    }

    fn query(self) -> Result<sqlx::query::Query<'static, Sqlite, SqliteArguments>, StoreError> {
        if places(self.text) != self.values.len() {
            return Err(StoreError::Binds);
        }
        let mut query = sqlx::query(self.text);
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
pub(crate) struct Row(SqliteRow);

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

    /// The value of a column as it lies there.
    pub(crate) fn raw(&self, name: &str) -> Result<Raw, StoreError> {
        let value = self.0.try_get_raw(name)?;
        if value.is_null() {
            return Ok(Raw::Null);
        }
        let kind = value.type_info().into_owned();
        Ok(match kind.name() {
            "INTEGER" => Raw::Int(self.0.try_get(name)?),
            "TEXT" => Raw::Text(self.0.try_get(name)?),
            "BLOB" => Raw::Bytes(self.0.try_get(name)?),
            _ => Raw::Foreign,
        })
    }

    /// The names of its columns.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        use sqlx::Column as _;
        self.0
            .columns()
            .iter()
            .map(sqlx::sqlite::SqliteColumn::name)
    }
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

ids!(BlobId CaseId CopyId KeyId PersonId RegulationId SeatId SegmentId WriterId);

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
    fn a_missing_value_is_refused() {
        assert!(matches!(
            sql("SELECT $1, $2").bind(1_i64).query(),
            Err(StoreError::Binds)
        ));
        assert!(matches!(
            sql("SELECT $1").bind(u64::MAX).query(),
            Err(StoreError::TooLarge)
        ));
    }
}
