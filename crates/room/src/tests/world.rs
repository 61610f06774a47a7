//! A small employer with four seats, an archive that holds two conversations, and a room before it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use data_encoding::BASE64;
use tokio::sync::watch;
use tower::ServiceExt;
use zegel_ledger::tree::leaf_hash;
use zegel_ledger::{
    Cosigner, Memory, Policy, Proof, SignedCheckpoint, Signer, TreeHead, Trust, Witnessed,
};
use zegel_model::case::{CaseState, End, Purpose, ScopeItem};
use zegel_model::event::{Event, Look, Payload};
use zegel_model::message::{
    Attachment, InScope, Kind, Message, Record, SystemEvent, SystemEventKind,
};
use zegel_model::scope::{Account, Decision, Marking, Ownership, Provenance, SourceClass, decide};
use zegel_model::seat::{Quorum, Side};
use zegel_model::{
    BlobId, CaseId, Clock, CopyId, Day, PersonId, Random, SeatId, SegmentId, Timestamp, WriterId,
};
use zegel_seal::approval::Approval;
use zegel_seal::case_key::{CaseKey, Held, SegmentBox, release};
use zegel_seal::descriptor::Archive as Name;
use zegel_seal::media;
use zegel_seal::offer::many_to_bytes;
use zegel_seal::sealed::Sealed;
use zegel_seal::seat::SeatKey;
use zegel_seal::segment::{Begin, Bench, Seated, Writer};
use zegel_seal::terms::LoggedTerms;
use zegel_web::Language;

use crate::archive::{
    Answer, ApprovalLine, Archive, ArchiveError, CaseRequest, CaseStatus, CopyPart, Release,
    SeatPart, SegmentPart,
};
use crate::room::{Exit, Parts, Room};
use crate::routes::router;
use crate::run::{ask, turn};
use crate::start::{Secret, Start, TermsDraft};

/// 14 September 2026, 12:00 in the Netherlands.
pub(crate) const NOON: Timestamp = Timestamp::from_micros(1_789_380_000_000_000);
/// The parent's secret.
pub(crate) const SECRET: &str = "the parent's secret";

/// A clock that stands still until a test moves it.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicI64::new(NOON.micros())))
    }

    pub(crate) fn set(&self, at: Timestamp) {
        self.0.store(at.micros(), Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Dice that fall the same way every time (xorshift64*).
pub(crate) struct Dice(Mutex<u64>);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(seed | 1))
    }
}

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for byte in bytes {
            *state ^= *state >> 12;
            *state ^= *state << 25;
            *state ^= *state >> 27;
            *byte = state.wrapping_mul(0x2545_F491_4F6C_DD1D).to_be_bytes()[0];
        }
    }
}

pub(crate) const BUSINESS: SourceClass = SourceClass {
    account: Account::Business,
    phone: Ownership::Company,
};

