//! `zegel import` of sources that hold several conversations: listed here, chosen and asked about one by one; the rest is
//! never read out.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use journey::archive::{Founded, path};
use journey::binary::{fixture, repository, run};
use journey::database::Database;
use journey::export::{Parsed, long, parse};
use journey::wire::{Wire, found};
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use zegel_model::{KeyId, Random};
use zegel_seal::descriptor::Archive;
use zegel_seal::employee::EmployeeKey;
use zegel_seal::statement::{Stated, Statement, StatementPublic};

const BUSINESS: [&str; 4] = ["--account", "business", "--phone", "company"];

/// A database of WhatsApp on Android that the fuzzers begin with: made up, as all fixtures.
fn android() -> PathBuf {
    repository().join("fuzz/seeds/capture_database/today.db")
}

/// Keys and titles of what a source holds.
fn listed(source: &Path) -> Vec<(String, String)> {
    let out = run(&["parse", path(source), "--list"], "");
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["conversation"].take())
        .filter(|one| !one.is_null())
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            (text("key"), text("title"))
        })
        .collect()
}

/// Messages and lines of the app of one conversation.
fn count(source: &Path, key: &str) -> u64 {
    lines(source, key).lines.len() as u64
}

fn lines(source: &Path, key: &str) -> Parsed {
    let out = run(&["parse", path(source), "--conversation", key], "");
    let text = String::from_utf8(out.stdout).unwrap();
    let mut lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let summary = lines.pop().unwrap()["summary"].take();
    Parsed { lines, summary }
}

/// Imports by another way than straight to the server.
fn import_by(
    founded: &Founded,
    url: &str,
    source: &Path,
    more: &[&str],
    answers: &str,
) -> (i32, String, String) {
    let args = [&["import", path(source)], more].concat();
    founded.zegel_by(url, "joris", &args, answers)
}

fn import(founded: &Founded, source: &Path, more: &[&str], answers: &str) -> (i32, String, String) {
    let more = [&BUSINESS, more].concat();
    import_by(founded, &founded.archive.url, source, &more, answers)
}

/// New and known of each conversation that was stored, in order.
fn stored((code, out, err): &(i32, String, String)) -> Vec<(u64, u64)> {
    assert_eq!(*code, 0, "{out} {err}");
    out.split("Sealed and stored: ")
        .skip(1)
        .map(|rest| {
            let mut numbers = rest.split(' ').filter_map(|word| word.parse().ok());
            (numbers.next().unwrap(), numbers.next().unwrap())
        })
        .collect()
}

/// The payloads of all events of a name, oldest first.
async fn events(founded: &Founded, name: &str) -> Vec<Value> {
    let mut database = Database::open(&founded.archive.dir()).await;
    let sql = format!("SELECT CAST(payload AS TEXT) FROM event WHERE name = '{name}' ORDER BY id");
    let texts = database.texts(&sql).await;
    texts
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect()
}

async fn provenances(founded: &Founded) -> Vec<String> {
    let begun = events(founded, "copy_begun").await;
    begun
        .iter()
        .map(|event| event["provenance"].as_str().unwrap().to_owned())
        .collect()
}

async fn kept(founded: &Founded) -> Vec<u64> {
    let choices = founded.choices().await;
    choices.iter().map(|choice| choice.messages).collect()
}

fn clean(founded: &Founded) {
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
}

