//! `zegel audit`: does every row still say what the log says? Needs the database, and no server.

use std::process::ExitCode;
use std::sync::Arc;

use crate::machine::{SystemClock, SystemRandom};
use anyhow::Context;
use zegel_app::audit;
use zegel_app::{App, Origin};
use zegel_store::Store;

use crate::cli::{AuditArgs, say};
use crate::serve_dir;

/// Exit 0 clean, 1 with differences, 2 when the folder is no archive.
pub(crate) async fn command(args: AuditArgs) -> anyhow::Result<ExitCode> {
    let key = serve_dir::read(&args.dir)?
        .with_context(|| format!("{} is no archive: it has no log.key", args.dir.display()))?;
    let place = serve_dir::place(&args.dir, &args.place)?;
    let origin = Origin::new(key.name, key.seed);
    let random = Arc::new(SystemRandom);
    let outbox = origin.outbox_key();
    let store = Store::open(&place, Arc::new(SystemClock), random.clone(), outbox).await?;
    let app = App {
        store,
        clock: Arc::new(SystemClock),
        random,
        drills: Arc::default(),
        origin: Arc::new(origin),
    };
    let report = audit::audit(&app).await?;
    say(&format!(
        "{} rows, {} messages and {} entries compared",
        report.rows, report.messages, report.entries
    ));
    for finding in &report.findings {
        say(&finding.to_string());
    }
    if report.findings.is_empty() {
        say("every row is as the log says");
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
}
