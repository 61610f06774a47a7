//! An export as a zip archive, distrusted: entries counted before they are listed, the list itself read within a
//! budget, sizes checked before and while reading, names compared and never used as paths, archives within archives
//! left alone.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::{Date, DateTime, Time};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::{Limits, ReadError, read_text};
use crate::whatsapp::name_of_file;

/// An opened archive with the list of its files.
pub(crate) struct Archive {
    zip: ZipArchive<Metered>,
    entries: Vec<Entry>,
}

/// One file in an archive.
pub(crate) struct Entry {
    pub(crate) index: usize,
    /// Without folders and marks.
    pub(crate) name: String,
    /// The folders before the name.
    folder: Vec<u8>,
    /// Length in bytes once unpacked, as listed.
    pub(crate) size: u64,
    packed: u64,
    /// As listed, if a phone of our time can have written it.
    pub(crate) time: Option<DateTime>,
}

/// A file of this size or less may be packed as tightly as it likes.
const SMALL: u64 = 1 << 20;
/// How many times larger than the archive all of its files may be: media are packed already, texts alone shrink much.
const WHOLE_RATIO: u64 = 100;
/// The most that is read of an archive before its list is believed, in bytes: a phone's list has some 100 a file.
const LIST: u64 = 16 << 20;

impl Archive {
    pub(crate) fn open(mut file: File, limits: Limits) -> Result<Self, ReadError> {
        // Listing a million entries takes hundreds of megabytes, so they are counted first.
        if entry_count(&mut file)? > limits.entries {
            return Err(ReadError::TooManyFiles(limits.entries));
        }
        let length = file.metadata()?.len();
        let left = Arc::new(AtomicU64::new(LIST));
        let mut zip = ZipArchive::new(Metered {
            file,
            left: Arc::clone(&left),
        })?;
        // Readers differ in which of two they show, so nobody could say what was kept.
        if zip.has_duplicate_names() {
            return Err(ReadError::SameName);
        }
        // Entries that share bytes: every one is small, together they are endless.
        if zip.has_overlapping_files()? {
            return Err(ReadError::Bomb);
        }
        let mut entries = Vec::new();
        let mut unpacked = 0_u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index)?;
            unpacked = unpacked.saturating_add(entry.size());
            if entry.is_dir() || entry.is_symlink() {
                continue;
            }
            let path = entry.name_raw();
            let cut = path
                .iter()
                .rposition(|b| matches!(b, b'/' | b'\\'))
                .map_or(0, |at| at + 1);
            let (folder, base) = path.split_at(cut);
            // The Finder's shadow files.
            if folder.starts_with(b"__MACOSX") || base.starts_with(b"._") {
                continue;
            }
            entries.push(Entry {
                index,
                name: name_of_file(base),
                folder: folder.to_vec(),
                size: entry.size(),
                packed: entry.compressed_size(),
                time: entry.last_modified().and_then(civil),
            });
        }
        if unpacked > limits.text.max(length.saturating_mul(WHOLE_RATIO)) {
            return Err(ReadError::Bomb);
        }
        // From here on each file has a limit of its own.
        left.store(u64::MAX, Ordering::Relaxed);
        Ok(Self { zip, entries })
    }

    /// The texts in it, with their names.
    pub(crate) fn texts(&self) -> Vec<(String, usize)> {
        self.entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.name.to_ascii_lowercase().ends_with(".txt"))
            .map(|(at, entry)| (entry.name.clone(), at))
            .collect()
    }

    /// The bytes of a text.
    pub(crate) fn text(&mut self, at: usize, limits: Limits) -> Result<Vec<u8>, ReadError> {
        let entry = self.entries.get(at).ok_or(ReadError::NoText)?;
        if entry.size > limits.text {
            return Err(ReadError::TextTooLong(limits.text));
        }
        if entry.size > SMALL.max(entry.packed.saturating_mul(limits.ratio)) {
            return Err(ReadError::Bomb);
        }
        let packed = self.zip.by_index(entry.index)?;
        match read_text(packed, entry.size, limits.text) {
            Err(ReadError::Changed) => {
                let why = "a file in it is not as long as it says";
                Err(ZipError::InvalidArchive(why.into()).into())
            }
            // A checksum that does not fit, most of all.
            Err(ReadError::Io(error)) => Err(ZipError::Io(error).into()),
            read => read,
        }
    }

    /// The name of a text.
    pub(crate) fn name(&self, at: usize) -> Option<String> {
        self.entries.get(at).map(|entry| entry.name.clone())
    }

    /// When a text was written into the archive.
    pub(crate) fn written(&self, at: usize) -> Option<DateTime> {
        self.entries.get(at)?.time
    }

    /// The files in the same folder as a text.
    pub(crate) fn beside(&self, at: usize) -> impl Iterator<Item = &Entry> {
        let folder = self.entries.get(at).map(|text| text.folder.clone());
        self.entries
            .iter()
            .enumerate()
            .filter(move |(other, entry)| *other != at && Some(&entry.folder) == folder.as_ref())
            .map(|(_, entry)| entry)
    }

    /// A file as a stream.
    pub(crate) fn entry(&mut self, index: usize) -> Result<impl Read + '_, ReadError> {
        Ok(self.zip.by_index(index)?)
    }
}

