//! Every row as plain values, table by table: what a backup holds, whichever database it came from or goes to.
//!
//! Links that sign in, sessions and tokens are not among them, nor the steps of the schema: a restored archive makes
//! its own. Rows are read in the order of their keys and written in the order of [`TABLES`], parents first.

use crate::error::StoreError;
use crate::sql::{Raw, Row, Source, Sql, Value, sql};
use crate::tx::Tx;

/// Rows read at a time.
const PAGE: usize = 200;

/// A value of a column. No `Debug`: it may be a name.
#[derive(Clone, PartialEq, Eq)]
pub enum Field {
    /// Absent.
    Null,
    /// A number, a moment, a day.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// What a column holds, unless it is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Field::Int`]
    Int,
    /// [`Field::Text`]
    Text,
    /// [`Field::Bytes`]
    Bytes,
}

/// A table that travels.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in the order of a row's fields. The key comes first.
    pub columns: &'static [(&'static str, Kind)],
    /// How many columns the key has.
    key: usize,
    first: &'static str,
    next: &'static str,
    insert: &'static str,
}

macro_rules! columns {
    ($c0:literal $(, $c:literal)*) => { concat!($c0 $(, ", ", $c)*) };
}

macro_rules! tables {
    ($($name:literal as $sql:literal by ($k0:literal $p0:literal $t0:ident $(, $k:literal $p:literal $t:ident)*)
        then ($($c:literal $q:literal $u:ident),*);)*) => {
        &[$(Table {
            name: $name,
            columns: &[($k0, Kind::$t0), $(($k, Kind::$t),)* $(($c, Kind::$u),)*],
            key: [$k0, $($k,)*].len(),
            first: concat!("SELECT * FROM ", $sql, " ORDER BY ", columns!($k0 $(, $k)*), " LIMIT 200"),
            next: concat!("SELECT * FROM ", $sql, " WHERE (", columns!($k0 $(, $k)*), ") > (",
                columns!($p0 $(, $p)*), ") ORDER BY ", columns!($k0 $(, $k)*), " LIMIT 200"),
            insert: concat!("INSERT INTO ", $sql, " (", columns!($k0 $(, $k)* $(, $c)*), ") VALUES (",
                columns!($p0 $(, $p)* $(, $q)*), ")"),
        },)*]
    };
}

