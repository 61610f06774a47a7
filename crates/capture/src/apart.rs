//! A shelf that stands in another process: both ends of the conversation that [`crate::wire`] specifies.
//!
//! [`serve`] is the end that opens a database; [`Apart`] is the end that asked for it, and believes nothing that the
//! other one says beyond what its frames can hold.

use std::error::Error as _;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use jiff::tz::TimeZone;
use zegel_model::message::{Message, Raw};

use crate::chat_database;
use crate::read::ReadError;
use crate::remainder::Remainder;
use crate::shelf::{Listed, Shelf, Whole};
use crate::summary::{Format, Summary};
use crate::whatsapp_android::backup::{BackupError, BackupKey};
use crate::wire::{Answer, Ask, Open};

/// The end that asked.
pub struct Apart<R, W> {
    from: R,
    to: W,
    format: Format,
    listed: Vec<Listed>,
    outside: Vec<Remainder>,
}

impl<R: Read, W: Write> Apart<R, W> {
    /// Asks the other end to open a database. `key` is the bytes of a key file, or the digits of a key; `zone` the name
    /// of the time zone of wall clocks.
    ///
    /// # Errors
    /// What the other end says, or [`ReadError::Ended`].
    pub fn open(
        from: R,
        to: W,
        path: &Path,
        (key, zone): (Option<&[u8]>, &str),
    ) -> Result<Self, ReadError> {
        let mut this = Self {
            from,
            to,
            format: Format::WhatsappAndroidDatabase,
            listed: Vec::new(),
            outside: Vec::new(),
        };
        this.ask(&Ask::Open(Open {
            path: HEXLOWER.encode(path.as_os_str().as_encoded_bytes()),
            key: key.map(|key| HEXLOWER.encode(key)),
            zone: zone.to_owned(),
        }))?;
        let Answer::Opened(format) = this.answer()? else {
            return Err(ReadError::Ended);
        };
        this.format = format;
        loop {
            match this.answer()? {
                Answer::Conversation(one) => this.listed.push(one),
                Answer::Ready { outside } => {
                    this.outside = outside;
                    return Ok(this);
                }
                Answer::Opened(_)
                | Answer::Message(_)
                | Answer::Summary(_)
                | Answer::Refused(_) => return Err(ReadError::Ended),
            }
        }
    }

    fn ask(&mut self, ask: &Ask) -> Result<(), ReadError> {
        ask.write(&mut self.to)
            .and_then(|()| self.to.flush())
            .map_err(|_| ReadError::Ended)
    }

    fn answer(&mut self) -> Result<Answer, ReadError> {
        match Answer::read(&mut self.from) {
            Ok(Some(Answer::Refused(sentence))) => Err(ReadError::Told(sentence)),
            Ok(Some(answer)) => Ok(answer),
            Ok(None) | Err(_) => Err(ReadError::Ended),
        }
    }
}

impl<R: Read, W: Write> Shelf for Apart<R, W> {
    fn format(&self) -> Format {
        self.format
    }

    fn conversations(&self) -> &[Listed] {
        &self.listed
    }

    fn read(&mut self, place: usize) -> Result<Whole, ReadError> {
        let mut messages = Vec::new();
        let summary = self.each(place, &mut |message| {
            messages.push(message);
            true
        })?;
        Ok(Whole { messages, summary })
    }

    fn each(
        &mut self,
        place: usize,
        take: &mut dyn FnMut(Message<Raw>) -> bool,
    ) -> Result<Summary, ReadError> {
        if place >= self.listed.len() {
            return Err(ReadError::NoSuchConversation);
        }
        let place = u64::try_from(place).map_err(|_| ReadError::NoSuchConversation)?;
        self.ask(&Ask::Read(place))?;
        let mut wanted = true;
        loop {
            match self.answer()? {
                // What is not wanted any more is read to its end: the next answer comes behind it.
                Answer::Message(record) => wanted = wanted && take(Message::raw(*record)),
                Answer::Summary(summary) => return Ok(*summary),
                Answer::Opened(_)
                | Answer::Conversation(_)
                | Answer::Ready { .. }
                | Answer::Refused(_) => return Err(ReadError::Ended),
            }
        }
    }

    fn outside(&self) -> &[Remainder] {
        &self.outside
    }

    fn media(&mut self, _name: &str) -> Result<(u64, Box<dyn Read + '_>), ReadError> {
        Err(ReadError::NoSuchMedia)
    }
}

/// Answers until nobody asks any more. `bound` is called with the length of the file before it is opened.
///
/// # Errors
/// What input or output say: whoever asked is gone, or never asked as this program does.
pub fn serve(
    input: &mut impl Read,
    output: &mut impl Write,
    bound: impl FnOnce(u64),
) -> io::Result<()> {
    let Some(Ask::Open(asked)) = Ask::read(input)? else {
        return Ok(());
    };
    let mut shelf = match open(&asked, bound) {
        Ok(shelf) => shelf,
        Err(error) => {
            refuse(&error).write(output)?;
            return output.flush();
        }
    };
    // The key has done its work.
    drop(asked);
    Answer::Opened(shelf.format()).write(output)?;
    for listed in shelf.conversations() {
        Answer::Conversation(listed.clone()).write(output)?;
    }
    let outside = shelf.outside().to_vec();
    Answer::Ready { outside }.write(output)?;
    output.flush()?;
    while let Some(Ask::Read(place)) = Ask::read(input)? {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let mut written = Ok(());
        let read = shelf.each(place, &mut |message| {
            written = Answer::Message(Box::new(message.into_record())).write(output);
            written.is_ok()
        });
        written?;
        match read {
            Ok(summary) => Answer::Summary(Box::new(summary)).write(output)?,
            Err(error) => refuse(&error).write(output)?,
        }
        output.flush()?;
    }
    Ok(())
}

fn refuse(error: &ReadError) -> Answer {
    Answer::Refused(match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    })
}

fn open(asked: &Open, bound: impl FnOnce(u64)) -> Result<Box<dyn Shelf>, ReadError> {
    let path = path(&asked.path).ok_or(ReadError::NotAFile)?;
    bound(path.metadata()?.len());
    let key = asked.key.as_deref().map(key).transpose()?;
    let zone = TimeZone::get(&asked.zone).map_err(|_| ReadError::NoSuchZone)?;
    chat_database::open(&path, key.as_ref(), zone)
}

fn key(given: &str) -> Result<BackupKey, BackupError> {
    let given = HEXLOWER.decode(given.as_bytes());
    BackupKey::from_file(&given.map_err(|_| BackupError::NotAKey)?)
}

fn path(sent: &str) -> Option<PathBuf> {
    let bytes = HEXLOWER.decode(sent.as_bytes()).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt as _;
        Some(std::ffi::OsString::from_vec(bytes).into())
    }
    #[cfg(not(unix))]
    Some(String::from_utf8(bytes).ok()?.into())
}
