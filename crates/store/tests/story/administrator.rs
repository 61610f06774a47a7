//! Somebody with SQL and every right on the database: past the program, past its constraints.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Row as _};

/// Their connection.
pub(crate) enum Administrator {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Number,
    Text,
    Bytes,
}

/// A column: its name, what it holds, whether it must have a value, its place in the key from 1 or 0.
pub(crate) type Column = (String, Kind, bool, i64);

impl Administrator {
    pub(crate) async fn of_file(folder: &Path) -> Self {
        let connection = SqliteConnectOptions::new()
            .filename(folder.join("zegel.db"))
            .foreign_keys(false)
            .pragma("ignore_check_constraints", "ON")
            .busy_timeout(Duration::from_secs(10))
            .connect()
            .await;
        Self::Sqlite(connection.unwrap())
    }

    pub(crate) async fn of_server(address: &str) -> Self {
        let options = PgConnectOptions::from_str(address).unwrap();
        let mut administrator = Self::Postgres(options.connect().await.unwrap());
        // No trigger looks after references any more, and nothing after the form of values or what is unique.
        administrator
            .run("SET session_replication_role = replica")
            .await;
        let checks = "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) \
                      FROM pg_constraint WHERE contype IN ('c', 'u') AND connamespace = 'public'::regnamespace";
        for drop in administrator.texts(checks).await {
            administrator.run(&drop).await;
        }
        administrator
    }

    /// Runs statements.
    pub(crate) async fn run(&mut self, statements: &str) {
        let statements = sqlx::raw_sql(AssertSqlSafe(statements));
        match self {
            Self::Sqlite(connection) => drop(statements.execute(connection).await.unwrap()),
            Self::Postgres(connection) => drop(statements.execute(connection).await.unwrap()),
        }
    }

    /// A column of texts.
    pub(crate) async fn texts(&mut self, query: &str) -> Vec<String> {
        match self {
            Self::Sqlite(connection) => {
                let query = sqlx::query(AssertSqlSafe(query)).fetch_all(connection);
                query.await.unwrap().iter().map(|row| row.get(0)).collect()
            }
            Self::Postgres(connection) => {
                let query = sqlx::query(AssertSqlSafe(query)).fetch_all(connection);
                query.await.unwrap().iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// Bytes of a row.
    pub(crate) async fn bytes(&mut self, query: &str) -> Vec<u8> {
        match self {
            Self::Sqlite(connection) => {
                let query = sqlx::query(AssertSqlSafe(query)).fetch_one(connection);
                query.await.unwrap().get(0)
            }
            Self::Postgres(connection) => {
                let query = sqlx::query(AssertSqlSafe(query)).fetch_one(connection);
                query.await.unwrap().get(0)
            }
        }
    }

    /// Every table, by name.
    pub(crate) async fn tables(&mut self) -> Vec<String> {
        let query = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            }
            Self::Postgres(_) => {
                "SELECT table_name::text COLLATE \"C\" FROM information_schema.tables \
                 WHERE table_schema = 'public' ORDER BY 1"
            }
        };
        self.texts(query).await
    }

    /// The columns of a table, in their order.
    pub(crate) async fn columns(&mut self, table: &str) -> Vec<Column> {
        let query = match self {
            Self::Sqlite(_) => format!(
                "SELECT name || ' ' || type || ' ' || \"notnull\" || ' ' || pk FROM pragma_table_info('{table}') \
                 ORDER BY cid"
            ),
            Self::Postgres(_) => format!(
                "SELECT a.attname || ' ' || format_type(a.atttypid, NULL) || ' ' || a.attnotnull::int || ' ' || \
                 COALESCE(array_position(i.indkey::int[], a.attnum::int) + 1 - array_lower(i.indkey::int[], 1), 0) \
                 FROM pg_attribute a JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary \
                 WHERE a.attrelid = '\"{table}\"'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"
            ),
        };
        let mut columns = Vec::new();
        for line in self.texts(&query).await {
            let parts: Vec<&str> = line.split(' ').collect();
            let kind = match parts[1] {
                "INTEGER" | "bigint" => Kind::Number,
                "TEXT" | "text" => Kind::Text,
                "BLOB" | "bytea" => Kind::Bytes,
                other => panic!("a column of type {other}"),
            };
            columns.push((
                parts[0].to_owned(),
                kind,
                parts[2] == "1",
                parts[3].parse().unwrap(),
            ));
        }
        columns
    }

    /// Another value for a column.
    pub(crate) fn other(&self, column: &str, kind: Kind) -> String {
        match (kind, self) {
            (Kind::Number, _) => format!("COALESCE(\"{column}\", 0) + 1"),
            (Kind::Text, _) => format!("\"{column}\" || ' '"),
            (Kind::Bytes, Self::Sqlite(_)) => format!("CAST(\"{column}\" || 'x' AS BLOB)"),
            (Kind::Bytes, Self::Postgres(_)) => format!("\"{column}\" || '\\x78'::bytea"),
        }
    }

    /// So many bytes, all nought.
    pub(crate) fn zeroes(&self, bytes: usize) -> String {
        let hex = "00".repeat(bytes);
        match self {
            Self::Sqlite(_) => format!("x'{hex}'"),
            Self::Postgres(_) => format!("'\\x{hex}'::bytea"),
        }
    }

    /// What tells rows of a table apart, whatever their columns say.
    pub(crate) const fn row(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "rowid",
            Self::Postgres(_) => "ctid",
        }
    }
}
