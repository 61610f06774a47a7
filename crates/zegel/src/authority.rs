//! Whom a client trusts to sign the archive's certificate, where that is not the machine's own list.

use std::path::Path;

use anyhow::Context;
use reqwest::Certificate;

/// The certificates in a file, if one was named.
pub(crate) fn read(file: Option<&Path>) -> anyhow::Result<Option<Vec<Certificate>>> {
    file.map(|file| {
        let pem = std::fs::read(file)
            .with_context(|| format!("--ca: {} cannot be read", file.display()))?;
        zegel_web::client::authorities(&pem).with_context(|| format!("--ca: {}", file.display()))
    })
    .transpose()
}
