//! A disk of a few megabytes, that can be full.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk in memory at a folder; gone with this value.
pub struct SmallDisk {
    at: PathBuf,
}

impl SmallDisk {
    /// Puts one at a folder. `None`, said aloud, where we may not.
    pub fn at(folder: &Path, megabytes: u32) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let size = format!("size={megabytes}m,mode=700");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder)
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self {
                at: folder.to_owned(),
            });
        }
        println!("SKIPPED: only root can mount a small disk, so a full one was not tried");
        None
    }

    /// Fills it, up to so many bytes.
    pub fn fill(&self, but: usize) {
        self.free();
        let mut ballast = File::create(self.ballast()).unwrap();
        let kilobyte = [7; 1024];
        loop {
            match ballast.write_all(&kilobyte) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                Err(error) => panic!("the disk cannot be filled: {error}"),
            }
        }
        let length = ballast.metadata().unwrap().len();
        let ballast = OpenOptions::new().write(true).open(self.ballast());
        ballast
            .unwrap()
            .set_len(length.saturating_sub(but as u64))
            .unwrap();
    }

    /// Makes room again.
    pub fn free(&self) {
        // Nothing to remove is as good.
        let _not_there = fs::remove_file(self.ballast());
    }

    fn ballast(&self) -> PathBuf {
        self.at.join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let gone = Command::new("umount").arg("-l").arg(&self.at).status();
        assert!(gone.is_ok_and(|status| status.success()), "the disk goes");
    }
}
