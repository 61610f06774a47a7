//! An export as it lies on disk: a text, a folder, an archive.
//!
//! The text is read into memory, media stay where they are until they are asked for. Names from inside of messages
//! and archives are only ever compared; what is opened is what the folder or the archive itself listed. Symbolic
//! links are not followed.

mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use crate::archive::Archive;
pub use crate::read_error::ReadError;
use crate::whatsapp::{Conversation, DateOrder, Files, Hints, NotAnExport, name_of_file};

use self::text::read_some;
pub(crate) use self::text::read_text;

/// How much is believed of a source before it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Longest text, in bytes.
    pub text: u64,
    /// Most files in a folder or archive.
    pub entries: u64,
    /// Longest single file of media, in bytes.
    pub media: u64,
    /// How many times larger than its packed form a text may be.
    pub ratio: u64,
}

impl Default for Limits {
    /// 128 MiB of text (some 1.5 million messages), 65,536 files, 4 GiB a file, 300 times.
    fn default() -> Self {
        Self {
            text: 128 << 20,
            entries: 65_536,
            media: 4 << 30,
            ratio: 300,
        }
    }
}

/// An export that was opened.
pub struct Export {
    /// The chat's text.
    pub chat: Chat,
    /// The files that came along.
    pub media: MediaShelf,
}

/// The text of an export with what is known beside it.
pub struct Chat {
    bytes: Vec<u8>,
    file_name: Option<String>,
    files: Files,
    written: Option<DateTime>,
}

/// One file that came along.
#[derive(Clone)]
pub struct Media {
    name: String,
    size: u64,
    place: Place,
}

#[derive(Clone)]
enum Place {
    File(PathBuf),
    Entry(usize),
}

/// The files that came along with a text, by name.
pub struct MediaShelf {
    media: BTreeMap<String, Media>,
    archive: Option<Archive>,
    limit: u64,
}

/// Opens an export: a `.txt`, a `.zip`, or the folder that holds a text and its media.
///
/// # Errors
/// [`ReadError`] says what is wrong without naming a file.
pub fn open(path: &Path, limits: Limits) -> Result<Export, ReadError> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return open_folder(path, limits);
    }
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    let mut file = File::open(path)?;
    let mut magic = [0; 4];
    let read = read_some(&mut file, &mut magic)?;
    let file_name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    if read == 4 && (magic == *b"PK\x03\x04" || magic == *b"PK\x05\x06") {
        drop(file);
        return open_archive(path, file_name, limits);
    }
    let start = io::Cursor::new(magic).take(u64::try_from(read).unwrap_or(0));
    let bytes = read_text(start.chain(file), metadata.len(), limits.text)?;
    let folder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let (_, mut media) = list(folder, limits)?;
    if let Some(name) = &file_name {
        media.remove(&name_of_file(name.as_bytes()));
    }
    Ok(Export::of(
        bytes,
        file_name,
        None,
        MediaShelf {
            media,
            archive: None,
            limit: limits.media,
        },
    ))
}

fn open_folder(path: &Path, limits: Limits) -> Result<Export, ReadError> {
    let (texts, mut media) = list(path, limits)?;
    let text = choose(texts.into_iter().map(|path| (stem(&path), path)).collect())?;
    let own_name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let file_name = own_name(&text);
    if let Some(name) = &file_name {
        media.remove(&name_of_file(name.as_bytes()));
    }
    // An unpacked archive of iOS: the folder has the archive's name.
    let title = if file_name.as_deref() == Some("_chat.txt") {
        own_name(path)
    } else {
        file_name
    };
    let file = open_listed(&text)?;
    let length = file.metadata()?.len();
    let bytes = read_text(file, length, limits.text)?;
    Ok(Export::of(
        bytes,
        title,
        None,
        MediaShelf {
            media,
            archive: None,
            limit: limits.media,
        },
    ))
}

fn open_archive(
    path: &Path,
    file_name: Option<String>,
    limits: Limits,
) -> Result<Export, ReadError> {
    let mut archive = Archive::open(File::open(path)?, limits)?;
    let text = choose(archive.texts())?;
    let bytes = archive.text(text, limits)?;
    let inner = archive.name(text).filter(|name| name != "_chat.txt");
    let written = archive.written(text);
    let media = archive
        .beside(text)
        .map(|entry| {
            let media = Media {
                name: entry.name.clone(),
                size: entry.size,
                place: Place::Entry(entry.index),
            };
            (entry.name.clone(), (media, entry.time))
        })
        .collect::<BTreeMap<_, _>>();
    let files = media
        .iter()
        .map(|(name, (_, time))| (name.clone(), *time))
        .collect();
    let media = media
        .into_iter()
        .map(|(name, (media, _))| (name, media))
        .collect();
    let shelf = MediaShelf {
        media,
        archive: Some(archive),
        limit: limits.media,
    };
    let mut export = Export::of(bytes, inner.or(file_name), written, shelf);
    export.chat.files = files;
    Ok(export)
}

impl Export {
    fn of(
        bytes: Vec<u8>,
        file_name: Option<String>,
        written: Option<DateTime>,
        media: MediaShelf,
    ) -> Self {
        let files = media
            .media
            .keys()
            .map(|name| (name.clone(), None))
            .collect();
        Self {
            chat: Chat {
                bytes,
                file_name,
                files,
                written,
            },
            media,
        }
    }
}

