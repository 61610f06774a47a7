//! Nothing of a conversation leaves the machine before its holder's yes, and after it nothing that can be read
//! (invariant 1).

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use journey::archive::{Founded, path, stored};
use journey::binary::{fixture, zegel};
use journey::export::{long, parse};
use journey::wire::{Kept, Wire, found};

/// An import that waits for its answer.
struct Asking {
    child: Child,
    out: String,
}

impl Asking {
    fn start(founded: &Founded, url: &str, exports: &[&Path]) -> Self {
        let child = Command::new(zegel())
            .args([
                "import",
                "--account",
                "business",
                "--phone",
                "company",
                "--zone",
                "Europe/Amsterdam",
                "--server",
                url,
            ])
            .args([
                "--token",
                &founded.people["joris"].token,
                "--home",
                path(&founded.home("joris")),
            ])
            .args(exports)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut asking = Self {
            child,
            out: String::new(),
        };
        asking.hear("Type yes to keep it:");
        asking
    }

    /// Reads until the words are said: the program waits for an answer then.
    fn hear(&mut self, words: &str) {
        let from = self.out.len();
        let stdout = self.child.stdout.as_mut().unwrap();
        while !self.out[from..].contains(words) {
            let mut byte = [0];
            assert_eq!(
                stdout.read(&mut byte).unwrap(),
                1,
                "it ended without a question: {}",
                self.out
            );
            self.out.push(char::from(byte[0]));
        }
    }

    fn say(&mut self, answer: &str) {
        self.child
            .stdin
            .as_mut()
            .unwrap()
            .write_all(answer.as_bytes())
            .unwrap();
    }

    fn end(mut self) -> (i32, String, String) {
        drop(self.child.stdin.take());
        let mut err = String::new();
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut self.out)
            .unwrap();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        (self.child.wait().unwrap().code().unwrap(), self.out, err)
    }
}

/// Every text that would give the group's chat away, its name and those of its files among them.
fn words_of(export: &Path) -> Vec<String> {
    let parsed = parse(export);
    let mut words = parsed.words();
    words.push("Ploeg Noord".to_owned());
    words.push("WhatsApp-chat met".to_owned());
    if export.is_dir() {
        words.extend(
            fs::read_dir(export)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap()),
        );
    }
    assert!(words.len() > 100, "only {} texts to look for", words.len());
    words
}

fn nothing_of(words: &[String], kept: &Kept, when: &str) {
    for (bytes, way) in [(&kept.up, "to"), (&kept.down, "from")] {
        let told = found(words, bytes);
        assert!(told.is_empty(), "{when}, {way} the server: {told:?}");
    }
}

/// What a program asked for: the first line of each request.
fn requests(kept: &Kept) -> Vec<String> {
    let text = String::from_utf8_lossy(&kept.up);
    let verbs = ["GET /", "POST /", "PUT /"];
    text.lines()
        .filter(|line| verbs.iter().any(|verb| line.starts_with(verb)))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn before_the_yes_not_a_byte_of_content_leaves_and_after_it_none_that_can_be_read() {
    let founded = Founded::new().await;
    let export = fixture("chats/nl-android-groep");
    let words = words_of(&export);
    let wire = Wire::to(&founded.archive.url);

    let mut asking = Asking::start(&founded, &wire.url, &[&export]);
    let before = wire.kept();
    nothing_of(&words, &before, "before the yes");
    assert_eq!(
        requests(&before),
        ["GET /api/v1/archive HTTP/1.1"],
        "all that an import asks before the yes"
    );

    asking.say("yes\n");
    assert!(stored(&asking.end()).0 > 200);
    let after = wire.kept();
    assert!(
        requests(&after)
            .iter()
            .any(|line| line.starts_with("POST /api/v1/import")),
        "the wire saw it pass"
    );
    // Colleagues' names come down, so that they are matched here; nothing of anybody goes up.
    assert_eq!(found(&words, &after.up), [""; 0]);
    let colleagues = founded.program("joris").get("/api/v1/directory").await;
    let names: Vec<&str> = colleagues
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    let told = found(&words, &after.down);
    assert!(told.iter().all(|word| names.contains(word)), "{told:?}");
    nothing_of_its_files(&export, &after);
}

/// No attachment passes in the clear, not even a piece of it.
fn nothing_of_its_files(export: &Path, kept: &Kept) {
    let mut looked = 0;
    for entry in fs::read_dir(export).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for piece in bytes.chunks_exact(32).step_by(7) {
            looked += 1;
            assert!(
                memchr::memmem::find(&kept.up, piece).is_none(),
                "a piece of an attachment left in the clear"
            );
        }
    }
    assert!(looked > 100, "only {looked} pieces");
}

