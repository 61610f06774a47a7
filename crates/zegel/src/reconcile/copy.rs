//! One copy: opened, its dates settled, read.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::slice;

use sha2::{Digest, Sha256};
use zegel_capture::Summary;
use zegel_capture::open::{self, open};
use zegel_capture::read::{Export, Limits, ReadError};
use zegel_capture::shelf::Shelf;
use zegel_compare::{Copy, File, Line, Place};
use zegel_model::message::{Message, Record};

use super::Failure;
use super::dates::Dates;
use crate::database::{self, DatabaseArgs};

type Digests = BTreeMap<String, [u8; 32]>;

/// An export that can be read.
pub(super) struct Opened {
    file: PathBuf,
    pub(super) source: Source,
}

/// What was opened.
pub(super) enum Source {
    /// A text, whose dates another copy may settle.
    Text(Box<Export>),
    /// A conversation with moments.
    Read(Box<Gathered>),
}

/// A copy that was read.
pub(super) struct Gathered {
    pub(super) file: PathBuf,
    pub(super) summary: Summary,
    pub(super) dates: Dates,
    /// Without their sources, of which only the length is kept.
    messages: Vec<(Record, u64)>,
    digests: Digests,
}

impl Opened {
    pub(super) fn open(
        file: &Path,
        args: &DatabaseArgs,
        keys: &mut slice::Iter<'_, String>,
    ) -> Result<Self, Failure> {
        let failed = |error| Failure::Read(file.to_owned(), error);
        let (key, zone) = (args.key.as_deref(), &args.zone);
        // Databases are opened by a process of their own, never here.
        let source = match database::open(file, key, zone).map_err(failed)? {
            Some(mut database) => Source::Read(Box::new(shelved(database.shelf(), file, keys)?)),
            None => match open(file, zone, Limits::default()).map_err(failed)? {
                open::Opened::Text(export) => {
                    export.chat.read().map_err(|error| failed(error.into()))?;
                    Source::Text(Box::new(export))
                }
                open::Opened::Shelf(mut shelf) => {
                    Source::Read(Box::new(shelved(&mut *shelf, file, keys)?))
                }
            },
        };
        Ok(Self {
            file: file.to_owned(),
            source,
        })
    }

    /// Reads it with its dates as they were settled.
    pub(super) fn read(self, dates: Dates) -> Result<Gathered, ReadError> {
        let mut export = match self.source {
            Source::Read(gathered) => return Ok(*gathered),
            Source::Text(export) => export,
        };
        let conversation = export.chat.read_as(Some(dates.order))?;
        let mut reading = conversation.messages();
        let messages: Vec<_> = reading.by_ref().map(light).collect();
        let summary = reading.summary();
        let digests = digests(&messages, &mut |name| {
            Ok(digest(&mut export.media.open(name)?)?)
        });
        Ok(Gathered {
            file: self.file,
            summary,
            dates,
            messages,
            digests,
        })
    }
}

/// The conversation of a shelf that is meant: the only one, or the one that the next key names.
fn shelved(
    shelf: &mut dyn Shelf,
    file: &Path,
    keys: &mut slice::Iter<'_, String>,
) -> Result<Gathered, Failure> {
    let failed = |error| Failure::Read(file.to_owned(), error);
    let all = shelf.conversations();
    let place = if all.len() == 1 {
        0
    } else {
        let several = Failure::Several(file.to_owned(), all.len());
        let key = keys.next().ok_or(several)?;
        let place = all.iter().position(|one| one.key == *key);
        place.ok_or_else(|| failed(ReadError::NoSuchConversation))?
    };
    let mut messages = Vec::new();
    let summary = shelf
        .each(place, &mut |message| {
            messages.push(light(message));
            true
        })
        .map_err(failed)?;
    let digests = digests(&messages, &mut |name| {
        Ok(digest(&mut shelf.media(name)?.1)?)
    });
    Ok(Gathered {
        file: file.to_owned(),
        dates: Dates::of(&summary.date_order),
        summary,
        messages,
        digests,
    })
}

/// A message without its source: a copy may be long, and only where it stands is shown.
fn light<S>(message: Message<S>) -> (Record, u64) {
    let mut record = message.into_record();
    let length = u64::try_from(std::mem::take(&mut record.source).len()).unwrap_or(u64::MAX);
    (record, length)
}

/// What the files that messages name are known by. One that cannot be read is one that is not there: the message says
/// what it says all the same.
fn digests(
    messages: &[(Record, u64)],
    read: &mut dyn FnMut(&str) -> Result<[u8; 32], ReadError>,
) -> Digests {
    let mut all = Digests::new();
    for (record, _) in messages {
        let Some(file) = record.attachment.as_ref().filter(|file| file.present) else {
            continue;
        };
        if !all.contains_key(&file.name)
            && let Ok(digest) = read(&file.name)
        {
            all.insert(file.name.clone(), digest);
        }
    }
    all
}

fn digest(bytes: &mut dyn Read) -> io::Result<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = bytes.read(&mut buffer)?;
        match buffer.get(..read) {
            Some([]) | None => return Ok(hash.finalize().into()),
            Some(some) => hash.update(some),
        }
    }
}

impl Gathered {
    /// As it is laid beside others.
    pub(super) fn copy(&self) -> Copy<'_> {
        let lines = self.messages.iter();
        Copy {
            holder: self.summary.holder.as_deref(),
            lines: lines
                .map(|(record, length)| line(record, *length, &self.digests))
                .collect(),
        }
    }

    /// What a line says.
    pub(super) fn text(&self, line: usize) -> Option<&str> {
        Some(self.messages.get(line)?.0.text.as_str())
    }
}

/// A message as it is laid beside others.
pub(super) fn line<'r>(record: &'r Record, length: u64, digests: &Digests) -> Line<'r> {
    let details = record.details.as_deref();
    let stated = details.and_then(|details| hexadecimal(details.file_sha256.as_deref()?));
    Line {
        at: record.at,
        sender: record.sender.as_deref(),
        sender_id: details.and_then(|details| details.sender_id.as_deref()),
        own: details.is_some_and(|details| details.own),
        unsent: details.is_some_and(|details| details.unsent),
        kind: record.kind,
        text: &record.text,
        edited: record.edited,
        file: record.attachment.as_ref().map(|file| File {
            name: &file.name,
            sha256: digests.get(&file.name).copied().or(stated),
        }),
        event: record.event.as_ref(),
        id: details.and_then(|details| details.id.as_deref()),
        rests_on: Place {
            offset: record.offset,
            length,
        },
    }
}

fn hexadecimal(digits: &str) -> Option<[u8; 32]> {
    let bytes = data_encoding::HEXLOWER_PERMISSIVE
        .decode(digits.as_bytes())
        .ok()?;
    bytes.try_into().ok()
}
