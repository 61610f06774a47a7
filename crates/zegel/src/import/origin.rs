//! Where the messages of one conversation come from, with the files that came along: a text, or a shelf.

use std::io::Read;

use anyhow::Context;
use zegel_capture::Format;
use zegel_capture::read::{Media, MediaShelf, ReadError};
use zegel_capture::shelf::{Shelf, Whole};
use zegel_capture::whatsapp::Conversation;
use zegel_model::message::{Message, Raw};
use zegel_model::scope::Provenance;

/// One conversation, to be read from its first message to its last.
pub(super) enum Origin<'a> {
    /// A text and what lies beside it.
    Text {
        conversation: &'a Conversation<'a>,
        media: &'a mut MediaShelf,
    },
    /// One of several.
    Shelf {
        shelf: &'a mut dyn Shelf,
        place: usize,
    },
}

/// Takes a message, with the files beside it; `false` when no more are wanted.
pub(super) type Take<'a> = dyn FnMut(Message<Raw>, &mut dyn Files) -> anyhow::Result<bool> + 'a;

/// A file that a message names.
pub(super) enum Found<'a> {
    /// It did not come along.
    Nothing,
    /// It is longer than what is taken.
    TooLong,
    /// Its bytes.
    File(Box<dyn Read + 'a>),
}

/// The files that came along.
pub(super) trait Files {
    /// The file of this name, of so many bytes at most.
    fn find(&mut self, name: &str, most: u64) -> anyhow::Result<Found<'_>>;
}

/// Of databases nothing lies beside them: their files are elsewhere on the phone.
struct NoFiles;

struct OnShelf<'a>(&'a mut dyn Shelf);

const UNREADABLE: &str = "an attachment cannot be read; nothing more was sent";

impl Files for MediaShelf {
    fn find(&mut self, name: &str, most: u64) -> anyhow::Result<Found<'_>> {
        match self.get(name).map(Media::size) {
            None => Ok(Found::Nothing),
            Some(size) if size > most => Ok(Found::TooLong),
            Some(_) => Ok(Found::File(self.open(name).context(UNREADABLE)?)),
        }
    }
}

impl Files for NoFiles {
    fn find(&mut self, _name: &str, _most: u64) -> anyhow::Result<Found<'_>> {
        Ok(Found::Nothing)
    }
}

impl Files for OnShelf<'_> {
    fn find(&mut self, name: &str, most: u64) -> anyhow::Result<Found<'_>> {
        match self.0.media(name) {
            Err(ReadError::NoSuchMedia) => Ok(Found::Nothing),
            Err(ReadError::MediaTooLong) => Ok(Found::TooLong),
            Ok((size, _)) if size > most => Ok(Found::TooLong),
            Ok((_, file)) => Ok(Found::File(file)),
            Err(error) => Err(anyhow::Error::new(error).context(UNREADABLE)),
        }
    }
}

impl Origin<'_> {
    /// How far it can be trusted.
    pub(super) fn provenance(&self) -> Provenance {
        match self {
            Self::Text { .. } => Provenance::TextExport,
            Self::Shelf { shelf, .. } => provenance(shelf.format()),
        }
    }

    /// Every message, in order.
    pub(super) fn each(&mut self, take: &mut Take<'_>) -> anyhow::Result<()> {
        match self {
            Self::Text {
                conversation,
                media,
            } => {
                for message in conversation.messages() {
                    if !take(message, *media)? {
                        break;
                    }
                }
                Ok(())
            }
            // A reader that has another process's ear cannot be asked for a file meanwhile, and has none.
            Self::Shelf { shelf, place } if from_device(shelf.format()) => {
                let mut taken = Ok(());
                shelf.each(*place, &mut |message| match take(message, &mut NoFiles) {
                    Ok(more) => more,
                    Err(error) => {
                        taken = Err(error);
                        false
                    }
                })?;
                taken
            }
            Self::Shelf { shelf, place } => {
                let Whole { messages, .. } = shelf.read(*place)?;
                for message in messages {
                    if !take(message, &mut OnShelf(*shelf))? {
                        break;
                    }
                }
                Ok(())
            }
        }
    }
}

/// A database of a device, or a backup of one, is B. What a program wrote out for people to keep is C: a text editor
/// makes one as well.
pub(super) const fn provenance(format: Format) -> Provenance {
    if from_device(format) {
        Provenance::DeviceBackup
    } else {
        Provenance::TextExport
    }
}

const fn from_device(format: Format) -> bool {
    match format {
        Format::WhatsappAndroidDatabase | Format::WhatsappIosDatabase => true,
        Format::WhatsappText | Format::TelegramJson | Format::SmsXml => false,
    }
}