pub(crate) fn copy(number: u8) -> CopyId {
    CopyId::from_bytes([number; 16])
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A message as a test writes it down.
pub(crate) fn record(at: &str, sender: &str, text: &str) -> Record {
    let raw_time = at.replace('T', " ");
    Record {
        offset: 0,
        source: format!("{raw_time} - {sender}: {text}").into_bytes(),
        at: at.parse().unwrap(),
        raw_time,
        sender: Some(sender.to_owned()),
        kind: Kind::Text,
        text: text.to_owned(),
        edited: false,
        attachment: None,
        event: None,
        details: None,
    }
}

pub(crate) fn system(at: &str, kind: SystemEventKind, text: &str) -> Record {
    let event = Some(SystemEvent {
        kind,
        actor: None,
        targets: Vec::new(),
        by_holder: false,
        to_holder: false,
        value: None,
    });
    Record {
        sender: None,
        kind: Kind::System,
        event,
        ..record(at, "", text)
    }
}

pub(crate) fn with_file(mut record: Record, name: &str, present: bool) -> Record {
    record.kind = Kind::Media;
    record.attachment = Some(Attachment {
        name: name.to_owned(),
        present,
    });
    record
}

fn in_scope(record: Record) -> Message<InScope> {
    match decide(BUSINESS, Marking::None, None) {
        Decision::In(admission) => admission.admit(Message::raw(record)),
        Decision::Out => panic!("business accounts are in scope"),
    }
}

/// A message and the file that belongs to it.
pub(crate) type Written = (Record, Option<Vec<u8>>);

/// A segment as the archive holds it.
#[derive(Clone)]
pub(crate) struct HeldSegment {
    pub(crate) id: SegmentId,
    pub(crate) copy: CopyId,
    pub(crate) day: Day,
    pub(crate) sealed: SegmentBox,
    pub(crate) messages: Vec<Sealed>,
}

/// The archive in memory. Its switches make it fail, or lie.
pub(crate) struct Shelf {
    pub(crate) dice: Dice,
    pub(crate) seats: Vec<(SeatId, Side, SeatKey)>,
    pub(crate) contexts: Vec<zegel_seal::segment::Contexts>,
    pub(crate) segments: Mutex<Vec<HeldSegment>>,
    pub(crate) blobs: Mutex<BTreeMap<BlobId, Vec<u8>>>,
    pub(crate) request: Mutex<Option<CaseRequest>>,
    pub(crate) parts: Mutex<Vec<SeatPart>>,
    pub(crate) state: Mutex<CaseState>,
    pub(crate) looks: Mutex<Vec<Look>>,
    pub(crate) looks_fail: AtomicBool,
    /// Looks that still succeed before they fail.
    pub(crate) looks_left: AtomicUsize,
    pub(crate) closed: AtomicBool,
    /// The release lists segments that nobody asked for.
    pub(crate) lists_all: AtomicBool,
    /// Where the clock jumps to while a look is being recorded.
    pub(crate) jump: Mutex<Option<(Hands, Timestamp)>>,
}

/// A handle on the archive that a room may have.
#[derive(Clone)]
pub(crate) struct Door(pub(crate) Arc<Shelf>);

impl Shelf {
    pub(crate) fn new(days: Vec<(CopyId, Vec<Written>)>) -> Self {
        let dice = Dice::new(7);
        let seats: Vec<(SeatId, Side, SeatKey)> =
            [Side::Employer, Side::Employer, Side::Staff, Side::Staff]
                .into_iter()
                .zip(1..)
                .map(|(side, id)| {
                    (
                        SeatId::from_bytes([id; 16]),
                        side,
                        SeatKey::generate(&dice).unwrap(),
                    )
                })
                .collect();
        let bench = Bench {
            archive: Name::of("archief.example/zegel/bewijs-2026"),
            employer: Quorum::SMALL,
            staff: Quorum::SMALL,
            seats: seats
                .iter()
                .map(|(seat, side, key)| Seated {
                    seat: *seat,
                    side: *side,
                    public: key.public().clone(),
                })
                .collect(),
            employees: BTreeMap::new(),
        };
        let writer = Writer::open(&bench, WriterId::random(&dice), &dice).unwrap();
        let mut segments = Vec::new();
        let mut blobs = BTreeMap::new();
        for (copy, messages) in days {
            let day = Day::new(messages[0].0.at.date());
            segments.push(seal(&writer, &dice, (copy, day), messages, &mut blobs));
        }
        Self {
            contexts: vec![writer.contexts().clone()],
            dice,
            seats,
            segments: Mutex::new(segments),
            blobs: Mutex::new(blobs),
            request: Mutex::default(),
            parts: Mutex::default(),
            state: Mutex::new(CaseState::Requested),
            looks: Mutex::default(),
            looks_fail: AtomicBool::new(false),
            looks_left: AtomicUsize::new(usize::MAX),
            closed: AtomicBool::new(false),
            lists_all: AtomicBool::new(false),
            jump: Mutex::default(),
        }
    }

    /// A seat approves, with everything that a seat checks; `deadline` is an earlier one.
    pub(crate) fn approve(&self, seat: usize, deadline: Option<Timestamp>) {
        let request = self.request.lock().unwrap().clone().unwrap();
        let (id, side, key) = &self.seats[seat];
        let terms = request.terms.clone();
        let segments = self.segments.lock().unwrap();
        let listed = segments
            .iter()
            .filter(|held| terms.covers(held.copy, held.day));
        let held = Held {
            contexts: self.contexts.clone(),
            segments: listed.map(|held| held.sealed.clone()).collect(),
        };
        let witnessed = witnessed(&request);
        let resealed = release(key, &witnessed, &held, NOON, &self.dice).unwrap();
        let approval = Approval::sign(key, &witnessed, &resealed, deadline).unwrap();
        self.parts.lock().unwrap().push(SeatPart {
            seat: *id,
            side: *side,
            public: key.public().to_bytes(),
            approval: approval.to_bytes(),
            resealed: resealed.to_bytes(),
        });
    }

    /// Both sides approve and the archive says so.
    pub(crate) fn release(&self) {
        self.approve(0, None);
        self.approve(3, None);
        self.say(CaseState::Released { since: NOON });
    }

    pub(crate) fn say(&self, state: CaseState) {
        *self.state.lock().unwrap() = state;
    }

    pub(crate) fn looks(&self) -> Vec<Look> {
        self.looks.lock().unwrap().clone()
    }
}

fn seal(
    writer: &Writer,
    dice: &Dice,
    (copy, day): (CopyId, Day),
    messages: Vec<Written>,
    blobs: &mut BTreeMap<BlobId, Vec<u8>>,
) -> HeldSegment {
    let about = Begin {
        copy,
        day,
        class: BUSINESS,
        provenance: Provenance::TextExport,
        recipients: Vec::new(),
        zone: Some("Europe/Amsterdam".to_owned()),
    };
    let mut begun = writer.begin(about, dice).unwrap();
    let messages = messages
        .into_iter()
        .zip(0..)
        .map(|((mut record, file), offset)| {
            record.offset = offset;
            let media = file.map(|file| {
                let mut sealed = Vec::new();
                let media = media::seal(file.as_slice(), &mut sealed, dice).unwrap();
                blobs.insert(media.blob().id, sealed);
                media
            });
            begun.segment.seal(in_scope(record), media, dice).unwrap()
        })
        .collect();
    let sealed = SegmentBox {
        creation: begun.creation,
        boxes: begun.boxes,
    };
    HeldSegment {
        id: begun.segment.id(),
        copy,
        day,
        sealed,
        messages,
    }
}

/// The request as it stands in a log of one entry that a seat cosigned.
fn witnessed(request: &CaseRequest) -> Witnessed<LoggedTerms> {
    let event = Event::CaseRequested {
        terms: request.terms.clone(),
        signature: request.signature.clone(),
    };
    let payload = Payload {
        v: 1,
        at: NOON,
        event,
        bound: Vec::new(),
    };
    let logged = LoggedTerms::read([5; 32], serde_json::to_vec(&payload).unwrap()).unwrap();
    let log = Signer::new("archief.example/zegel/gedrag", &[1; 32]).unwrap();
    let cosigner = Cosigner::new("archief.example/stoel", &[2; 32]).unwrap();
    let policy = Policy::quorum(1, vec![cosigner.key().clone()]).unwrap();
    let trust = Trust::new(log.verifier().clone(), policy).unwrap();
    let head = TreeHead {
        size: 1,
        root: leaf_hash(&logged.entry()),
    };
    let mut signed = SignedCheckpoint::sign(head, &log).unwrap();
    let mut memory = Memory::new(log.verifier().clone());
    let checked = memory
        .advance(signed.note().to_string().as_bytes(), &[])
        .unwrap();
    signed.add(checked.cosign(&cosigner, 1).unwrap()).unwrap();
    let proof = Proof::from_parts(0, Vec::new(), signed.note().clone());
    Witnessed::check(logged, LoggedTerms::entry, &proof, &trust).unwrap()
}

fn now<T: Send + 'static>(value: Result<T, ArchiveError>) -> Answer<'static, T> {
    Box::pin(std::future::ready(value))
}

impl Archive for Door {
    fn request<'a>(&'a self, request: &'a CaseRequest) -> Answer<'a, CaseId> {
        *self.0.request.lock().unwrap() = Some(request.clone());
        now(Ok(request.terms.case))
    }

    fn state(&self, _: CaseId) -> Answer<'_, CaseStatus> {
        let terms = self.0.request.lock().unwrap().clone().unwrap().terms;
        let parts = self.0.parts.lock().unwrap();
        let approvals = parts
            .iter()
            .map(|part| ApprovalLine {
                seat: part.seat,
                side: part.side,
                at: NOON,
            })
            .collect();
        let (deadline, answer_by) = (terms.deadline, NOON.plus_days(7));
        let state = *self.0.state.lock().unwrap();
        now(Ok(CaseStatus {
            terms,
            state,
            deadline,
            answer_by,
            approvals,
        }))
    }

    fn release(&self, _: CaseId) -> Answer<'_, Option<Release>> {
        let terms = self.0.request.lock().unwrap().clone().unwrap().terms;
        let segments = self.0.segments.lock().unwrap();
        let all = self.0.lists_all.load(Ordering::SeqCst);
        let part = |held: &HeldSegment| SegmentPart {
            segment: held.id,
            copy: held.copy,
            day: held.day,
            creation: held.sealed.creation.to_bytes(),
        };
        let name = |copy| CopyPart {
            copy,
            holder: if copy == self::copy(1) {
                "Sanne de Boer"
            } else {
                "Youssef"
            }
            .to_owned(),
            class: BUSINESS,
            provenance: Provenance::TextExport,
        };
        now(Ok(Some(Release {
            approvals: self.0.parts.lock().unwrap().clone(),
            segments: segments
                .iter()
                .filter(|held| all || terms.covers(held.copy, held.day))
                .map(part)
                .collect(),
            copies: terms.scope.iter().map(|item| name(item.copy)).collect(),
            deadline: terms.deadline,
        })))
    }

    fn segment(&self, _: CaseId, segment: SegmentId) -> Answer<'_, Vec<u8>> {
        let segments = self.0.segments.lock().unwrap();
        let held = segments.iter().find(|held| held.id == segment);
        now(held
            .map(|held| many_to_bytes(&held.messages))
            .ok_or(ArchiveError::Unreachable))
    }

    fn blob(&self, _: CaseId, blob: BlobId) -> Answer<'_, Vec<u8>> {
        now(self
            .0
            .blobs
            .lock()
            .unwrap()
            .get(&blob)
            .cloned()
            .ok_or(ArchiveError::Unreachable))
    }

    fn look<'a>(&'a self, _: CaseId, look: &'a Look) -> Answer<'a, ()> {
        if let Some((hands, at)) = &*self.0.jump.lock().unwrap() {
            hands.set(*at);
        }
        let left = self.0.looks_left.fetch_sub(1, Ordering::SeqCst);
        if left == 0 || self.0.looks_fail.load(Ordering::SeqCst) {
            return now(Err(ArchiveError::Unreachable));
        }
        self.0.looks.lock().unwrap().push(look.clone());
        now(Ok(()))
    }

    fn close(&self, _: CaseId) -> Answer<'_, ()> {
        self.0.closed.store(true, Ordering::SeqCst);
        self.0.say(CaseState::Ended {
            at: NOON,
            why: End::Closed,
        });
        now(Ok(()))
    }
}

