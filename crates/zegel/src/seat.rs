//! `zegel seat`: the client of somebody who holds a seat. Its key never leaves this machine.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use zegel_ledger::{Policy, Proof, SignedCheckpoint, Trust, Witnessed};
use zegel_model::case::{CaseState, Terms};
use zegel_model::seat::Side;
use zegel_model::{CaseId, Clock, SeatId, SegmentId, Timestamp};
use zegel_seal::approval::Approval;
use zegel_seal::case_key::{Held, SegmentBox, release};
use zegel_seal::creation::Creation;
use zegel_seal::drill;
use zegel_seal::key_file::Passphrase;
use zegel_seal::seat::{SeatKey, SeatPublic};
use zegel_seal::segment::{Boxes, Contexts};
use zegel_seal::terms::LoggedTerms;

use crate::cli::{SeatArgs, SeatCommand, ask, say};
use crate::machine::{SystemClock, SystemRandom};
use crate::remote::{ArchiveInfo, Bytes, Conduct, Me, Remote, SeatInfo};
use crate::secret_file::write_secret;

/// Runs one of the seat's commands.
pub(crate) fn command(args: SeatArgs) -> anyhow::Result<ExitCode> {
    match args.command {
        SeatCommand::New { side, file, server } => {
            let remote = Remote::new(&server)?;
            let key = if file.exists() {
                // A drill that failed half way is taken up again with the same key.
                open(&file)?
            } else {
                make(&file)?
            };
            let seat = register(&remote, &key, side.into())?;
            say(&format!(
                "{seat} is registered and has proved that its key opens."
            ));
            say(&format!(
                "Keep {} and its passphrase apart, and make a copy of both.",
                file.display()
            ));
        }
        SeatCommand::Waiting { server } => waiting(&Remote::new(&server)?)?,
        SeatCommand::Approve {
            case,
            file,
            until,
            yes,
            server,
        } => {
            let remote = Remote::new(&server)?;
            let key = open(&file)?;
            let until = until.map(|text| moment(&text)).transpose()?;
            let released = approve(&remote, &key, case, until, |terms, segments| {
                show(terms, segments);
                Ok(yes || ask("Approve this? Type yes to approve:")? == "yes")
            })?;
            match released {
                None => say("Nothing was approved."),
                Some(true) => {
                    say("Approved. Both sides have approved: the reading room can open it now.");
                }
                Some(false) => say("Approved. It waits for the other side."),
            }
        }
        SeatCommand::Deny { case, server } => {
            Remote::new(&server)?.tell(
                &format!("/api/v1/cases/{case}/denials"),
                &serde_json::json!({}),
            )?;
            say("Refused. That is the end of this request.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Registers a key as a seat of whoever the token belongs to, and answers its challenge.
pub(crate) fn register(remote: &Remote, key: &SeatKey, side: Side) -> anyhow::Result<SeatId> {
    #[derive(Serialize)]
    struct New {
        seat: SeatId,
        side: Side,
        public: String,
    }
    #[derive(Deserialize)]
    struct Challenge {
        challenge: Bytes,
    }
    let seat = id_of(key);
    let body = New {
        seat,
        side,
        public: key.public().to_base64(),
    };
    let challenge: Challenge = remote.post("/api/v1/seats", &body)?;
    let answer = drill::answer(key, &challenge.challenge.0)?;
    let body = serde_json::json!({ "answer": BASE64.encode(&answer) });
    remote.tell(&format!("/api/v1/seats/{seat}/drill"), &body)?;
    Ok(seat)
}

/// A seat is named by its key: the first half of the key's digest.
pub(crate) fn id_of(key: &SeatKey) -> SeatId {
    let digest = key.public().digest();
    let mut id = [0; 16];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    SeatId::from_bytes(id)
}

#[derive(Deserialize)]
struct Seen {
    terms: Terms,
    state: CaseState,
}

fn waiting(remote: &Remote) -> anyhow::Result<()> {
    let cases: Vec<Seen> = remote.get("/api/v1/cases")?;
    let waiting: Vec<_> = cases
        .iter()
        .filter(|case| case.state == CaseState::Requested)
        .collect();
    if waiting.is_empty() {
        say("No request waits.");
    }
    for case in waiting {
        say(&format!(
            "{}  {}  until {}",
            case.terms.case,
            case.terms.purpose.name(),
            case.terms.deadline
        ));
    }
    Ok(())
}

#[derive(Deserialize)]
struct Request {
    payload: Bytes,
    salt: Bytes,
    index: u64,
    segments: Vec<RequestSegment>,
}

#[derive(Deserialize)]
struct RequestSegment {
    segment: SegmentId,
    creation: Bytes,
    boxes: Bytes,
    context: Bytes,
}

/// Checks that the request stands in the log, cosigns the log, opens this seat's shares of the listed segments and
/// re-seals them to the case. `decide` sees the terms first. Answers whether both sides have approved now, or nothing
/// when `decide` said no.
pub(crate) fn approve(
    remote: &Remote,
    key: &SeatKey,
    case: CaseId,
    until: Option<Timestamp>,
    decide: impl FnOnce(&Terms, usize) -> anyhow::Result<bool>,
) -> anyhow::Result<Option<bool>> {
    #[derive(Deserialize)]
    struct Outcome {
        released: bool,
    }
    let seat = id_of(key);
    let info: ArchiveInfo = remote.get("/api/v1/archive")?;
    let seats: Vec<SeatInfo> = remote.get("/api/v1/seats")?;
    let request: Request = remote.get(&format!("/api/v1/cases/{case}/request?seat={seat}"))?;
    let conduct = remote.advance(&info)?;
    conduct.seats(&seats)?;
    remote.same_seats(&seats)?;
    let terms = logged(&request, case, remote)?;
    if !decide(terms.terms(), request.segments.len())? {
        return Ok(None);
    }
    let own = seats
        .iter()
        .find(|info| info.seat == seat)
        .context("this key is no seat of the archive; register it first")?;
    let held = held(request.segments)?;
    let signed = witness(remote, &conduct, key, own.side)?;
    let asked = Asked {
        terms,
        index: request.index,
        held: &held,
    };
    let terms = witnessed(&conduct, &seats, asked, &signed)?;
    let resealed = release(key, &terms, &held, SystemClock.now(), &SystemRandom)?;
    let approval = Approval::sign(key, &terms, &resealed, until)?;
    let body = serde_json::json!({
        "seat": seat,
        "approval": BASE64.encode(&approval.to_bytes()),
        "resealed": BASE64.encode(&resealed.to_bytes()),
    });
    let outcome: Outcome = remote.post(&format!("/api/v1/cases/{case}/approvals"), &body)?;
    Ok(Some(outcome.released))
}

/// The terms that the log holds: of this case, and not asked for by whoever would approve them.
fn logged(request: &Request, case: CaseId, remote: &Remote) -> anyhow::Result<LoggedTerms> {
    let salt = request
        .salt
        .0
        .as_slice()
        .try_into()
        .context("the request's salt has not 32 bytes")?;
    let terms = LoggedTerms::read(salt, request.payload.0.clone())?;
    if terms.terms().case != case {
        bail!(
            "the archive shows another case than the one that was asked for; approve nothing, tell the staff's side"
        );
    }
    let me: Me = remote.get("/api/v1/me")?;
    if terms.terms().reviewer == me.person {
        bail!("you asked for this yourself; somebody else must approve it");
    }
    Ok(terms)
}

/// A checkpoint that a staff seat cosigned: a staff seat cosigns the newest itself and hands it in, an employer's seat
/// takes the newest that is there.
fn witness(
    remote: &Remote,
    conduct: &Conduct,
    key: &SeatKey,
    side: Side,
) -> anyhow::Result<SignedCheckpoint> {
    if side == Side::Employer {
        return conduct.witnessed();
    }
    let mut signed = conduct.checked.signed().clone();
    let cosigner = key.cosigner(&id_of(key).to_string())?;
    let now = u64::try_from(SystemClock.now().seconds()).unwrap_or(0);
    signed.add(conduct.checked.cosign(&cosigner, now)?)?;
    let body = serde_json::json!({ "log": "conduct", "checkpoint": signed.note().to_string() });
    remote.tell("/api/v1/cosignatures", &body)?;
    Ok(signed)
}

/// A segment was sealed to this seat, with this key.
fn named(creation: &Creation, seat: &SeatInfo, public: &SeatPublic) -> bool {
    let places = &creation.descriptor().places;
    places.iter().any(|place| {
        place.seat == seat.seat && place.side == seat.side && place.key == public.digest()
    })
}

/// A request as the server handed it over.
struct Asked<'a> {
    terms: LoggedTerms,
    index: u64,
    held: &'a Held,
}

/// The terms, proved to stand under a checkpoint that a staff seat cosigned.
fn witnessed(
    conduct: &Conduct,
    seats: &[SeatInfo],
    asked: Asked<'_>,
    signed: &SignedCheckpoint,
) -> anyhow::Result<Witnessed<LoggedTerms>> {
    let Asked { terms, index, held } = asked;
    let staff = seats
        .iter()
        .filter(|seat| seat.side == Side::Staff)
        .map(|seat| Ok((seat, SeatPublic::from_base64(&seat.public)?)))
        .collect::<anyhow::Result<Vec<_>>>()?
        .into_iter()
        // The server lists seats; the segments name those that they were sealed to. A witness must be one of these.
        .filter(|(seat, public)| {
            held.segments
                .iter()
                .all(|segment| named(&segment.creation, seat, public))
        })
        .map(|(seat, public)| Ok(public.cosigner(&seat.seat.to_string())?))
        .collect::<anyhow::Result<Vec<_>>>()?;
    if staff.is_empty() {
        bail!(
            "the archive lists no staff seat that these conversations were sealed to; approve nothing, tell the staff's side"
        );
    }
    let trust = Trust::new(conduct.log.clone(), Policy::quorum(1, staff)?)?;
    let proof = Proof::from_parts(
        index,
        conduct.path(index, signed.head().size)?,
        signed.note().clone(),
    );
    Witnessed::check(terms, LoggedTerms::entry, &proof, &trust).context(
        "no staff seat has cosigned the log with this request yet; a staff seat approves first",
    )
}

fn held(segments: Vec<RequestSegment>) -> anyhow::Result<Held> {
    let mut held = Held::default();
    for part in segments {
        let creation = Creation::from_bytes(&part.creation.0)?;
        if creation.descriptor().segment != part.segment {
            bail!(
                "{} is labelled as something else; nothing is released",
                part.segment
            );
        }
        let contexts = Contexts::from_bytes(&part.context.0)?;
        if !held.contexts.contains(&contexts) {
            held.contexts.push(contexts);
        }
        held.segments.push(SegmentBox {
            creation,
            boxes: Boxes::from_bytes(&part.boxes.0)?,
        });
    }
    Ok(held)
}

fn show(terms: &Terms, segments: usize) {
    say(&format!("Case      {}", terms.case));
    say(&format!(
        "Purpose   {}",
        terms.purpose.name().replace('_', " ")
    ));
    say(&format!("Reason    {}", terms.reason));
    say(&format!("Necessity {}", terms.necessity));
    for item in &terms.scope {
        say(&format!(
            "Scope     {} from {} to {}",
            item.copy, item.from, item.to
        ));
    }
    say(&format!("Segments  {segments}"));
    say(&format!("Deadline  {}", terms.deadline));
    say(&format!(
        "Export    {}",
        if terms.export { "yes" } else { "no" }
    ));
}

fn moment(text: &str) -> anyhow::Result<Timestamp> {
    let parsed: jiff::Timestamp = text
        .parse()
        .with_context(|| format!("{text} is no moment; write 2026-12-01T12:00:00Z"))?;
    Ok(Timestamp::from_micros(parsed.as_microsecond()))
}

/// A new key, under a passphrase that was typed twice.
fn make(file: &Path) -> anyhow::Result<SeatKey> {
    let passphrase = new_passphrase()?;
    let key = SeatKey::generate(&SystemRandom)?;
    write_secret(file, key.wrap(&passphrase, &SystemRandom)?.as_bytes())?;
    Ok(key)
}

fn open(file: &Path) -> anyhow::Result<SeatKey> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(SeatKey::unwrap_from(
        &text,
        &Passphrase::typed(&secret_line("Passphrase of this key file: ")?),
    )?)
}

fn new_passphrase() -> anyhow::Result<Passphrase> {
    let first = secret_line("Choose a passphrase of at least 12 characters: ")?;
    let passphrase = Passphrase::chosen(&first)?;
    if secret_line("The same once more: ")? != first {
        bail!("the two passphrases differ; nothing was made");
    }
    Ok(passphrase)
}

/// A line that is not shown while it is typed; from a pipe, just a line.
fn secret_line(prompt: &str) -> anyhow::Result<String> {
    use std::io::IsTerminal;
    if std::io::stdin().is_terminal() {
        return Ok(rpassword::prompt_password(prompt)?);
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
