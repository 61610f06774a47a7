//! Legal holds from outside (invariant 7): one person begins one, no one person ends one, and nothing makes it lapse.

use journey::archive::{Founded, said};
use journey::binary::run;
use journey::database::Database;
use serde_json::{Value, json};

/// Proposes a hold as somebody's program; its identifier.
async fn proposed(founded: &Founded, who: &str, on: Value) -> String {
    let body = json!({ "on": on, "ground": "regulator", "reference": "ACM 26/0123" });
    let answer = founded.program(who).post("/api/v1/holds", body).await;
    answer["hold"].as_str().unwrap().to_owned()
}

/// A step of a hold by somebody: the status, and what refused it.
async fn step(founded: &Founded, who: &str, hold: &str, step: &str) -> (u16, String) {
    let at = format!("/api/v1/holds/{hold}/{step}");
    let program = founded.program(who);
    let answer = program.send(reqwest::Method::POST, &at, Some(json!({})));
    let answer = answer.await;
    let status = answer.status().as_u16();
    let problem: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null);
    let kind = problem["type"].as_str().unwrap_or_default();
    (status, kind.rsplit('/').next().unwrap().to_owned())
}

fn refused(kind: &str) -> (u16, String) {
    (
        if kind == "hold-not-now" { 409 } else { 403 },
        kind.to_owned(),
    )
}

fn done() -> (u16, String) {
    (204, String::new())
}

/// How a hold is, as the owner's program sees it: its state, and whether it binds.
async fn state(founded: &Founded, hold: &str) -> (String, bool) {
    let all = founded.program("owner").get("/api/v1/holds").await;
    let holds = all.as_array().unwrap();
    let found = holds.iter().find(|one| one["hold"] == hold).unwrap();
    (
        found["state"].as_str().unwrap().to_owned(),
        found["binds"].as_bool().unwrap(),
    )
}

async fn page(founded: &Founded, who: &str, path: &str) -> String {
    let (status, page) = founded.browser(who).await.get(path).await;
    assert_eq!(status, 200, "{page}");
    page
}

/// What a page says in Dutch, which is what those read who chose nothing.
const RESTS: &str = "Er geldt een bewaarbevel"; // spelling: nl

#[tokio::test]
async fn two_set_a_hold_and_two_release_it() {
    let mut founded = Founded::with_people().await;
    // No regulation is in force: the duty to keep does not wait for one.
    let joris = founded.people["joris"].id.clone();
    let hold = proposed(&founded, "owner", json!({ "person": joris })).await;
    assert_eq!(state(&founded, &hold).await, ("proposed".to_owned(), true));
    // Whom it rests on sees it at once, and nobody else; neither sees the other party's reference.
    let seen = page(&founded, "joris", "/me").await;
    assert!(
        seen.contains(RESTS) && seen.contains("toezichthouder"), // spelling: nl
        "{seen}"
    );
    assert!(!seen.contains("26/0123"), "{seen}");
    assert!(!page(&founded, "mehmet", "/me").await.contains(RESTS));

    for one_side in ["owner", "employer seat"] {
        let told = step(&founded, one_side, &hold, "confirm").await;
        assert_eq!(told, refused("hold-same-side"), "{one_side}");
    }
    for nobody in ["joris", "reviewer"] {
        for name in [
            "confirm",
            "refuse",
            "keep",
            "propose-release",
            "confirm-release",
        ] {
            let told = step(&founded, nobody, &hold, name).await;
            assert_eq!(told, refused("not-your-role"), "{nobody} {name}");
        }
        let (status, _) = founded.browser(nobody).await.get("/holds").await;
        assert_eq!(status, 403, "{nobody}");
    }
    for side in ["owner", "staff seat"] {
        let told = step(&founded, side, &hold, "refuse").await;
        assert_eq!(told, refused("not-your-role"), "{side}");
    }
    assert_eq!(step(&founded, "staff seat", &hold, "confirm").await, done());
    assert_eq!(state(&founded, &hold).await, ("set".to_owned(), true));
    let told = step(&founded, "privacy", &hold, "refuse").await;
    assert_eq!(told, refused("hold-not-now"), "two have set it");

    // Whoever wants it gone cannot do so alone, nor with their own side, nor without the employer.
    assert_eq!(
        step(&founded, "owner", &hold, "propose-release").await,
        done()
    );
    assert_eq!(
        state(&founded, &hold).await,
        ("release_proposed".to_owned(), true)
    );
    for one_side in ["owner", "employer seat", "other employer seat"] {
        let told = step(&founded, one_side, &hold, "confirm-release").await;
        assert_eq!(told, refused("hold-same-side"), "{one_side}");
    }
    assert_eq!(step(&founded, "privacy", &hold, "keep").await, done());
    assert_eq!(state(&founded, &hold).await, ("set".to_owned(), true));
    assert_eq!(
        step(&founded, "staff seat", &hold, "propose-release").await,
        done()
    );
    let told = step(&founded, "privacy", &hold, "confirm-release").await;
    assert_eq!(told, refused("hold-without-employer"));
    assert!(
        page(&founded, "joris", "/me").await.contains(RESTS),
        "it still binds"
    );
    assert_eq!(
        step(&founded, "owner", &hold, "confirm-release").await,
        done()
    );
    assert_eq!(state(&founded, &hold).await, ("released".to_owned(), false));
    assert!(!page(&founded, "joris", "/me").await.contains(RESTS));
    for name in ["confirm", "keep", "propose-release", "confirm-release"] {
        let told = step(&founded, "owner", &hold, name).await;
        assert_eq!(
            told,
            refused("hold-not-now"),
            "what has ended stays so: {name}"
        );
    }

    // All of it stands in the log, in its order, and the log is sound.
    founded.archive.published().await;
    founded.archive.stop();
    let mut database = Database::open(&founded.archive.dir()).await;
    let events = database
        .texts("SELECT name FROM event WHERE name LIKE 'hold%' ORDER BY id")
        .await;
    database.close().await;
    assert_eq!(
        events,
        [
            "hold_proposed",
            "hold_set",
            "hold_release_proposed",
            "hold_kept",
            "hold_release_proposed",
            "hold_released"
        ]
    );
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
    let founded = founded.killed_and_started();
    let log = format!("{}/log/conduct", founded.archive.url);
    let (code, out, err) = said(&run(
        &["verify", &log, "--key", &founded.archive.log_key],
        "",
    ));
    assert_eq!(code, 0, "{out} {err}");
}