/// A room with its archive and its clock.
pub(crate) struct World {
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) hands: Hands,
    pub(crate) room: Arc<Room>,
    pub(crate) exits: watch::Receiver<Option<Exit>>,
    key: tokio::sync::Mutex<Option<CaseKey>>,
    router: Router,
}

/// What a page answered.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Page {
    pub(crate) fn html(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub(crate) fn says(&self, text: &str) -> bool {
        self.html().contains(text)
    }
}

/// What the parent of a test's room writes.
pub(crate) fn start(scope: Vec<ScopeItem>) -> Start {
    Start {
        server: "http://127.0.0.1:1".to_owned(),
        authority: None,
        token: Secret::new("token".to_owned()),
        secret: Secret::new(SECRET.to_owned()),
        draft: TermsDraft {
            purpose: Purpose::CustomerComplaint,
            reason: "Klacht 2026-118: volgens de klant was een ketel van merk A beloofd."
                .to_owned(),
            necessity: "De monteur weet het niet meer en de offerte zegt er niets over.".to_owned(),
            scope,
            reviewer: PersonId::from_bytes([9; 16]),
            requested: NOON,
            deadline: NOON.plus_days(3),
            export: false,
        },
        demo: false,
        base: "/room".to_owned(),
        language: "nl".to_owned(),
    }
}