/// Invariant 1 of a source that holds everybody's chats: of those that nobody said yes to not even a name leaves.
#[tokio::test]
async fn a_database_gives_what_its_holder_points_at_and_says_yes_to_and_nothing_else() {
    let founded = Founded::new().await;
    let source = android();
    let all = listed(&source);
    let mut words: Vec<String> = all
        .iter()
        .flat_map(|(key, title)| [key.clone(), title.clone()])
        .chain(all.iter().flat_map(|(key, _)| lines(&source, key).words()))
        .filter(|word| word.len() >= 8)
        .collect();
    words.sort();
    words.dedup();
    assert!(words.len() > 10, "{words:?}");
    let wire = Wire::to(&founded.archive.url);

    // The second with a yes, the first with a no, a number that is none, the second once more, and the end.
    let answers = "2\nyes\n1\nno\n77\n2\n\n";
    let imported = import_by(&founded, &wire.url, &source, &BUSINESS, answers);
    assert_eq!(stored(&imported), [(count(&source, &all[1].0), 0)]);
    let out = &imported.1;
    for (key, title) in &all {
        assert!(
            out.contains(key) && out.contains(title),
            "listed here: {out}"
        );
    }
    for sentence in [
        "this list stays on this machine",
        "Nothing of it left this machine.",
        "no such number",
        "brought in just now",
    ] {
        assert!(out.contains(sentence), "{sentence}: {out}");
    }
    assert_eq!(kept(&founded).await, [6], "one conversation");
    assert_eq!(provenances(&founded).await, ["device_backup"]);
    let sent = wire.kept();
    assert_eq!(found(&words, &sent.up), [""; 0]);
    assert_eq!(
        founded.choices().await[0].from,
        "2022-05-02",
        "on the day that a clock in Amsterdam showed"
    );
    clean(&founded);
}

#[tokio::test]
async fn conversations_that_were_named_are_asked_about_one_by_one() {
    let founded = Founded::new().await;
    let source = android();
    let all = listed(&source);
    let (first, second) = (all[0].0.as_str(), all[1].0.as_str());
    let named = ["--conversation", first, "--conversation", second];
    // A name is no yes.
    let wire = Wire::to(&founded.archive.url);
    let more = [&BUSINESS[..], &named].concat();
    let (code, out, err) = import_by(&founded, &wire.url, &source, &more, "");
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        out.matches("Nothing of it left this machine.").count(),
        2,
        "{out}"
    );
    let sent = wire.kept().up;
    assert!(memchr::memmem::find(&sent, b"POST ").is_none());
    // Each has both questions where the regulation covers several kinds: the account of one says nothing of another.
    let both = import_by(
        &founded,
        &founded.archive.url,
        &source,
        &named,
        "1\nyes\n2\nyes\n",
    );
    assert_eq!(
        stored(&both),
        [(count(&source, first), 0), (count(&source, second), 0)]
    );
    let begun = events(&founded, "copy_begun").await;
    let accounts: Vec<&str> = begun
        .iter()
        .map(|event| event["class"]["account"].as_str().unwrap())
        .collect();
    assert_eq!(accounts, ["business", "personal"]);
    // One that is not there stops everything before the first question.
    let more = ["--conversation", first, "--conversation", "nobody"];
    let (code, out, err) = import(&founded, &source, &more, "yes\nyes\n");
    assert_eq!(code, 2, "{out}");
    assert!(err.contains("no such conversation"), "{err}");
    let text = fixture("chats/en-us-android.txt");
    let (code, _, err) = import(&founded, &text, &["--conversation", "x"], "yes\n");
    assert_eq!(code, 2);
    assert!(err.contains("holds one conversation"), "{err}");
}

/// What a device's own database says is B; what anybody can write is C. Every format, with its files where it has any.
#[tokio::test]
async fn every_format_is_sealed_under_the_provenance_that_it_earns() {
    let founded = Founded::new().await;
    let digits = "07".repeat(32);
    let backup = repository().join("fuzz/seeds/capture_backup/msgstore.db.crypt15");
    let telegram = fixture("chats/telegram/account");
    let sms = fixture("chats/sms/sms-20260928100000.xml");
    let ios = fixture("chats/ios/ChatStorage.sqlite");
    for (source, more, answers, provenance) in [
        (
            &backup,
            vec!["--backup-key", digits.as_str()],
            "1\nyes\n\n",
            "device_backup",
        ),
        (&ios, vec![], "1\nyes\n\n", "device_backup"),
        (&telegram, vec![], "1\nyes\n\n", "text_export"),
        (&sms, vec![], "3\nyes\n\n", "text_export"),
    ] {
        // Some have one conversation only, and need no pointing at.
        let single = import(&founded, source, &more, "yes\n");
        let imported = if single.1.contains("Which one") {
            import(&founded, source, &more, answers)
        } else {
            single
        };
        let stored = stored(&imported);
        assert!(stored[0].0 > 0, "{}", imported.1);
        assert_eq!(provenances(&founded).await.last().unwrap(), provenance);
    }
    let mut database = Database::open(&founded.archive.dir()).await;
    let blobs = database.numbers("SELECT COUNT(*) FROM blob").await;
    assert!(blobs[0] >= 1, "files beside the messages came along");
    let (_, page) = founded.browser("joris").await.get("/me").await;
    for letter in [">B</abbr>", ">C</abbr>"] {
        assert!(page.contains(letter), "{page}");
    }
    clean(&founded);
}

