//! Every page of every role, in an archive that is larger than any employer's.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use data_encoding::HEXLOWER;
use journey::archive::{Founded, within};
use journey::http::Browser;
use zegel_app::Origin;
use zegel_model::case::{Case, CaseState, End};
use zegel_model::event::Event;
use zegel_model::person::{Person, Role};
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::{CaseId, CopyId, PersonId, Random as _, SegmentId, WriterId};
use zegel_store::copy::Copy;
use zegel_store::message::OfferedMessage;
use zegel_store::segment::Segment;
use zegel_store::{OutboxKey, Store, Tx, case, context, copy, message, person, segment};

use crate::Sizes;
use crate::import::evidence;
use crate::machine::Watch;
use crate::store::{Chance, Now};
use crate::table::{Row, Target};

/// Copies in one transaction.
const AT_ONCE: usize = 500;
/// Cases that are over.
const CASES: usize = 1_000;

/// The pages that list things, and who looks at them.
const PAGES: [(&str, &str); 17] = [
    ("nobody", "/"),
    ("nobody", "/log"),
    ("nobody", "/log?before=5000"),
    ("owner", "/people"),
    ("owner", "/people?find=medewerker+4"),
    ("owner", "/regulation"),
    ("joris", "/me"),
    ("joris", "/notice"),
    ("joris", "/rules"),
    ("joris", "/seats"),
    ("reviewer", "/cases"),
    ("reviewer", "/cases/new"),
    ("reviewer", "/cases/new?find=medewerker+4"),
    ("privacy", "/cases"),
    ("privacy", "/cases/CASE"),
    ("employer seat", "/cases"),
    ("staff seat", "/cases/CASE"),
];

/// The rows of this chapter.
pub async fn rows(sizes: &Sizes, founded: Founded) -> Vec<Row> {
    let case = founded.program("privacy").get("/api/v1/cases").await[0]["terms"]["case"]
        .as_str()
        .unwrap()
        .to_owned();
    let (people, copies) = (sizes.people, sizes.copies);
    let (founded, ()) = founded
        .while_stopped(|folder| fill(folder, people, copies))
        .await;
    let nobody = Browser::nobody(&founded.archive.url);
    published(&nobody, copies).await;
    let mut rows = Vec::new();
    for (who, page) in PAGES {
        let browser = match who {
            "nobody" => nobody.clone(),
            name => founded.browser(name).await,
        };
        let address = page.replace("CASE", &case);
        let mut took = Vec::with_capacity(sizes.visits);
        for _ in 0..sizes.visits {
            let watch = Watch::start();
            let (status, text) = browser.get(&address).await;
            took.push(watch.millis());
            assert_eq!(status, 200, "{who} {address}: {text}");
        }
        rows.push(
            Row::new(
                format!(
                    "`{}` for {who}, {people} employees, {copies} copies: p99",
                    page.replace("CASE", "…")
                ),
                "ms",
                Target::AtMost(100.0),
                took,
            )
            .percentile(0.99),
        );
    }
    rows
}

/// What the archive's own program authenticates its outbox with: without it nothing that is filled in is published.
fn outbox_key(folder: &Path) -> OutboxKey {
    let text = std::fs::read_to_string(folder.join("log.key")).unwrap();
    let (name, seed) = text.trim_end().split_once(' ').unwrap();
    let seed = HEXLOWER.decode(seed.as_bytes()).unwrap();
    Origin::new(name.to_owned(), seed.try_into().unwrap()).outbox_key()
}

/// Waits until everything that was filled in is published: pages are measured without the publisher at work.
async fn published(nobody: &Browser, copies: usize) {
    // A copy is begun and imported: two entries of the conduct log; its segment and two messages: three of the other.
    let conduct = ("conduct".to_owned(), 2 * copies);
    for (log, entries) in [conduct, (evidence(), 3 * copies)] {
        within(
            Duration::from_secs(300),
            "the logs are published",
            || async {
                let (_, note) = nobody.get(&format!("/log/{log}/checkpoint")).await;
                let size: usize = note.lines().nth(1)?.parse().ok()?;
                (size >= entries).then_some(())
            },
        )
        .await;
    }
}

