//! A case over a long conversation: how soon it can be searched after the last yes, and how fast it then is.

use std::time::Duration;

use journey::archive::{Founded, within};
use journey::http::Browser;

use crate::Sizes;
use crate::chats::{self, Dice};
use crate::machine::{Watch, now, status_mb};
use crate::table::{Row, Target};

/// Days that the conversation covers.
const DAYS: usize = 2 * 365;

/// The rows of this chapter, and the archive that they were measured in.
pub async fn rows(sizes: &Sizes) -> (Founded, Vec<Row>) {
    let folder = tempfile::tempdir().unwrap();
    let export = chats::write(
        folder.path(),
        "de zaak",
        sizes.case,
        DAYS.min(sizes.case / 10),
    );
    let founded = Founded::new().await;
    founded.imported("joris", &export);
    let reviewer = founded.browser("reviewer").await;
    let choice = founded.choices().await.remove(0);
    let case = founded.request(&reviewer, &choice).await;
    let approval = |seat: &str| {
        let watch = Watch::start();
        founded.approved(seat, &case, &[]);
        watch.seconds()
    };
    let approvals = vec![approval("staff seat"), approval("employer seat")];
    let since = founded.state(&case).await["since"].as_i64().unwrap();
    let home = format!("/room/{case}/search");
    let first = chats::word(0);
    within(Duration::from_secs(120), "the first search", || async {
        let (status, place, _) = reviewer.post(&home, &[("query", &first)]).await;
        (status == 303).then_some(())?;
        let (status, page) = reviewer.get(&place.unwrap()).await;
        (status == 200 && page.contains("<mark")).then_some(())
    })
    .await;
    let opened = (now() - since) as f64 / 1e6;
    let searches = searches(&reviewer, &home, sizes.searches).await;
    let day = days(&reviewer, &case, sizes.searches).await;
    let rooms = founded.archive.rooms();
    let room = rooms
        .iter()
        .filter_map(|pid| status_mb(*pid, "VmHWM"))
        .collect();
    let messages = sizes.case;
    let rows = vec![
        Row::new(
            format!(
                "opening a case of {messages} messages: from the last yes to the first search result"
            ),
            "s",
            Target::AtMost(3.0),
            vec![opened],
        ),
        Row::new(
            "a search in the room, over HTTP, logged first: p50",
            "ms",
            Target::AtMost(5.0),
            searches.clone(),
        ),
        Row::new("the same: p99", "ms", Target::AtMost(50.0), searches).percentile(0.99),
        Row::new(
            "a day of the conversation in the room: p99",
            "ms",
            Target::None,
            day,
        )
        .percentile(0.99),
        Row::new(
            "`zegel seat approve` of that case, passphrase included",
            "s",
            Target::None,
            approvals,
        ),
        Row::new("memory of the room, peak", "MB", Target::None, room),
    ];
    (founded, rows)
}

/// Words of every frequency, two of them, beginnings, phrases.
fn query(dice: &mut Dice) -> String {
    let word = |dice: &mut Dice| {
        let most = 2 << dice.below(14);
        chats::word(dice.below(most))
    };
    match dice.below(6) {
        0 => format!("{} {}", word(dice), word(dice)),
        1 => format!("{}*", word(dice)),
        2 => format!("{} -{}", word(dice), word(dice)),
        3 => format!("\"{} {}\"", word(dice), word(dice)),
        _ => word(dice),
    }
}

/// Each search as a browser makes it: the words are posted, then the hits are fetched.
async fn searches(reviewer: &Browser, home: &str, count: usize) -> Vec<f64> {
    let mut dice = Dice::new(99);
    let mut took = Vec::with_capacity(count);
    for _ in 0..count {
        let query = query(&mut dice);
        let watch = Watch::start();
        let (status, place, page) = reviewer.post(home, &[("query", &query)]).await;
        assert_eq!(status, 303, "{query}: {page}");
        let (status, page) = reviewer.get(&place.unwrap()).await;
        took.push(watch.millis());
        assert_eq!(status, 200, "{query}: {page}");
    }
    took
}

async fn days(reviewer: &Browser, case: &str, count: usize) -> Vec<f64> {
    let (_, page) = reviewer.get(&format!("/room/{case}/")).await;
    let days = journey::case::links(&page, &format!("/room/{case}/c/"));
    let mut took = Vec::new();
    for day in days.iter().cycle().take(count.min(200)) {
        let watch = Watch::start();
        let (status, _) = reviewer.get(day).await;
        took.push(watch.millis());
        assert_eq!(status, 200);
    }
    took
}
