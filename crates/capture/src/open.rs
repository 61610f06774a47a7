//! A file or folder of whatever kind but a database: a text export, or a shelf with several conversations.
//!
//! The first bytes decide, never the name. What begins like another format but is none is still tried as a text, since
//! people write braces and angle brackets too.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use jiff::tz::TimeZone;

use crate::database;
use crate::read::{self, Export, Limits, ReadError, open_listed};
use crate::shelf::Shelf;
use crate::sms;
use crate::telegram;

/// What was opened.
pub enum Opened {
    /// One conversation, as text.
    Text(Export),
    /// Several, or one that says more than a text can.
    Shelf(Box<dyn Shelf>),
}

/// What some bytes begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    Zip,
    Database,
    Json,
    Xml,
    Utf16,
    Text,
}

/// How much of a file is looked at.
const HEAD: usize = 512;

/// How Telegram calls its export.
const RESULT: &str = "result.json";

/// Opens whatever lies at `path`. Moments become wall-clock time in `zone`; a text export has none.
///
/// # Errors
/// [`ReadError`] says what is wrong without naming a file.
pub fn open(path: &Path, zone: &TimeZone, limits: Limits) -> Result<Opened, ReadError> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return open_folder(path, zone, limits);
    }
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    match Looks::like(&head(File::open(path)?)?) {
        Looks::Json => {
            let folder = path.parent().map(Path::to_owned);
            let shelf = telegram::open(Box::new(File::open(path)?), folder, zone.clone(), limits);
            or_text(shelf.map(shelved), path, limits)
        }
        Looks::Xml => {
            let shelf = sms::open(Box::new(File::open(path)?), zone.clone());
            or_text(shelf.map(shelved), path, limits)
        }
        Looks::Utf16 => Err(ReadError::Utf16),
        Looks::Database => Err(ReadError::Apart),
        Looks::Zip | Looks::Text => read::open(path, limits).map(Opened::Text),
    }
}

/// A folder: that of a text and its media, or what Telegram made.
fn open_folder(path: &Path, zone: &TimeZone, limits: Limits) -> Result<Opened, ReadError> {
    let refused = match read::open(path, limits) {
        Ok(export) => match export.chat.read().err() {
            None => return Ok(Opened::Text(export)),
            Some(why) => why.into(),
        },
        Err(why @ (ReadError::NoText | ReadError::SeveralTexts(_))) => why,
        Err(why) => return Err(why),
    };
    // A text beside it may be anything; the export's own name is its own.
    match open_listed(&path.join(RESULT)) {
        Ok(file) => {
            telegram::open(Box::new(file), Some(path.to_owned()), zone.clone(), limits).map(shelved)
        }
        Err(_) => Err(refused),
    }
}

fn shelved(shelf: impl Shelf + 'static) -> Opened {
    Opened::Shelf(Box::new(shelf))
}

/// What only began like another format may be a text.
fn or_text(
    opened: Result<Opened, ReadError>,
    path: &Path,
    limits: Limits,
) -> Result<Opened, ReadError> {
    match opened {
        Err(refused @ (ReadError::NotTelegram | ReadError::NotSms)) => {
            match read::open(path, limits) {
                Ok(export) if export.chat.read().is_ok() => Ok(Opened::Text(export)),
                _ => Err(refused),
            }
        }
        other => other,
    }
}

impl Looks {
    fn like(head: &[u8]) -> Self {
        let text = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
        let text = text.trim_ascii_start();
        let tag = |behind: &u8| behind.is_ascii_alphabetic() || matches!(behind, b'?' | b'!');
        // Of UTF-16 and UTF-32 one byte in two is 0, or a mark comes first.
        let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
        let wide = matches!(text, [b'{' | b'<', 0, ..] | [0, b'{' | b'<', ..]);
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Self::Zip
        } else if head.starts_with(database::MAGIC) {
            Self::Database
        } else if marked || wide {
            Self::Utf16
        } else if text.first() == Some(&b'{') {
            Self::Json
        } else if text.first() == Some(&b'<') && text.get(1).is_some_and(tag) {
            Self::Xml
        } else {
            Self::Text
        }
    }
}

fn head(file: File) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    file.take(crate::window::length(HEAD))
        .read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_decide() {
        for (head, looks) in [
            (&b"PK\x03\x04rest"[..], Looks::Zip),
            (b"SQLite format 3\0", Looks::Database),
            (b" \n{", Looks::Json),
            (b"\xef\xbb\xbf{", Looks::Json),
            (b"<?xml version='1.0'?>", Looks::Xml),
            (b"\xff\xfe{\0", Looks::Utf16),
            (b"{\0\n\0", Looks::Utf16),
            (b"\0<\0?", Looks::Utf16),
            (b"12-05-2022 16:08 - A: {", Looks::Text),
            (b"<^ noise", Looks::Text),
            (b"", Looks::Text),
        ] {
            assert_eq!(Looks::like(head), looks);
        }
    }
}
