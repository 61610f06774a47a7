//! Sealing a conversation that is in, and sending it in offers that are stored whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{SyncSender, sync_channel};

use anyhow::{Context, anyhow, bail};
use reqwest::Method;
use zegel_model::message::{Attachment, InScope, Message, Record};
use zegel_model::scope::{Admission, Provenance, SourceClass};
use zegel_model::{CopyId, Day, PersonId, WriterId};
use zegel_seal::descriptor::Archive;
use zegel_seal::employee::EmployeeKey;
use zegel_seal::media::SealedMedia;
use zegel_seal::offer::{Offer, OfferedSegment};
use zegel_seal::sealed::Sealed;
use zegel_seal::seat::SeatPublic;
use zegel_seal::segment::{Begin, Begun, Bench, MOST_MESSAGES, Seated, SegmentWriter, Writer};

use super::origin::{Files, Found, Origin};
use super::outline::{Load, Outline};
use super::seen::{self, Lack, Note, Seen};
use super::state;
use crate::machine::SystemRandom;
use crate::remote::{ArchiveInfo, List, Named, Remote, SeatInfo};

/// Messages in one offer.
const OFFER: usize = 512;
/// Offers that are sealed while the one before them is on its way.
const AHEAD: usize = 2;
/// An attachment longer than this is left out: what an offer or attachment may weigh is bounded.
const MOST_MEDIA: u64 = 60 * 1024 * 1024;
/// Said where a message is not what it was a moment ago.
const CHANGED: &str =
    "the source changed while it was read; run this again when nothing writes to it";

/// What came of an import.
#[derive(Default)]
pub(super) struct Stored {
    pub(super) new: usize,
    pub(super) known: usize,
    pub(super) too_long: usize,
    /// The copy, if there is anything of it.
    pub(super) copy: Option<CopyId>,
    /// What it has of before that the source lacks.
    pub(super) lack: Option<Lack>,
}

/// Where it goes, and for whom.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    /// The archive, as the importer.
    pub(super) remote: &'a Remote,
    /// What the archive said of itself.
    pub(super) info: &'a ArchiveInfo,
    /// The importer's own key.
    pub(super) key: &'a EmployeeKey,
}

/// What is brought in.
pub(super) struct Source<'a> {
    pub(super) origin: Origin<'a>,
    pub(super) outline: Outline,
    /// The zone of its wall-clock times.
    pub(super) zone: String,
}

/// Seals what is new and sends it.
pub(super) fn send(
    target: Target<'_>,
    admission: &Admission,
    source: Source<'_>,
) -> anyhow::Result<Stored> {
    let Target { remote, key, .. } = target;
    let key_id = key.public().id();
    remote.tell(
        "/api/v1/keys",
        &serde_json::json!({ "key": key_id, "public": key.public().to_base64() }),
    )?;
    let outline = &source.outline;
    let Compared { new, copy, lack } = compare(target, outline)?;
    // Before anything new stands on the list: if this breaks off, the next time would take for gone what is there in
    // another form.
    if let Some((copy, lack)) = copy.zip(lack.as_ref()) {
        state::lacks(target, copy, lack)?;
    }
    let mut stored = Stored {
        known: new.iter().filter(|new| !**new).count(),
        copy,
        lack,
        ..Stored::default()
    };
    let days = outline.days(&new);
    if days.is_empty() {
        return Ok(stored);
    }
    let begun = copy;
    let copy = begun.unwrap_or_else(|| CopyId::random(&SystemRandom));
    stored.copy = Some(copy);
    let about = (admission.class(), source.origin.provenance());
    let mut sender = Sender::open(target, copy, (about, &source.zone), &days)?;
    let first = Note::first(outline.title.clone(), outline.platform);
    sender.begin(begun.is_none(), &first, about)?;
    seal_and_post(&mut sender, admission, source, &new, &mut stored)?;
    stored.new = sender.sealed;
    Ok(stored)
}

/// While an offer is on its way the next ones are sealed. They are sent one after the other, in the order of the source.
fn seal_and_post(
    sender: &mut Sender<'_>,
    admission: &Admission,
    source: Source<'_>,
    new: &[bool],
    stored: &mut Stored,
) -> anyhow::Result<()> {
    let remote = sender.remote;
    std::thread::scope(|scope| {
        let (ready, offers) = sync_channel::<Vec<u8>>(AHEAD);
        let posting = scope.spawn(move || {
            offers
                .into_iter()
                .try_for_each(|offer| remote.send(Method::POST, "/api/v1/import", offer))
        });
        let sealed = seal(sender, admission, source, new, (&ready, stored));
        drop(ready);
        let posted = posting
            .join()
            .map_err(|_| anyhow!("sending stopped half way; run this again"))?;
        // What the archive said comes first: whoever seals only notices that nobody takes the offers any more.
        posted.and(sealed)
    })
}

