//! The database as its administrator sees it: for the demo, which shows that there is nothing to read.

pub use zegel_store::glimpse::Glimpse;

use crate::{App, Failure};

/// Rows of a table that are shown.
const ROWS: u32 = 4;

/// Tables that are about conversations and people, with a few rows each.
pub async fn tables(app: &App) -> Result<Vec<Glimpse>, Failure> {
    Ok(zegel_store::glimpse::tables(&mut app.store.read().await?, ROWS).await?)
}
