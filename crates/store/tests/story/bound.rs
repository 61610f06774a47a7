//! What binds rows to the log, and what an administrator with SQL can do to them.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt as _;

use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Row as _};
use zegel_store::tables::{Kind, TABLES, bound_rows};
use zegel_store::{OutboxKey, StoreError, blob, disclosure, event, log};

use crate::tell;
use crate::world::{START, World, commit_person, conversation, open, somebody};

async fn text(connection: &mut sqlx::SqliteConnection, query: &'static str) -> Vec<String> {
    let rows = sqlx::query(query).fetch_all(connection).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn every_table_is_listed_and_bound_ones_have_a_salt() {
    let world = World::new().await;
    let mut raw = world.administrator().await;
    let schema = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let listed: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    assert_eq!(listed, text(&mut raw, schema).await);
    let salted = "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                  WHERE m.type = 'table' AND c.name = 'salt' AND m.name <> 'event' ORDER BY m.name";
    let bound: Vec<&str> = TABLES
        .iter()
        .filter(|t| t.kind == Kind::Bound)
        .map(|t| t.name)
        .collect();
    assert_eq!(bound, text(&mut raw, salted).await);
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

#[tokio::test]
async fn an_edit_of_any_bound_column_shows() {
    let world = World::new().await;
    tell(&world).await;
    let before = digests(&world).await;
    let mut raw = world.administrator().await;
    let mut edited = 0;
    for table in TABLES.iter().filter(|table| table.kind == Kind::Bound) {
        let name = table.name;
        let columns = sqlx::query(AssertSqlSafe(format!("PRAGMA table_info(\"{name}\")")))
            .fetch_all(&mut raw)
            .await;
        for column in columns.unwrap() {
            let (column, kind): (String, String) = (column.get("name"), column.get("type"));
            let other = match kind.as_str() {
                "INTEGER" => format!("COALESCE(\"{column}\", 0) + 1"),
                "TEXT" => format!("\"{column}\" || ' '"),
                _ => format!("CAST(\"{column}\" || 'x' AS BLOB)"),
            };
            let row = format!("rowid = (SELECT MAX(rowid) FROM \"{name}\")");
            sqlx::raw_sql(AssertSqlSafe(format!(
                "CREATE TEMP TABLE kept AS SELECT \"{column}\" AS value FROM \"{name}\" WHERE {row};
                 UPDATE \"{name}\" SET \"{column}\" = {other} WHERE {row};"
            )))
            .execute(&mut raw)
            .await
            .unwrap();
            let after = digests(&world).await;
            let differ = before
                .iter()
                .filter(|(key, digest)| after.get(key) != Some(digest))
                .count();
            assert_eq!(differ, 1, "{name}.{column}");
            sqlx::raw_sql(AssertSqlSafe(format!(
                "UPDATE \"{name}\" SET \"{column}\" = (SELECT value FROM kept) WHERE {row};
                 DROP TABLE kept;"
            )))
            .execute(&mut raw)
            .await
            .unwrap();
            edited += 1;
        }
    }
    assert_eq!(digests(&world).await, before, "every edit was undone");
    assert!(edited > 50, "{edited} columns");
}

#[tokio::test]
async fn each_bound_row_is_named_by_an_event_with_its_digest() {
    let world = World::new().await;
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

#[tokio::test]
async fn a_disclosure_without_its_event_is_an_error_not_a_gap() {
    let world = World::new().await;
    tell(&world).await;
    let mut raw = world.administrator().await;
    sqlx::raw_sql("DELETE FROM binding WHERE bound_table = 'disclosure'")
        .execute(&mut raw)
        .await
        .unwrap();
    let mut read = world.store.read().await.unwrap();
    let bram = somebody(2, "", &[]).id;
    assert!(matches!(
        disclosure::of(&mut read, bram).await,
        Err(StoreError::Corrupt("event"))
    ));
}

#[tokio::test]
async fn only_the_owner_may_read_the_files() {
    let world = World::new().await;
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
    assert!(files >= 4, "database, its two companions, an attachment");
}

#[tokio::test]
async fn an_attachment_is_never_overwritten() {
    let world = World::new().await;
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

#[tokio::test]
async fn a_database_of_another_version_is_refused() {
    let world = World::new().await;
    let mut raw = world.administrator().await;
    let World {
        folder,
        clock,
        store,
    } = world;
    drop(store);
    sqlx::raw_sql("INSERT INTO migration (number, sha256, at) VALUES (999, x'00', 0)")
        .execute(&mut raw)
        .await
        .unwrap();
    assert!(
        matches!(open(&folder, &clock).await, Err(StoreError::Schema)),
        "a newer one"
    );
    sqlx::raw_sql("DELETE FROM migration WHERE number = 999; UPDATE migration SET sha256 = x'00'")
        .execute(&mut raw)
        .await
        .unwrap();
    assert!(
        matches!(open(&folder, &clock).await, Err(StoreError::Schema)),
        "an edited step"
    );
}

#[tokio::test]
async fn entries_and_digests_are_as_documented() {
    let world = World::new().await;
    tell(&world).await;
    let mut raw = world.administrator().await;
    let row = sqlx::query("SELECT added, id, name, roles, salt FROM person WHERE name = 'Bram'")
        .fetch_one(&mut raw)
        .await;
    let row = row.unwrap();
    let bram = somebody(2, "", &[]).id.to_string();
    let json = format!(
        r#"{{"added":{},"id":{{"hex":"{}"}},"name":"Bram","roles":{}}}"#,
        row.get::<i64, _>("added"),
        "02".repeat(16),
        serde_json::to_string(&row.get::<String, _>("roles")).unwrap(),
    );
    let expected = Sha256::new()
        .chain_update(row.get::<Vec<u8>, _>("salt"))
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

#[tokio::test]
async fn what_somebody_else_puts_into_the_outbox_is_not_taken() {
    let world = World::new().await;
    commit_person(&world.store, 1).await.unwrap();
    let key = world.store.outbox();
    let mut administrator = world.administrator().await;
    for code in [
        "x''",
        "zeroblob(32)",
        "(SELECT code FROM batch ORDER BY id LIMIT 1)",
    ] {
        let forge = format!(
            "INSERT INTO batch (id, log, count, entries, code) \
             SELECT 900, log, count, entries, {code} FROM batch ORDER BY id LIMIT 1"
        );
        sqlx::query(sqlx::AssertSqlSafe(forge))
            .execute(&mut administrator)
            .await
            .unwrap();
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
        sqlx::query("DELETE FROM batch WHERE id = 900")
            .execute(&mut administrator)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn half_written_attachments_go_when_they_are_a_day_old() {
    let world = World::new().await;
    let waiting = world.folder.path().join("blobs/waiting");
    let now =
        std::time::UNIX_EPOCH + std::time::Duration::from_secs(START.seconds().try_into().unwrap());
    for (name, hours) in [("left", 25), ("at work", 1)] {
        let file = std::fs::File::create(waiting.join(name)).unwrap();
        file.set_modified(now - std::time::Duration::from_secs(hours * 3_600))
            .unwrap();
    }
    let World {
        folder,
        clock,
        store,
    } = world;
    drop(store);
    open(&folder, &clock).await.unwrap();
    let kept: Vec<_> = std::fs::read_dir(waiting)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(kept, ["at work"]);
}