/// Reads the conversation once more and seals what is new of it, until nobody takes the offers any more.
fn seal(
    sender: &mut Sender<'_>,
    admission: &Admission,
    source: Source<'_>,
    new: &[bool],
    (ready, stored): (&SyncSender<Vec<u8>>, &mut Stored),
) -> anyhow::Result<()> {
    let Source {
        mut origin,
        outline,
        ..
    } = source;
    let mut expected = outline.seen.iter().zip(new);
    let mut listening = true;
    origin.each(&mut |message, files| {
        let (seen, new) = expected.next().context(CHANGED)?;
        // A database may be written to between the two readings.
        if Seen::of(message.record()) != *seen {
            bail!(CHANGED);
        }
        if !*new {
            return Ok(true);
        }
        sender.message(admission.admit(message), *seen, files, stored)?;
        listening = !sender.is_full() || sender.hand_over(ready)?;
        Ok(listening)
    })?;
    if !listening {
        return Ok(());
    }
    if expected.next().is_some() {
        bail!(CHANGED);
    }
    sender.hand_over(ready).map(drop)
}

/// How a source compares with what was imported before.
struct Compared {
    /// Which messages are new, in order.
    new: Vec<bool>,
    /// The copy of the same conversation, if there is one.
    copy: Option<CopyId>,
    /// What that has and the source lacks.
    lack: Option<Lack>,
}

fn compare(target: Target<'_>, outline: &Outline) -> anyhow::Result<Compared> {
    let lists: Vec<List> = target.remote.get("/api/v1/import/lists")?;
    let copies = seen::open(target.key, &lists)?;
    let Outline {
        title,
        platform,
        covers,
        seen,
        ..
    } = outline;
    Ok(
        match seen::find(&copies, title.as_deref(), platform, seen) {
            Some((copy, prior)) => Compared {
                new: prior.new_of(seen),
                copy: Some(copy),
                lack: covers.and_then(|covers| prior.lack(seen, covers)),
            },
            None => Compared {
                new: vec![true; seen.len()],
                copy: None,
                lack: None,
            },
        },
    )
}

/// One import under way.
struct Sender<'a> {
    remote: &'a Remote,
    key: &'a EmployeeKey,
    copy: CopyId,
    contexts: Option<zegel_seal::segment::Contexts>,
    /// Begun segments by day, with those who wrote on it; more than one for a day that does not fit in one.
    segments: BTreeMap<Day, Vec<Waiting>>,
    offer: Vec<Sealed>,
    seen: Vec<Seen>,
    begun: Vec<OfferedSegment>,
    sealed: usize,
}

struct Waiting {
    offered: Option<OfferedSegment>,
    writer: SegmentWriter,
    room: u32,
}

impl<'a> Sender<'a> {
    /// Begins every segment at once and then forgets the writer: as long as it lives, its contexts could open what it
    /// boxed.
    fn open(
        target: Target<'a>,
        copy: CopyId,
        ((class, provenance), zone): ((SourceClass, Provenance), &str),
        days: &BTreeMap<Day, Load>,
    ) -> anyhow::Result<Self> {
        let Target { remote, info, key } = target;
        let bench = bench(remote, info)?;
        let colleagues = colleagues(remote.get("/api/v1/directory")?);
        let writer = Writer::open(&bench, WriterId::random(&SystemRandom), &SystemRandom)?;
        let mut segments = BTreeMap::new();
        for (day, load) in days {
            let begin = Begin {
                copy,
                day: *day,
                class,
                provenance,
                recipients: Vec::new(),
                zone: Some(zone.to_owned()),
            };
            let participants = participants(&colleagues, &load.senders);
            let most = usize::try_from(MOST_MESSAGES)?;
            let mut of_day = Vec::new();
            for _ in 0..load.messages.div_ceil(most) {
                let Begun {
                    creation,
                    boxes,
                    segment,
                } = writer.begin(begin.clone(), &SystemRandom)?;
                let offered = OfferedSegment {
                    creation,
                    boxes,
                    participants: participants.clone(),
                };
                of_day.push(Waiting {
                    offered: Some(offered),
                    writer: segment,
                    room: MOST_MESSAGES,
                });
            }
            segments.insert(*day, of_day);
        }
        let contexts = Some(writer.contexts().clone());
        Ok(Self {
            remote,
            key,
            copy,
            contexts,
            segments,
            offer: Vec::new(),
            seen: Vec::new(),
            begun: Vec::new(),
            sealed: 0,
        })
    }

    /// The first offer: a new copy, the writer's contexts, no messages; attachments can follow then.
    fn begin(
        &mut self,
        new: bool,
        note: &Note,
        about: (SourceClass, Provenance),
    ) -> anyhow::Result<()> {
        let begin = new.then_some(about);
        let note = if new { note } else { &Note::default() };
        let offer = self.offer_of(begin, note)?;
        self.remote
            .send(Method::POST, "/api/v1/import", offer.to_bytes())
    }

