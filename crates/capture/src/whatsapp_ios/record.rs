//! The rows of one message as a message.

use data_encoding::{BASE64, HEXLOWER};
use jiff::tz::TimeZone;
use zegel_model::Timestamp;
use zegel_model::message::{
    Attachment, Details, Kind, Reaction, Record, SystemEvent, SystemEventKind,
};

use super::people::{Party, People};
use super::protobuf::{Field, fields};
use super::rows::{Gathered, OwnedRow, Reader};
use super::{codes, moment, wall};
use crate::beside::Beside;
use crate::database::DatabaseError;
use crate::remainder::Why;

/// A bit of `ZFLAGS`: it was written elsewhere and passed on.
const FORWARDED: i64 = 1 << 7;
/// A field of `ZMETADATA`: which message this one answers.
const ANSWERED: u64 = 5;
/// A field of `ZRECEIPTINFO`: reactions.
const REACTIONS: u64 = 7;

/// Where a message stands.
pub(super) struct Setting<'a> {
    pub(super) zone: &'a TimeZone,
    pub(super) people: &'a People,
    pub(super) beside: &'a Beside,
    /// The group or the other person.
    pub(super) address: Option<&'a str>,
}

impl Setting<'_> {
    /// A message, or why it is none.
    pub(super) fn record(
        &self,
        number: i64,
        rows: &Gathered,
        reply_to: Option<String>,
    ) -> Result<Record, Why> {
        let row = &rows.message;
        let at = row
            .real("ZMESSAGEDATE")
            .and_then(moment)
            .ok_or(Why::NoTime)?;
        let kind = kind(rows);
        let own = row.integer("ZISFROMME") == Some(1);
        let who = self.who(row).filter(|_| !own);
        let event = (kind == Kind::System).then(|| self.event(row, own));
        let (sender, sender_id) = match who.filter(|_| kind != Kind::System) {
            Some(party) => (Some(party.name), Some(party.id)),
            None => (None, None),
        };
        let details = Details {
            moment: Some(at),
            id: row.text("ZSTANZAID"),
            number: Some(number),
            sender_id,
            own: own && kind != Kind::System,
            reply_to,
            forwarded: row
                .integer("ZFLAGS")
                .is_some_and(|flags| flags & FORWARDED != 0),
            reactions: self.reactions(rows),
            file_sha256: file_sha256(rows, kind),
            call_seconds: call_seconds(rows, kind),
            ..Details::default()
        };
        Ok(Record {
            offset: u64::try_from(number).unwrap_or(0),
            source: rows.to_bytes(),
            at: wall(at, self.zone),
            raw_time: row.written("ZMESSAGEDATE"),
            sender,
            kind,
            text: text(rows, kind),
            edited: false,
            attachment: self.attachment(rows, kind),
            event,
            details: Some(Box::new(details)),
        })
    }

    /// Whoever a row names: a member of the group, else the address it came from, else the other person.
    fn who(&self, row: &OwnedRow) -> Option<Party> {
        let member = row
            .integer("ZGROUPMEMBER")
            .and_then(|number| self.people.member(number));
        let person =
            |address: &&str| !address.ends_with("@g.us") && !address.ends_with("@broadcast");
        let from = row.text("ZFROMJID");
        let from = from.as_deref().filter(person);
        let other = self.address.filter(person);
        member.or_else(|| Some(self.people.party(from.or(other)?)))
    }

    fn event(&self, row: &OwnedRow, own: bool) -> SystemEvent {
        let code = row.integer("ZGROUPEVENTTYPE").unwrap_or(-1);
        let in_group = row.integer("ZMESSAGETYPE") == Some(codes::GROUP);
        let mut event = SystemEvent {
            kind: if in_group {
                codes::in_group(code)
            } else {
                codes::told(code)
            },
            actor: None,
            targets: Vec::new(),
            by_holder: own,
            to_holder: false,
            value: None,
        };
        let told = row.text("ZTEXT").unwrap_or_default();
        let named: Vec<String> = addresses(&told)
            .map(|address| self.people.party(address).name)
            .collect();
        let who = self.who(row).filter(|_| !own).map(|party| party.name);
        match event.kind {
            // Whom it is about is the row's member; who did it stands in the text, if anybody.
            SystemEventKind::MemberJoined if !named.is_empty() => {
                event.kind = SystemEventKind::MemberAdded;
                event.actor = named.into_iter().next();
                event.targets.extend(who);
                (event.by_holder, event.to_holder) = (false, own);
            }
            SystemEventKind::MemberRemoved => {
                event.actor = named.into_iter().next();
                event.targets.extend(who);
                (event.by_holder, event.to_holder) = (false, own);
            }
            SystemEventKind::MemberAdded => {
                event.actor = who;
                event.targets = named;
            }
            SystemEventKind::AdminGranted => (event.by_holder, event.to_holder) = (false, true),
            SystemEventKind::SecurityCodeChanged
            | SystemEventKind::Blocked
            | SystemEventKind::Unblocked => {
                event.targets.extend(who);
            }
            SystemEventKind::SubjectChanged | SystemEventKind::GroupCreated => {
                event.actor = who;
                event.value = Some(told).filter(|told| !told.is_empty());
            }
            SystemEventKind::Encrypted | SystemEventKind::BusinessAccount => {
                event.by_holder = false;
            }
            SystemEventKind::MemberJoined
            | SystemEventKind::MemberLeft
            | SystemEventKind::IconChanged
            | SystemEventKind::Other => event.actor = who,
            // No code stands for any of these.
            SystemEventKind::AdminRevoked
            | SystemEventKind::DescriptionChanged
            | SystemEventKind::NumberChanged
            | SystemEventKind::DisappearingOn
            | SystemEventKind::DisappearingOff
            | SystemEventKind::AdvancedPrivacyOn
            | SystemEventKind::AdvancedPrivacyOff
            | SystemEventKind::SettingsChanged
            | SystemEventKind::Pinned => {}
        }
        event
    }

    fn attachment(&self, rows: &Gathered, kind: Kind) -> Option<Attachment> {
        let path = rows.media().and_then(|media| media.text("ZMEDIALOCALPATH"));
        match path.filter(|_| kind != Kind::Text) {
            Some(name) => Some(Attachment {
                present: found(self.beside, &name).is_some(),
                name,
            }),
            None => (kind == Kind::Media).then(|| Attachment {
                name: String::new(),
                present: false,
            }),
        }
    }

    fn reactions(&self, rows: &Gathered) -> Vec<Reaction> {
        let info = rows.info().and_then(|info| info.blob("ZRECEIPTINFO"));
        let lists = fields(info.unwrap_or_default()).filter(|(number, _)| *number == REACTIONS);
        let mut all = Vec::new();
        for (number, field) in lists.filter_map(bytes).flat_map(|(_, list)| fields(list)) {
            let Field::Bytes(one) = field else { continue };
            let get = |wanted| {
                fields(one)
                    .find(|(number, _)| *number == wanted)
                    .map(|(_, field)| field)
            };
            // Of others: 2 who, 3 the sign, 4 when. Of the holder: 2 the sign, 3 when.
            let (by, sign, at) = match number {
                1 => (get(2).and_then(Field::text), get(3), get(4)),
                2 => (None, get(2), get(3)),
                _ => continue,
            };
            if number == 1 && by.is_none() {
                continue;
            }
            if let Some(sign) = sign.and_then(Field::text) {
                all.push(Reaction {
                    by: by.map(|address| self.people.party(address).name),
                    sign: sign.to_owned(),
                    at: at.and_then(since_1970),
                });
            }
        }
        all
    }
}

