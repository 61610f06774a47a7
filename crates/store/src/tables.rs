//! Every table, by what an edit of it means, and the digests that bind rows to the conduct log.
//!
//! The digest of a bound row is SHA-256(salt || table || 0 || key || 0 || JSON): the key as its identifier is written
//! (parts joined by `/`), the JSON an object of all columns but the salt, sorted by name, without white space; numbers
//! and texts as they are, absent values `null`, bytes `{"hex":"..."}` in lower case.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use zegel_model::{
    CaseId, CopyId, HoldId, KeyId, PersonId, RegulationId, SeatId, SegmentId, WriterId,
};

use crate::error::StoreError;
use crate::sql::{Raw, Row, Source, Sql, Value, sql};

/// What an edit of a table means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Every row is named, with its digest, by the last event that wrote it.
    Bound,
    /// Every row is hashed into a leaf of a log.
    Leaf,
    /// Follows from the others, or proves itself by a signature or a sealed digest.
    Derived,
    /// Means nothing for evidence: sessions, jobs, what awaits.
    Scratch,
}

/// A table of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What an edit of it means.
    pub kind: Kind,
}

const fn table(name: &'static str, kind: Kind) -> Table {
    Table { name, kind }
}

/// Every table there is. A test compares the list with the schema.
pub const TABLES: &[Table] = &[
    table("batch", Kind::Derived),
    table("binding", Kind::Derived),
    table("blob", Kind::Derived),
    table("case", Kind::Bound),
    table("checkpoint", Kind::Derived),
    table("context", Kind::Bound),
    table("copy", Kind::Bound),
    table("cosignature", Kind::Derived),
    table("disclosure", Kind::Bound),
    table("employee_key", Kind::Bound),
    table("employer", Kind::Bound),
    table("event", Kind::Leaf),
    table("hold", Kind::Bound),
    table("import_list", Kind::Scratch),
    table("job", Kind::Scratch),
    table("log", Kind::Derived),
    table("message", Kind::Leaf),
    table("migration", Kind::Scratch),
    table("node", Kind::Scratch),
    table("participation", Kind::Derived),
    table("person", Kind::Bound),
    table("regulation", Kind::Bound),
    table("release", Kind::Scratch),
    table("restoration", Kind::Scratch),
    table("room", Kind::Scratch),
    table("seat", Kind::Bound),
    table("segment", Kind::Bound),
    table("session", Kind::Scratch),
    table("sign_in", Kind::Scratch),
    table("tile", Kind::Derived),
    table("writer", Kind::Derived),
];

/// How a bound table is read back.
pub(crate) struct BoundTable {
    pub(crate) name: &'static str,
    one: &'static str,
    page: &'static str,
    key: &'static [KeyColumn],
}

