//! Loading a backup into an empty archive, and making sure that what lies there then is what its log says.

use std::fs;

use zegel_store::portable::{Field, TABLES, insert, number_on};
use zegel_store::{Tx, blob, employer, log, node, restoration};

use super::check::{Backup, Listed};
use super::{BackupError, at, blob_path};
use crate::App;
use crate::audit::{Finding, audit};

/// Rows that are written together.
const TOGETHER: usize = 500;

/// What was loaded and compared.
#[derive(Debug, Clone, Copy)]
pub struct Loaded {
    /// Rows of all tables.
    pub rows: u64,
    /// Attachments.
    pub attachments: u64,
    /// Entries of all logs, whose roots were computed again from what was read back.
    pub entries: u64,
}

/// Writes every row and attachment of a backup into an empty archive. Nothing can be recorded there until somebody says
/// what the backup lacks.
pub async fn load(app: &App, backup: &Backup, with_blobs: bool) -> Result<Loaded, BackupError> {
    let mut read = app.store.read().await?;
    let taken = employer::get(&mut read).await?.is_some()
        || !log::names(&mut read).await?.is_empty()
        || restoration::find(&mut read).await?.is_some();
    drop(read);
    if taken {
        return Err(BackupError::NotEmpty);
    }
    let mut tx = app.store.begin().await?;
    restoration::begin(&mut tx, backup.manifest.made).await?;
    tx.commit().await?;
    let rows = tables(app, backup).await?;
    let attachments = if with_blobs {
        attachments(app, backup).await?
    } else {
        0
    };
    node::claim_logs(&app.store, &backup.manifest.key).await?;
    let mut tx = app.store.begin().await?;
    if app.store.is_shared() {
        number_on(&mut tx).await?;
    }
    restoration::loaded(&mut tx).await?;
    tx.commit().await?;
    let entries = sound(app, backup).await?;
    Ok(Loaded {
        rows,
        attachments,
        entries,
    })
}

async fn tables(app: &App, backup: &Backup) -> Result<u64, BackupError> {
    let mut count: u64 = 0;
    for table in TABLES {
        let named = |error| BackupError::Rows(table.name.to_owned(), error);
        let mut rows = backup.rows(table)?;
        let mut tx: Option<Tx> = None;
        let mut held = 0;
        while let Some(mut row) = rows.next_row().map_err(named)? {
            forget_leases(table.columns, &mut row);
            let mut open = match tx.take() {
                Some(open) => open,
                None => app.store.begin().await?,
            };
            insert(&mut open, table, &row).await?;
            count = count.saturating_add(1);
            held += 1;
            if held < TOGETHER {
                tx = Some(open);
            } else {
                open.commit().await?;
                held = 0;
            }
        }
        if let Some(rest) = tx {
            rest.commit().await?;
        }
    }
    Ok(count)
}

/// Whoever held a lease when the backup was made does not hold it here.
fn forget_leases(columns: &[(&str, zegel_store::portable::Kind)], row: &mut [Field]) {
    for ((name, _), field) in columns.iter().zip(row) {
        if ["lease_until", "holder"].contains(name)
            && columns.iter().any(|(c, _)| *c == "lease_until")
        {
            *field = Field::Null;
        }
    }
}

async fn attachments(app: &App, backup: &Backup) -> Result<u64, BackupError> {
    let mut count: u64 = 0;
    let mut listed = Listed::open(&backup.folder)?;
    while let Some(named) = listed.next_blob()? {
        if backup.manifest.lost.contains(&named.id) {
            continue;
        }
        let path = blob_path(&backup.folder, named.id);
        let sealed = fs::read(&path).map_err(at(&path))?;
        // The row is there already, with the digest: other bytes are a conflict.
        blob::put(&app.store, named.id, named.copy, sealed).await?;
        count = count.saturating_add(1);
    }
    Ok(count)
}

/// Every row against the log, and the log against its checkpoints and the manifest, from what is read back.
async fn sound(app: &App, backup: &Backup) -> Result<u64, BackupError> {
    let mut read = app.store.read().await?;
    for (name, head) in &backup.manifest.logs {
        let state = log::state(&mut read, name).await?;
        if (state.size, &state.root) != (head.size, head.root.as_bytes()) {
            return Err(BackupError::Part(format!("the checkpoint of log {name}")));
        }
    }
    drop(read);
    let report = audit(app).await?;
    let lost: Vec<String> = backup
        .manifest
        .lost
        .iter()
        .map(ToString::to_string)
        .collect();
    let known =
        |finding: &&Finding| matches!(finding, Finding::Attachment(id) if lost.contains(id));
    match report.findings.iter().find(|finding| !known(finding)) {
        Some(finding) => Err(BackupError::Unsound(finding.to_string())),
        None => Ok(report.entries),
    }
}
