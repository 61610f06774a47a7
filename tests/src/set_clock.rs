//! A machine's clock that a test sets, for a server and its rooms alone: libfaketime stands between them and the machine,
//! and the product knows nothing of it. What only counts (`CLOCK_MONOTONIC`) counts on, as on a machine whose clock was set.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::archive::Under;

/// Where Debian and others put the library for programs with threads.
const LIBRARIES: [&str; 4] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/faketime/libfaketimeMT.so.1",
    "/usr/lib64/faketime/libfaketimeMT.so.1",
];

/// The clock of the processes that run under it.
pub struct SetClock {
    folder: TempDir,
    library: &'static str,
}

impl SetClock {
    /// A clock that is right; `None`, said aloud, where libfaketime is not installed.
    pub fn right() -> Option<Self> {
        let library = LIBRARIES.into_iter().find(|file| Path::new(file).exists());
        let Some(library) = library else {
            println!(
                "SKIPPED: libfaketime is not installed (Debian: apt-get install faketime), so no clock was set"
            );
            return None;
        };
        let clock = Self {
            folder: TempDir::new().unwrap(),
            library,
        };
        clock.set(0);
        Some(clock)
    }

    /// Sets it so many seconds ahead of what is right, for everybody at once.
    pub fn set(&self, ahead: i64) {
        // Under another name first: it is read all the time, and must never be found half written.
        let aside = self.folder.path().join("aside");
        fs::write(&aside, format!("{ahead:+}\n")).unwrap();
        fs::rename(aside, self.file()).unwrap();
    }

    /// How a server is run under it; its rooms inherit it.
    pub fn under(&self) -> Under {
        let file = self.file().to_str().unwrap().to_owned();
        let env = [
            ("LD_PRELOAD", self.library),
            ("FAKETIME_TIMESTAMP_FILE", &file),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            // The times of files are those of the disk.
            ("NO_FAKE_STAT", "1"),
        ];
        Under {
            env: env
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            ..Under::default()
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("clock")
    }
}
