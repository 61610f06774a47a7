//! What binds rows to the log, and what an administrator with SQL can do to them.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt as _;

use sha2::{Digest, Sha256};
use zegel_store::tables::{Kind, TABLES, bound_rows};
use zegel_store::{OutboxKey, StoreError, blob, disclosure, event, log};

use crate::tell;
use crate::world::{START, World, commit_person, conversation, somebody, stories};

stories! {
    every_table_is_listed_and_bound_ones_have_a_salt
    an_edit_of_any_bound_column_shows
    each_bound_row_is_named_by_an_event_with_its_digest
    a_disclosure_without_its_event_is_an_error_not_a_gap
    only_the_owner_may_read_the_files
    an_attachment_is_never_overwritten
    a_database_of_another_version_is_refused
    entries_and_digests_are_as_documented
    what_somebody_else_puts_into_the_outbox_is_not_taken
    half_written_attachments_go_when_they_are_a_day_old
}

/// Both schemas say the same: tables, columns in their order, what they hold, what must be there, keys.
#[tokio::test]
async fn the_schemas_of_both_databases_are_one() {
    let sqlite = World::sqlite().await;
    let Some(postgres) = World::postgres().await else {
        return;
    };
    let (mut one, mut other) = (sqlite.administrator().await, postgres.administrator().await);
    assert_eq!(one.tables().await, other.tables().await);
    for table in TABLES {
        assert_eq!(
            one.columns(table.name).await,
            other.columns(table.name).await,
            "{}",
            table.name
        );
    }
}

async fn every_table_is_listed_and_bound_ones_have_a_salt(world: World) {
    let mut raw = world.administrator().await;
    let listed: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    assert_eq!(listed, raw.tables().await);
    let mut salted = Vec::new();
    for table in TABLES.iter().filter(|table| table.name != "event") {
        if raw
            .columns(table.name)
            .await
            .iter()
            .any(|(name, ..)| name == "salt")
        {
            salted.push(table.name);
        }
    }
    let bound: Vec<&str> = TABLES
        .iter()
        .filter(|t| t.kind == Kind::Bound)
        .map(|t| t.name)
        .collect();
    assert_eq!(bound, salted);
    let mut read = world.store.read().await.unwrap();
    for table in TABLES {
        let rows = bound_rows(&mut read, table.name).await;
        assert_eq!(rows.is_ok(), table.kind == Kind::Bound, "{}", table.name);
    }
}

/// Digests of all bound tables.
async fn digests(world: &World) -> BTreeMap<(&'static str, String), [u8; 32]> {
    let mut read = world.store.read().await.unwrap();
    let mut out = BTreeMap::new();
    for table in TABLES.iter().filter(|table| table.kind == Kind::Bound) {
        let rows = bound_rows(&mut read, table.name).await.unwrap();
        assert!(
            !rows.is_empty(),
            "the story leaves no row in {}",
            table.name
        );
        out.extend(
            rows.into_iter()
                .map(|(key, digest)| ((table.name, key), digest)),
        );
    }
    out
}

async fn an_edit_of_any_bound_column_shows(world: World) {
    tell(&world).await;
    let before = digests(&world).await;
    let mut raw = world.administrator().await;
    let mut edited = 0;
    for table in TABLES.iter().filter(|table| table.kind == Kind::Bound) {
        let name = table.name;
        let at = raw.row();
        let row = format!("{at} = (SELECT MAX({at}) FROM \"{name}\")");
        for (column, kind, ..) in raw.columns(name).await {
            let other = raw.other(&column, kind);
            raw.run(&format!(
                "CREATE TEMP TABLE kept AS SELECT * FROM \"{name}\";
                 UPDATE \"{name}\" SET \"{column}\" = {other} WHERE {row};"
            ))
            .await;
            let after = digests(&world).await;
            let differ = before
                .iter()
                .filter(|(key, digest)| after.get(key) != Some(digest))
                .count();
            assert_eq!(differ, 1, "{name}.{column}");
            raw.run(&format!(
                "DELETE FROM \"{name}\"; INSERT INTO \"{name}\" SELECT * FROM kept; DROP TABLE kept;"
            ))
            .await;
            edited += 1;
        }
    }
    assert_eq!(digests(&world).await, before, "every edit was undone");
    assert!(edited > 50, "{edited} columns");
}

async fn each_bound_row_is_named_by_an_event_with_its_digest(world: World) {
    tell(&world).await;
    let now = digests(&world).await;
    let mut read = world.store.read().await.unwrap();
    let mut named = BTreeMap::new();
    for (stored, _) in event::payloads(&mut read, None, 1_000).await.unwrap() {
        for bound in stored
            .decoded()
            .map(|payload| payload.bound)
            .unwrap_or_default()
        {
            named.insert((bound.table, bound.row), bound.digest);
        }
    }
    for ((table, row), digest) in &now {
        let expected = Some(zegel_store::tables::hex(digest));
        assert_eq!(
            named.remove(&((*table).to_owned(), row.clone())),
            Some(expected),
            "{table} {row}"
        );
    }
    let rest: BTreeSet<String> = named.into_keys().map(|(table, _)| table).collect();
    assert_eq!(
        rest,
        BTreeSet::from(["event".to_owned()]),
        "only the erased event has no row any more"
    );
}

async fn a_disclosure_without_its_event_is_an_error_not_a_gap(world: World) {
    tell(&world).await;
    let mut raw = world.administrator().await;
    raw.run("DELETE FROM binding WHERE bound_table = 'disclosure'")
        .await;
    let mut read = world.store.read().await.unwrap();
    let bram = somebody(2, "", &[]).id;
    assert!(matches!(
        disclosure::of(&mut read, bram).await,
        Err(StoreError::Corrupt("event"))
    ));
}

