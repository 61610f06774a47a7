//! Files that only their owner may read: keys, and what a client remembers of a log.

use std::io::Write;
use std::path::Path;

use anyhow::Context;

/// Writes a file that only its owner may read, and that must not exist yet.
pub(crate) fn write_secret(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let named = || {
        format!(
            "{} cannot be written; is there one already?",
            path.display()
        )
    };
    let mut file = options.open(path).with_context(named)?;
    file.write_all(bytes).with_context(named)?;
    file.sync_all().with_context(named)?;
    Ok(())
}
