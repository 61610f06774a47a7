//! One story in which every function of the store is used once, in an order that could have happened. Whatever
//! database keeps it, the snapshot is the same.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::indexing_slicing, reason = "a test that cannot go on fails")]
#![expect(clippy::panic, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stderr, reason = "what is not tested here is said aloud")]
#![expect(
    clippy::cognitive_complexity,
    clippy::too_many_lines,
    clippy::unnecessary_debug_formatting,
    reason = "a story is told in one go; these are tests, though each is called by two"
)]

#[path = "story/administrator.rs"]
mod administrator;
#[path = "story/bound.rs"]
mod bound;
#[path = "story/commit.rs"]
mod commit;
#[expect(
    dead_code,
    unreachable_pub,
    reason = "shared with the tests from outside, which use more of it"
)]
#[path = "../../../tests/src/postgres.rs"]
mod postgres;
#[path = "story/world.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write as _};

use zegel_model::case::{Case, CaseState, End, Purpose, ScopeItem, Terms};
use zegel_model::event::{Event, Look};
use zegel_model::hold::{Binding, Free, Ground, Hold, On, Proposal, Thing, Voice, binding};
use zegel_model::job::Job;
use zegel_model::person::{Employer, Person, Role};
use zegel_model::regulation::{BalancingTest, Consultation, Regulation, Safeguards};
use zegel_model::right::{Action, Object, may};
use zegel_model::seat::{Seat, Side};
use zegel_model::{BlobId, CaseId, Clock as _, CopyId, HoldId, KeyId, RegulationId, SeatId};
use zegel_store::disclosure::NewDisclosure;
use zegel_store::segment::Segment;
use zegel_store::session::SessionKind;
use zegel_store::{
    Publication, Read, Store, StoreError, blob, case, copy, cosignature, disclosure, employee_key,
    employer, event, hold, import_list, job, log, message, person, regulation, release, seat,
    segment, session, tables,
};

use world::{CLASS, START, World, add_person, conversation, day, import, somebody, stories};

stories! { the_story }

async fn the_story(world: World) {
    insta::assert_snapshot!("the_story", tell(&world).await);
}

/// What is told, line by line.
#[derive(Default)]
struct Tale(String);

impl Tale {
    fn say(&mut self, what: &str, value: impl Debug) {
        writeln!(self.0, "{what}: {value:?}").unwrap();
    }
}

struct People {
    anna: Person,
    bram: Person,
    ria: Person,
}

/// Founds, imports, opens a case, discloses, publishes; the transcript.
pub(crate) async fn tell(world: &World) -> String {
    let mut tale = Tale::default();
    let people = People {
        anna: somebody(1, "Anna", &[Role::Employee, Role::Owner]),
        bram: somebody(2, "Bram", &[Role::Employee, Role::StaffSeat]),
        ria: somebody(3, "Ria", &[Role::Reviewer]),
    };
    found(world, &people, &mut tale).await;
    sign_in(world, &people, &mut tale).await;
    seats_and_keys(world, &people, &mut tale).await;
    rules(world, &people, &mut tale).await;
    keep(world, &people, &mut tale).await;
    open_case(world, &people, &mut tale).await;
    hold_back(world, &people, &mut tale).await;
    leases(world, &mut tale).await;
    publish(world, &mut tale).await;
    jobs(world, &mut tale).await;
    erase(world, &people, &mut tale).await;
    tale.0
}

async fn read(store: &Store) -> Read {
    store.read().await.unwrap()
}