async fn only_the_owner_may_read_the_files(world: World) {
    tell(&world).await;
    let mut waiting = vec![world.folder.path().to_owned()];
    let mut files = 0;
    while let Some(path) = waiting.pop() {
        for entry in std::fs::read_dir(path).unwrap() {
            let entry = entry.unwrap();
            let metadata = entry.metadata().unwrap();
            assert_eq!(
                metadata.permissions().mode() & 0o077,
                0,
                "{:?}",
                entry.path()
            );
            if metadata.is_dir() {
                waiting.push(entry.path());
            } else {
                files += 1;
            }
        }
    }
    let least = if world.place.is_shared() { 1 } else { 4 };
    assert!(
        files >= least,
        "an attachment; the database and its two companions"
    );
}

async fn an_attachment_is_never_overwritten(world: World) {
    tell(&world).await;
    let id = zegel_model::BlobId::from_bytes([0xb1; 16]);
    let copy = conversation(somebody(1, "", &[]).id).id;
    blob::put(&world.store, id, copy, b"sealed photo".to_vec())
        .await
        .unwrap();
    let other = blob::put(&world.store, id, copy, b"another photo".to_vec()).await;
    assert!(matches!(other, Err(StoreError::Conflict)));
    assert_eq!(
        blob::get(&world.store, id).await.unwrap().as_deref(),
        Some(b"sealed photo".as_slice())
    );
}

async fn a_database_of_another_version_is_refused(world: World) {
    let mut raw = world.administrator().await;
    let left = world.close();
    let newer = "INSERT INTO migration (number, sha256, at) SELECT 999, sha256, 0 FROM migration WHERE number = 1";
    raw.run(newer).await;
    assert!(
        matches!(left.open().await, Err(StoreError::Schema)),
        "a newer one"
    );
    raw.run("DELETE FROM migration WHERE number = 999").await;
    left.open().await.unwrap();
    let edited = "UPDATE migration SET sha256 = (SELECT sha256 FROM migration WHERE number = 2) WHERE number = 1";
    raw.run(edited).await;
    assert!(
        matches!(left.open().await, Err(StoreError::Schema)),
        "an edited step"
    );
}

async fn entries_and_digests_are_as_documented(world: World) {
    tell(&world).await;
    let mut raw = world.administrator().await;
    let bram = somebody(2, "", &[]).id.to_string();
    let of_bram = |what: &str| format!("SELECT {what} FROM person WHERE name = 'Bram'");
    let roles = raw.texts(&of_bram("roles")).await.remove(0);
    let json = format!(
        r#"{{"added":{},"id":{{"hex":"{}"}},"name":"Bram","roles":{}}}"#,
        raw.texts(&of_bram("CAST(added AS TEXT)")).await.remove(0),
        "02".repeat(16),
        serde_json::to_string(&roles).unwrap(),
    );
    let expected = Sha256::new()
        .chain_update(raw.bytes(&of_bram("salt")).await)
        .chain_update("person\0")
        .chain_update(&bram)
        .chain_update("\0")
        .chain_update(json)
        .finalize();
    let mut read = world.store.read().await.unwrap();
    let rows = bound_rows(&mut read, "person").await.unwrap();
    assert!(rows.contains(&(bram, expected.into())));

    for batch in log::unpublished(&mut read, world.store.outbox(), "conduct", 100)
        .await
        .unwrap()
    {
        let last = event::recent(&mut read, 1).await.unwrap().remove(0);
        let entry = Sha256::new()
            .chain_update(last.salt.unwrap())
            .chain_update(last.payload.unwrap())
            .finalize();
        assert_eq!(
            batch.entries,
            [<[u8; 32]>::from(entry)],
            "only the erasure waits"
        );
    }
}

async fn what_somebody_else_puts_into_the_outbox_is_not_taken(world: World) {
    commit_person(&world.store, 1).await.unwrap();
    let key = world.store.outbox();
    let mut administrator = world.administrator().await;
    for code in [
        administrator.zeroes(0),
        administrator.zeroes(32),
        "(SELECT code FROM batch ORDER BY id LIMIT 1)".to_owned(),
    ] {
        let forge = format!(
            "INSERT INTO batch (id, log, count, entries, code) \
             SELECT 900, log, count, entries, {code} FROM batch ORDER BY id LIMIT 1"
        );
        administrator.run(&forge).await;
        let mut view = world.store.read().await.unwrap();
        assert!(matches!(
            log::unpublished(&mut view, key, "conduct", 100).await,
            Err(StoreError::Forged)
        ));
        let waiting = log::waiting(&mut view, key, "conduct").await.unwrap();
        let genuine: Vec<bool> = waiting.iter().map(Option::is_some).collect();
        assert_eq!(genuine, [true, false], "{code}");
        let others = OutboxKey::new([8; 32]);
        let waiting = log::waiting(&mut view, &others, "conduct").await.unwrap();
        assert!(waiting.iter().all(Option::is_none), "another key");
        administrator.run("DELETE FROM batch WHERE id = 900").await;
    }
}

async fn half_written_attachments_go_when_they_are_a_day_old(world: World) {
    let waiting = world.folder.path().join("blobs/waiting");
    let now =
        std::time::UNIX_EPOCH + std::time::Duration::from_secs(START.seconds().try_into().unwrap());
    for (name, hours) in [("left", 25), ("at work", 1)] {
        let file = std::fs::File::create(waiting.join(name)).unwrap();
        file.set_modified(now - std::time::Duration::from_secs(hours * 3_600))
            .unwrap();
    }
    let left = world.close();
    left.open().await.unwrap();
    let kept: Vec<_> = std::fs::read_dir(waiting)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(kept, ["at work"]);
}
