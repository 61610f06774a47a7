//! A few rows of a table as raw SQL shows them: what there is to see for whoever has the database and no keys.

use data_encoding::HEXLOWER;

use crate::error::StoreError;
use crate::sql::{Raw, Source, Sql, sql};

/// Bytes of a value that are shown.
const SHOWN: usize = 24;

/// A table with a few of its rows.
#[derive(Debug, Clone)]
pub struct Glimpse {
    /// Its name.
    pub name: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// Its columns.
    pub columns: Vec<String>,
    /// Some rows, each as long as `columns`.
    pub sample: Vec<Vec<Shown>>,
}

/// A value as SQL shows it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its text; of bytes the first in hex.
    pub text: String,
    /// It is ciphertext.
    pub sealed: bool,
}

/// The tables that are about conversations and people: name, rows, sample.
const TABLES: [(&str, &str, &str); 6] = [
    (
        "message",
        "SELECT COUNT(*) AS rows FROM message",
        "SELECT * FROM message LIMIT $1",
    ),
    (
        "segment",
        "SELECT COUNT(*) AS rows FROM segment",
        "SELECT * FROM segment LIMIT $1",
    ),
    (
        "copy",
        "SELECT COUNT(*) AS rows FROM copy",
        "SELECT * FROM copy LIMIT $1",
    ),
    (
        "import_list",
        "SELECT COUNT(*) AS rows FROM import_list",
        "SELECT * FROM import_list LIMIT $1",
    ),
    (
        "event",
        "SELECT COUNT(*) AS rows FROM event",
        "SELECT * FROM event ORDER BY id DESC LIMIT $1",
    ),
    (
        "release",
        "SELECT COUNT(*) AS rows FROM release",
        "SELECT * FROM release LIMIT $1",
    ),
];

/// A few rows of each of these tables.
pub async fn tables(source: &mut impl Source, limit: u32) -> Result<Vec<Glimpse>, StoreError> {
    let mut out = Vec::new();
    for (name, count, sample) in TABLES {
        let rows = Sql::one_row(sql(count), source).await?.get("rows")?;
        let found = sql(sample).bind(limit).rows(source).await?;
        let columns: Vec<String> = found
            .first()
            .map(|row| row.columns().into_iter().map(str::to_owned).collect())
            .unwrap_or_default();
        let mut sample = Vec::new();
        for row in &found {
            sample.push(
                columns
                    .iter()
                    .map(|column| Ok(shown(column, row.raw(column.as_str())?)))
                    .collect::<Result<_, StoreError>>()?,
            );
        }
        out.push(Glimpse {
            name,
            rows,
            columns,
            sample,
        });
    }
    Ok(out)
}

fn shown(column: &str, value: Raw) -> Shown {
    let sealed = matches!(column, "ciphertext" | "boxes" | "sealed" | "resealed");
    let text = match value {
        Raw::Null => "NULL".to_owned(),
        Raw::Int(number) => number.to_string(),
        Raw::Text(text) => text,
        Raw::Bytes(bytes) => {
            let more = if bytes.len() > SHOWN { "…" } else { "" };
            let first: Vec<u8> = bytes.into_iter().take(SHOWN).collect();
            // What stands there in clear is shown in clear: hex would only look like a secret.
            let clear = str::from_utf8(&first)
                .ok()
                .filter(|text| text.starts_with('{'));
            clear.map_or_else(
                || format!("{}{more}", HEXLOWER.encode(&first)),
                |text| format!("{text}{more}"),
            )
        }
        Raw::Foreign => "?".to_owned(),
    };
    Shown { text, sealed }
}