/// A no, an empty answer, the end of the input and any other word are a no; and the server cannot even tell which
/// conversation was asked about.
#[tokio::test]
async fn whatever_is_no_yes_sends_nothing_and_says_nothing() {
    let founded = Founded::new().await;
    let folder = tempfile::tempdir().unwrap();
    let group = fixture("chats/nl-android-groep");
    let other = long(folder.path(), "Iemand", 700);
    let mut said = Vec::new();
    for (export, answer) in [
        (&group, "no\n"),
        (&group, "\n"),
        (&group, ""),
        (&group, "nee\n"),
        (&group, "yes please\n"),
        (&other, "no\n"),
    ] {
        let wire = Wire::to(&founded.archive.url);
        let mut asking = Asking::start(&founded, &wire.url, &[export]);
        asking.say(answer);
        let (code, out, err) = asking.end();
        assert_eq!(code, 0, "{out} {err}");
        assert!(
            out.contains("Nothing of it left this machine."),
            "{answer:?}: {out}"
        );
        nothing_of(
            &words_of(&group),
            &wire.kept(),
            &format!("after {answer:?}"),
        );
        said.push(without_address(&wire));
    }
    assert!(
        said.iter().all(|one| *one == said[0]),
        "what goes out depends on the conversation or the answer"
    );
    let copies = founded.program("reviewer").get("/api/v1/copies").await;
    assert_eq!(copies, serde_json::json!([]), "nothing was kept");
}

fn without_address(wire: &Wire) -> String {
    let address = wire.url.strip_prefix("http://").unwrap();
    String::from_utf8(wire.kept().up)
        .unwrap()
        .replace(address, "ADDRESS")
}

/// Each conversation has its own question; a yes to one says nothing of another.
#[tokio::test]
async fn a_yes_to_one_conversation_is_none_to_the_next() {
    let founded = Founded::new().await;
    let folder = tempfile::tempdir().unwrap();
    let kept: PathBuf = fixture("chats/nl-android-groep");
    let left = long(folder.path(), "Privé van Roelof", 700);
    let secret = parse(&left).words();
    let wire = Wire::to(&founded.archive.url);
    let mut asking = Asking::start(&founded, &wire.url, &[&kept, &left]);
    asking.say("yes\n");
    asking.hear("Type yes to keep it:");
    asking.say("no\n");
    let (code, out, err) = asking.end();
    assert_eq!(code, 0, "{out} {err}");
    assert!(
        out.contains("Sealed and stored: ") && out.contains("Nothing of it left this machine."),
        "{out}"
    );
    assert_eq!(found(&secret, &wire.kept().up), [""; 0]);
    let choices = founded.choices().await;
    assert_eq!(choices.len(), 1);
    assert_eq!(
        choices[0].messages,
        parse(&kept).lines.len() as u64,
        "exactly the conversation that was said yes to"
    );
}

/// The one who looks for words finds them: in the clear, in hexadecimal, and wherever base 64 puts them.
#[test]
fn the_finder_finds() {
    let words = ["Ploeg Noord".to_owned()];
    for shift in 0..3 {
        let plain = [&b"xx"[..shift], b"Ploeg Noord en meer"].concat();
        assert_eq!(found(&words, &plain).len(), 1);
        assert_eq!(
            found(&words, data_encoding::BASE64.encode(&plain).as_bytes()).len(),
            1,
            "at {shift}"
        );
        assert_eq!(
            found(&words, data_encoding::HEXLOWER.encode(&plain).as_bytes()).len(),
            1
        );
    }
    assert!(found(&words, b"Ploeg Zuid").is_empty());
}
