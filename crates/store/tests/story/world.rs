//! A store in a fresh folder and database, with a clock and dice that tests hold in their hands.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use zegel_model::event::Event;
use zegel_model::person::{Person, Role};
use zegel_model::scope::{Account, Ownership, Provenance, SourceClass};
use zegel_model::{Clock, CopyId, Day, PersonId, Random, SegmentId, Timestamp, WriterId};
use zegel_store::copy::Copy;
use zegel_store::message::OfferedMessage;
use zegel_store::segment::Segment;
use zegel_store::{
    OutboxKey, Place, Store, StoreError, Tx, context, copy, message, person, segment,
};

use crate::administrator::Administrator;
use crate::postgres::Server;

/// 2 May 2026, 12:00 UTC.
pub(crate) const START: Timestamp = Timestamp::from_micros(1_777_723_200_000_000);

pub(crate) const CLASS: SourceClass = SourceClass {
    account: Account::Personal,
    phone: Ownership::Company,
};

pub(crate) struct HandClock(AtomicI64);

impl HandClock {
    pub(crate) fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// The same bytes in every run.
pub(crate) struct Dice(AtomicU64);

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let n = self.0.fetch_add(1, Ordering::SeqCst);
            chunk.copy_from_slice(&Sha256::digest(n.to_be_bytes())[..chunk.len()]);
        }
    }
}

pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) store: Store,
    pub(crate) place: Place,
    /// The address of the database, where it is a server's.
    address: Option<String>,
    server: Option<Arc<Server>>,
}

/// What is left when the store is gone: enough to open it again.
pub(crate) struct Left {
    _folder: TempDir,
    clock: Arc<HandClock>,
    place: Place,
    _server: Option<Arc<Server>>,
}

impl World {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::folder(folder.path());
        Self::at(folder, place).await
    }

    /// `None`, said aloud, where PostgreSQL is not installed.
    pub(crate) async fn postgres() -> Option<Self> {
        let server = Server::shared()?;
        let folder = tempfile::tempdir().unwrap();
        let address = server.database();
        let place = Place::new(folder.path(), Some(&address), None).unwrap();
        let mut world = Self::at(folder, place).await;
        world.address = Some(address);
        world.server = Some(server);
        Some(world)
    }

    async fn at(folder: TempDir, place: Place) -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(START.micros())));
        let store = open(&place, &clock).await.unwrap();
        Self {
            folder,
            clock,
            store,
            place,
            address: None,
            server: None,
        }
    }

    /// Lets go of the store.
    pub(crate) fn close(self) -> Left {
        let Self {
            folder,
            clock,
            store,
            place,
            server,
            ..
        } = self;
        drop(store);
        Left {
            _folder: folder,
            clock,
            place,
            _server: server,
        }
    }

    /// Another server on the same database, with a clock of its own; none where a database is one server's.
    pub(crate) async fn other_server(&self, at: Timestamp) -> Option<Store> {
        self.address.as_ref()?;
        let clock = Arc::new(HandClock(AtomicI64::new(at.micros())));
        Some(open(&self.place, &clock).await.unwrap())
    }

    /// A connection of somebody who has the database: an administrator with SQL.
    pub(crate) async fn administrator(&self) -> Administrator {
        match &self.address {
            Some(address) => Administrator::of_server(address).await,
            None => Administrator::of_file(self.folder.path()).await,
        }
    }
}

impl Left {
    pub(crate) async fn open(&self) -> Result<Store, StoreError> {
        open(&self.place, &self.clock).await
    }
}

pub(crate) async fn open(place: &Place, clock: &Arc<HandClock>) -> Result<Store, StoreError> {
    Store::open(
        place,
        clock.clone(),
        Arc::new(Dice(AtomicU64::new(0))),
        OutboxKey::new([7; 32]),
    )
    .await
}

/// Gives each story to both databases: with SQLite a test each, with PostgreSQL one after the other on one server.
macro_rules! stories {
    ($($name:ident)*) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name(crate::world::World::sqlite().await).await;
                }
            )*
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn the_same_on_postgresql() {
            let _server = crate::postgres::Server::shared();
            $(
                eprintln!("on PostgreSQL: {}", stringify!($name));
                let Some(world) = crate::world::World::postgres().await else { return };
                $name(world).await;
            )*
        }
    };
}
pub(crate) use stories;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn somebody(n: u8, name: &str, roles: &[Role]) -> Person {
    let roles: BTreeSet<Role> = roles.iter().copied().collect();
    Person {
        id: PersonId::from_bytes([n; 16]),
        name: name.to_owned(),
        roles,
        added: START,
    }
}

pub(crate) async fn add_person(tx: &mut Tx, who: &Person) -> Result<(), StoreError> {
    person::put(tx, who).await?;
    tx.record(&Event::PersonAdded {
        person: who.id,
        roles: who.roles.iter().copied().collect(),
    })
}

/// One person added, in a transaction of its own.
pub(crate) async fn commit_person(store: &Store, n: u8) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    add_person(&mut tx, &somebody(n, "Iemand", &[Role::Employee])).await?;
    tx.commit().await
}

pub(crate) fn conversation(holder: PersonId) -> Copy {
    let id = CopyId::from_bytes([0xc0; 16]);
    Copy {
        id,
        holder,
        class: CLASS,
        provenance: Provenance::TextExport,
        begun: START,
    }
}

pub(crate) fn day_of(copy: &Copy, n: u8, day: Day, participants: &[PersonId]) -> Segment {
    Segment {
        id: SegmentId::from_bytes([n; 16]),
        copy: copy.id,
        day,
        writer: WriterId::from_bytes([0xaa; 16]),
        class: copy.class,
        creation: vec![1, n],
        creation_leaf: [n; 32],
        boxes: vec![2, n],
        participants: participants.to_vec(),
    }
}

pub(crate) fn sealed(position: u32) -> OfferedMessage {
    let part = |what: &str| -> [u8; 32] {
        Sha256::new()
            .chain_update(what)
            .chain_update(position.to_be_bytes())
            .finalize()
            .into()
    };
    OfferedMessage {
        position,
        clear: vec![1, 1],
        ciphertext: part("ciphertext").to_vec(),
        commitment: part("commitment"),
        row_salt: part("salt"),
        leaf: part("leaf"),
    }
}

/// A conversation of two days with three messages each, as an import brings it.
pub(crate) async fn import(
    store: &Store,
    copy: &Copy,
    participants: &[PersonId],
) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    copy::begin(&mut tx, copy).await?;
    let (id, holder) = (copy.id, copy.holder);
    tx.record(&Event::CopyBegun {
        copy: id,
        holder,
        class: copy.class,
        provenance: copy.provenance,
    })?;
    context::put(&mut tx, WriterId::from_bytes([0xaa; 16]), b"contexts").await?;
    for (n, day) in [(1, day("2022-05-02")), (2, day("2022-06-03"))] {
        let kept = day_of(copy, n, day, participants);
        segment::put(&mut tx, &kept).await?;
        let first = u32::from(n) * 10;
        message::put(
            &mut tx,
            kept.id,
            &[sealed(first), sealed(first + 1), sealed(first + 2)],
        )
        .await?;
    }
    tx.record(&Event::Imported {
        copy: copy.id,
        segments: 2,
        messages: 6,
    })?;
    tx.commit().await
}