#[tokio::test]
async fn the_privacy_contact_refuses_what_has_no_ground_and_the_pages_offer_what_is_open() {
    let founded = Founded::with_people().await;
    let owner = founded.browser("owner").await;
    let form = [
        ("on", "everything"),
        ("ground", "legal_claim"),
        ("reference", "Claim <26-7>"),
    ];
    for (left_out, status) in [("on", 422), ("ground", 422), ("reference", 422), ("", 303)] {
        let sent: Vec<_> = form
            .into_iter()
            .filter(|(name, _)| *name != left_out)
            .collect();
        let (told, _, page) = owner.post("/holds", &sent).await;
        assert_eq!(told, status, "without {left_out}: {page}");
    }
    let all = founded.program("privacy").get("/api/v1/holds").await;
    let hold = all[0]["hold"].as_str().unwrap().to_owned();
    assert_eq!(
        all.as_array().unwrap().len(),
        1,
        "what was refused left nothing"
    );

    let offers = |page: &str, name: &str| page.contains(&format!("/holds/{hold}/{name}\""));
    for (who, open, closed) in [
        (
            "owner",
            &["propose-release"][..],
            &["confirm", "refuse", "keep"][..],
        ),
        ("staff seat", &["confirm", "propose-release"], &["refuse"]),
        (
            "privacy",
            &["confirm", "refuse", "propose-release"],
            &["confirm-release"],
        ),
    ] {
        let shown = page(&founded, who, "/holds").await;
        assert!(
            shown.contains("Claim &#60;26-7&#62;") || shown.contains("Claim &lt;26-7&gt;"),
            "{shown}"
        );
        for name in open {
            assert!(offers(&shown, name), "{who} is not offered {name}");
        }
        for name in closed {
            assert!(!offers(&shown, name), "{who} is offered {name}");
        }
    }
    for everybody in ["joris", "mehmet"] {
        assert!(page(&founded, everybody, "/me").await.contains(RESTS));
    }
    let privacy = founded.browser("privacy").await;
    let refuse = format!("/holds/{hold}/refuse");
    assert_eq!(privacy.post(&refuse, &[]).await.0, 303);
    assert_eq!(state(&founded, &hold).await, ("refused".to_owned(), false));
    assert!(!page(&founded, "joris", "/me").await.contains(RESTS));
    assert_eq!(privacy.post(&refuse, &[]).await.0, 409, "once");
    assert_eq!(privacy.post("/holds/hold-x/refuse", &[]).await.0, 404);
}

#[tokio::test]
async fn a_hold_stands_after_a_power_cut_and_an_edit_of_it_is_named() {
    let founded = Founded::with_people().await;
    let hold = proposed(&founded, "staff seat", json!("everything")).await;
    let mut founded = founded.killed_and_started();
    assert_eq!(state(&founded, &hold).await, ("proposed".to_owned(), true));
    assert!(page(&founded, "joris", "/me").await.contains(RESTS));
    founded.archive.published().await;
    founded.archive.stop();
    assert_eq!(founded.audit().0, 0);

    let dir = founded.archive.dir();
    let mut database = Database::open(&dir).await;
    let kept = database.texts("SELECT document FROM hold").await.remove(0);
    let other = kept.replace(
        "\"everything\"",
        &json!({ "person": founded.people["joris"].id }).to_string(),
    );
    assert_ne!(kept, other);
    for (edit, names) in [
        (format!("UPDATE hold SET document = '{other}'"), "changed: "),
        ("DELETE FROM hold".to_owned(), "deleted: "),
    ] {
        assert_eq!(database.run(&edit).await, 1);
        let (code, out, err) = founded.audit();
        assert_eq!(code, 1, "{edit}: {out} {err}");
        let named = |line: &str| line.starts_with(names) && line.contains("table hold");
        assert!(out.lines().any(named), "{edit}: {out}");
    }
    database.close().await;
}
