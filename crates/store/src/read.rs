//! A view of the database as it was at one moment. Records nothing, waits for no writer.

use sqlx::sqlite::SqliteConnection;
use sqlx::{Sqlite, Transaction};

use crate::error::StoreError;
use crate::sql::{Connected, Source};

/// A consistent view. Keep it short: while it lives, the write-ahead log cannot be folded in.
pub struct Read(Transaction<'static, Sqlite>);

impl Read {
    pub(crate) fn new(transaction: Transaction<'static, Sqlite>) -> Self {
        Self(transaction)
    }
}

impl Connected for Read {
    fn enter(&mut self) -> Result<&mut SqliteConnection, StoreError> {
        Ok(&mut self.0)
    }

    fn leave(&mut self, _fine: bool) {}
}

impl Source for Read {}