/// The conversation of a phone a while later: rows that were there are written otherwise, and some are new.
#[tokio::test]
async fn the_same_source_again_adds_nothing_and_a_newer_one_what_is_new() {
    let founded = Founded::new().await;
    let folder = TempDir::new().unwrap();
    let source = folder.path().join("msgstore.db");
    fs::copy(android(), &source).unwrap();
    let key = listed(&source)[0].0.clone();
    let named = ["--conversation", key.as_str()];
    let again = || stored(&import(&founded, &source, &named, "yes\n"));
    let all = count(&source, &key);
    assert_eq!(again(), [(all, 0)]);
    assert_eq!(again(), [(0, all)]);

    let mut database = Database::file(&source).await;
    // Receipts and stars, a column of a later version of the app.
    database
        .run("UPDATE message SET status = 13, starred = 1")
        .await;
    database
        .run("ALTER TABLE message ADD COLUMN view_mode INTEGER DEFAULT 3")
        .await;
    let add = "INSERT INTO message (_id, chat_row_id, from_me, key_id, sender_jid_row_id, timestamp, message_type, \
               text_data, sort_id) VALUES";
    database
        .run(&format!(
            "{add} (50, 10, 0, 'K50', 3, 1651499000000, 0, 'Prima 👍', 50), \
             (51, 10, 1, 'K51', 0, 1651499060000, 0, 'Tot morgen', 51)"
        ))
        .await;
    database.close().await;
    assert_eq!(count(&source, &key), all + 2);
    assert_eq!(
        again(),
        [(2, all)],
        "the rows differ, what they say does not"
    );
    assert_eq!(again(), [(0, all + 2)]);
    assert_eq!(kept(&founded).await, [all + 2], "one copy");

    // What a message says is another matter: an edit is brought in beside what it was.
    let mut database = Database::file(&source).await;
    database
        .run("UPDATE message SET text_data = 'Tot overmorgen' WHERE key_id = 'K51'")
        .await;
    database.close().await;
    assert_eq!(again(), [(1, all + 1)]);
    clean(&founded);
}

