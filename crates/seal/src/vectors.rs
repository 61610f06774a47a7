//! `fixtures/vectors/seal.json`: what every implementation must reproduce byte for byte, and be able to open.
//!
//! Chance is SHA-256 of (seed, counter), both as 8 bytes big-endian, block after block. Write the file anew with
//! `ZEGEL_WRITE_VECTORS=1` only together with a new version of the format.

use std::path::PathBuf;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use zegel_model::KeyId;
use zegel_model::message::Attachment;
use zegel_model::seat::Quorum;
use zeroize::Zeroizing;

use crate::approval::Approval;
use crate::case_key::{CaseKey, CaseTerms as _, Held, Opening, SegmentBox, release};
use crate::creation::Creation;
use crate::key_file::Passphrase;
use crate::once::Secret;
use crate::ratchet::Ratchet;
use crate::reader::SegmentReader;
use crate::sealed::Sealed;
use crate::seat::SeatKey;
use crate::segment::{Begun, Boxes, Contexts};
use crate::testing::{Company, Dice, NOW, Terms, begin, in_scope, record};
use crate::{letter, media, once, segment, share};

const SEED: u64 = 2026;
const EMPLOYER: Quorum = Quorum {
    threshold: 2,
    seats: 3,
};
const PASSPHRASE: &str = "vier woorden zijn genoeg";

fn path() -> PathBuf {
    [
        env!("CARGO_MANIFEST_DIR"),
        "..",
        "..",
        "fixtures",
        "vectors",
        "seal.json",
    ]
    .iter()
    .collect()
}