/// Which message this one answers, as the app calls it.
pub(super) fn answered(
    rows: &Gathered,
    reader: &mut Reader<'_>,
) -> Result<Option<String>, DatabaseError> {
    let metadata = rows.media().and_then(|media| media.blob("ZMETADATA"));
    let quoted = metadata.and_then(|bytes| {
        let mut found = fields(bytes).filter(|(number, _)| *number == ANSWERED);
        found.find_map(|(_, field)| field.text().map(str::to_owned))
    });
    match (quoted, rows.message.integer("ZPARENTMESSAGE")) {
        (None, Some(parent)) => reader.stanza(parent),
        (quoted, _) => Ok(quoted),
    }
}

/// The path below the folder of the database under which a file lies: as messages have it, or as the phone keeps it.
pub(super) fn found(beside: &Beside, name: &str) -> Option<String> {
    let name = name.trim_start_matches('/');
    [name.to_owned(), format!("Message/{name}")]
        .into_iter()
        .find(|path| beside.has(path))
}

fn bytes((number, field): (u64, Field<'_>)) -> Option<(u64, &[u8])> {
    match field {
        Field::Bytes(bytes) => Some((number, bytes)),
        Field::Number(_) => None,
    }
}

/// A number of milliseconds since 1970.
fn since_1970(field: Field<'_>) -> Option<Timestamp> {
    let Field::Number(milliseconds) = field else {
        return None;
    };
    let micros = i64::try_from(milliseconds).ok()?.checked_mul(1_000)?;
    jiff::Timestamp::from_microsecond(micros).ok()?;
    Some(Timestamp::from_micros(micros))
}

/// The addresses in a text that holds nothing else.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let words = || text.split([',', ';', ' ']).filter(|word| !word.is_empty());
    let all = words().all(|word| word.ends_with("@s.whatsapp.net") || word.ends_with("@lid"));
    words().filter(move |_| all)
}

fn kind(rows: &Gathered) -> Kind {
    let row = &rows.message;
    let known = codes::kind(row.integer("ZMESSAGETYPE"), row.integer("ZGROUPEVENTTYPE"));
    // A type from after this version: what is in it tells.
    known.unwrap_or_else(|| {
        let file = rows.media().and_then(|media| media.text("ZMEDIALOCALPATH"));
        if file.is_some() {
            Kind::Media
        } else {
            Kind::Text
        }
    })
}

fn text(rows: &Gathered, kind: Kind) -> String {
    let media = |column| rows.media().and_then(|media| media.text(column));
    if let Some(text) = rows.message.text("ZTEXT") {
        return text;
    }
    let other = match kind {
        Kind::Media => media("ZTITLE"),
        Kind::Contact => media("ZVCARDSTRING"),
        Kind::Location => rows.media().and_then(|media| {
            let (latitude, longitude) = media.real("ZLATITUDE").zip(media.real("ZLONGITUDE"))?;
            Some(format!("{latitude},{longitude}"))
        }),
        Kind::Text | Kind::Deleted | Kind::Call | Kind::Poll | Kind::System => None,
    };
    other.unwrap_or_default()
}

/// Of a file, the column that holds the name of a business card elsewhere.
fn file_sha256(rows: &Gathered, kind: Kind) -> Option<String> {
    let hash = rows
        .media()
        .filter(|_| kind == Kind::Media)?
        .text("ZVCARDNAME")?;
    let hash = BASE64.decode(hash.as_bytes()).ok()?;
    (hash.len() == 32).then(|| HEXLOWER.encode(&hash))
}

fn call_seconds(rows: &Gathered, kind: Kind) -> Option<u64> {
    let seconds = rows
        .media()
        .filter(|_| kind == Kind::Call)?
        .integer("ZMOVIEDURATION")?;
    u64::try_from(seconds).ok()
}
