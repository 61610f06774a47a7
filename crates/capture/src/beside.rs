//! Files that lie beside a source, by the relative paths that its messages have.
//!
//! A path from a message is only ever compared: folders are listed when a path first leads through them, and what is
//! opened is what a listing showed as a regular file. Links are neither followed nor listed, and there is no way up.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::read::{Exactly, ReadError, open_listed};
use crate::whatsapp::name_of_file;

/// Deepest folder that is looked into; exports have two or three.
const DEPTH: usize = 8;

/// A folder whose files are found by relative path.
pub(crate) struct Beside {
    root: Option<PathBuf>,
    /// Longest file that is opened, in bytes.
    limit: u64,
    /// Folders that were listed, by relative path with `/`.
    folders: RefCell<BTreeMap<String, Listing>>,
    /// How many more entries may be listed.
    left: RefCell<u64>,
}

type Listing = BTreeMap<String, Entry>;

#[derive(Clone)]
struct Entry {
    /// Under the name that the file system gave.
    path: PathBuf,
    /// Length in bytes of a file; a folder has none.
    size: Option<u64>,
}

impl Beside {
    /// `root` is the folder; without one there are no files. At most `entries` are ever listed.
    pub(crate) fn new(root: Option<PathBuf>, entries: u64, limit: u64) -> Self {
        Self {
            root,
            limit,
            folders: RefCell::default(),
            left: RefCell::new(entries),
        }
    }

    /// There is such a file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.find(path).is_some()
    }

    /// Opens a file, as a stream that ends with an error where it would exceed its listed length.
    pub(crate) fn open(&self, path: &str) -> Result<(u64, Box<dyn Read>), ReadError> {
        let (path, size) = self.find(path).ok_or(ReadError::NoSuchMedia)?;
        if size > self.limit {
            return Err(ReadError::MediaTooLong);
        }
        let inner = open_listed(&path)?;
        Ok((size, Box::new(Exactly { inner, left: size })))
    }

    fn find(&self, path: &str) -> Option<(PathBuf, u64)> {
        let root = self.root.as_ref()?;
        let parts: Vec<&str> = path.split('/').collect();
        let (name, above) = parts.split_last()?;
        if above.len() > DEPTH {
            return None;
        }
        let mut folders = self.folders.borrow_mut();
        let (mut key, mut folder) = (String::new(), root.clone());
        for part in above {
            let known = self.listing(&mut folders, &key, &folder);
            let part = name_of_file(part.as_bytes());
            let entry = known.get(&part).filter(|entry| entry.size.is_none())?;
            folder.clone_from(&entry.path);
            key = format!("{key}{part}/");
        }
        let known = self.listing(&mut folders, &key, &folder);
        let entry = known.get(&name_of_file(name.as_bytes()))?;
        Some((entry.path.clone(), entry.size?))
    }

    /// Files and folders of a folder. One that cannot be listed, or that would be too much, has none.
    fn listing<'f>(
        &self,
        folders: &'f mut BTreeMap<String, Listing>,
        key: &str,
        folder: &Path,
    ) -> &'f Listing {
        folders.entry(key.to_owned()).or_insert_with(|| {
            let mut listing = Listing::new();
            let mut left = self.left.borrow_mut();
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let Some(fewer) = left.checked_sub(1) else {
                    break;
                };
                *left = fewer;
                // Not the metadata of what a link points to.
                let Ok(metadata) = entry.metadata() else {
                    continue;
                };
                if !metadata.is_file() && !metadata.is_dir() {
                    continue;
                }
                let name = name_of_file(entry.file_name().as_encoded_bytes());
                let size = metadata.is_file().then_some(metadata.len());
                let path = entry.path();
                listing.insert(name, Entry { path, size });
            }
            listing
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let outer = tempfile::tempdir().unwrap();
        let root = outer.path().join("export");
        fs::create_dir_all(root.join("photos")).unwrap();
        fs::write(outer.path().join("secret"), "x").unwrap();
        fs::write(root.join("photos/a.jpg"), "abc").unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outer.path(), root.join("up")).unwrap();
            std::os::unix::fs::symlink(outer.path().join("secret"), root.join("link")).unwrap();
        }
        let beside = Beside::new(Some(root), 100, 100);
        let mut text = String::new();
        let (size, mut file) = beside.open("photos/a.jpg").unwrap();
        file.read_to_string(&mut text).unwrap();
        assert_eq!((size, text.as_str()), (3, "abc"));
        for path in [
            "",
            ".",
            "photos",
            "photos/",
            "/photos/a.jpg",
            "../secret",
            "photos/../../secret",
            "photos/./a.jpg",
            "photos\\a.jpg",
            "up/secret",
            "link",
            "photos/a.jpg/b",
        ] {
            assert!(!beside.has(path), "{path}");
        }
    }

    #[test]
    fn a_folder_without_end_shows_only_so_much() {
        let root = tempfile::tempdir().unwrap();
        for name in 0..20 {
            fs::write(root.path().join(name.to_string()), "x").unwrap();
        }
        let beside = Beside::new(Some(root.path().to_owned()), 5, 100);
        let found = (0..20).filter(|name| beside.has(&name.to_string())).count();
        assert_eq!(found, 5);
        assert!(!Beside::new(None, 5, 100).has("0"));
    }
}