/// A message is known by its name and its words, not by the bytes that an export puts round them.
#[tokio::test]
async fn a_renamed_contact_makes_no_message_new() {
    let founded = Founded::new().await;
    let folder = TempDir::new().unwrap();
    let source = folder.path().join("result.json");
    let whole = fs::read_to_string(fixture("chats/telegram/ploeg-zuid.json")).unwrap();
    fs::write(&source, &whole).unwrap();
    let all = parse(&source).lines.len() as u64;
    let again = || {
        let (code, out, err) = import(&founded, &source, &[], "yes\n");
        stored(&(code, out, err))
    };
    assert_eq!(again(), [(all, 0)]);
    // Contacts are renamed on the exporting phone: the bytes of their messages change, the messages do not.
    fs::write(
        &source,
        whole.replace(r#""from": "Joris""#, r#""from": "Joris van de loods""#),
    )
    .unwrap();
    assert_ne!(fs::read_to_string(&source).unwrap(), whole);
    assert_eq!(again(), [(0, all)]);
}

/// Counts of what stayed outside stand in the log, signed by whoever brought the rest in; no name, nothing to guess at.
#[tokio::test]
async fn what_stayed_outside_is_counted_signed_and_shown_to_its_holder() {
    let founded = Founded::new().await;
    let source = android();
    let all = listed(&source);
    // Nothing brought in, nothing told.
    import(&founded, &source, &[], "1\nno\n\n");
    assert_eq!(events(&founded, "left_outside").await.len(), 0);

    let imported = import(&founded, &source, &[], "2\nyes\n1\nno\n\n");
    assert_eq!(stored(&imported).len(), 1);
    let others = all.iter().filter(|(key, _)| *key != all[1].0);
    let messages: u64 = others
        .clone()
        .map(|(key, _)| listed_count(&source, key))
        .sum();
    let conversations = others.count() as u64;
    let told = format!("{conversations} conversations with {messages} messages stayed outside");
    assert!(imported.1.contains(&told), "{}", imported.1);
    let first = imported
        .1
        .find("the archive is told how many others stay outside");
    let asked = imported.1.find("Keep this conversation");
    assert!(
        first.is_some() && first < asked,
        "before the yes: {}",
        imported.1
    );
    let stated = events(&founded, "left_outside").await;
    assert_eq!(stated.len(), 1);
    let stated = &stated[0];
    assert_eq!(
        (
            stated["conversations"].as_u64(),
            stated["messages"].as_u64()
        ),
        (Some(conversations), Some(messages))
    );
    let copy = founded.choices().await[0].copy.clone();
    assert_eq!(stated["copies"], json!([copy]));
    let text = stated.to_string();
    for word in all.iter().flat_map(|(key, title)| [key, title]) {
        assert!(word.is_empty() || !text.contains(word), "{text}");
    }

    // Whoever has the log alone can check it.
    let signed = BASE64
        .decode(stated["statement"].as_str().unwrap().as_bytes())
        .unwrap();
    let statement = Statement::from_bytes(&signed).unwrap();
    let keys = events(&founded, "key_registered").await;
    let key = keys
        .iter()
        .find(|event| event["key"] == statement.key().to_string())
        .expect("the key stands in the log");
    assert_eq!(key["person"], founded.people["joris"].id);
    let public = StatementPublic::from_base64(key["public"].as_str().unwrap()).unwrap();
    assert_eq!(statement.verify(&public), Ok(()));

    let sentence = format!("niet gelezen zijn: {conversations}. Berichten daarin: {messages}.");
    let page = own_page(&founded, "joris").await;
    assert!(page.contains(&sentence), "{page}");
    let page = own_page(&founded, "mehmet").await;
    assert!(!page.contains("niet gelezen zijn"), "it is nobody else's");
    clean(&founded);
}

/// Messages and lines of the app, as the list counts them.
fn listed_count(source: &Path, key: &str) -> u64 {
    let out = run(&["parse", path(source), "--list"], "");
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["conversation"].take())
        .filter(|one| one["key"] == key)
        .map(|one| one["messages"].as_u64().unwrap() + one["system"].as_u64().unwrap())
        .sum()
}

/// Somebody's own page, in Dutch as for everybody who says nothing.
async fn own_page(founded: &Founded, name: &str) -> String {
    let (status, page) = founded.browser(name).await.get("/me").await;
    assert_eq!(status, 200);
    page
}