/// A file of which only so much is read. A list may be as long as its archive, and all of it would be kept in memory.
struct Metered {
    file: File,
    left: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed);
        let after = left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX));
        let after = after.ok_or_else(|| io::Error::other("its list of files has no end"))?;
        if left < u64::MAX {
            self.left.store(after, Ordering::Relaxed);
        }
        Ok(read)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

fn civil(time: zip::DateTime) -> Option<DateTime> {
    let part = |n: u8| i8::try_from(n).ok();
    let year = i16::try_from(time.year())
        .ok()
        .filter(|year| *year >= 2009)?;
    let date = Date::new(year, part(time.month())?, part(time.day())?).ok()?;
    let clock = Time::new(
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
        0,
    )
    .ok()?;
    Some(DateTime::from_parts(date, clock))
}

/// How many entries the end of the archive says there are (APPNOTE 4.3.16; 4.3.14 for ZIP64).
fn entry_count(file: &mut File) -> Result<u64, ReadError> {
    const LONGEST_END: u64 = 22 + 65_535 + 20;
    let length = file.metadata()?.len();
    let start = length.saturating_sub(LONGEST_END);
    file.seek(SeekFrom::Start(start))?;
    let mut end = Vec::new();
    file.by_ref().take(LONGEST_END).read_to_end(&mut end)?;
    file.rewind()?;
    let number = |at: usize, width: usize| -> Option<u64> {
        let bytes = end.get(at..at.checked_add(width)?)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0, |value, byte| value << 8 | u64::from(*byte)),
        )
    };
    // Every signature counts: which one a reader believes must not matter.
    let short = memchr::memmem::find_iter(&end, b"PK\x05\x06")
        .filter_map(|at| number(at + 10, 2))
        .max();
    let short = short.ok_or(ZipError::InvalidArchive(
        "no end of central directory".into(),
    ))?;
    if short < 0xffff {
        return Ok(short);
    }
    let locator = memchr::memmem::find_iter(&end, b"PK\x06\x07")
        .filter_map(|at| number(at + 8, 8))
        .max();
    let Some(at) = locator else { return Ok(short) };
    file.seek(SeekFrom::Start(at))?;
    let mut record = Vec::new();
    file.by_ref().take(40).read_to_end(&mut record)?;
    file.rewind()?;
    let long = record.get(32..40).map(|bytes| {
        bytes
            .iter()
            .rev()
            .fold(0, |value, byte| value << 8 | u64::from(*byte))
    });
    Ok(long.unwrap_or(short))
}
