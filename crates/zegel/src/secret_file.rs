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
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| name_on_disk(path));
    if written.is_err() {
        // A key that need not be on the disk must not be used the next time.
        std::fs::remove_file(path).with_context(named)?;
    }
    written.with_context(named)
}

/// A file or folder that was just made is there after a power cut only when the folder around it is on disk.
pub(crate) fn name_on_disk(path: &Path) -> std::io::Result<()> {
    let around = path.parent().filter(|parent| *parent != Path::new(""));
    // Other systems do not open a folder as a file.
    if cfg!(unix) {
        std::fs::File::open(around.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
