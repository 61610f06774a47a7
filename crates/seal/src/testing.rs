//! What the tests share: dice that fall the same way every time, and seats to play with.

use std::collections::BTreeMap;
use std::sync::Mutex;

use zegel_ledger::tree::leaf_hash;
use zegel_ledger::{
    Cosigner, Memory, Policy, Proof, SignedCheckpoint, Signer, TreeHead, Trust, Witnessed,
};
use zegel_model::message::{InScope, Kind, Message, Record};
use zegel_model::scope::{Account, Decision, Marking, Ownership, Provenance, SourceClass, decide};
use zegel_model::seat::{Quorum, Side};
use zegel_model::{CopyId, Day, KeyId, Random, SeatId, SegmentId, Timestamp, WriterId};

use crate::Digest;
use crate::case_key::{CaseKey, CaseTerms};
use crate::descriptor::{Archive, Descriptor, Place, Places};
use crate::employee::EmployeeKey;
use crate::kem::sha256;
use crate::seat::SeatKey;
use crate::segment::{Begin, Bench, Seated, Writer};

/// SHA-256 of (seed, counter), block after block: other languages can follow it.
pub(crate) struct Dice(Mutex<(u64, u64, Vec<u8>)>);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new((seed, 0, Vec::new())))
    }
}

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for byte in bytes {
            if state.2.is_empty() {
                let mut block = sha256(&[&state.0.to_be_bytes(), &state.1.to_be_bytes()]).to_vec();
                block.reverse();
                state.2 = block;
                state.1 += 1;
            }
            *byte = state.2.pop().unwrap();
        }
    }
}

/// A text message without anything special.
pub(crate) fn record(at: &str, text: &str) -> Record {
    let raw_time = at.replace('T', " ");
    Record {
        offset: 0,
        source: format!("{raw_time} - Fatima: {text}").into_bytes(),
        at: at.parse().unwrap(),
        raw_time,
        sender: Some("Fatima".to_owned()),
        kind: Kind::Text,
        text: text.to_owned(),
        edited: false,
        attachment: None,
        event: None,
        details: None,
    }
}

/// A descriptor with made-up seats.
pub(crate) fn descriptor(employer: Quorum, staff: Quorum) -> Descriptor {
    let mut places = Vec::new();
    for (side, quorum) in [(Side::Employer, employer), (Side::Staff, staff)] {
        for x in 1..=quorum.seats {
            let id = [side.code() * 16 + x; 16];
            places.push(Place {
                seat: SeatId::from_bytes(id),
                side,
                x,
                key: sha256(&[&id]),
            });
        }
    }
    Descriptor {
        archive: Archive::of("archief.example/zegel/bewijs-2022"),
        copy: CopyId::from_bytes([1; 16]),
        day: "2022-05-02".parse().unwrap(),
        segment: SegmentId::from_bytes([2; 16]),
        writer: WriterId::from_bytes([3; 16]),
        class: SourceClass {
            account: Account::Business,
            phone: Ownership::Company,
        },
        provenance: Provenance::TextExport,
        places: Places::new(employer, staff, places).unwrap(),
    }
}

/// An employer with its seats, and the private keys of all of them.
pub(crate) struct Company {
    pub(crate) dice: Dice,
    pub(crate) seats: Vec<SeatKey>,
    pub(crate) employees: BTreeMap<KeyId, EmployeeKey>,
    pub(crate) bench: Bench,
}

impl Company {
    pub(crate) fn new(seed: u64, employer: Quorum, staff: Quorum) -> Self {
        let dice = Dice::new(seed);
        let sides = std::iter::repeat_n(Side::Employer, employer.seats.into());
        let sides: Vec<Side> = sides
            .chain(std::iter::repeat_n(Side::Staff, staff.seats.into()))
            .collect();
        let seats: Vec<SeatKey> = sides
            .iter()
            .map(|_| SeatKey::generate(&dice).unwrap())
            .collect();
        let employees: BTreeMap<KeyId, EmployeeKey> = [5, 6]
            .map(|id| {
                (
                    KeyId::from_bytes([id; 16]),
                    EmployeeKey::generate(&dice).unwrap(),
                )
            })
            .into();
        let seated = (1..)
            .zip(&sides)
            .zip(&seats)
            .map(|((id, side), key)| Seated {
                seat: SeatId::from_bytes([id; 16]),
                side: *side,
                public: key.public().clone(),
            });
        let bench = Bench {
            archive: Archive::of("archief.example/zegel/bewijs-2022"),
            employer,
            staff,
            seats: seated.collect(),
            employees: employees
                .iter()
                .map(|(id, key)| (*id, key.public()))
                .collect(),
        };
        Self {
            dice,
            seats,
            employees,
            bench,
        }
    }

