//! What an authority gave, in the archive's folder: for its owner alone, whole or not at all, never over another.
//!
//! `acme/<authority and name>/account-<seconds>` and `…/certificate-<seconds>`; the newest of a kind counts. No backup
//! holds them: another certificate can be had.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use zegel_model::Timestamp;

use crate::secret_file::name_on_disk;

/// A folder of one account and one name.
pub(super) struct Kept(PathBuf);

/// What is kept in it.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Who we are to the authority.
    Account,
    /// Key and chain.
    Certificate,
}

impl Kind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Account => "account-",
            Self::Certificate => "certificate-",
        }
    }
}

impl Kept {
    /// Of this authority, contact and name: another of them is another account.
    pub(super) fn new(dir: &Path, said: [&str; 3]) -> Self {
        let digest = HEXLOWER.encode(&Sha256::digest(said.join("\n")));
        Self(dir.join("acme").join(digest.get(..16).unwrap_or(&digest)))
    }

    /// The newest of a kind that says something to `read`.
    pub(super) fn newest<T>(&self, kind: Kind, read: impl Fn(String) -> Option<T>) -> Option<T> {
        let mut all = self.all(kind);
        all.sort_unstable();
        let texts = all.into_iter().rev();
        texts
            .filter_map(|(_, path)| fs::read_to_string(path).ok())
            .find_map(read)
    }

    /// Keeps another one, and then forgets those before: a key that is no longer used opens nothing when it is not there.
    pub(super) fn put(&self, kind: Kind, now: Timestamp, text: &str) -> io::Result<()> {
        self.make()?;
        let before = self.all(kind);
        let last = before.iter().map(|(at, _)| *at).max();
        let at = last.map_or(now.seconds(), |last| now.seconds().max(last + 1));
        let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        let path = self.0.join(format!("{}{at}", kind.prefix()));
        file.persist_noclobber(&path)?;
        name_on_disk(&path)?;
        for (_, path) in before {
            fs::remove_file(path)?;
        }
        Ok(())
    }

    /// Everything of a kind, with its number.
    fn all(&self, kind: Kind) -> Vec<(i64, PathBuf)> {
        let Ok(entries) = fs::read_dir(&self.0) else {
            return Vec::new();
        };
        let numbered = entries.filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?;
            let number = name.strip_prefix(kind.prefix())?.parse().ok()?;
            Some((number, path))
        });
        numbered.collect()
    }

    fn make(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.0)?;
        name_on_disk(&self.0)?;
        self.0.parent().map_or(Ok(()), name_on_disk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn the_newest_counts_alone_and_nobody_else_reads_it() {
        let dir = tempfile::TempDir::new().unwrap();
        let kept = Kept::new(
            dir.path(),
            ["https://authority.example", "", "zegel.example"],
        );
        let newest = || kept.newest(Kind::Certificate, Some);
        assert_eq!(newest(), None);
        kept.put(Kind::Certificate, at(5), "first").unwrap();
        kept.put(Kind::Account, at(7), "account").unwrap();
        // A clock that was set back makes no older one of it.
        kept.put(Kind::Certificate, at(4), "second").unwrap();
        assert_eq!(newest().as_deref(), Some("second"));
        assert_eq!(
            kept.all(Kind::Certificate).len(),
            1,
            "the first one is gone"
        );
        assert_eq!(kept.newest(Kind::Account, Some).as_deref(), Some("account"));
        #[cfg(unix)]
        for (_, path) in kept.all(Kind::Certificate) {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&path), 0o600);
            assert_eq!(mode(path.parent().unwrap()), 0o700);
        }
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let dir = tempfile::TempDir::new().unwrap();
        let kept = Kept::new(dir.path(), ["a", "b", "c"]);
        kept.put(Kind::Certificate, at(1), "good").unwrap();
        fs::write(kept.0.join("certificate-9"), "half").unwrap();
        fs::write(kept.0.join("certificate-x"), "good").unwrap();
        let found = kept.newest(Kind::Certificate, |text| (text == "good").then_some(text));
        assert_eq!(found.as_deref(), Some("good"));
    }

    #[test]
    fn another_authority_is_another_folder() {
        let folder = |said| Kept::new(Path::new("/srv"), said).0;
        assert_ne!(folder(["a", "", "c"]), folder(["b", "", "c"]));
        assert_ne!(folder(["a", "", "c"]), folder(["a", "", "d"]));
    }
}
