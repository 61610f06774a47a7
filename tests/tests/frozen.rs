//! What a released version left is opened, migrated, verified and read by today's binary.

use std::path::Path;

use journey::archive::{path, said};
use journey::binary::{fixture, repository, run};
use journey::database::Database;
use journey::frozen::Frozen;

#[tokio::test(flavor = "multi_thread")]
async fn every_released_version_opens_and_reads_today() {
    for frozen in Frozen::all() {
        let version = frozen.version().to_owned();
        let mut founded = frozen.thaw().await;

        // The log goes on from where clients of that version saw it.
        let log = format!("{}/log/conduct", founded.archive.url);
        let key = founded.archive.log_key.clone();
        let since = frozen.checkpoint();
        let args = ["verify", &log, "--key", &key, "--since", path(&since)];
        let (code, out, err) = said(&run(&args, ""));
        assert_eq!(code, 0, "{version}: {out} {err}");

        // Seats of that version open what was sealed to them then.
        let choices = founded.choices().await;
        assert!(choices.len() >= 2, "{version}: {choices:?}");
        let reviewer = founded.browser("reviewer").await;
        for choice in &choices {
            let (case, days) = founded.opened(&reviewer, choice).await;
            assert!(!days.is_empty(), "{version}");
            for day in days {
                let (status, page) = reviewer.get(&day).await;
                assert_eq!(status, 200, "{version}: {day}");
                assert!(
                    page.contains("<time"),
                    "{version}: a day without a message: {page}"
                );
            }
            assert_eq!(
                reviewer.post(&format!("/cases/{case}/close"), &[]).await.0,
                303
            );
        }
        // It works on: more can be kept beside what was.
        founded.imported("reviewer", &fixture("chats/nl-android-groep"));

        founded.archive.stop();
        let (code, out, err) = founded.audit();
        assert_eq!(code, 0, "{version}: {out} {err}");
        let mut database = Database::open(&founded.archive.dir()).await;
        for (table, before) in frozen.rows() {
            // What is held for a moment only may be gone.
            if ["session", "sign_in", "job", "tile", "checkpoint", "release"]
                .contains(&table.as_str())
            {
                continue;
            }
            let now = database
                .numbers(&format!("SELECT count(*) FROM \"{table}\""))
                .await[0];
            assert!(
                now >= before,
                "{version}: {table} had {before} rows and has {now}"
            );
        }
    }
}

/// A release without its archive could not be told from one that later versions forgot.
#[test]
fn every_release_of_the_changelog_is_frozen() {
    let changelog = std::fs::read_to_string(repository().join("CHANGELOG.md")).unwrap();
    let headings: Vec<_> = changelog
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    assert!(!headings.is_empty());
    for heading in headings {
        let (version, when) = heading.split_once(", ").unwrap();
        let (minor, _patch) = version.rsplit_once('.').unwrap();
        let frozen = fixture(&format!("frozen/v{minor}/frozen.json")).exists();
        assert!(
            frozen || when == "unreleased",
            "{version} is released; run: just freeze v{minor}"
        );
    }
}

/// A fixture that is edited proves nothing: digests stand beside it.
#[test]
fn what_is_frozen_stays_as_it_was() {
    let list = std::fs::read_to_string(fixture("frozen/SHA256SUMS")).unwrap();
    let mut named = 0;
    for line in list.lines() {
        let (digest, name) = line.split_once("  ").unwrap();
        let bytes = std::fs::read(fixture("frozen").join(name)).unwrap();
        assert_eq!(journey::frozen::digest(&bytes), digest, "{name} was edited");
        named += 1;
    }
    assert_eq!(
        named,
        count(&fixture("frozen")) - 1,
        "every file but the list itself is on it"
    );
}

fn count(dir: &Path) -> usize {
    let entries = std::fs::read_dir(dir).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { count(&path) } else { 1 })
        .sum()
}
