//! From messages to readers, and every way in which that must not go.

use proptest::prelude::*;
use zegel_model::message::Attachment;
use zegel_model::scope::{Account, Ownership, Provenance, SourceClass};
use zegel_model::seat::{Quorum, Side};
use zegel_model::{CopyId, KeyId, PersonId, SegmentId, WriterId};

use crate::approval::{Approval, ApprovalError};
use crate::case_key::{
    CaseKey, CasePublic, CaseTerms, Held, OpenError, Opening, Release, ReleaseError, SegmentBox,
    release,
};
use crate::creation::Creation;
use crate::descriptor::{Archive, Descriptor};
use crate::employee::EmployeePublic;
use crate::offer::{Columns, Offer, OfferedSegment, many_from_bytes, many_to_bytes};
use crate::reader::{OwnKeyError, ReadError, SegmentReader};
use crate::sealed::{Clear, Sealed};
use crate::seat::SeatPublic;
use crate::segment::{Begun, Boxes, Contexts, SealError, Writer};
use crate::testing::{Company, Dice, NOW, Terms, begin, in_scope, record};
use crate::{FormatError, media};

const DEFAULT: [Quorum; 2] = [
    Quorum {
        threshold: 2,
        seats: 3,
    },
    Quorum {
        threshold: 1,
        seats: 3,
    },
];

/// One writer and what it sealed: a segment for each day, a few messages each.
struct Archived {
    company: Company,
    held: Held,
    messages: Vec<Vec<Sealed>>,
}

fn archived(employer: Quorum, staff: Quorum, days: &[&str]) -> Archived {
    let company = Company::new(1, employer, staff);
    let writer = company.writer();
    let mut held = Held {
        contexts: vec![writer.contexts().clone()],
        segments: Vec::new(),
    };
    let mut messages = Vec::new();
    for day in days {
        let mut begun = writer.begin(begin(7, day), &company.dice).unwrap();
        messages.push(seal(&mut begun, &company, day, 3));
        held.segments.push(SegmentBox {
            creation: begun.creation,
            boxes: begun.boxes,
        });
    }
    Archived {
        company,
        held,
        messages,
    }
}

fn seal(begun: &mut Begun, company: &Company, day: &str, count: u32) -> Vec<Sealed> {
    (0..count)
        .map(|i| {
            let record = record(
                &format!("{day}T16:{:02}:{:02}", i / 60 % 60, i % 60),
                &format!("bericht {i}"),
            );
            begun
                .segment
                .seal(in_scope(record), None, &company.dice)
                .unwrap()
        })
        .collect()
}

impl Archived {
    fn only(&self, index: usize) -> Held {
        Held {
            contexts: self.held.contexts.clone(),
            segments: vec![self.held.segments[index].clone()],
        }
    }

    fn release(&self, seat: usize, terms: &Terms, held: &Held) -> Result<Release, ReleaseError> {
        release(
            &self.company.seats[seat],
            &terms.clone().witnessed(),
            held,
            NOW,
            &self.company.dice,
        )
    }

    fn creation(&self, index: usize) -> &Creation {
        &self.held.segments[index].creation
    }
}

fn texts(reader: &mut SegmentReader, messages: &[Sealed]) -> Vec<String> {
    messages
        .iter()
        .map(|sealed| reader.read(sealed).unwrap().stored.text)
        .collect()
}

#[test]
fn what_goes_in_comes_out_once_both_sides_released_it() {
    let archived = archived(DEFAULT[0], DEFAULT[1], &["2022-05-02", "2022-05-03"]);
    let key = CaseKey::generate(&archived.company.dice).unwrap();
    let terms = Terms::new(&key, 7, "2022-05-02", "2022-05-03");
    let releases = [0, 2, 4].map(|seat| archived.release(seat, &terms, &archived.held).unwrap());
    let opening = Opening::new(&key, &terms.digest(), releases.to_vec()).unwrap();
    for (index, messages) in archived.messages.iter().enumerate() {
        let mut reader = opening.segment(archived.creation(index)).unwrap();
        assert_eq!(
            texts(&mut reader, messages),
            ["bericht 0", "bericht 1", "bericht 2"]
        );
        let opened = reader.read(&messages[1]).unwrap();
        assert_eq!(
            String::from_utf8(opened.source)
                .unwrap()
                .rsplit(": ")
                .next(),
            Some("bericht 1")
        );
        assert_eq!(opened.stored.sender.as_deref(), Some("Fatima"));
    }
}

