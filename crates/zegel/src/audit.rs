//! `zegel audit`: does every row still say what the log says? Needs the database, and no server.

use std::process::ExitCode;

use anyhow::Context;
use zegel_app::Origin;
use zegel_app::audit;

use crate::cli::{AuditArgs, say};
use crate::serve_dir;

/// Exit 0 clean, 1 with differences, 2 when the folder is no archive.
pub(crate) async fn command(args: AuditArgs) -> anyhow::Result<ExitCode> {
    let key = serve_dir::read(&args.dir)?
        .with_context(|| format!("{} is no archive: it has no log.key", args.dir.display()))?;
    let place = serve_dir::place(&args.dir, &args.place)?;
    let app = serve_dir::app(&place, Origin::new(key.name, key.seed)).await?;
    let report = audit::audit(&app).await?;
    say(&format!(
        "{} rows, {} messages and {} entries compared",
        report.rows, report.messages, report.entries
    ));
    for lost in &report.lost {
        say(&format!(
            "lost with a backup, as the log says: the rows of {} entries of {} from {} on",
            lost.entries, lost.log, lost.first
        ));
    }
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