/// September 2026 of both conversations.
pub(crate) fn september() -> Vec<ScopeItem> {
    [1, 2]
        .map(|number| ScopeItem {
            copy: copy(number),
            from: day("2026-09-01"),
            to: day("2026-09-30"),
        })
        .to_vec()
}

impl World {
    /// A room that waits for its seats.
    pub(crate) async fn waiting(shelf: Shelf, start: Start) -> Self {
        let shelf = Arc::new(shelf);
        let hands = Hands::new();
        let archive: Arc<dyn Archive> = Arc::new(Door(Arc::clone(&shelf)));
        let (key, terms) = ask(&start, archive.as_ref(), &Dice::new(3)).await.unwrap();
        let (exit, exits) = watch::channel(None);
        let parts = Parts {
            home: format!("{}/{}", start.base, terms.case),
            terms,
            demo: start.demo,
            language: Language::Nl,
            secret: start.secret.clone(),
            clock: Arc::new(hands.clone()),
            archive,
        };
        let room = Arc::new(Room::new(parts, exit));
        let router = router(Arc::clone(&room), &start.base);
        Self {
            shelf,
            hands,
            room,
            exits,
            key: tokio::sync::Mutex::new(Some(key)),
            router,
        }
    }

    /// A room that both sides opened.
    pub(crate) async fn open(shelf: Shelf) -> Self {
        let world = Self::waiting(shelf, start(september())).await;
        world.shelf.release();
        world.turn().await;
        world
    }