/// A column of a key, and how it is written.
enum KeyColumn {
    Id(&'static str, fn(&[u8]) -> Option<String>),
    Number(&'static str),
}

macro_rules! bound {
    ($($name:ident = $table:literal as $sql:literal by $column:literal $id:ty;)*) => {$(
        pub(crate) static $name: BoundTable = BoundTable {
            name: $table,
            one: concat!("SELECT * FROM ", $sql, " WHERE ", $column, " = $1"),
            page: concat!("SELECT * FROM ", $sql, " WHERE ", $column, " > $1 ORDER BY ", $column, " LIMIT 500"),
            key: &[KeyColumn::Id($column, |bytes| <$id>::try_from(bytes).ok().map(|id| id.to_string()))],
        };
    )*};
}

bound! {
    CASE = "case" as "\"case\"" by "id" CaseId;
    CONTEXT = "context" as "context" by "writer" WriterId;
    COPY = "copy" as "copy" by "id" CopyId;
    EMPLOYEE_KEY = "employee_key" as "employee_key" by "id" KeyId;
    HOLD = "hold" as "hold" by "id" HoldId;
    PERSON = "person" as "person" by "id" PersonId;
    REGULATION = "regulation" as "regulation" by "id" RegulationId;
    SEAT = "seat" as "seat" by "id" SeatId;
    SEGMENT = "segment" as "segment" by "id" SegmentId;
}

pub(crate) static EMPLOYER: BoundTable = BoundTable {
    name: "employer",
    one: "SELECT * FROM employer WHERE id = $1",
    page: "SELECT * FROM employer WHERE id > $1 ORDER BY id LIMIT 500",
    key: &[KeyColumn::Number("id")],
};

pub(crate) static DISCLOSURE: BoundTable = BoundTable {
    name: "disclosure",
    one: "SELECT * FROM disclosure WHERE person = $1 AND number = $2",
    page: "SELECT * FROM disclosure WHERE (person, number) > ($1, $2) ORDER BY person, number LIMIT 500",
    key: &[
        KeyColumn::Id("person", |bytes| {
            PersonId::try_from(bytes).ok().map(|id| id.to_string())
        }),
        KeyColumn::Number("number"),
    ],
};

static BOUND: [&BoundTable; 11] = [
    &CASE,
    &CONTEXT,
    &COPY,
    &DISCLOSURE,
    &EMPLOYEE_KEY,
    &EMPLOYER,
    &HOLD,
    &PERSON,
    &REGULATION,
    &SEAT,
    &SEGMENT,
];

/// Every row of a bound table with the digest of what is stored now, in order of the key. [`StoreError::Missing`] when
/// no bound table has this name.
pub async fn bound_rows(
    source: &mut impl Source,
    table: &str,
) -> Result<Vec<(String, [u8; 32])>, StoreError> {
    let table = BOUND
        .into_iter()
        .find(|bound| bound.name == table)
        .ok_or(StoreError::Missing)?;
    let mut cursor: Vec<Value> = table.key.iter().map(KeyColumn::start).collect();
    let mut out = Vec::new();
    loop {
        let page = cursor
            .into_iter()
            .fold(sql(table.page), Sql::bind)
            .rows(source)
            .await?;
        for row in &page {
            out.push(table.digest(row)?);
        }
        let Some(last) = page.last() else {
            return Ok(out);
        };
        cursor = table
            .key
            .iter()
            .map(|column| column.value(last))
            .collect::<Result<_, _>>()?;
    }
}

/// The key as written and the digest of one row as it is stored now.
pub(crate) async fn digest_of(
    source: &mut impl Source,
    table: &'static BoundTable,
    key: Vec<Value>,
) -> Result<Option<(String, [u8; 32])>, StoreError> {
    let row = key
        .into_iter()
        .fold(sql(table.one), Sql::bind)
        .row(source)
        .await?;
    row.map(|row| table.digest(&row)).transpose()
}

/// A digest as events write it.
pub fn hex(digest: &[u8; 32]) -> String {
    HEXLOWER.encode(digest)
}

impl BoundTable {
    fn digest(&self, row: &Row) -> Result<(String, [u8; 32]), StoreError> {
        let key = self
            .key
            .iter()
            .map(|column| column.text(row))
            .collect::<Result<Vec<_>, _>>()?
            .join("/");
        // Whatever lies where the salt was is hashed: the audit shall name such a row, not stop at it.
        let salt = match row.raw("salt")? {
            Raw::Bytes(salt) => salt,
            Raw::Text(text) => text.into_bytes(),
            Raw::Null | Raw::Int(_) | Raw::Foreign => Vec::new(),
        };
        let mut columns = BTreeMap::new();
        for column in row.columns().into_iter().filter(|column| *column != "salt") {
            columns.insert(column, row.raw(column)?.json());
        }
        let json = serde_json::to_vec(&columns).map_err(StoreError::Encode)?;
        let digest = Sha256::new()
            .chain_update(&salt)
            .chain_update(self.name)
            .chain_update([0])
            .chain_update(&key)
            .chain_update([0])
            .chain_update(&json)
            .finalize();
        Ok((key, digest.into()))
    }
}

impl KeyColumn {
    /// Before every key.
    fn start(&self) -> Value {
        match self {
            Self::Id(..) => Vec::new().into(),
            Self::Number(_) => i64::MIN.into(),
        }
    }

    fn value(&self, row: &Row) -> Result<Value, StoreError> {
        match self {
            Self::Id(column, _) => Ok(row.get::<Vec<u8>>(column)?.into()),
            Self::Number(column) => Ok(row.get::<i64>(column)?.into()),
        }
    }

    fn text(&self, row: &Row) -> Result<String, StoreError> {
        match self {
            Self::Id(column, write) => {
                let bytes: Vec<u8> = row.get(column)?;
                Ok(write(&bytes).unwrap_or_else(|| HEXLOWER.encode(&bytes)))
            }
            Self::Number(column) => Ok(row.get::<i64>(column)?.to_string()),
        }
    }
}