fn hex(bytes: impl AsRef<[u8]>) -> Value {
    HEXLOWER.encode(bytes.as_ref()).into()
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

fn secret(value: &Value) -> Secret {
    Zeroizing::new(bytes(value).try_into().unwrap())
}

/// What the file must say, from the seed alone.
fn made() -> Value {
    let company = Company::new(SEED, EMPLOYER, Quorum::SMALL);
    let dice = &company.dice;
    let writer = company.writer();
    let mut begun = writer.begin(begin(7, "2022-05-02"), dice).unwrap();
    let messages = messages(&company, &mut begun);
    let case = CaseKey::generate(dice).unwrap();
    let terms = Terms::new(&case, 7, "2022-05-01", "2022-05-31");
    let own = &company.employees[&KeyId::from_bytes([5; 16])];
    let root = root(&company, &begun, writer.contexts());
    let mut ratchet = Ratchet::new(begun.creation.descriptor(), &root);
    let keys: Vec<Value> = (0..2).map(|_| hex(ratchet.next().as_slice())).collect();
    let shares: Vec<Value> = share::split(&root, &begun.creation.descriptor().places, &Dice::new(SEED + 1))
        .unwrap()
        .iter()
        .map(|share| json!({ "side": share.side.code(), "x": share.x, "share": hex(share.secret.as_slice()) }))
        .collect();
    let letter = letter::seal_to(&own.public(), b"imported", b"copy", b"1, 2, 3", dice).unwrap();
    let creation = begun.creation.clone();
    let held = Held {
        contexts: vec![writer.contexts().clone()],
        segments: vec![SegmentBox {
            creation,
            boxes: begun.boxes.clone(),
        }],
    };
    let releases = releases(&company, &terms, &held);
    let key_file = company.seats[0]
        .wrap(&Passphrase::typed(PASSPHRASE), dice)
        .unwrap();
    json!({
        "version": 1,
        "seed": SEED,
        "origin": "archief.example/zegel/bewijs-2022",
        "seats": company.seats.iter().map(|key| hex(seeds(key))).collect::<Vec<_>>(),
        "seat_publics_sha256": company.seats.iter().map(|key| hex(key.public().digest())).collect::<Vec<_>>(),
        "employee": hex(own.kem().seed().as_slice()),
        "contexts": hex(writer.contexts().to_bytes()),
        "creation": hex(begun.creation.to_bytes()),
        "creation_leaf": hex(begun.creation.leaf()),
        "boxes": hex(begun.boxes.to_bytes()),
        "root": hex(root.as_slice()),
        "message_keys": keys,
        "shares_of_the_root_with_the_next_seed": shares,
        "messages": messages,
        "media": attachment(dice),
        "case": hex(case.seed().as_slice()),
        "terms": hex(terms.digest()),
        "releases": releases,
        "letter": { "info": "imported", "aad": "copy", "text": "1, 2, 3", "sealed": hex(letter) },
        "key_file": { "passphrase": PASSPHRASE, "text": key_file },
    })
}

fn seeds(key: &SeatKey) -> Vec<u8> {
    key.seeds().iter().flat_map(|seed| seed.to_vec()).collect()
}

fn messages(company: &Company, begun: &mut Begun) -> Vec<Value> {
    let mut records = [
        record("2022-05-02T16:12:00", "Tot morgen om acht uur"),
        record("2022-05-02T16:13:00", "lek.jpg"),
    ];
    records[1].attachment = Some(Attachment {
        name: "lek.jpg".to_owned(),
        present: true,
    });
    let kept = media::seal(&b"a photo"[..], Vec::new(), &company.dice).unwrap();
    records
        .into_iter()
        .zip([None, Some(kept)])
        .map(|(record, media)| {
            let source = record.source.clone();
            let sealed = begun.segment.seal(in_scope(record), media, &company.dice).unwrap();
            json!({ "source": hex(source), "sealed": hex(sealed.to_bytes()), "leaf": hex(sealed.leaf()) })
        })
        .collect()
}

/// 70,000 bytes, byte i being 31 i modulo 251.
fn attachment(dice: &Dice) -> Value {
    let file: Vec<u8> = (0..70_000_u32)
        .map(|i| u8::try_from(i * 31 % 251).unwrap())
        .collect();
    let kept = media::seal(file.as_slice(), Vec::new(), dice).unwrap();
    json!({
        "size": file.len(),
        "key": hex(kept.key.secret().as_slice()),
        "blob": hex(kept.blob.id.as_bytes()),
        "blob_length": kept.blob.length,
        "blob_sha256": hex(kept.blob.sha256),
    })
}

fn releases(company: &Company, terms: &Terms, held: &Held) -> Vec<Value> {
    let witnessed = terms.clone().witnessed();
    [0, 2, 3]
        .into_iter()
        .map(|seat| {
            let seat = &company.seats[seat];
            let released = release(seat, &witnessed, held, NOW, &company.dice).unwrap();
            let approval =
                Approval::sign(seat, &witnessed, &released, Some(NOW.plus_days(2))).unwrap();
            json!({ "release": hex(released.to_bytes()), "approval": hex(approval.to_bytes()) })
        })
        .collect()
}

/// The root, as its recipient has it.
fn root(company: &Company, begun: &Begun, contexts: &Contexts) -> Secret {
    let own = &company.employees[&KeyId::from_bytes([5; 16])];
    let public = own.public().digest();
    let label = segment::root_label(begun.creation.descriptor());
    let key = contexts
        .open(own.kem(), &public)
        .unwrap()
        .export(&label)
        .unwrap();
    once::open_box(&key, &public, &begun.boxes.recipients[0]).unwrap()
}

#[test]
fn the_vectors_are_reproduced() {
    let text = format!("{}\n", serde_json::to_string_pretty(&made()).unwrap());
    if std::env::var_os("ZEGEL_WRITE_VECTORS").is_some() {
        std::fs::write(path(), &text).unwrap();
    }
    assert!(
        text == std::fs::read_to_string(path()).unwrap(),
        "the format has changed: give it a new version"
    );
}

/// From the file alone: whatever was sealed so must always open.
#[test]
fn the_vectors_open() {
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path()).unwrap()).unwrap();
    let creation = Creation::from_bytes(&bytes(&file["creation"])).unwrap();
    let boxes = Boxes::from_bytes(&bytes(&file["boxes"])).unwrap();
    let contexts = Contexts::from_bytes(&bytes(&file["contexts"])).unwrap();
    assert_eq!(hex(creation.leaf()), file["creation_leaf"]);
    assert_eq!(
        (boxes.digest(), contexts.digest()),
        (*creation.boxes(), *creation.contexts())
    );

    let case = CaseKey::from_seed(secret(&file["case"])).unwrap();
    let terms = bytes(&file["terms"]).try_into().unwrap();
    let mut releases = Vec::new();
    for (entry, seat) in file["releases"].as_array().unwrap().iter().zip([0, 2, 3]) {
        let seat = bytes(&file["seats"][seat]);
        let [kem, signing, cosigning] =
            [0, 32, 64].map(|at| Zeroizing::new(seat[at..at + 32].try_into().unwrap()));
        let seat = SeatKey::from_seeds(kem, signing, cosigning).unwrap();
        let release = crate::case_key::Release::from_bytes(&bytes(&entry["release"])).unwrap();
        let approval = Approval::from_bytes(&bytes(&entry["approval"])).unwrap();
        assert_eq!(approval.verify(seat.public(), &terms, &release), Ok(()));
        releases.push(release);
    }
    let mut by_case = Opening::new(&case, &terms, releases)
        .unwrap()
        .segment(&creation)
        .unwrap();

    let own = secret(&file["employee"]);
    let own = crate::employee::EmployeeKey::from_seed(own).unwrap();
    let mut by_own_key = SegmentReader::with_own_key(&own, &creation, &contexts, &boxes).unwrap();
    for entry in file["messages"].as_array().unwrap() {
        let sealed = Sealed::from_bytes(&bytes(&entry["sealed"])).unwrap();
        assert_eq!(hex(sealed.leaf()), entry["leaf"]);
        for reader in [&mut by_case, &mut by_own_key] {
            assert_eq!(hex(reader.read(&sealed).unwrap().source), entry["source"]);
        }
    }
    let letter = bytes(&file["letter"]["sealed"]);
    assert_eq!(
        letter::open_with(&own, b"imported", b"copy", &letter)
            .unwrap()
            .as_slice(),
        b"1, 2, 3"
    );
    let text = file["key_file"]["text"].as_str().unwrap();
    let seat = SeatKey::unwrap_from(text, &Passphrase::typed(PASSPHRASE)).unwrap();
    assert_eq!(hex(seat.public().digest()), file["seat_publics_sha256"][0]);
}