/// Every subset of the seats of both sides, through the doors that everybody must use.
#[test]
fn every_subset_of_releases() {
    for [employer, staff] in [[Quorum::SMALL; 2], DEFAULT] {
        let archived = archived(employer, staff, &["2022-05-02"]);
        let key = CaseKey::generate(&archived.company.dice).unwrap();
        let terms = Terms::new(&key, 7, "2022-05-02", "2022-05-02");
        let all: Vec<Release> = (0..archived.company.seats.len())
            .map(|seat| archived.release(seat, &terms, &archived.held).unwrap())
            .collect();
        for mask in 0..1_u32 << all.len() {
            let chosen = |i: usize| mask & (1 << i) != 0;
            let releases = (0..all.len())
                .filter(|i| chosen(*i))
                .map(|i| all[i].clone())
                .collect();
            let of = |from, to| (from..to).filter(|i| chosen(*i)).count();
            let (have, also) = (
                of(0, usize::from(employer.seats)),
                of(usize::from(employer.seats), all.len()),
            );
            let enough =
                have >= usize::from(employer.threshold) && also >= usize::from(staff.threshold);
            let opening = Opening::new(&key, &terms.digest(), releases).unwrap();
            match opening.segment(archived.creation(0)) {
                Ok(mut reader) => {
                    assert!(enough, "{mask:b}");
                    assert_eq!(texts(&mut reader, &archived.messages[0])[0], "bericht 0");
                }
                Err(OpenError::TooFew { faulty, .. }) => {
                    assert!(!enough && faulty.is_empty(), "{mask:b}");
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
}

#[test]
fn a_seat_releases_nothing_outside_of_the_scope() {
    let archived = archived(DEFAULT[0], DEFAULT[1], &["2022-05-02", "2022-05-03"]);
    let key = CaseKey::generate(&archived.company.dice).unwrap();
    let outside = archived.creation(1).descriptor().segment;
    for terms in [
        Terms::new(&key, 7, "2022-05-02", "2022-05-02"),
        Terms::new(&key, 7, "2022-04-01", "2022-05-02"),
    ] {
        for seat in 0..6 {
            let refused = archived.release(seat, &terms, &archived.held);
            assert_eq!(refused, Err(ReleaseError::OutOfScope(outside)));
        }
    }
    let other_copy = Terms::new(&key, 8, "2022-05-02", "2022-05-03");
    let first = archived.creation(0).descriptor().segment;
    assert_eq!(
        archived.release(0, &other_copy, &archived.held),
        Err(ReleaseError::OutOfScope(first))
    );
}

/// The promise of step 2: an approved case cannot open a segment outside of its scope, whoever is asked.
#[test]
fn an_approved_case_opens_nothing_else() {
    let archived = archived(DEFAULT[0], DEFAULT[1], &["2022-05-02", "2022-05-03"]);
    let key = CaseKey::generate(&archived.company.dice).unwrap();
    let terms = Terms::new(&key, 7, "2022-05-02", "2022-05-02");
    let held = archived.only(0);
    let releases: Vec<Release> = (0..6)
        .map(|seat| archived.release(seat, &terms, &held).unwrap())
        .collect();
    let opening = Opening::new(&key, &terms.digest(), releases).unwrap();
    let mut reader = opening.segment(archived.creation(0)).unwrap();
    assert_eq!(texts(&mut reader, &archived.messages[0]).len(), 3);
    // All six seats approved, and still:
    let refused = opening.segment(archived.creation(1)).unwrap_err();
    assert!(matches!(refused, OpenError::TooFew { have: 0, .. }));
    assert_eq!(
        reader.read(&archived.messages[1][0]).unwrap_err(),
        ReadError::OtherSegment
    );
    // Nor does it help to say that the other segment is this one, in whole or message by message.
    let mut posing = archived.creation(1).clone();
    posing.descriptor.segment = archived.creation(0).descriptor.segment;
    assert!(opening.segment(&posing).is_err());
    let mut posing = archived.messages[1][0].clone();
    posing.clear.segment = archived.creation(0).descriptor.segment;
    assert_eq!(reader.read(&posing).unwrap_err(), ReadError::Changed(0));
}

/// Whatever is changed in a label to bring a segment into scope, its box stays shut.
#[test]
fn a_relabelled_segment_does_not_open() {
    let archived = archived(DEFAULT[0], DEFAULT[1], &["2022-05-02"]);
    let key = CaseKey::generate(&archived.company.dice).unwrap();
    let wide = Terms {
        scope: Vec::new(),
        ..Terms::new(&key, 7, "2022-05-02", "2022-05-02")
    };
    let changes: [fn(&mut Descriptor); 8] = [
        |d| d.copy = CopyId::from_bytes([9; 16]),
        |d| d.day = "2022-05-09".parse().unwrap(),
        |d| d.segment = SegmentId::from_bytes([9; 16]),
        |d| d.writer = WriterId::from_bytes([9; 16]),
        |d| d.archive = Archive::of("elders.example"),
        |d| {
            d.class = SourceClass {
                account: Account::Personal,
                phone: Ownership::Private,
            }
        },
        |d| d.provenance = Provenance::SignedFeed,
        |d| {
            let places = d.places.iter().copied().collect();
            let easy = Quorum {
                threshold: 1,
                seats: 3,
            };
            d.places = crate::descriptor::Places::new(easy, easy, places).unwrap();
        },
    ];
    for (i, change) in changes.into_iter().enumerate() {
        let mut held = archived.only(0);
        change(&mut held.segments[0].creation.descriptor);
        let descriptor = held.segments[0].creation.descriptor.clone();
        let terms = Terms {
            scope: vec![(descriptor.copy, descriptor.day, descriptor.day)],
            ..wide.clone()
        };
        for seat in 0..6 {
            let refused = archived.release(seat, &terms, &held);
            assert_eq!(
                refused,
                Err(ReleaseError::Changed(descriptor.segment)),
                "change {i}"
            );
        }
    }
}

#[test]
fn a_release_needs_the_right_seat_key_time_and_records() {
    let archived = archived(DEFAULT[0], DEFAULT[1], &["2022-05-02", "2022-05-03"]);
    let dice = &archived.company.dice;
    let key = CaseKey::generate(dice).unwrap();
    let terms = Terms::new(&key, 7, "2022-05-02", "2022-05-03");
    let segment = archived.creation(0).descriptor().segment;
    let stranger = crate::seat::SeatKey::generate(dice).unwrap();
    let witnessed = terms.clone().witnessed();
    let refused =
        |held: &Held| release(&archived.company.seats[0], &witnessed, held, NOW, dice).err();
    assert_eq!(
        release(&stranger, &witnessed, &archived.held, NOW, dice).err(),
        Some(ReleaseError::NotThisSeat(segment))
    );
    let late = release(
        &archived.company.seats[0],
        &witnessed,
        &archived.held,
        terms.deadline,
        dice,
    );
    assert_eq!(late.err(), Some(ReleaseError::Deadline));

    let mut twice = archived.only(0);
    twice.segments.push(archived.held.segments[0].clone());
    assert_eq!(refused(&twice), Some(ReleaseError::Twice(segment)));
    let mut without = archived.only(0);
    without.contexts.clear();
    assert_eq!(refused(&without), Some(ReleaseError::Changed(segment)));
    let mut swapped = archived.only(0);
    swapped.segments[0].boxes = archived.held.segments[1].boxes.clone();
    assert_eq!(refused(&swapped), Some(ReleaseError::Changed(segment)));
    swapped.segments[0].creation.boxes = swapped.segments[0].boxes.digest();
    assert_eq!(
        refused(&swapped),
        Some(ReleaseError::Changed(segment)),
        "even if the record says so"
    );
    let mut other = archived.only(0);
    other.segments[0].creation.shares[0][0] ^= 1;
    assert_eq!(refused(&other), Some(ReleaseError::WrongShare(segment)));

    let no_key = Terms {
        public: vec![1, 2, 3],
        ..terms
    };
    assert!(matches!(
        archived.release(0, &no_key, &archived.held),
        Err(ReleaseError::CaseKey(_))
    ));
}

#[test]
fn a_release_opens_for_its_own_case_only() {
    let archived = archived(Quorum::SMALL, Quorum::SMALL, &["2022-05-02"]);
    let key = CaseKey::generate(&archived.company.dice).unwrap();
    let other = CaseKey::generate(&archived.company.dice).unwrap();
    let terms = Terms::new(&key, 7, "2022-05-02", "2022-05-02");
    let releases = [0, 2]
        .map(|seat| archived.release(seat, &terms, &archived.held).unwrap())
        .to_vec();

    let stolen = Opening::new(&other, &terms.digest(), releases.clone()).unwrap();
    let Err(OpenError::TooFew {
        have: 0, faulty, ..
    }) = stolen.segment(archived.creation(0))
    else {
        panic!("opened")
    };
    assert_eq!(faulty.len(), 2, "neither opens under another key");
    let longer = Terms {
        deadline: terms.deadline.plus_days(1),
        ..terms.clone()
    };
    assert_eq!(
        Opening::new(&key, &longer.digest(), releases.clone()).unwrap_err(),
        OpenError::OtherTerms
    );

    // Any changed byte of a release costs its share, and the seat is named.
    let bytes = releases[1].to_bytes();
    let skip = 3 + 32 + 32;
    for at in (skip..skip + 1120)
        .step_by(97)
        .chain(bytes.len() - 48..bytes.len())
    {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        let changed = Release::from_bytes(&changed).unwrap();
        let opening =
            Opening::new(&key, &terms.digest(), vec![releases[0].clone(), changed]).unwrap();
        let Err(OpenError::TooFew {
            side: Side::Staff,
            have: 0,
            faulty,
            ..
        }) = opening.segment(archived.creation(0))
        else {
            panic!("opened with byte {at} changed")
        };
        assert_eq!(faulty, [archived.company.bench.seats[2].seat]);
    }
}

/// A seat that releases rubbish is named, and is no veto as long as enough others do right.
#[test]
fn a_faulty_seat_is_named_and_no_veto() {
    let archived = archived(DEFAULT[0], DEFAULT[1], &["2022-05-02"]);
    let key = CaseKey::generate(&archived.company.dice).unwrap();
    let terms = Terms::new(&key, 7, "2022-05-02", "2022-05-02");
    let good: Vec<Release> = (0..4)
        .map(|seat| archived.release(seat, &terms, &archived.held).unwrap())
        .collect();
    let mut bytes = good[0].to_bytes();
    *bytes.last_mut().unwrap() ^= 1;
    let bad = Release::from_bytes(&bytes).unwrap();
    let open = |releases: Vec<Release>| {
        Opening::new(&key, &terms.digest(), releases)
            .unwrap()
            .segment(archived.creation(0))
            .map(|_| ())
    };
    assert_eq!(
        open(vec![
            bad.clone(),
            good[1].clone(),
            good[2].clone(),
            good[3].clone()
        ]),
        Ok(())
    );
    let Err(OpenError::TooFew {
        side: Side::Employer,
        have: 1,
        need: 2,
        faulty,
        ..
    }) = open(vec![bad, good[1].clone(), good[3].clone()])
    else {
        panic!("opened")
    };
    assert_eq!(faulty, [archived.company.bench.seats[0].seat]);
}

#[test]
fn participants_read_back_with_their_own_key() {
    let archived = archived(DEFAULT[0], DEFAULT[1], &["2022-05-02"]);
    let SegmentBox { creation, boxes } = &archived.held.segments[0];
    let contexts = &archived.held.contexts[0];
    let [own, other] = [5, 6].map(|id| &archived.company.employees[&KeyId::from_bytes([id; 16])]);
    let mut reader = SegmentReader::with_own_key(own, creation, contexts, boxes).unwrap();
    assert_eq!(texts(&mut reader, &archived.messages[0])[2], "bericht 2");
    let refused = |creation: &Creation, key| {
        SegmentReader::with_own_key(key, creation, contexts, boxes).err()
    };
    assert_eq!(refused(creation, other), Some(OwnKeyError::NotRecipient));
    // To be written onto the list afterwards does not help.
    let mut late = creation.clone();
    late.recipients[0].public = other.public().digest();
    assert_eq!(refused(&late, other), Some(OwnKeyError::Changed));
    let mut relabelled = creation.clone();
    relabelled.descriptor.day = "2022-05-03".parse().unwrap();
    assert_eq!(refused(&relabelled, own), Some(OwnKeyError::Changed));
}

#[test]
fn any_flipped_bit_of_a_message_is_noticed() {
    let archived = archived(Quorum::SMALL, Quorum::SMALL, &["2022-05-02"]);
    let own = &archived.company.employees[&KeyId::from_bytes([5; 16])];
    let SegmentBox { creation, boxes } = &archived.held.segments[0];
    let mut reader =
        SegmentReader::with_own_key(own, creation, &archived.held.contexts[0], boxes).unwrap();
    let sealed = &archived.messages[0][0];
    let bytes = sealed.to_bytes();
    let row_salt = 3..3 + 32;
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(changed) = Sealed::from_bytes(&changed) else {
            continue;
        };
        assert_ne!(changed.leaf(), sealed.leaf(), "bit {bit}");
        // The salt of the leaf is no part of the message: it only keeps the leaf from saying anything.
        assert_eq!(
            reader.read(&changed).is_ok(),
            row_salt.contains(&(bit / 8)),
            "bit {bit}"
        );
    }
    for bit in 0..creation.to_bytes().len() * 8 {
        let mut changed = creation.to_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(
            Creation::from_bytes(&changed).map_or(true, |c| c.leaf() != creation.leaf()),
            "bit {bit}"
        );
    }
}

#[test]
fn messages_open_in_any_order() {
    let archived = archived(Quorum::SMALL, Quorum::SMALL, &["2022-05-02"]);
    let own = &archived.company.employees[&KeyId::from_bytes([5; 16])];
    let SegmentBox { creation, boxes } = &archived.held.segments[0];
    let mut reader =
        SegmentReader::with_own_key(own, creation, &archived.held.contexts[0], boxes).unwrap();
    for i in [2, 0, 1, 1, 2, 0] {
        let opened = reader.read(&archived.messages[0][i]).unwrap();
        assert_eq!(opened.stored.text, format!("bericht {i}"));
    }
    let mut moved = archived.messages[0][0].clone();
    moved.clear.position = 1;
    assert_eq!(reader.read(&moved).unwrap_err(), ReadError::Changed(1));
    moved.clear.position = u32::MAX;
    assert_eq!(
        reader.read(&moved).unwrap_err(),
        ReadError::Position(u32::MAX)
    );
}

#[test]
fn ten_thousand_messages_come_back() {
    let company = Company::new(2, Quorum::SMALL, Quorum::SMALL);
    let writer = company.writer();
    let mut begun = writer.begin(begin(7, "2022-05-02"), &company.dice).unwrap();
    let messages = seal(&mut begun, &company, "2022-05-02", 10_000);
    let own = &company.employees[&KeyId::from_bytes([5; 16])];
    let mut reader =
        SegmentReader::with_own_key(own, &begun.creation, writer.contexts(), &begun.boxes).unwrap();
    let texts = texts(&mut reader, &messages);
    assert!(
        texts
            .iter()
            .enumerate()
            .all(|(i, text)| *text == format!("bericht {i}"))
    );
    let leaves: std::collections::BTreeSet<_> = messages.iter().map(Sealed::leaf).collect();
    assert_eq!(leaves.len(), 10_000);
}

#[test]
fn the_same_words_twice_look_different() {
    let company = Company::new(3, Quorum::SMALL, Quorum::SMALL);
    let mut begun = company
        .writer()
        .begin(begin(7, "2022-05-02"), &company.dice)
        .unwrap();
    let [a, b] = [(); 2].map(|()| {
        begun
            .segment
            .seal(
                in_scope(record("2022-05-02T16:12:00", "ok")),
                None,
                &company.dice,
            )
            .unwrap()
    });
    assert_ne!(a.commitment(), b.commitment());
    assert_ne!(a.ciphertext(), b.ciphertext());
    assert_eq!(a.ciphertext().len(), b.ciphertext().len());
    let longer = record(
        "2022-05-02T16:12:00",
        "wel iets meer dan ok, maar niet zo veel",
    );
    let longer = begun
        .segment
        .seal(in_scope(longer), None, &company.dice)
        .unwrap();
    assert_eq!(
        longer.ciphertext().len(),
        a.ciphertext().len(),
        "sizes do not tell short messages apart"
    );
}

#[test]
fn an_attachment_travels_with_its_message() {
    let company = Company::new(4, Quorum::SMALL, Quorum::SMALL);
    let writer = company.writer();
    let mut begun = writer.begin(begin(7, "2022-05-02"), &company.dice).unwrap();
    let mut record = record("2022-05-02T16:12:00", "lek.jpg");
    record.attachment = Some(Attachment {
        name: "lek.jpg".to_owned(),
        present: true,
    });
    let (photo, mut blob) = (vec![0xab; 100_000], Vec::new());
    let kept = media::seal(photo.as_slice(), &mut blob, &company.dice).unwrap();
    let sealed = begun
        .segment
        .seal(in_scope(record), Some(kept.clone()), &company.dice)
        .unwrap();
    assert_eq!(sealed.clear().blob.as_ref(), Some(kept.blob()));

    let own = &company.employees[&KeyId::from_bytes([5; 16])];
    let mut reader =
        SegmentReader::with_own_key(own, &begun.creation, writer.contexts(), &begun.boxes).unwrap();
    let opened = reader.read(&sealed).unwrap();
    let mut out = Vec::new();
    media::open(opened.stored.media().unwrap(), blob.as_slice(), &mut out).unwrap();
    assert_eq!(out, photo);
    assert!(!format!("{opened:?} {:?} {kept:?}", opened.stored).contains("lek"));
}

#[test]
fn a_segment_takes_its_own_day_only() {
    let company = Company::new(5, Quorum::SMALL, Quorum::SMALL);
    let mut begun = company
        .writer()
        .begin(begin(7, "2022-05-02"), &company.dice)
        .unwrap();
    let tomorrow = in_scope(record("2022-05-03T00:00:00", "morgen"));
    let refused = begun
        .segment
        .seal(tomorrow, None, &company.dice)
        .unwrap_err();
    assert!(matches!(refused, SealError::OtherDay { .. }));
    let media = media::seal(&b"foto"[..], Vec::new(), &company.dice).unwrap();
    let refused = begun.segment.seal(
        in_scope(record("2022-05-02T16:12:00", "ok")),
        Some(media),
        &company.dice,
    );
    assert_eq!(refused.unwrap_err(), SealError::NoAttachment);
    let mut long = record("2022-05-02T16:12:00", "x");
    long.source = vec![b'x'; 1 << 24];
    assert_eq!(
        begun
            .segment
            .seal(in_scope(long), None, &company.dice)
            .unwrap_err(),
        SealError::TooLong
    );
    // None of these cost a position.
    let sealed = begun
        .segment
        .seal(
            in_scope(record("2022-05-02T16:12:00", "ok")),
            None,
            &company.dice,
        )
        .unwrap();
    assert_eq!(sealed.position(), 0);
}

#[test]
fn a_writer_needs_seats_that_can_hold_a_root() {
    let mut company = Company::new(6, Quorum::SMALL, Quorum::SMALL);
    let unknown = crate::segment::Begin {
        recipients: vec![KeyId::from_bytes([9; 16])],
        ..begin(7, "2022-05-02")
    };
    let refused = company.writer().begin(unknown, &company.dice).unwrap_err();
    assert_eq!(
        refused,
        SealError::UnknownRecipient(KeyId::from_bytes([9; 16]))
    );
    company.bench.seats[3].public = company.bench.seats[0].public.clone();
    let refused = Writer::open(&company.bench, WriterId::from_bytes([1; 16]), &company.dice);
    assert!(
        matches!(refused, Err(SealError::Places(_))),
        "one holder on both sides"
    );
    company.bench.seats.truncate(3);
    assert!(matches!(
        Writer::open(&company.bench, WriterId::from_bytes([1; 16]), &company.dice),
        Err(SealError::Places(_))
    ));
}

#[test]
fn an_approval_is_one_seats_yes_to_one_release() {
    let archived = archived(DEFAULT[0], DEFAULT[1], &["2022-05-02"]);
    let key = CaseKey::generate(&archived.company.dice).unwrap();
    let terms = Terms::new(&key, 7, "2022-05-02", "2022-05-02");
    let [one, two] = [0, 3].map(|seat| archived.release(seat, &terms, &archived.held).unwrap());
    let seat = &archived.company.seats[0];
    let witnessed = terms.clone().witnessed();
    for deadline in [None, Some(NOW.plus_days(3))] {
        let approval = Approval::sign(seat, &witnessed, &one, deadline).unwrap();
        assert_eq!(
            approval.verify(seat.public(), &terms.digest(), &one),
            Ok(())
        );
        assert_eq!(approval.deadline(), deadline);
        let other = archived.company.seats[3].public();
        assert_eq!(
            approval.verify(other, &terms.digest(), &two),
            Err(ApprovalError::OtherRelease)
        );
        let again = archived.release(0, &terms, &archived.held).unwrap();
        assert_eq!(
            approval.verify(seat.public(), &terms.digest(), &again),
            Err(ApprovalError::OtherRelease)
        );
        let bytes = approval.to_bytes();
        assert_eq!(Approval::from_bytes(&bytes), Ok(approval));
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let counts = Approval::from_bytes(&changed)
                .is_ok_and(|a| a.verify(seat.public(), &terms.digest(), &one).is_ok());
            assert!(!counts, "bit {bit}");
        }
    }
    assert_eq!(
        Approval::sign(seat, &witnessed, &two, None),
        Err(ApprovalError::OtherRelease)
    );
    let later = Some(terms.deadline.plus_seconds(1));
    assert_eq!(
        Approval::sign(seat, &witnessed, &one, later),
        Err(ApprovalError::Deadline)
    );
}

#[test]
fn columns_are_the_same_message() {
    let archived = archived(Quorum::SMALL, Quorum::SMALL, &["2022-05-02"]);
    let sealed = &archived.messages[0][0];
    let columns = Columns::from(sealed.clone());
    assert_eq!(Sealed::try_from(columns.clone()).as_ref(), Ok(sealed));
    let short = Columns {
        ciphertext: columns.ciphertext[1..].to_vec(),
        ..columns
    };
    assert!(Sealed::try_from(short).is_err());
}

/// Everything that can be read, as canonical bytes.
fn samples() -> Vec<Vec<u8>> {
    let archived = archived(Quorum::SMALL, Quorum::SMALL, &["2022-05-02"]);
    let key = CaseKey::generate(&archived.company.dice).unwrap();
    let terms = Terms::new(&key, 7, "2022-05-02", "2022-05-02");
    let release = archived.release(0, &terms, &archived.held).unwrap();
    let approval = Approval::sign(
        &archived.company.seats[0],
        &terms.witnessed(),
        &release,
        Some(NOW),
    )
    .unwrap();
    let SegmentBox { creation, boxes } = &archived.held.segments[0];
    let offer = Offer {
        copy: CopyId::from_bytes([7; 16]),
        begin: Some((
            creation.descriptor().class,
            creation.descriptor().provenance,
        )),
        contexts: Some(archived.held.contexts[0].clone()),
        segments: vec![OfferedSegment {
            creation: creation.clone(),
            boxes: boxes.clone(),
            participants: vec![PersonId::from_bytes([1; 16])],
        }],
        messages: archived.messages[0].clone(),
        list: (KeyId::from_bytes([5; 16]), b"letter".to_vec()),
    };
    vec![
        creation.descriptor().to_bytes(),
        creation.to_bytes(),
        archived.held.contexts[0].to_bytes(),
        boxes.to_bytes(),
        archived.messages[0][0].clear().to_bytes(),
        archived.messages[0][0].to_bytes(),
        archived.company.seats[0].public().to_bytes(),
        archived.company.bench.employees[&KeyId::from_bytes([5; 16])].to_bytes(),
        key.public().to_bytes(),
        release.to_bytes(),
        approval.to_bytes(),
        offer.to_bytes(),
        many_to_bytes(&archived.messages[0]),
    ]
}

/// Reads bytes as everything there is; whatever reads them must write the same again.
fn read_all(bytes: &[u8]) -> Vec<&'static str> {
    let mut read = Vec::new();
    let mut note = |name, again: Result<Vec<u8>, FormatError>| {
        if let Ok(again) = again {
            assert_eq!(again, bytes, "{name} has two encodings");
            read.push(name);
        }
    };
    note(
        "descriptor",
        Descriptor::from_bytes(bytes).map(|v| v.to_bytes()),
    );
    note(
        "creation",
        Creation::from_bytes(bytes).map(|v| v.to_bytes()),
    );
    note(
        "contexts",
        Contexts::from_bytes(bytes).map(|v| v.to_bytes()),
    );
    note("boxes", Boxes::from_bytes(bytes).map(|v| v.to_bytes()));
    note("clear", Clear::from_bytes(bytes).map(|v| v.to_bytes()));
    note("sealed", Sealed::from_bytes(bytes).map(|v| v.to_bytes()));
    note("seat", SeatPublic::from_bytes(bytes).map(|v| v.to_bytes()));
    note(
        "employee",
        EmployeePublic::from_bytes(bytes).map(|v| v.to_bytes()),
    );
    note("case", CasePublic::from_bytes(bytes).map(|v| v.to_bytes()));
    note("release", Release::from_bytes(bytes).map(|v| v.to_bytes()));
    note(
        "approval",
        Approval::from_bytes(bytes).map(|v| v.to_bytes()),
    );
    note("offer", Offer::from_bytes(bytes).map(|v| v.to_bytes()));
    note(
        "messages",
        many_from_bytes(bytes).map(|v| many_to_bytes(&v)),
    );
    read
}

#[test]
fn each_structure_reads_as_itself_alone() {
    let read: Vec<_> = samples().iter().flat_map(|bytes| read_all(bytes)).collect();
    let all = [
        "descriptor",
        "creation",
        "contexts",
        "boxes",
        "clear",
        "sealed",
        "seat",
        "employee",
        "case",
        "release",
        "approval",
        "offer",
        "messages",
    ];
    assert_eq!(read, all);
}

#[test]
fn no_structure_reads_cut_off_or_with_something_behind() {
    for sample in samples() {
        let mut long = sample.clone();
        long.push(0);
        assert_eq!(read_all(&long), Vec::<&str>::new());
        for cut in 0..sample.len() {
            assert_eq!(read_all(&sample[..cut]), Vec::<&str>::new());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn readers_are_total(bytes: Vec<u8>, flips in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..4)) {
        for kind in 0..22 {
            let dressed = [&[1, 1, kind], bytes.as_slice()].concat();
            prop_assert!(read_all(&dressed).len() <= 1);
        }
        for mut sample in samples() {
            for (at, to) in &flips {
                let at = usize::from(*at) % sample.len();
                sample[at] = *to;
            }
            prop_assert!(read_all(&sample).len() <= 1);
        }
    }

    #[test]
    fn any_record_comes_back(text: String, sender: Option<String>, source: Vec<u8>, raw_time: String) {
        let company = Company::new(8, Quorum::SMALL, Quorum::SMALL);
        let writer = company.writer();
        let mut begun = writer.begin(begin(7, "2022-05-02"), &Dice::new(1)).unwrap();
        let mut record = record("2022-05-02T16:12:00", &text);
        record.sender = sender;
        record.source = source;
        record.raw_time = raw_time;
        let sealed = begun.segment.seal(in_scope(record.clone()), None, &company.dice).unwrap();
        let own = &company.employees[&KeyId::from_bytes([5; 16])];
        let mut reader = SegmentReader::with_own_key(own, &begun.creation, writer.contexts(), &begun.boxes).unwrap();
        let opened = reader.read(&sealed).unwrap();
        prop_assert_eq!(&opened.source, &record.source);
        prop_assert_eq!(opened.stored.text, record.text);
        prop_assert_eq!(opened.stored.sender, record.sender);
        prop_assert_eq!(opened.stored.raw_time, record.raw_time);
    }
}
