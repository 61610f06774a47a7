//! The comparison as JSON, specified in `docs/formats.md` and `docs/schemas/reconcile.schema.json`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::DateTime;
use serde::{Serialize, Serializer};
use zegel_capture::Format;
use zegel_compare::{Edge, Evidence, Finding, Interval, Odd, Row, Verdict};
use zegel_model::message::Kind;
use zegel_model::scope::Provenance;

use super::{Sides, file_name};

#[derive(Serialize)]
struct Document<'s> {
    messages: Messages<'s>,
    copies: Vec<CopyObject<'s>>,
    people: Vec<PersonObject<'s>>,
    membership: MembershipObject<'s>,
}

/// Made one by one as they are written: there may be very many.
struct Messages<'s>(&'s Sides<'s>);

impl Serialize for Messages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.0.comparison.rows.iter();
        serializer.collect_seq(rows.map(|row| self.0.message(row)))
    }
}

#[derive(Serialize)]
struct MessageObject<'s> {
    at: DateTime,
    sender: Option<&'s str>,
    text: &'s str,
    holders: BTreeMap<&'s str, &'static str>,
    reason: String,
    kind: Kind,
    shown: &'s str,
    reasons: BTreeMap<&'s str, String>,
    rests_on: BTreeMap<&'s str, Vec<PlaceObject<'s>>>,
}

#[derive(Serialize)]
struct PlaceObject<'s> {
    copy: &'s str,
    offset: u64,
    length: u64,
}

#[derive(Serialize)]
struct CopyObject<'s> {
    name: &'s str,
    holder: Option<&'s str>,
    file: String,
    title: Option<&'s str>,
    format: &'static str,
    platform: &'static str,
    language: &'static str,
    provenance: char,
    date_order: DatesObject<'s>,
    messages: u64,
    system: u64,
    first: Option<DateTime>,
    last: Option<DateTime>,
    clock_ahead_seconds: Option<i64>,
    shared: usize,
    agreeing: usize,
    remainder: Vec<RestObject>,
}

#[derive(Serialize)]
struct DatesObject<'s> {
    order: &'static str,
    certain: bool,
    stated: bool,
    evidence: &'s [String],
}

#[derive(Serialize)]
struct RestObject {
    offset: u64,
    length: u64,
    why: String,
}

#[derive(Serialize)]
struct PersonObject<'s> {
    name: &'s str,
    names: BTreeMap<&'s str, Vec<&'s str>>,
    holds: Vec<&'s str>,
}

#[derive(Serialize)]
struct MembershipObject<'s> {
    members: Vec<MemberObject<'s>>,
    odd: Vec<OddObject<'s>>,
}

#[derive(Serialize)]
struct MemberObject<'s> {
    person: &'s str,
    intervals: Vec<IntervalObject<'s>>,
}

#[derive(Serialize)]
struct IntervalObject<'s> {
    from: Option<EdgeObject<'s>>,
    to: Option<EdgeObject<'s>>,
    lasting: bool,
}

#[derive(Serialize)]
struct EdgeObject<'s> {
    at: DateTime,
    how: &'static str,
    by: Option<&'s str>,
    rests_on: Vec<PlaceObject<'s>>,
}

#[derive(Serialize)]
struct OddObject<'s> {
    kind: &'static str,
    person: &'s str,
    at: DateTime,
    messages: usize,
    rests_on: Vec<PlaceObject<'s>>,
}

/// Writes the whole comparison as one JSON object.
pub(super) fn write(sides: &Sides<'_>, out: &mut impl Write) -> io::Result<()> {
    let comparison = sides.comparison;
    let document = Document {
        messages: Messages(sides),
        copies: (0..sides.gathered.len())
            .filter_map(|copy| sides.copy(copy))
            .collect(),
        people: sides.people(),
        membership: MembershipObject {
            members: comparison
                .membership
                .members
                .iter()
                .map(|member| MemberObject {
                    person: sides.person(member.person),
                    intervals: member.intervals.iter().map(|i| sides.interval(i)).collect(),
                })
                .collect(),
            odd: comparison
                .membership
                .odd
                .iter()
                .map(|odd| sides.odd(odd))
                .collect(),
        },
    };
    serde_json::to_writer(&mut *out, &document)?;
    out.write_all(b"\n")
}