async fn found(world: &World, people: &People, tale: &mut Tale) {
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(tx.now(), START);
    assert_eq!(employer::get(&mut tx).await.unwrap(), None);
    let de_vries = Employer {
        name: "De Vries".to_owned(),
        headcount: 12,
        works_council: false,
    };
    employer::put(&mut tx, &de_vries).await.unwrap();
    tx.record(&Event::Founded {
        headcount: 12,
        works_council: false,
    })
    .unwrap();
    for person in [&people.anna, &people.bram, &people.ria] {
        add_person(&mut tx, person).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut read = read(&world.store).await;
    assert_eq!(employer::get(&mut read).await.unwrap(), Some(de_vries));
    assert_eq!(
        person::get(&mut read, people.bram.id)
            .await
            .unwrap()
            .as_ref(),
        Some(&people.bram)
    );
    tale.say("people", person::all(&mut read).await.unwrap());
    tale.say("commits that recorded", *world.store.subscribe().borrow());
}

async fn sign_in(world: &World, people: &People, tale: &mut Tale) {
    let store = &world.store;
    let id = people.anna.id;
    let mut tx = store.begin().await.unwrap();
    let later = tx.now().plus_seconds(60);
    for link in [1, 2, 3] {
        session::offer_link(&mut tx, [link; 32], id, later)
            .await
            .unwrap();
    }
    tale.say(
        "link",
        session::redeem_link(&mut tx, [1; 32]).await.unwrap(),
    );
    tale.say(
        "the same link",
        session::redeem_link(&mut tx, [1; 32]).await.unwrap(),
    );
    session::start(
        &mut tx,
        [4; 32],
        id,
        SessionKind::Browser,
        later.plus_seconds(60),
    )
    .await
    .unwrap();
    session::start(&mut tx, [5; 32], id, SessionKind::Api, later)
        .await
        .unwrap();
    session::start(
        &mut tx,
        [6; 32],
        id,
        SessionKind::Api,
        later.plus_seconds(90),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    world.clock.forward(60);
    let now = world.clock.now();
    let mut view = read(store).await;
    tale.say(
        "session",
        session::find(&mut view, [4; 32], now)
            .await
            .unwrap()
            .map(|(who, kind)| (who.id, kind)),
    );
    tale.say(
        "expired session",
        session::find(&mut view, [5; 32], now)
            .await
            .unwrap()
            .map(|(who, kind)| (who.id, kind)),
    );
    let mut tx = store.begin().await.unwrap();
    tale.say(
        "expired link",
        session::redeem_link(&mut tx, [2; 32]).await.unwrap(),
    );
    session::end(&mut tx, [4; 32]).await.unwrap();
    tale.say("pruned", session::prune(&mut tx).await.unwrap());
    tx.commit().await.unwrap();
    let mut view = read(store).await;
    tale.say(
        "ended session",
        session::find(&mut view, [4; 32], now)
            .await
            .unwrap()
            .map(|(who, kind)| (who.id, kind)),
    );
    tale.say(
        "other session",
        session::find(&mut view, [6; 32], now)
            .await
            .unwrap()
            .map(|(who, kind)| (who.id, kind)),
    );
    tale.say("commits that recorded", *store.subscribe().borrow());
}

const SEAT: SeatId = SeatId::from_bytes([0x5e; 16]);
const KEY: KeyId = KeyId::from_bytes([0x4e; 16]);

async fn seats_and_keys(world: &World, people: &People, tale: &mut Tale) {
    let mut tx = world.store.begin().await.unwrap();
    let now = tx.now();
    let right = may(
        None,
        &people.bram,
        Action::HoldSeat(Side::Staff),
        Object::Archive,
    )
    .unwrap();
    let (kept, event) =
        Seat::register(&right, Side::Staff, SEAT, "cHVibGlj".to_owned(), now).unwrap();
    seat::put(&mut tx, &kept).await.unwrap();
    tx.record(&event).unwrap();
    let (kept, event) = kept.drill(now);
    seat::put(&mut tx, &kept).await.unwrap();
    tx.record(&event).unwrap();
    employee_key::put(&mut tx, KEY, people.anna.id, "a2V5")
        .await
        .unwrap();
    tx.record(&Event::KeyRegistered {
        key: KEY,
        person: people.anna.id,
        public: "a2V5".to_owned(),
    })
    .unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    let stolen = Seat {
        public: "b3RoZXI=".to_owned(),
        ..kept
    };
    assert!(matches!(
        seat::put(&mut tx, &stolen).await,
        Err(StoreError::Conflict)
    ));
    drop(tx);
    let mut tx = world.store.begin().await.unwrap();
    assert!(matches!(
        employee_key::put(&mut tx, KEY, people.bram.id, "x").await,
        Err(StoreError::Conflict)
    ));
    drop(tx);
    let mut view = read(&world.store).await;
    tale.say("seats", seat::all(&mut view).await.unwrap());
    tale.say(
        "keys",
        employee_key::all(&mut view, people.anna.id).await.unwrap(),
    );
}

async fn rules(world: &World, people: &People, tale: &mut Tale) {
    let mut tx = world.store.begin().await.unwrap();
    let now = tx.now();
    let right = may(
        None,
        &people.anna,
        Action::ManageRegulation,
        Object::Regulation,
    )
    .unwrap();
    let employer = employer::get(&mut tx).await.unwrap().unwrap();
    let id = RegulationId::from_bytes([0x4e; 16]);
    let stand = Safeguards {
        regulation: true,
        seats: true,
        notice: true,
        ledger: true,
    };
    let weighed = BalancingTest {
        interest: "a".to_owned(),
        necessity: "b".to_owned(),
        balance: "c".to_owned(),
    };
    let (draft, event) =
        Regulation::draft(&right, &employer, id, 1, &BTreeSet::from([CLASS])).unwrap();
    regulation::put(&mut tx, &draft).await.unwrap();
    tx.record(&event).unwrap();
    assert_eq!(regulation::in_force(&mut tx).await.unwrap(), None);
    let (next, event) = draft
        .consult(
            &right,
            Consultation {
                held: now,
                outcome: "gehoord".to_owned(),
            },
        )
        .unwrap();
    regulation::put(&mut tx, &next).await.unwrap();
    tx.record(&event).unwrap();
    let (next, event) = next.weigh(&right, stand, weighed).unwrap();
    regulation::put(&mut tx, &next).await.unwrap();
    tx.record(&event).unwrap();
    let (next, event) = next.put_in_force(&right, stand, now).unwrap();
    regulation::put(&mut tx, &next).await.unwrap();
    tx.record(&event).unwrap();
    let (second, event) = Regulation::draft(
        &right,
        &employer,
        RegulationId::from_bytes([0x4f; 16]),
        2,
        &BTreeSet::from([CLASS]),
    )
    .unwrap();
    regulation::put(&mut tx, &second).await.unwrap();
    tx.record(&event).unwrap();
    tx.commit().await.unwrap();
    let mut view = read(&world.store).await;
    assert_eq!(regulation::in_force(&mut view).await.unwrap(), Some(next));
    let versions: Vec<_> = regulation::all(&mut view)
        .await
        .unwrap()
        .iter()
        .map(|r| (r.version, r.state.name()))
        .collect();
    tale.say("regulations", versions);
}

const PHOTO: BlobId = BlobId::from_bytes([0xb1; 16]);

async fn keep(world: &World, people: &People, tale: &mut Tale) {
    let store = &world.store;
    let chat = conversation(people.anna.id);
    let chat_id = chat.id;
    import(store, &chat, &[people.anna.id, people.bram.id])
        .await
        .unwrap();
    blob::put(store, PHOTO, chat.id, b"sealed photo".to_vec())
        .await
        .unwrap();
    let mut tx = store.begin().await.unwrap();
    for list in [b"first".as_slice(), b"second"] {
        import_list::put(&mut tx, people.anna.id, chat.id, KEY, list)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let mut view = read(store).await;
    assert_eq!(
        copy::get(&mut view, chat.id).await.unwrap().as_ref(),
        Some(&chat)
    );
    assert_eq!(copy::all(&mut view).await.unwrap(), vec![chat.clone()]);
    assert_eq!(
        copy::of_holder(&mut view, people.anna.id).await.unwrap(),
        vec![chat.clone()]
    );
    let listed = copy::Listed {
        copy: chat,
        holder: people.anna.name.clone(),
        days: Some((day("2022-05-02"), day("2022-06-03"))),
        messages: 6,
    };
    assert_eq!(
        copy::look(&mut view, chat_id).await.unwrap().as_ref(),
        Some(&listed)
    );
    assert_eq!(
        copy::newest(&mut view, 5).await.unwrap(),
        vec![listed.clone()]
    );
    assert_eq!(
        copy::newest_of(&mut view, people.anna.id, 5).await.unwrap(),
        vec![listed]
    );
    assert_eq!(copy::newest(&mut view, 0).await.unwrap(), vec![]);
    assert_eq!(
        copy::newest_of(&mut view, people.bram.id, 5).await.unwrap(),
        vec![]
    );
    let both = BTreeSet::from([people.anna.id, people.bram.id]);
    for (from, to, expected) in [
        ("2022-05-02", "2022-06-03", both),
        ("2022-05-03", "2022-06-02", BTreeSet::new()),
    ] {
        let found = segment::participants_in(&mut view, chat_id, day(from), day(to)).await;
        assert_eq!(found.unwrap(), expected);
    }
    let names = person::names(&mut view, BTreeSet::from([people.anna.id])).await;
    assert_eq!(
        names.unwrap(),
        BTreeMap::from([(people.anna.id, people.anna.name.clone())])
    );
    let first = person::first(&mut view, 1).await.unwrap();
    assert_eq!(first, person::all(&mut view).await.unwrap()[..1]);
    let begun = event::by_name_holding(&mut view, "copy_begun", &chat_id.to_string(), 5).await;
    assert_eq!(begun.unwrap().len(), 1);
    let elsewhere = CopyId::from_bytes([0xce; 16]).to_string();
    let none = event::by_name_holding(&mut view, "copy_begun", &elsewhere, 5).await;
    assert!(none.unwrap().is_empty());
    assert!(
        copy::of_holder(&mut view, people.bram.id)
            .await
            .unwrap()
            .is_empty()
    );
    let segments = segment::of_copy(&mut view, chat_id).await.unwrap();
    assert_eq!(
        segment::get(&mut view, segments[0].id)
            .await
            .unwrap()
            .as_ref(),
        Some(&segments[0])
    );
    let may_only = segment::in_scope(&mut view, chat_id, day("2022-05-01"), day("2022-05-31"))
        .await
        .unwrap();
    assert_eq!(may_only, segments[..1]);
    kept(world, people, &segments, tale).await;
    attached(world, people, tale).await;
}

async fn kept(world: &World, people: &People, segments: &[Segment], tale: &mut Tale) {
    let mut view = read(&world.store).await;
    let chat_id = conversation(people.anna.id).id;
    let contexts = zegel_store::context::get(&mut view, segments[0].writer)
        .await
        .unwrap();
    tale.say("contexts", contexts.map(|bytes| bytes.len()));
    tale.say(
        "kept about Bram",
        segment::kept_about(&mut view, people.bram.id)
            .await
            .unwrap(),
    );
    tale.say(
        "kept about Ria",
        segment::kept_about(&mut view, people.ria.id).await.unwrap(),
    );
    tale.say(
        "leaves of segments",
        segment::leaves(&mut view, None, 1).await.unwrap(),
    );
    tale.say(
        "the next",
        segment::leaves(&mut view, Some(segments[0].id), 1)
            .await
            .unwrap(),
    );
    let messages = message::of_segment(&mut view, segments[1].id)
        .await
        .unwrap();
    assert_eq!(
        messages,
        vec![world::sealed(20), world::sealed(21), world::sealed(22)]
    );
    let rows = message::rows(&mut view, Some((segments[0].id, 11)), 2)
        .await
        .unwrap();
    tale.say("rows", rows);
    tale.say("counts", message::counts(&mut view).await.unwrap());
    tale.say(
        "by month",
        message::count_by_copy_and_month(&mut view).await.unwrap(),
    );
    let june = (day("2022-06-01"), day("2022-06-03"));
    tale.say(
        "in June",
        message::count_in(&mut view, chat_id, june.0, june.1)
            .await
            .unwrap(),
    );
}

async fn attached(world: &World, people: &People, tale: &mut Tale) {
    let (store, mut view) = (&world.store, read(&world.store).await);
    let chat_id = conversation(people.anna.id).id;
    tale.say(
        "photo",
        blob::get(store, PHOTO)
            .await
            .unwrap()
            .map(|bytes| bytes.len()),
    );
    tale.say(
        "no photo",
        blob::get(store, BlobId::from_bytes([0; 16])).await.unwrap(),
    );
    tale.say("photo of", blob::copy_of(&mut view, PHOTO).await.unwrap());
    let photos = blob::of_copy(&mut view, chat_id).await.unwrap();
    assert_eq!(
        blob::row(&mut view, PHOTO).await.unwrap().as_ref(),
        photos.first()
    );
    tale.say("photo's size", photos.first().map(|photo| photo.size));
    tale.say(
        "lists",
        import_list::all(&mut view, people.anna.id).await.unwrap(),
    );
}

const CASE: CaseId = CaseId::from_bytes([0xca; 16]);

fn asked(people: &People, chat: CopyId) -> Case {
    let terms = Terms {
        case: CASE,
        purpose: Purpose::CustomerComplaint,
        reason: "ketel".to_owned(),
        necessity: "anders niet".to_owned(),
        scope: vec![ScopeItem {
            copy: chat,
            from: day("2022-05-01"),
            to: day("2022-05-31"),
        }],
        reviewer: people.ria.id,
        requested: START,
        deadline: START.plus_days(3),
        export: false,
        case_public: String::new(),
        room_public: String::new(),
    };
    let answer_by = START.plus_days(2);
    let (state, approvals) = (CaseState::Requested, BTreeMap::new());
    Case {
        terms,
        signature: String::new(),
        state,
        approvals,
        answer_by,
        version: 0,
    }
}

async fn open_case(world: &World, people: &People, tale: &mut Tale) {
    let chat = conversation(people.anna.id).id;
    let asked = asked(people, chat);
    let mut tx = world.store.begin().await.unwrap();
    case::put(&mut tx, &asked).await.unwrap();
    tx.record(&Event::CaseRequested {
        terms: asked.terms.clone(),
        signature: String::new(),
    })
    .unwrap();
    tx.enqueue(Job::TickCase { case: CASE }, tx.now().plus_seconds(30))
        .await
        .unwrap();
    release::put(&mut tx, CASE, SEAT, b"yes", b"shares")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    look(world, people, tale).await;
    end_case(world, asked, tale).await;
}

async fn look(world: &World, people: &People, tale: &mut Tale) {
    let chat = conversation(people.anna.id).id;
    let mut tx = world.store.begin().await.unwrap();
    let look = Look::Conversation {
        copy: chat,
        day: day("2022-05-02"),
        messages: 3,
    };
    tx.record(&Event::Looked {
        case: CASE,
        reviewer: people.ria.id,
        look: look.clone(),
    })
    .unwrap();
    for _ in 0..2 {
        let number = disclosure::next_number(&mut tx, people.bram.id)
            .await
            .unwrap();
        let (person, purpose) = (people.bram.id, Purpose::CustomerComplaint);
        let new = NewDisclosure {
            person,
            number,
            case: CASE,
            purpose,
            look: look.clone(),
        };
        disclosure::put(&mut tx, &new).await.unwrap();
        tx.record(&Event::Disclosed {
            person,
            number,
            case: CASE,
            purpose,
            look: look.clone(),
        })
        .unwrap();
    }
    tx.commit().await.unwrap();
    let mut view = read(&world.store).await;
    tale.say("released", release::all(&mut view, CASE).await.unwrap());
    tale.say(
        "disclosed to Bram",
        disclosure::of(&mut view, people.bram.id).await.unwrap(),
    );
    tale.say(
        "disclosed to Anna",
        disclosure::of(&mut view, people.anna.id).await.unwrap(),
    );
}

async fn end_case(world: &World, asked: Case, tale: &mut Tale) {
    let mut view = read(&world.store).await;
    assert_eq!(
        case::get(&mut view, CASE).await.unwrap().as_ref(),
        Some(&asked)
    );
    drop(view);
    let mut tx = world.store.begin().await.unwrap();
    let ended = Case {
        state: CaseState::Ended {
            at: tx.now(),
            why: End::Closed,
        },
        version: 1,
        ..asked
    };
    case::put(&mut tx, &ended).await.unwrap();
    tale.say(
        "released no more",
        release::drop_case(&mut tx, CASE).await.unwrap(),
    );
    tx.record(&Event::CaseEnded {
        case: CASE,
        why: End::Closed,
    })
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        case::all(&mut read(&world.store).await).await.unwrap(),
        vec![ended]
    );
}

const HOLD: HoldId = HoldId::from_bytes([0x40; 16]);

async fn hold_back(world: &World, people: &People, tale: &mut Tale) {
    let mut tx = world.store.begin().await.unwrap();
    let now = tx.now();
    let (propose, archive) = (Action::ProposeHold(Voice::Employer), Object::Archive);
    let right = may(None, &people.anna, propose, archive).unwrap();
    let proposal = Proposal {
        on: On::Person(people.bram.id),
        ground: Ground::Regulator,
        reference: "26/0123".to_owned(),
    };
    let (proposed, event) = Hold::propose(&right, HOLD, &proposal, now).unwrap();
    hold::put(&mut tx, &proposed).await.unwrap();
    tx.record(&event).unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    let elsewhere = Hold {
        proposed: zegel_model::hold::Word {
            at: now.plus_seconds(1),
            ..proposed.proposed
        },
        ..proposed.clone()
    };
    assert!(matches!(
        hold::put(&mut tx, &elsewhere).await,
        Err(StoreError::Conflict)
    ));
    drop(tx);
    let mut tx = world.store.begin().await.unwrap();
    let right = may(
        None,
        &people.bram,
        Action::ConfirmHold(Voice::Staff),
        proposed.object(),
    )
    .unwrap();
    let (set, event) = proposed.confirm(&right, now).unwrap();
    hold::put(&mut tx, &set).await.unwrap();
    tx.record(&event).unwrap();
    tx.commit().await.unwrap();
    let mut view = read(&world.store).await;
    assert_eq!(
        hold::get(&mut view, HOLD).await.unwrap().as_ref(),
        Some(&set)
    );
    let none = HoldId::from_bytes([0; 16]);
    assert_eq!(hold::get(&mut view, none).await.unwrap(), None);
    let all = hold::all(&mut view).await.unwrap();
    assert_eq!(all, vec![set]);
    let bram = binding(&all, Thing::Person(people.bram.id));
    tale.say("Bram's", bram);
}

/// Leave to erase what is about somebody on whom no hold rests.
async fn free(world: &World, who: &Person) -> Free {
    let holds = hold::all(&mut read(&world.store).await).await.unwrap();
    match binding(&holds, Thing::Person(who.id)) {
        Binding::Free(free) => free,
        Binding::Held(holds) => panic!("held by {holds:?}"),
    }
}

async fn leases(world: &World, tale: &mut Tale) {
    let store = &world.store;
    let now = world.clock.now();
    tale.say("logs", log::names(&mut read(store).await).await.unwrap());
    tale.say(
        "lease",
        log::lease(store, "conduct", "one", now, 10).await.unwrap(),
    );
    tale.say(
        "lease of another",
        log::lease(store, "conduct", "two", now, 10).await.unwrap(),
    );
    tale.say(
        "lease renewed",
        log::lease(store, "conduct", "one", now, 10).await.unwrap(),
    );
    tale.say(
        "lease after it ran out",
        log::lease(store, "conduct", "two", now.plus_seconds(10), 10)
            .await
            .unwrap(),
    );
}

async fn publish(world: &World, tale: &mut Tale) {
    let store = &world.store;
    let mut view = read(store).await;
    let before = log::state(&mut view, "conduct").await.unwrap();
    tale.say("empty log", &before);
    assert_eq!(log::state(&mut view, "unknown").await.unwrap().size, 0);
    let waiting = log::unpublished(&mut view, world.store.outbox(), "conduct", 100)
        .await
        .unwrap();
    tale.say(
        "waiting",
        waiting
            .iter()
            .map(|batch| batch.entries.len())
            .collect::<Vec<_>>(),
    );
    let mut size = 0;
    let mut batches = Vec::new();
    for batch in &waiting {
        batches.push((batch.id, size));
        size += u64::try_from(batch.entries.len()).unwrap();
    }
    let tiles = [
        ("tile/0/000.p/9".to_owned(), vec![7]),
        ("tile/0/000".to_owned(), vec![8]),
    ];
    let next = Publication {
        log: "conduct",
        expected_size: 0,
        epoch: before.epoch,
        batches: &batches,
        tiles: &tiles,
        obsolete: &[],
        checkpoint: b"note",
        size,
        root: [9; 32],
    };
    let gap = Publication {
        size: size + 1,
        ..next
    };
    assert!(matches!(
        store.publish(&gap).await,
        Err(StoreError::Conflict)
    ));
    assert!(matches!(
        store.publish(&Publication { epoch: 1, ..next }).await,
        Err(StoreError::Stale)
    ));
    store.publish(&next).await.unwrap();
    assert!(
        matches!(store.publish(&next).await, Err(StoreError::Stale)),
        "the size is another by now"
    );
    let obsolete = ["tile/0/000.p".to_owned()];
    let empty = Publication {
        expected_size: size,
        batches: &[],
        tiles: &[],
        obsolete: &obsolete,
        checkpoint: b"again",
        ..next
    };
    store.publish(&empty).await.unwrap();
    published(world, size, tale).await;
    entries(world, size, tale).await;
    digests(world, tale).await;
}

async fn published(world: &World, size: u64, tale: &mut Tale) {
    let mut tx = world.store.begin().await.unwrap();
    cosignature::put(&mut tx, "conduct", size, "bram", "line one")
        .await
        .unwrap();
    cosignature::put(&mut tx, "conduct", size, "bram", "line two")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut view = read(&world.store).await;
    tale.say(
        "published log",
        log::state(&mut view, "conduct").await.unwrap(),
    );
    assert!(
        log::unpublished(&mut view, world.store.outbox(), "conduct", 100)
            .await
            .unwrap()
            .is_empty()
    );
    tale.say(
        "tile",
        log::read_tile(&mut view, "conduct", "tile/0/000")
            .await
            .unwrap(),
    );
    tale.say(
        "partial tile",
        log::read_tile(&mut view, "conduct", "tile/0/000.p/9")
            .await
            .unwrap(),
    );
    tale.say(
        "checkpoint",
        log::checkpoint_at(&mut view, "conduct", size)
            .await
            .unwrap(),
    );
    tale.say(
        "cosigned",
        cosignature::get(&mut view, "conduct", size).await.unwrap(),
    );
    tale.say(
        "cosigned sizes",
        cosignature::sizes(&mut view, "conduct", 10).await.unwrap(),
    );
}

async fn entries(world: &World, size: u64, tale: &mut Tale) {
    let mut view = read(&world.store).await;
    for (stored, _) in event::payloads(&mut view, None, 100).await.unwrap() {
        let found = event::find_index(&mut view, stored.log_index.unwrap())
            .await
            .unwrap();
        assert_eq!(found.as_ref(), Some(&stored));
        let payload = stored.decoded().unwrap();
        let bound: Vec<_> = payload
            .bound
            .iter()
            .map(|b| format!("{} {}", b.table, b.row))
            .collect();
        tale.say(
            &format!("event {} at {}", stored.name, stored.log_index.unwrap()),
            bound,
        );
        assert_eq!(
            event::get(&mut view, stored.id).await.unwrap(),
            Some(stored)
        );
    }
    assert_eq!(event::find_index(&mut view, size).await.unwrap(), None);
    tale.say(
        "evidence waits",
        log::unpublished(&mut view, world.store.outbox(), "evidence-2026", 10)
            .await
            .unwrap()[0]
            .entries
            .len(),
    );
}

async fn digests(world: &World, tale: &mut Tale) {
    let mut view = read(&world.store).await;
    for table in tables::TABLES
        .iter()
        .filter(|table| table.kind == tables::Kind::Bound)
    {
        for (row, digest) in tables::bound_rows(&mut view, table.name).await.unwrap() {
            tale.say(&format!("{} {row}", table.name), tables::hex(&digest));
        }
    }
}

async fn jobs(world: &World, tale: &mut Tale) {
    let store = &world.store;
    tale.say(
        "not due",
        job::claim(store, world.clock.now(), 60)
            .await
            .unwrap()
            .map(|(_, job)| job),
    );
    world.clock.forward(30);
    let now = world.clock.now();
    let (id, task) = job::claim(store, now, 60).await.unwrap().unwrap();
    tale.say("job", task);
    assert_eq!(
        job::claim(store, now.plus_seconds(59), 60).await.unwrap(),
        None,
        "claimed by somebody"
    );
    assert_eq!(
        job::claim(store, now.plus_seconds(60), 60).await.unwrap(),
        Some((id, task)),
        "who did not finish"
    );
    let mut tx = store.begin().await.unwrap();
    job::done(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    tale.say(
        "done",
        job::claim(store, now.plus_seconds(1_000), 60)
            .await
            .unwrap()
            .map(|(_, job)| job),
    );
}

async fn erase(world: &World, people: &People, tale: &mut Tale) {
    let free = free(world, &people.ria).await;
    let looked = event::by_name(&mut read(&world.store).await, "looked", 10)
        .await
        .unwrap();
    let id = looked[0].id;
    let mut tx = world.store.begin().await.unwrap();
    event::erase(&mut tx, id, &free).await.unwrap();
    assert!(
        matches!(tx.commit().await, Err(StoreError::Unbound)),
        "an erasure needs its own event"
    );
    let mut tx = world.store.begin().await.unwrap();
    event::erase(&mut tx, id, &free).await.unwrap();
    tx.record(&Event::Founded {
        headcount: 12,
        works_council: false,
    })
    .unwrap();
    tx.commit().await.unwrap();
    let mut view = read(&world.store).await;
    let erased = event::get(&mut view, id).await.unwrap().unwrap();
    assert_eq!(
        (erased.salt, erased.payload.clone(), erased.decoded()),
        (None, None, None)
    );
    tale.say("erased", erased.erased_at);
    let by = event::naming(&mut view, "event", &id.to_string())
        .await
        .unwrap();
    let recent = event::recent(&mut view, 1).await.unwrap();
    assert_eq!(
        by,
        Some(recent[0].id),
        "and the event that says so is found"
    );
    tale.say("named by", recent[0].decoded().unwrap().bound);
    let mut tx = world.store.begin().await.unwrap();
    assert!(
        matches!(
            event::erase(&mut tx, id, &free).await,
            Err(StoreError::Missing)
        ),
        "only once"
    );
}