#[tokio::test]
async fn a_statement_counts_once_and_only_as_its_importer_signed_it() {
    let founded = Founded::new().await;
    import(&founded, &android(), &[], "2\nyes\n\n");
    founded.imported("mehmet", &fixture("chats/en-us-android.txt"));
    let signed = events(&founded, "left_outside").await.remove(0)["statement"].take();
    let bytes = BASE64.decode(signed.as_str().unwrap().as_bytes()).unwrap();
    let hand_in = async |name: &str, bytes: &[u8]| {
        let body = json!({ "statement": BASE64.encode(bytes) });
        let program = founded.program(name);
        let path = "/api/v1/import/statements";
        let answer = program.send(Method::POST, path, Some(body)).await;
        answer.status().as_u16()
    };
    assert_eq!(
        hand_in("joris", &bytes).await,
        201,
        "the answer was lost, and it comes again"
    );
    // Other numbers, another nonce, another signature, another end; and another's.
    let numbers = bytes.len() - 64 - 1;
    for at in [40, numbers, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert_eq!(hand_in("joris", &changed).await, 422, "byte {at}");
    }
    assert_eq!(hand_in("joris", &bytes[..bytes.len() - 1]).await, 422);
    assert_eq!(hand_in("mehmet", &bytes).await, 404, "not a copy of theirs");
    assert_eq!(events(&founded, "left_outside").await.len(), 1);
    // A key of mine does not sign for another's copy, nor for another archive.
    let key = EmployeeKey::generate(&Dice).unwrap().statement_key();
    let public = key.public();
    let body = json!({ "key": public.id().to_string(), "public": public.to_base64() });
    founded.program("mehmet").post("/api/v1/keys", body).await;
    // What is no key, or has another name than its own, is not for the log.
    let before = events(&founded, "key_registered").await.len();
    let other = EmployeeKey::generate(&Dice).unwrap().public();
    for (id, public) in [
        (other.id(), "Bericht aan de hele zaak".to_owned()), // spelling: nl
        (KeyId::from_bytes([7; 16]), other.to_base64()),
    ] {
        let body = json!({ "key": id.to_string(), "public": public });
        let program = founded.program("mehmet");
        let answer = program.send(Method::POST, "/api/v1/keys", Some(body));
        assert_eq!(answer.await.status(), 400);
    }
    assert_eq!(events(&founded, "key_registered").await.len(), before);
    let theirs = Statement::from_bytes(&bytes).unwrap();
    let own = |archive: &Archive, stated: Stated| {
        Statement::sign(&key, *archive, stated, &Dice).to_bytes()
    };
    let forged = own(&theirs.archive(), theirs.stated().clone());
    assert_eq!(hand_in("mehmet", &forged).await, 404);
    let choices = founded.choices().await;
    let mine = choices
        .iter()
        .find(|choice| choice.holder.starts_with("Mehmet"))
        .unwrap();
    let left = |conversations| Stated::Left {
        copies: vec![mine.copy.parse().unwrap()],
        conversations,
        messages: 5,
    };
    assert_eq!(
        hand_in("mehmet", &own(&Archive::of("elsewhere"), left(1))).await,
        422
    );
    assert_eq!(
        hand_in("mehmet", &own(&theirs.archive(), left(2))).await,
        201
    );
    assert_eq!(events(&founded, "left_outside").await.len(), 2);
    clean(&founded);
}

/// Chance that is not.
struct Dice;

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// What a text cannot say its importer states, and whoever reads is told that they did.
#[tokio::test]
async fn the_zone_is_asked_where_the_source_has_none_and_shown_where_it_is_read() {
    let founded = Founded::new().await;
    let text = fixture("chats/en-us-android.txt");
    let (code, out, err) = import(
        &founded,
        &text,
        &[],
        "yes\nNowhere/Land\nAmerica/New_York\n",
    );
    assert_eq!(code, 0, "{err}");
    for sentence in [
        "does not say in which time zone",
        "no such zone",
        "read as those of America/New_York",
    ] {
        assert!(out.contains(sentence), "{sentence}: {out}");
    }
    let reviewer = founded.browser("reviewer").await;
    let shown = async |choice: usize| {
        let choice = founded.choices().await.remove(choice);
        let (_, days) = founded.opened(&reviewer, &choice).await;
        reviewer.get(&days[0]).await.1
    };
    let page = shown(0).await;
    let sentence = "Tijden zoals de telefoon ze schreef, gelezen als America/New_York.";
    assert!(page.contains(sentence), "{page}");
    // Nothing is asked where it was said, and nothing where the source knows moments.
    let group = fixture("chats/nl-android-groep");
    let (_, out, _) = import(&founded, &group, &["--zone", "Europe/Lisbon"], "yes\n");
    assert!(out.contains("read as those of Europe/Lisbon") && !out.contains("does not say"));
    let (_, out, _) = import(
        &founded,
        &android(),
        &["--zone", "Asia/Tokyo"],
        "2\nyes\n\n",
    );
    assert!(out.contains("Days are those of Asia/Tokyo") && !out.contains("does not say"));
    let choices = founded.choices().await;
    let database = choices
        .iter()
        .position(|one| one.from.starts_with("2022"))
        .unwrap();
    let page = shown(database).await;
    assert!(
        page.contains("zoals een klok in Asia/Tokyo ze aanwees"),
        "{page}"
    );
    let (code, _, err) = import(&founded, &text, &["--zone", "Nowhere/Land"], "yes\n");
    assert_eq!(code, 2);
    assert!(err.contains("no such zone"), "{err}");
}

