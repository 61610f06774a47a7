//! Committing: all or nothing, many at once, never unbound, on disk.

use std::time::Duration;

use zegel_model::Clock as _;
use zegel_model::event::Event;
use zegel_model::person::Role;
use zegel_store::{StoreError, context, event, log, message, person, segment, session};

use crate::world::{
    World, add_person, commit_person, conversation, day, day_of, import, sealed, somebody, stories,
};

stories! {
    sixty_four_at_once_share_commits
    what_was_committed_is_read
    a_view_does_not_change_while_it_lives
    a_bound_row_without_an_event_is_refused
    after_a_failed_step_nothing_may_be_kept
    a_row_that_refers_to_nothing_is_refused
    an_abandoned_begin_hands_the_writer_on
    transactions_abandoned_at_any_moment_leave_nothing
    a_store_that_went_away_kept_what_it_acknowledged_and_nothing_else
    the_same_message_again_changes_nothing_and_another_is_refused
    an_event_names_every_row_since_the_one_before
    no_transaction_happens_before_one_that_was_committed
}

async fn sixty_four_at_once_share_commits(world: World) {
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..64 {
        let store = world.store.clone();
        tasks.spawn(async move {
            match n % 8 {
                6 => {
                    let mut tx = store.begin().await.unwrap();
                    add_person(&mut tx, &somebody(n, "Niemand", &[Role::Employee]))
                        .await
                        .unwrap();
                    drop(tx);
                }
                7 => {
                    let mut tx = store.begin().await.unwrap();
                    person::put(&mut tx, &somebody(n, "Niemand", &[Role::Employee]))
                        .await
                        .unwrap();
                    assert!(matches!(tx.commit().await, Err(StoreError::Unbound)));
                }
                _ => commit_person(&store, n).await.unwrap(),
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    let mut read = world.store.read().await.unwrap();
    let names: Vec<String> = person::all(&mut read)
        .await
        .unwrap()
        .into_iter()
        .map(|p| p.name)
        .collect();
    assert_eq!(
        names,
        vec!["Iemand"; 48],
        "dropped and refused ones leave nothing"
    );
    assert_eq!(
        event::payloads(&mut read, None, 100).await.unwrap().len(),
        48
    );
    assert_eq!(
        log::unpublished(&mut read, world.store.outbox(), "conduct", 100)
            .await
            .unwrap()
            .len(),
        48
    );
    let groups = *world.store.subscribe().borrow();
    assert!(
        groups > 0 && groups < 48,
        "48 transactions took {groups} commits"
    );
}

async fn what_was_committed_is_read(world: World) {
    for n in 1..20 {
        commit_person(&world.store, n).await.unwrap();
        let mut read = world.store.read().await.unwrap();
        assert_eq!(person::all(&mut read).await.unwrap().len(), usize::from(n));
    }
}

async fn a_view_does_not_change_while_it_lives(world: World) {
    let mut before = world.store.read().await.unwrap();
    assert_eq!(person::all(&mut before).await.unwrap().len(), 0);
    commit_person(&world.store, 1).await.unwrap();
    assert_eq!(person::all(&mut before).await.unwrap().len(), 0);
}

async fn a_bound_row_without_an_event_is_refused(world: World) {
    let mut tx = world.store.begin().await.unwrap();
    add_person(&mut tx, &somebody(1, "Anna", &[Role::Employee]))
        .await
        .unwrap();
    // Written after the last event: nothing names it.
    person::put(&mut tx, &somebody(2, "Bram", &[Role::Employee]))
        .await
        .unwrap();
    assert!(matches!(tx.commit().await, Err(StoreError::Unbound)));
    let mut read = world.store.read().await.unwrap();
    assert!(person::all(&mut read).await.unwrap().is_empty());
    assert!(log::names(&mut read).await.unwrap().is_empty());
}

async fn after_a_failed_step_nothing_may_be_kept(world: World) {
    commit_person(&world.store, 1).await.unwrap();
    let anna = somebody(1, "Anna", &[Role::Employee]);
    let later = zegel_model::Timestamp::from_micros(i64::MAX);
    let mut tx = world.store.begin().await.unwrap();
    session::offer_link(&mut tx, [1; 32], anna.id, later)
        .await
        .unwrap();
    let twice = session::offer_link(&mut tx, [1; 32], anna.id, later).await;
    assert!(matches!(twice, Err(StoreError::Conflict)));
    assert!(matches!(
        session::offer_link(&mut tx, [2; 32], anna.id, later).await,
        Err(StoreError::Broken)
    ));
    assert!(matches!(tx.commit().await, Err(StoreError::Broken)));
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(session::redeem_link(&mut tx, [1; 32]).await.unwrap(), None);
}

async fn a_row_that_refers_to_nothing_is_refused(world: World) {
    let mut tx = world.store.begin().await.unwrap();
    let nobody = somebody(9, "Niemand", &[]).id;
    let refused = session::offer_link(
        &mut tx,
        [1; 32],
        nobody,
        zegel_model::Timestamp::from_micros(0),
    )
    .await;
    assert!(matches!(refused, Err(StoreError::Missing)));
}

async fn an_abandoned_begin_hands_the_writer_on(world: World) {
    let held = world.store.begin().await.unwrap();
    for _ in 0..20 {
        assert!(
            tokio::time::timeout(Duration::from_millis(1), world.store.begin())
                .await
                .is_err()
        );
    }
    drop(held);
    commit_person(&world.store, 1).await.unwrap();
}

async fn transactions_abandoned_at_any_moment_leave_nothing(world: World) {
    for n in 0..100_u64 {
        let store = world.store.clone();
        let abandoned = tokio::spawn(async move {
            let mut tx = store.begin().await?;
            person::put(&mut tx, &somebody(200, "Niemand", &[Role::Employee])).await?;
            person::put(&mut tx, &somebody(201, "Niemand", &[Role::Employee])).await?;
            std::future::pending::<Result<(), StoreError>>().await
        });
        tokio::time::sleep(Duration::from_micros(n * 17)).await;
        abandoned.abort();
        assert!(abandoned.await.unwrap_err().is_cancelled());
        let person = somebody(u8::try_from(n).unwrap(), "Iemand", &[Role::Employee]);
        let mut tx = world.store.begin().await.unwrap();
        add_person(&mut tx, &person).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut read = world.store.read().await.unwrap();
    assert_eq!(person::all(&mut read).await.unwrap().len(), 100);
}

async fn a_store_that_went_away_kept_what_it_acknowledged_and_nothing_else(world: World) {
    commit_person(&world.store, 1).await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    add_person(&mut tx, &somebody(2, "Bram", &[Role::Employee]))
        .await
        .unwrap();
    drop(tx);
    let left = world.close();
    let store = left.open().await.unwrap();
    let mut read = store.read().await.unwrap();
    assert_eq!(person::all(&mut read).await.unwrap().len(), 1);
    assert_eq!(event::recent(&mut read, 10).await.unwrap().len(), 1);
}

async fn the_same_message_again_changes_nothing_and_another_is_refused(world: World) {
    let anna = somebody(1, "Anna", &[Role::Employee]);
    commit_person(&world.store, 1).await.unwrap();
    let copy = conversation(anna.id);
    import(&world.store, &copy, &[anna.id]).await.unwrap();
    let ticks = *world.store.subscribe().borrow();

    let mut tx = world.store.begin().await.unwrap();
    let again = day_of(&copy, 1, day("2022-05-02"), &[anna.id]);
    assert!(!segment::put(&mut tx, &again).await.unwrap());
    context::put(&mut tx, again.writer, b"contexts")
        .await
        .unwrap();
    assert_eq!(
        message::put(&mut tx, again.id, &[sealed(10), sealed(11)])
            .await
            .unwrap(),
        0
    );
    tx.commit().await.unwrap();
    assert_eq!(
        *world.store.subscribe().borrow(),
        ticks,
        "nothing was recorded"
    );

    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(
        message::put(&mut tx, again.id, &[sealed(12), sealed(13)])
            .await
            .unwrap(),
        1
    );
    tx.commit().await.unwrap();

    // Several segments at once, one of them twice: each message is kept once.
    let mut tx = world.store.begin().await.unwrap();
    let other_day = day_of(&copy, 2, day("2022-06-03"), &[anna.id]);
    let offered = [
        (again.id, vec![sealed(13), sealed(14)]),
        (other_day.id, vec![sealed(22), sealed(23)]),
        (again.id, vec![sealed(14), sealed(15)]),
    ];
    assert_eq!(message::put_all(&mut tx, &offered).await.unwrap(), 3);
    tx.commit().await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    let changed = message::OfferedMessage {
        position: 16,
        ..sealed(99)
    };
    let offered = [(again.id, vec![sealed(16)]), (again.id, vec![changed])];
    assert!(matches!(
        message::put_all(&mut tx, &offered).await,
        Err(StoreError::Conflict)
    ));
    drop(tx);

    let mut tx = world.store.begin().await.unwrap();
    let other = message::OfferedMessage {
        position: 10,
        ..sealed(99)
    };
    assert!(matches!(
        message::put(&mut tx, again.id, &[other]).await,
        Err(StoreError::Conflict)
    ));
    drop(tx);
    let mut tx = world.store.begin().await.unwrap();
    let other = segment::Segment {
        boxes: vec![9],
        ..again.clone()
    };
    assert!(matches!(
        segment::put(&mut tx, &other).await,
        Err(StoreError::Conflict)
    ));
    assert!(matches!(
        context::put(&mut tx, again.writer, b"others").await,
        Err(StoreError::Conflict)
    ));
    drop(tx);

    let mut read = world.store.read().await.unwrap();
    let entries: usize = log::unpublished(&mut read, world.store.outbox(), "evidence-2026", 10)
        .await
        .unwrap()
        .iter()
        .map(|batch| batch.entries.len())
        .sum();
    let expected = 2 + 6 + 1 + 3;
    assert_eq!(
        entries, expected,
        "two creations, six messages, one more, three of several segments"
    );
}

async fn an_event_names_every_row_since_the_one_before(world: World) {
    let mut tx = world.store.begin().await.unwrap();
    let (anna, bram) = (
        somebody(1, "Anna", &[Role::Employee]),
        somebody(2, "Bram", &[Role::Employee]),
    );
    person::put(&mut tx, &anna).await.unwrap();
    person::put(&mut tx, &bram).await.unwrap();
    person::put(&mut tx, &anna).await.unwrap();
    tx.record(&Event::PersonAdded {
        person: anna.id,
        roles: vec![Role::Employee],
    })
    .unwrap();
    tx.record(&Event::PersonAdded {
        person: bram.id,
        roles: vec![Role::Employee],
    })
    .unwrap();
    tx.commit().await.unwrap();
    let mut read = world.store.read().await.unwrap();
    let stored = event::payloads(&mut read, None, 10).await.unwrap();
    let bound: Vec<Vec<_>> = stored
        .iter()
        .map(|(e, _)| e.decoded().unwrap().bound)
        .collect();
    let now = zegel_store::tables::bound_rows(&mut read, "person")
        .await
        .unwrap();
    let named: Vec<_> = bound[0]
        .iter()
        .map(|b| (b.row.clone(), b.digest.clone().unwrap()))
        .collect();
    let expected: Vec<_> = now
        .iter()
        .map(|(row, digest)| (row.clone(), zegel_store::tables::hex(digest)))
        .collect();
    assert_eq!(
        named, expected,
        "the digest is of the row as it was written last"
    );
    assert!(bound[1].is_empty());
    let last = event::naming(&mut read, "person", &anna.id.to_string())
        .await
        .unwrap();
    assert_eq!(last, Some(stored[0].0.id));
}

const YEAR: i64 = 365 * 86_400;

/// Whatever the machine's clock shows: also to the next server of a folder, and to another one on the same database.
async fn no_transaction_happens_before_one_that_was_committed(world: World) {
    commit_person(&world.store, 1).await.unwrap();
    world.clock.forward(YEAR);
    let reached = world.clock.now();
    commit_person(&world.store, 2).await.unwrap();
    world.clock.forward(-YEAR);
    commit_person(&world.store, 3).await.unwrap();
    assert_eq!(world.store.begin().await.unwrap().now(), reached);
    if let Some(other) = world.other_server(reached.plus_seconds(5)).await {
        commit_person(&other, 4).await.unwrap();
        let here = world.store.begin().await.unwrap().now();
        assert_eq!(
            here,
            reached.plus_seconds(5),
            "this server learns of it under the lock"
        );
    }
    let mut read = world.store.read().await.unwrap();
    let last = event::payloads(&mut read, None, 100).await.unwrap();
    drop(read);
    let moments: Vec<_> = last.iter().map(|(event, _)| event.at).collect();
    assert!(moments.is_sorted(), "{moments:?}");

    let left = world.close();
    let store = left.open().await.unwrap();
    assert_eq!(Some(&store.begin().await.unwrap().now()), moments.last());
}