    /// One look of the room at clock and archive.
    pub(crate) async fn turn(&self) {
        turn(&self.room, &mut *self.key.lock().await).await;
    }

    /// The case's key still exists.
    pub(crate) async fn has_key(&self) -> bool {
        self.key.lock().await.is_some()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 << 20).await.unwrap().to_vec();
        Page {
            status: head.status,
            headers: head.headers,
            bytes,
        }
    }

    /// A page of the room, in Dutch.
    pub(crate) async fn get(&self, path: &str) -> Page {
        self.get_in(Language::Nl, path).await
    }

    pub(crate) async fn get_in(&self, language: Language, path: &str) -> Page {
        let request = Request::get(format!("{}{path}", self.room.home))
            .header(crate::SECRET_HEADER, SECRET)
            .header(header::ACCEPT_LANGUAGE, language.tag());
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, form: &str) -> Page {
        self.post_in(Language::Nl, path, form).await
    }

    pub(crate) async fn post_in(&self, language: Language, path: &str, form: &str) -> Page {
        let request = Request::post(format!("{}{path}", self.room.home))
            .header(crate::SECRET_HEADER, SECRET)
            .header(header::ACCEPT_LANGUAGE, language.tag())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// Where an answer leads, without the room's own address.
    pub(crate) fn leads(&self, page: &Page) -> String {
        let location = page.headers[header::LOCATION].to_str().unwrap();
        location.strip_prefix(&self.room.home).unwrap().to_owned()
    }

    /// Searches, and follows to the hits.
    pub(crate) async fn search(&self, line: &str) -> Page {
        let asked = self.post("/search", &format!("query={}", form(line))).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.html());
        self.get(&self.leads(&asked)).await
    }
}

/// A value as forms send it.
pub(crate) fn form(text: &str) -> String {
    data_encoding::HEXUPPER
        .encode(text.as_bytes())
        .as_bytes()
        .chunks(2)
        .fold(String::new(), |mut out, pair| {
            out.push('%');
            out.push_str(std::str::from_utf8(pair).unwrap());
            out
        })
}