/// Somebody takes messages out of a phone's database and brings it in again.
#[tokio::test]
async fn an_import_that_lacks_what_an_earlier_one_had_is_told_in_counts_and_days() {
    let founded = Founded::new().await;
    let folder = TempDir::new().unwrap();
    let source = folder.path().join("msgstore.db");
    fs::copy(android(), &source).unwrap();
    let key = listed(&source)[0].0.clone();
    let named = ["--conversation", key.as_str()];
    let first = import(&founded, &source, &named, "yes\n");
    assert_eq!(stored(&first).len(), 1);
    assert_eq!(events(&founded, "import_lacks").await.len(), 0);
    let words = lines(&source, &key).words();

    let mut database = Database::file(&source).await;
    // One in the middle, the last two of the conversation, and other words in the place of some.
    database
        .run("DELETE FROM message WHERE key_id IN ('K6', 'K21', 'S22')")
        .await;
    database
        .run("UPDATE message SET text_data = 'Nee' WHERE key_id = 'K5'")
        .await;
    database.close().await;
    let wire = Wire::to(&founded.archive.url);
    let more = [&BUSINESS[..], &named].concat();
    let second = import_by(&founded, &wire.url, &source, &more, "yes\n");
    assert_eq!(stored(&second)[0].0, 1, "the other words are new");
    assert!(
        second.1.contains("lacks messages of 2022-05-02 to 2022-05-02 that you brought in before: 3 are gone, 1 stand there otherwise"),
        "{}",
        second.1
    );
    assert_eq!(
        found(&words, &wire.kept().up),
        [""; 0],
        "no content goes along"
    );
    let lacks = events(&founded, "import_lacks").await;
    assert_eq!(lacks.len(), 1);
    let copy = founded.choices().await[0].copy.clone();
    assert_eq!(
        (
            &lacks[0]["copy"],
            &lacks[0]["missing"],
            &lacks[0]["changed"]
        ),
        (&json!(copy), &json!(3), &json!(1))
    );
    assert_eq!(
        (&lacks[0]["first"], &lacks[0]["last"]),
        (&json!("2022-05-02"), &json!("2022-05-02"))
    );
    let page = own_page(&founded, "joris").await;
    assert!(page.contains("Weg: 3. Er in een andere vorm: 1."), "{page}");
    // What was told is not told again, and what goes later is.
    import(&founded, &source, &named, "yes\n");
    assert_eq!(events(&founded, "import_lacks").await.len(), 1);
    let mut database = Database::file(&source).await;
    database
        .run("DELETE FROM message WHERE key_id = 'K12'")
        .await;
    database.close().await;
    import(&founded, &source, &named, "yes\n");
    let lacks = events(&founded, "import_lacks").await;
    assert_eq!((lacks.len(), &lacks[1]["missing"]), (2, &json!(1)));
    clean(&founded);
}

/// A text says less: what it covers is what stands between its first minute and its last.
#[tokio::test]
async fn a_text_that_lacks_lines_is_told_and_a_shorter_one_is_not() {
    let founded = Founded::new().await;
    let folder = TempDir::new().unwrap();
    founded.imported("joris", &long(folder.path(), "Werf", 300));
    founded.imported("joris", &long(folder.path(), "Werf", 150));
    assert_eq!(events(&founded, "import_lacks").await.len(), 0);
    let file = long(folder.path(), "Werf", 310);
    let text = fs::read_to_string(&file).unwrap();
    let kept: Vec<&str> = text
        .lines()
        .enumerate()
        .filter(|(number, _)| !(95..105).contains(number))
        .map(|(_, line)| line)
        .collect();
    fs::write(&file, kept.join("\n") + "\n").unwrap();
    assert_eq!(founded.imported("joris", &file), (10, 290));
    let lacks = events(&founded, "import_lacks").await.remove(0);
    assert_eq!(
        (
            &lacks["missing"],
            &lacks["changed"],
            &lacks["first"],
            &lacks["last"]
        ),
        (
            &json!(10),
            &json!(0),
            &json!("2026-01-01"),
            &json!("2026-01-02")
        )
    );
    clean(&founded);
}
