//! The archive's database as whoever keeps the machine sees it: past the program, with SQL.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Row};

/// The file in an archive's folder.
pub const FILE: &str = "zegel.db";

/// A connection that no constraint stops.
pub struct Database(SqliteConnection);

impl Database {
    /// Opens the database of an archive.
    pub async fn open(archive: &Path) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(archive.join(FILE))
            .foreign_keys(false);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::query("PRAGMA ignore_check_constraints = ON")
            .execute(&mut connection)
            .await
            .unwrap();
        Self(connection)
    }

    /// Opens a database that is not an archive's.
    pub async fn file(file: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(file);
        Self(SqliteConnection::connect_with(&options).await.unwrap())
    }

    /// Runs a statement; answers how many rows it touched.
    pub async fn run(&mut self, sql: &str) -> u64 {
        let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut self.0).await;
        done.unwrap_or_else(|error| panic!("{sql}: {error}"))
            .rows_affected()
    }

    /// A column of numbers.
    pub async fn numbers(&mut self, sql: &str) -> Vec<i64> {
        let rows = sqlx::query(AssertSqlSafe(sql))
            .fetch_all(&mut self.0)
            .await
            .unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// A column of texts.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let rows = sqlx::query(AssertSqlSafe(sql))
            .fetch_all(&mut self.0)
            .await
            .unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Everything is in the file itself and the file is closed.
    pub async fn close(mut self) {
        self.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
        self.0.close().await.unwrap();
    }
}

/// A database with one table and nothing of ours: what the same rows cost without Zegel.
pub struct Plain(SqliteConnection);

impl Plain {
    /// Makes it in a folder, as durable as the archive's.
    pub async fn new(folder: &Path) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("plain.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::query("CREATE TABLE entry (id INTEGER PRIMARY KEY, salt BLOB, payload BLOB)")
            .execute(&mut connection)
            .await
            .unwrap();
        Self(connection)
    }

    /// So many transactions of so many rows, a statement for each row; answers how many rows there are then.
    pub async fn insert(mut self, transactions: usize, rows: usize) -> usize {
        for _ in 0..transactions {
            let mut transaction = self.0.begin().await.unwrap();
            for _ in 0..rows {
                sqlx::query("INSERT INTO entry (salt, payload) VALUES ($1, $2)")
                    .bind([7_u8; 32].as_slice())
                    .bind([8_u8; 120].as_slice())
                    .execute(&mut *transaction)
                    .await
                    .unwrap();
            }
            transaction.commit().await.unwrap();
        }
        transactions * rows
    }
}