/// The base 64 of something that no test should find in clear.
pub(crate) fn base64(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// A picture of one pixel.
pub(crate) const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9c, 0x63, 0x60, 0xa8, 0x5f, 0xf0, 0x1f, 0, 4, 0x03, 0x02, 0x40, 0x6e, 0x2c, 0x2d, 0x5d,
    0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

const fn plain(record: Record) -> Written {
    (record, None)
}

fn said(at: &str, sender: &str, text: &str) -> Written {
    plain(record(&format!("2026-{at}:00"), sender, text))
}

/// A day of a group as Sanne had it, with everything that can happen to a message.
fn group() -> Vec<Written> {
    let mut edited = said(
        "09-07T09:41",
        "Sanne",
        "Ik heb merk A gezegd, onder voorbehoud van levering",
    );
    edited.0.edited = true;
    let mut deleted = said("09-07T09:43", "Bram", "Dit bericht is verwijderd");
    deleted.0.kind = Kind::Deleted;
    let photo = said("09-07T09:38", "Bram", "Zo ziet het er nu uit").0;
    let offer = said("09-07T09:39", "Sanne", "").0;
    let gone = said("09-07T09:44", "Bram", "").0;
    vec![
        plain(system(
            "2026-09-07T09:30:00",
            SystemEventKind::MemberAdded,
            "Sanne heeft Bram toegevoegd",
        )),
        said(
            "09-07T09:35",
            "Bram",
            "Goedemorgen, bij Bakkerij Smit is weer een lekkage\nKetel staat op storing",
        ),
        said("09-07T09:36", "Sanne", "Welke ketel hebben we ze beloofd?"),
        (with_file(photo, "IMG-0031.png", true), Some(picture())),
        (
            with_file(offer, "Offerte \u{202e}fdp.exe", true),
            Some(b"%PDF-1.7 offerte".to_vec()),
        ),
        edited,
        said(
            "09-07T09:42",
            "<script>alert(1)</script>",
            "a\u{202e}b <b onclick=x>\"vet\"</b> & klaar",
        ),
        deleted,
        plain(with_file(gone, "VID-0007.mp4", false)),
        plain(system(
            "2026-09-07T09:50:00",
            SystemEventKind::MemberLeft,
            "Bram heeft de groep verlaten",
        )),
    ]
}

/// An installation company: a group as Sanne had it, a customer's conversation as Youssef had it, and what no case of
/// September may open.
pub(crate) fn company() -> Shelf {
    let next = vec![
        said(
            "09-08T08:02",
            "Sanne",
            "Reünie met de monteurs is vrijdag, vergadering vooraf",
        ),
        said("09-08T08:05", "Kees", "Top 👍"),
    ];
    let customer = vec![
        said(
            "09-08T14:00",
            "Bakkerij Smit",
            "Wanneer komen jullie voor de lekkages?",
        ),
        said("09-08T14:07", "Youssef", "Donderdag om 10 uur."),
    ];
    let outside = vec![said(
        "10-01T08:00",
        "Sanne",
        "Buiten het dossier: lekkage thuis",
    )];
    let other = vec![said(
        "09-09T08:00",
        "Kees",
        "Andermans gesprek over een lekkage",
    )];
    Shelf::new(vec![
        (copy(1), next),
        (copy(1), group()),
        (copy(2), customer),
        (copy(1), outside),
        (copy(3), other),
    ])
}

/// A group as two of its members had it: in the copy of Youssef a sum differs and a message is gone.
pub(crate) fn two_copies() -> Shelf {
    Shelf::new(vec![
        (copy(1), talk("900", true)),
        (copy(2), talk("1900", false)),
    ])
}

/// The same group, whole in both copies.
pub(crate) fn two_whole_copies() -> Shelf {
    Shelf::new(vec![
        (copy(1), talk("900", true)),
        (copy(2), talk("900", true)),
    ])
}

/// The same, one copy brought in once more after a message of it was edited.
pub(crate) fn a_copy_brought_in_twice() -> Shelf {
    let mut edited = said("09-07T08:10", "Sanne", "De offerte was 950 euro, excuus");
    edited.0.edited = true;
    Shelf::new(vec![
        (copy(1), talk("900", true)),
        (copy(1), vec![edited]),
        (copy(2), talk("900", true)),
    ])
}

/// A morning of that group.
fn talk(sum: &str, whole: bool) -> Vec<Written> {
    let came = |at: &str, kind, text: &str, actor: Option<&str>, target: &str| {
        let mut record = system(at, kind, text);
        record.event = Some(SystemEvent {
            kind,
            actor: actor.map(str::to_owned),
            targets: vec![target.to_owned()],
            by_holder: false,
            to_holder: false,
            value: None,
        });
        plain(record)
    };
    let mut all = vec![
        came(
            "2026-09-07T08:00:00",
            SystemEventKind::MemberAdded,
            "Kees heeft Bram toegevoegd",
            Some("Kees"),
            "Bram",
        ),
        said(
            "09-07T08:05",
            "Kees",
            "Goedemorgen, de ketel bij Smit lekt weer",
        ),
        said("09-07T08:07", "Youssef", "Ik ga er vanmiddag langs"),
        said(
            "09-07T08:10",
            "Sanne",
            &format!("De offerte was {sum} euro"),
        ),
        said("09-07T08:12", "Bram", "Stuur de foto even"),
        said(
            "09-07T08:20",
            "Kees",
            "Gedaan, de sleutel ligt bij de buren",
        ),
        said("09-07T08:31", "Youssef", "Hij loopt weer als een zonnetje"),
        came(
            "2026-09-07T08:40:00",
            SystemEventKind::MemberLeft,
            "Bram heeft de groep verlaten",
            Some("Bram"),
            "Bram",
        ),
    ];
    if !whole {
        all.remove(4);
    }
    all
}

/// The picture of the conversation; `ZEGEL_PICTURE` names another one to look at.
pub(crate) fn picture() -> Vec<u8> {
    std::env::var_os("ZEGEL_PICTURE")
        .map_or_else(|| PIXEL.to_vec(), |path| std::fs::read(path).unwrap())
}