/// The finding that says most about a message: that it was removed or altered, else why it is not somewhere.
fn most_telling(findings: &[Finding]) -> Option<&Finding> {
    let weight = |finding: &&Finding| match finding.verdict {
        Verdict::Altered => 0,
        Verdict::DeletedForMe => 1,
        Verdict::DeletedForAll => 2,
        Verdict::Unknown => 3,
        Verdict::NotYetDelivered => 4,
        Verdict::OutsideRange => 5,
        Verdict::BeforeJoining | Verdict::AfterLeaving => 6,
        Verdict::Present => 7,
    };
    findings.iter().min_by_key(weight)
}

impl<'s> Sides<'s> {
    fn message(&'s self, row: &'s Row) -> MessageObject<'s> {
        let by_name = || row.findings.iter().enumerate();
        let told = most_telling(&row.findings);
        let reason = told.map(|told| {
            let of = by_name().filter(|(_, finding)| finding.reason == told.reason);
            let of: Vec<&str> = of.map(|(copy, _)| self.name(copy)).collect();
            format!("{}: {}", of.join(", "), told.reason)
        });
        MessageObject {
            at: row.at,
            sender: row.person.map(|person| self.person(person)),
            text: self.text(row.shown),
            holders: by_name()
                .map(|(copy, finding)| (self.name(copy), finding.verdict.word()))
                .collect(),
            reason: reason.unwrap_or_default(),
            kind: row.kind,
            shown: self.name(row.shown.0),
            reasons: by_name()
                .map(|(copy, finding)| (self.name(copy), finding.reason.to_string()))
                .collect(),
            rests_on: by_name()
                .map(|(copy, finding)| (self.name(copy), self.places(&finding.rests_on)))
                .collect(),
        }
    }

    fn places(&'s self, evidence: &[Evidence]) -> Vec<PlaceObject<'s>> {
        let place = |evidence: &Evidence| PlaceObject {
            copy: self.name(evidence.copy),
            offset: evidence.place.offset,
            length: evidence.place.length,
        };
        evidence.iter().map(place).collect()
    }

    fn copy(&'s self, place: usize) -> Option<CopyObject<'s>> {
        let gathered = self.gathered.get(place)?;
        let facts = self.comparison.copies.get(place)?;
        let (summary, dates) = (&gathered.summary, &gathered.dates);
        Some(CopyObject {
            name: self.name(place),
            holder: facts.holder.as_deref(),
            file: file_name(&gathered.file),
            title: summary.title.as_deref(),
            format: summary.format.word(),
            platform: summary.platform.word(),
            language: summary.language.unwrap_or("und"),
            provenance: provenance(summary.format).letter(),
            date_order: DatesObject {
                order: dates.order.letters(),
                certain: dates.certain,
                stated: dates.stated,
                evidence: &dates.evidence,
            },
            messages: summary.messages,
            system: summary.system,
            first: facts.range.map(|(first, _)| first),
            last: facts.range.map(|(_, last)| last),
            clock_ahead_seconds: facts.ahead,
            shared: facts.shared,
            agreeing: facts.agreeing,
            remainder: summary
                .remainder
                .iter()
                .map(|rest| RestObject {
                    offset: rest.offset,
                    length: rest.length,
                    why: rest.why.to_string(),
                })
                .collect(),
        })
    }

    fn people(&'s self) -> Vec<PersonObject<'s>> {
        let all = self.comparison.people.iter().enumerate();
        all.map(|(place, person)| {
            let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for (copy, name) in &person.names {
                names.entry(self.name(*copy)).or_default().push(name);
            }
            PersonObject {
                name: self.person(place),
                names,
                holds: person.holds.iter().map(|copy| self.name(*copy)).collect(),
            }
        })
        .collect()
    }

    fn interval(&'s self, interval: &'s Interval) -> IntervalObject<'s> {
        let edge = |edge: &Edge| EdgeObject {
            at: edge.at,
            how: edge.how.word(),
            by: edge.by.map(|person| self.person(person)),
            rests_on: self.places(&edge.rests_on),
        };
        IntervalObject {
            from: interval.from.as_ref().map(edge),
            to: interval.to.as_ref().map(edge),
            lasting: interval.lasting,
        }
    }

    fn odd(&'s self, odd: &'s Odd) -> OddObject<'s> {
        OddObject {
            kind: odd.kind.word(),
            person: self.person(odd.person),
            at: odd.at,
            messages: odd.messages,
            rests_on: self.places(&odd.rests_on),
        }
    }
}

/// How far a source is believed: a database was a device's, a text anybody can write.
pub(super) const fn provenance(format: Format) -> Provenance {
    match format {
        Format::WhatsappAndroidDatabase | Format::WhatsappIosDatabase => Provenance::DeviceBackup,
        Format::WhatsappText | Format::TelegramJson | Format::SmsXml => Provenance::TextExport,
    }
}