    /// Seals one message into the offer at hand.
    fn message(
        &mut self,
        message: Message<InScope>,
        seen: Seen,
        files: &mut dyn Files,
        stored: &mut Stored,
    ) -> anyhow::Result<()> {
        let attached = match named(message.record()) {
            Some(name) => self.attachment(name, files, stored)?,
            None => None,
        };
        let waiting = self
            .segments
            .get_mut(&message.day())
            .and_then(|all| all.iter_mut().find(|one| one.room > 0));
        let waiting = waiting.context("every message has a segment of its day")?;
        let sealed = waiting.writer.seal(message, attached, &SystemRandom)?;
        waiting.room -= 1;
        self.begun.extend(waiting.offered.take());
        self.offer.push(sealed);
        self.seen.push(seen);
        Ok(())
    }

    /// The offer at hand is to be sent.
    const fn is_full(&self) -> bool {
        self.offer.len() >= OFFER
    }

    /// Seals an attachment and sends it ahead of its message.
    fn attachment(
        &self,
        name: &str,
        files: &mut dyn Files,
        stored: &mut Stored,
    ) -> anyhow::Result<Option<SealedMedia>> {
        let source = match files.find(name, MOST_MEDIA)? {
            Found::Nothing => return Ok(None),
            Found::TooLong => {
                stored.too_long += 1;
                return Ok(None);
            }
            Found::File(source) => source,
        };
        let mut bytes = Vec::new();
        let sealed = zegel_seal::media::seal(source, &mut bytes, &SystemRandom)?;
        let path = format!("/api/v1/blobs/{}?copy={}", sealed.blob().id, self.copy);
        self.remote.send(Method::PUT, &path, bytes)?;
        Ok(Some(sealed))
    }

    /// Gives the offer at hand to whoever sends; `false` when nobody does any more.
    fn hand_over(&mut self, ready: &SyncSender<Vec<u8>>) -> anyhow::Result<bool> {
        if self.offer.is_empty() {
            return Ok(true);
        }
        let note = Note::of(&std::mem::take(&mut self.seen));
        let offer = self.offer_of(None, &note)?;
        self.sealed += offer.messages.len();
        Ok(ready.send(offer.to_bytes()).is_ok())
    }

    fn offer_of(
        &mut self,
        begin: Option<(SourceClass, Provenance)>,
        note: &Note,
    ) -> anyhow::Result<Offer> {
        let mut messages = std::mem::take(&mut self.offer);
        // A receiver takes the messages of a segment together.
        messages.sort_by_key(|sealed| (sealed.segment(), sealed.position()));
        Ok(Offer {
            copy: self.copy,
            begin,
            contexts: self.contexts.take(),
            segments: std::mem::take(&mut self.begun),
            messages,
            list: (
                self.key.public().id(),
                seen::seal(self.key, self.copy, note)?,
            ),
        })
    }
}

/// The file that a message says came along with it.
fn named(record: &Record) -> Option<&str> {
    record
        .attachment
        .as_ref()
        .filter(|Attachment { present, .. }| *present)
        .map(|attachment| attachment.name.as_str())
}

/// The seats to seal to: drilled, and with keys that the log itself names.
fn bench(remote: &Remote, info: &ArchiveInfo) -> anyhow::Result<Bench> {
    let seats: Vec<SeatInfo> = remote.get("/api/v1/seats")?;
    remote.advance(info)?.seats(&seats)?;
    remote.same_seats(&seats)?;
    let seated = seats
        .iter()
        .filter(|seat| seat.drilled)
        .map(|seat| {
            let public = SeatPublic::from_base64(&seat.public)?;
            Ok(Seated {
                seat: seat.seat,
                side: seat.side,
                public,
            })
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(Bench {
        archive: Archive::of(&info.origin),
        employer: info.quorum,
        staff: info.quorum,
        seats: seated,
        employees: BTreeMap::new(),
    })
}

/// Colleagues by name.
fn colleagues(names: Vec<Named>) -> BTreeMap<String, Vec<PersonId>> {
    let mut all: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
    for named in names {
        all.entry(folded(&named.name))
            .or_default()
            .push(named.person);
    }
    all
}

/// Colleagues whose names stand among those who wrote, matched here and not on the server.
fn participants(colleagues: &BTreeMap<String, Vec<PersonId>>, senders: &[String]) -> Vec<PersonId> {
    let found: BTreeSet<PersonId> = senders
        .iter()
        .filter_map(|sender| colleagues.get(&folded(sender)))
        .flatten()
        .copied()
        .collect();
    found.into_iter().collect()
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