    pub(crate) fn writer(&self) -> Writer {
        Writer::open(&self.bench, WriterId::random(&self.dice), &self.dice).unwrap()
    }
}

/// A segment of one copy and day, to which the first employee may read back.
pub(crate) fn begin(copy: u8, day: &str) -> Begin {
    Begin {
        copy: CopyId::from_bytes([copy; 16]),
        day: day.parse().unwrap(),
        class: SourceClass {
            account: Account::Business,
            phone: Ownership::Company,
        },
        provenance: Provenance::TextExport,
        recipients: vec![KeyId::from_bytes([5; 16])],
        zone: None,
    }
}

/// A message that its holder let in.
pub(crate) fn in_scope(record: Record) -> Message<InScope> {
    let class = SourceClass {
        account: Account::Business,
        phone: Ownership::Company,
    };
    match decide(class, Marking::None, None) {
        Decision::In(admission) => admission.admit(Message::raw(record)),
        Decision::Out => panic!("business accounts are in scope"),
    }
}

/// Terms as a test needs them.
#[derive(Clone)]
pub(crate) struct Terms {
    pub(crate) scope: Vec<(CopyId, Day, Day)>,
    pub(crate) public: Vec<u8>,
    pub(crate) deadline: Timestamp,
}

pub(crate) const NOW: Timestamp = Timestamp::from_micros(1_651_500_000_000_000);

impl Terms {
    pub(crate) fn new(key: &CaseKey, copy: u8, from: &str, to: &str) -> Self {
        let item = (
            CopyId::from_bytes([copy; 16]),
            from.parse().unwrap(),
            to.parse().unwrap(),
        );
        Self {
            scope: vec![item],
            public: key.public().to_bytes(),
            deadline: NOW.plus_days(14),
        }
    }

    /// Logged, signed by the log, cosigned by a witness, proved: as every release needs it.
    pub(crate) fn witnessed(self) -> Witnessed<Self> {
        let log = Signer::new("archief.example/zegel/gedrag", &[1; 32]).unwrap();
        let cosigner = Cosigner::new("archief.example/stoel", &[2; 32]).unwrap();
        let policy = Policy::quorum(1, vec![cosigner.key().clone()]).unwrap();
        let trust = Trust::new(log.verifier().clone(), policy).unwrap();
        let head = TreeHead {
            size: 1,
            root: leaf_hash(&self.digest()),
        };
        let mut signed = SignedCheckpoint::sign(head, &log).unwrap();
        let checked = Memory::new(log.verifier().clone())
            .advance(signed.note().to_string().as_bytes(), &[])
            .unwrap();
        signed.add(checked.cosign(&cosigner, 1).unwrap()).unwrap();
        let proof = Proof::from_parts(0, Vec::new(), signed.note().clone());
        Witnessed::check(self, |terms| terms.digest().to_vec(), &proof, &trust).unwrap()
    }
}

impl CaseTerms for Terms {
    fn covers(&self, copy: CopyId, day: Day) -> bool {
        self.scope
            .iter()
            .any(|(c, from, to)| *c == copy && *from <= day && day <= *to)
    }

    fn digest(&self) -> Digest {
        let scope: Vec<u8> = self
            .scope
            .iter()
            .flat_map(|(copy, from, to)| {
                [
                    copy.as_bytes().as_slice(),
                    &from.number().to_be_bytes(),
                    &to.number().to_be_bytes(),
                ]
                .concat()
            })
            .collect();
        sha256(&[
            b"terms",
            &self.public,
            &self.deadline.micros().to_be_bytes(),
            &scope,
        ])
    }

    fn case_public(&self) -> Vec<u8> {
        self.public.clone()
    }

    fn deadline(&self) -> Timestamp {
        self.deadline
    }
}