/// Every table that travels, parents before children.
pub static TABLES: &[Table] = tables! {
    "log" as "log" by ("name" "$1" Text) then ("size" "$2" Int, "root" "$3" Bytes, "checkpoint" "$4" Bytes,
        "epoch" "$5" Int, "holder" "$6" Text, "lease_until" "$7" Int);
    "batch" as "batch" by ("id" "$1" Int) then ("log" "$2" Text, "count" "$3" Int, "entries" "$4" Bytes,
        "code" "$5" Bytes, "first_index" "$6" Int);
    "tile" as "tile" by ("log" "$1" Text, "path" "$2" Text) then ("bytes" "$3" Bytes);
    "checkpoint" as "checkpoint" by ("log" "$1" Text, "size" "$2" Int) then ("at" "$3" Int, "note" "$4" Bytes);
    "cosignature" as "cosignature" by ("log" "$1" Text, "size" "$2" Int, "cosigner" "$3" Text)
        then ("line" "$4" Text);
    "event" as "event" by ("id" "$1" Int) then ("batch" "$2" Int, "place" "$3" Int, "at" "$4" Int,
        "name" "$5" Text, "salt" "$6" Bytes, "payload" "$7" Bytes, "erased_at" "$8" Int);
    "binding" as "binding" by ("bound_table" "$1" Text, "bound_row" "$2" Text) then ("event" "$3" Int);
    "employer" as "employer" by ("id" "$1" Int) then ("name" "$2" Text, "headcount" "$3" Int,
        "works_council" "$4" Int, "salt" "$5" Bytes);
    "person" as "person" by ("id" "$1" Bytes) then ("name" "$2" Text, "roles" "$3" Text, "added" "$4" Int,
        "salt" "$5" Bytes);
    "seat" as "seat" by ("id" "$1" Bytes) then ("holder" "$2" Bytes, "side" "$3" Int, "public" "$4" Text,
        "registered" "$5" Int, "drilled" "$6" Int, "salt" "$7" Bytes);
    "employee_key" as "employee_key" by ("id" "$1" Bytes) then ("person" "$2" Bytes, "public" "$3" Text,
        "registered" "$4" Int, "salt" "$5" Bytes);
    "regulation" as "regulation" by ("id" "$1" Bytes) then ("version" "$2" Int, "state" "$3" Text,
        "document" "$4" Text, "salt" "$5" Bytes);
    "copy" as "copy" by ("id" "$1" Bytes) then ("holder" "$2" Bytes, "class" "$3" Int, "provenance" "$4" Text,
        "begun" "$5" Int, "salt" "$6" Bytes);
    "context" as "context" by ("writer" "$1" Bytes) then ("contexts" "$2" Bytes, "salt" "$3" Bytes);
    "segment" as "segment" by ("id" "$1" Bytes) then ("copy" "$2" Bytes, "day" "$3" Int, "writer" "$4" Bytes,
        "class" "$5" Int, "creation" "$6" Bytes, "creation_leaf" "$7" Bytes, "boxes" "$8" Bytes,
        "participants" "$9" Bytes, "batch" "$10" Int, "place" "$11" Int, "salt" "$12" Bytes);
    "participation" as "participation" by ("person" "$1" Bytes, "segment" "$2" Bytes) then ();
    "message" as "message" by ("segment" "$1" Bytes, "position" "$2" Int) then ("clear" "$3" Bytes,
        "ciphertext" "$4" Bytes, "commitment" "$5" Bytes, "row_salt" "$6" Bytes, "leaf" "$7" Bytes,
        "batch" "$8" Int, "place" "$9" Int);
    "blob" as "blob" by ("id" "$1" Bytes) then ("copy" "$2" Bytes, "sha256" "$3" Bytes, "size" "$4" Int);
    "import_list" as "import_list" by ("id" "$1" Int) then ("person" "$2" Bytes, "copy" "$3" Bytes,
        "key" "$4" Bytes, "sealed" "$5" Bytes);
    "case" as "\"case\"" by ("id" "$1" Bytes) then ("reviewer" "$2" Bytes, "requested" "$3" Int,
        "document" "$4" Text, "salt" "$5" Bytes);
    "release" as "release" by ("case_id" "$1" Bytes, "seat" "$2" Bytes) then ("approval" "$3" Bytes,
        "resealed" "$4" Bytes);
    "disclosure" as "disclosure" by ("person" "$1" Bytes, "number" "$2" Int) then ("case_id" "$3" Bytes,
        "purpose" "$4" Text, "look" "$5" Text, "at" "$6" Int, "salt" "$7" Bytes);
    "hold" as "hold" by ("id" "$1" Bytes) then ("proposed" "$2" Int, "document" "$3" Text, "salt" "$4" Bytes);
    "job" as "job" by ("id" "$1" Int) then ("due" "$2" Int, "body" "$3" Text, "lease_until" "$4" Int);
};

/// Tables that stay where they are.
pub const HOME: &[&str] = &[
    "migration",
    "node",
    "restoration",
    "room",
    "session",
    "sign_in",
    "writer",
];

/// The table of a name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// The rows behind one, or the first ones; none when all were read. Bounded: a page of 200.
pub async fn page(
    source: &mut impl Source,
    table: &Table,
    after: Option<&[Field]>,
) -> Result<Vec<Vec<Field>>, StoreError> {
    let statement = match after {
        None => sql(table.first),
        Some(row) => table
            .columns
            .iter()
            .zip(row)
            .take(table.key)
            .map(|((_, kind), field)| field.value(*kind))
            .collect::<Option<Vec<_>>>()
            .ok_or(StoreError::Corrupt("key"))?
            .into_iter()
            .fold(sql(table.next), Sql::bind),
    };
    let rows = statement.rows(source).await?;
    rows.iter().map(|row| table.read(row)).collect()
}