/// Fills an archive whose server does not run.
async fn fill(folder: PathBuf, people: usize, copies: usize) {
    let store = Store::open(
        &folder,
        Arc::new(Now),
        Arc::new(Chance),
        outbox_key(&folder),
    )
    .await
    .unwrap();
    let mut tx = store.begin().await.unwrap();
    let model = case::all(&mut tx).await.unwrap().remove(0);
    let known = person::all(&mut tx).await.unwrap();
    let mut staff: Vec<PersonId> = known.iter().map(|person| person.id).collect();
    for number in 0..people {
        staff.push(employee(&mut tx, number).await);
    }
    let writer = WriterId::random(&Chance);
    context::put(&mut tx, writer, b"contexts of nobody")
        .await
        .unwrap();
    tx.record(&Event::LinkOffered { person: staff[0] }).unwrap();
    for number in 0..CASES.min(people) {
        ended(&mut tx, &model, number).await;
    }
    tx.commit().await.unwrap();
    for begin in (0..copies).step_by(AT_ONCE) {
        let mut tx = store.begin().await.unwrap();
        for number in begin..copies.min(begin + AT_ONCE) {
            let holder = staff[number % staff.len()];
            let other = staff[(number * 7 + 1) % staff.len()];
            conversation(&mut tx, writer, holder, other).await;
        }
        tx.commit().await.unwrap();
    }
}

async fn employee(tx: &mut Tx, number: usize) -> PersonId {
    let somebody = Person {
        id: PersonId::random(&Chance),
        name: format!("Medewerker {number}"),
        roles: BTreeSet::from([Role::Employee]),
        added: tx.now(),
    };
    person::put(tx, &somebody).await.unwrap();
    tx.record(&Event::PersonAdded {
        person: somebody.id,
        roles: vec![Role::Employee],
    })
    .unwrap();
    somebody.id
}

/// A case like the first one, long over.
async fn ended(tx: &mut Tx, model: &Case, number: usize) {
    let mut over = model.clone();
    over.terms.case = CaseId::random(&Chance);
    over.terms.requested = model
        .terms
        .requested
        .plus_seconds(-60 * (number as i64 + 1));
    let why = End::Closed;
    over.state = CaseState::Ended { at: tx.now(), why };
    case::put(tx, &over).await.unwrap();
    tx.record(&Event::CaseRequested {
        terms: over.terms.clone(),
        signature: over.signature.clone(),
    })
    .unwrap();
    let case = over.terms.case;
    tx.record(&Event::CaseEnded { case, why }).unwrap();
}

/// A conversation of one day and two messages, which nobody can open.
async fn conversation(tx: &mut Tx, writer: WriterId, holder: PersonId, other: PersonId) {
    let class = SourceClass::ALL[0];
    let kept = Copy {
        id: CopyId::random(&Chance),
        holder,
        class,
        provenance: Provenance::TextExport,
        begun: tx.now(),
    };
    copy::begin(tx, &kept).await.unwrap();
    tx.record(&Event::CopyBegun {
        copy: kept.id,
        holder,
        class,
        provenance: kept.provenance,
    })
    .unwrap();
    let day = Segment {
        id: SegmentId::random(&Chance),
        copy: kept.id,
        day: "2026-03-02".parse().unwrap(),
        writer,
        class,
        creation: vec![1; 600],
        creation_leaf: chance(),
        boxes: vec![2; 250],
        participants: BTreeSet::from([holder, other]).into_iter().collect(),
    };
    segment::put(tx, &day).await.unwrap();
    let sealed = [0, 1].map(|position| OfferedMessage {
        position,
        clear: vec![1; 30],
        ciphertext: vec![3; 272],
        commitment: chance(),
        row_salt: chance(),
        leaf: chance(),
    });
    message::put(tx, day.id, &sealed).await.unwrap();
    tx.record(&Event::Imported {
        copy: kept.id,
        segments: 1,
        messages: 2,
    })
    .unwrap();
}

fn chance() -> [u8; 32] {
    let mut bytes = [0; 32];
    Chance.fill(&mut bytes);
    bytes
}