impl Chat {
    /// The text as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Looks through the text.
    ///
    /// # Errors
    /// [`NotAnExport`] says why not.
    pub fn read(&self) -> Result<Conversation<'_>, NotAnExport> {
        self.read_as(None)
    }

    /// Looks through the text, with the order of its dates if the importer states it.
    ///
    /// # Errors
    /// [`NotAnExport`] says why not; a date that cannot be in that order is a reason.
    pub fn read_as(&self, date_order: Option<DateOrder>) -> Result<Conversation<'_>, NotAnExport> {
        let hints = Hints {
            file_name: self.file_name.as_deref(),
            date_order,
            files: self.files.clone(),
            written: self.written,
        };
        Conversation::read(&self.bytes, hints)
    }
}

impl Media {
    /// Its name, without marks, as messages have it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its length in bytes, as listed.
    pub const fn size(&self) -> u64 {
        self.size
    }
}

impl MediaShelf {
    /// The file of this name.
    pub fn get(&self, name: &str) -> Option<&Media> {
        self.media.get(name)
    }

    /// All files, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Media> {
        self.media.values()
    }

    /// Opens a file as a stream that ends with an error where it would exceed its listed length.
    ///
    /// # Errors
    /// [`ReadError::NoSuchMedia`], [`ReadError::MediaTooLong`], or what the file system or archive says.
    pub fn open(&mut self, name: &str) -> Result<Box<dyn Read + '_>, ReadError> {
        let media = self.media.get(name).ok_or(ReadError::NoSuchMedia)?;
        if media.size > self.limit {
            return Err(ReadError::MediaTooLong);
        }
        let size = media.size;
        match (&media.place, &mut self.archive) {
            (Place::File(path), _) => Ok(Box::new(Exactly {
                inner: open_listed(path)?,
                left: size,
            })),
            (Place::Entry(index), Some(archive)) => Ok(Box::new(Exactly {
                inner: archive.entry(*index)?,
                left: size,
            })),
            (Place::Entry(_), None) => Err(ReadError::NoSuchMedia),
        }
    }
}

/// Refuses to yield more bytes than were listed.
pub(crate) struct Exactly<R> {
    pub(crate) inner: R,
    pub(crate) left: u64,
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(u64::try_from(read).unwrap_or(u64::MAX))
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "longer than listed"))?;
        Ok(read)
    }
}

/// Texts and media of a folder: regular files only, not those of folders within.
fn list(
    folder: &Path,
    limits: Limits,
) -> Result<(Vec<PathBuf>, BTreeMap<String, Media>), ReadError> {
    let (mut texts, mut media) = (Vec::new(), BTreeMap::new());
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        count += 1;
        if count > limits.entries {
            return Err(ReadError::TooManyFiles(limits.entries));
        }
        // Not the metadata of what a link points to.
        let metadata = entry.metadata()?;
        let file_name = entry.file_name();
        let name = name_of_file(file_name.as_encoded_bytes());
        if !metadata.is_file() || name.starts_with("._") {
            continue;
        }
        if name.to_ascii_lowercase().ends_with(".txt") {
            texts.push(entry.path());
        }
        media.insert(
            name.clone(),
            Media {
                name,
                size: metadata.len(),
                place: Place::File(entry.path()),
            },
        );
    }
    Ok((texts, media))
}

fn stem(path: &Path) -> String {
    path.file_name()
        .map(|name| name_of_file(name.as_encoded_bytes()))
        .unwrap_or_default()
}

/// The chat among several texts: iOS calls it `_chat.txt`, Android names the app; documents that somebody sent may
/// be texts too.
fn choose<T>(texts: Vec<(String, T)>) -> Result<T, ReadError> {
    let rank = |name: &str| match name.to_ascii_lowercase() {
        name if name == "_chat.txt" => 0,
        name if name.contains("whatsapp") => 1,
        _ => 2,
    };
    let best = texts
        .iter()
        .map(|(name, _)| rank(name))
        .min()
        .ok_or(ReadError::NoText)?;
    let mut best: Vec<(String, T)> = texts
        .into_iter()
        .filter(|(name, _)| rank(name) == best)
        .collect();
    match (best.pop(), best.len()) {
        (Some((_, text)), 0) => Ok(text),
        (_, others) => Err(ReadError::SeveralTexts(others + 1)),
    }
}

/// Opens a file that was listed as regular, unless it has become something else meanwhile.
pub(crate) fn open_listed(path: &Path) -> Result<File, ReadError> {
    let listed = fs::symlink_metadata(path)?;
    // A pipe would be waited for without end.
    if !listed.is_file() {
        return Err(ReadError::NotAFile);
    }
    let file = File::open(path)?;
    let opened = file.metadata()?;
    if opened.is_file() && same(&listed, &opened) {
        Ok(file)
    } else {
        Err(ReadError::NotAFile)
    }
}

#[cfg(unix)]
fn same(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    a.len() == b.len()
}

// Names of files hold people's names.
impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export")
            .field("length", &self.chat.bytes.len())
            .field("media", &self.media.media.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Media")
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}