/// Writes one row as it is. [`StoreError::Conflict`] when there is one under its key, [`StoreError::Missing`] when a
/// row that it refers to is not there, [`StoreError::Corrupt`] when it has another form than its table.
pub async fn insert(tx: &mut Tx, table: &Table, row: &[Field]) -> Result<(), StoreError> {
    if row.len() != table.columns.len() {
        return Err(StoreError::Corrupt("row"));
    }
    let values = table.columns.iter().zip(row);
    let values: Option<Vec<Value>> = values
        .map(|((_, kind), field)| field.value(*kind))
        .collect();
    values
        .ok_or(StoreError::Corrupt("row"))?
        .into_iter()
        .fold(sql(table.insert), Sql::bind)
        .run_one(tx)
        .await
}

/// On PostgreSQL: the next number of each table is behind those that were written. SQLite does so by itself.
pub async fn number_on(tx: &mut Tx) -> Result<(), StoreError> {
    for statement in [
        "SELECT setval(pg_get_serial_sequence('batch', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM batch), false)",
        "SELECT setval(pg_get_serial_sequence('event', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM event), false)",
        "SELECT setval(pg_get_serial_sequence('import_list', 'id'), \
         (SELECT COALESCE(MAX(id), 0) + 1 FROM import_list), false)",
        "SELECT setval(pg_get_serial_sequence('job', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM job), false)",
    ] {
        sql(statement).one_row(tx).await?;
    }
    Ok(())
}

/// A page that is not full is the last.
pub fn is_last(rows: &[Vec<Field>]) -> bool {
    rows.len() < PAGE
}

impl Table {
    fn read(&self, row: &Row) -> Result<Vec<Field>, StoreError> {
        self.columns
            .iter()
            .map(|(column, kind)| {
                let field = match row.raw(column)? {
                    Raw::Null => Field::Null,
                    Raw::Int(number) => Field::Int(number),
                    Raw::Text(text) => Field::Text(text),
                    Raw::Bytes(bytes) => Field::Bytes(bytes),
                    Raw::Foreign => return Err(StoreError::Corrupt(column)),
                };
                field
                    .is(*kind)
                    .then_some(field)
                    .ok_or(StoreError::Corrupt(column))
            })
            .collect()
    }
}

impl Field {
    fn is(&self, kind: Kind) -> bool {
        match self {
            Self::Null => true,
            Self::Int(_) => kind == Kind::Int,
            Self::Text(_) => kind == Kind::Text,
            Self::Bytes(_) => kind == Kind::Bytes,
        }
    }

    /// As a value of this kind, which an absent one has too.
    fn value(&self, kind: Kind) -> Option<Value> {
        match (self, kind) {
            (Self::Null, Kind::Int) => Some(Value::Int(None)),
            (Self::Null, Kind::Text) => Some(Value::Text(None)),
            (Self::Null, Kind::Bytes) => Some(Value::Bytes(None)),
            (Self::Int(number), Kind::Int) => Some((*number).into()),
            (Self::Text(text), Kind::Text) => Some(text.as_str().into()),
            (Self::Bytes(bytes), Kind::Bytes) => Some(bytes.as_slice().into()),
            (Self::Int(_) | Self::Text(_) | Self::Bytes(_), _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_travels_or_stays() {
        let mut known: Vec<&str> = TABLES
            .iter()
            .map(|table| table.name)
            .chain(HOME.iter().copied())
            .collect();
        known.sort_unstable();
        let all: Vec<&str> = crate::tables::TABLES
            .iter()
            .map(|table| table.name)
            .collect();
        assert_eq!(known, all);
    }

    #[test]
    fn statements_have_a_place_for_every_column() {
        for table in TABLES {
            for number in 1..=table.columns.len() {
                assert!(
                    table.insert.contains(&format!("${number}")),
                    "{}",
                    table.insert
                );
            }
            assert!(
                !table
                    .insert
                    .contains(&format!("${}", table.columns.len() + 1))
            );
        }
        assert_eq!(
            TABLES[2].next,
            "SELECT * FROM tile WHERE (log, path) > ($1, $2) ORDER BY log, path LIMIT 200"
        );
    }
}
