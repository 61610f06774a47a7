//! `zegel init` from outside: six answers in, a folder with a draft out; garbage in, nothing out.

use std::path::Path;

use journey::archive::{Archive, path, said};
use journey::binary::{run, zegel};
use journey::http::Browser;
use tempfile::TempDir;

/// Every answer, typed, and four times Enter.
const TYPED: &str = "De Vries\n12\nnone\nboth\ncustomers\nSanne de Vries\nRuben de Vries, Kees van Dam\nLotte Visser, Anneke Bos\n\n\n\n\n";

fn init(dir: &Path, more: &[&str], input: &str) -> (i32, String, String) {
    let mut args = vec!["init", "--dir", path(dir)];
    args.extend(more);
    said(&run(&args, input))
}

/// The one-time link of somebody, as the terminal shows it.
fn link(out: &str, name: &str) -> String {
    let line = out
        .lines()
        .find(|line| line.trim_start().starts_with(name) && line.contains("/sign-in/"))
        .unwrap_or_else(|| panic!("no link of {name} in {out}"));
    line.rsplit('/').next().unwrap().to_owned()
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn six_answers_become_a_draft_that_the_pages_go_on_with() {
    let temporary = TempDir::new().unwrap();
    let dir = temporary.path().join("archive");
    let (code, out, err) = init(&dir, &["--language", "en"], TYPED);
    assert_eq!(code, 0, "{out} {err}");
    for title in [
        "# Privacy regulation",
        "# Balancing test",
        "# The six questions of the DPIA",
        "# Notice",
    ] {
        assert!(out.contains(title), "{title} was not shown: {out}");
    }
    let papers = files(&dir.join("documents"));
    assert_eq!(
        papers,
        [
            "balancing_test.md",
            "notice.md",
            "regulation.md",
            "six_questions.md"
        ]
    );
    let paper = |name: &str| std::fs::read_to_string(dir.join("documents").join(name)).unwrap();
    assert!(
        paper("regulation.md").contains("De Vries")
            && paper("regulation.md").contains("Lotte Visser")
    );
    for question in 1..=6 {
        assert!(
            paper("six_questions.md").contains(&format!("## {question}. ")),
            "question {question}"
        );
    }

    // The pages know the same: people, roles, a regulation in draft that holds for nobody yet.
    let archive = Archive::start_in(temporary, &[]);
    let owner = Browser::signed_in(&archive.url, &link(&out, "Sanne de Vries")).await;
    let (_, people) = owner.get("/people").await;
    for name in [
        "Ruben de Vries",
        "Kees van Dam",
        "Lotte Visser",
        "Anneke Bos",
    ] {
        assert!(people.contains(name), "{name}");
    }
    let (status, regulation) = owner.get("/regulation").await;
    assert_eq!(status, 200);
    assert!(
        regulation.contains("action=\"/regulation/consult\""),
        "the next step is to hear staff: {regulation}"
    );
    let staff = Browser::signed_in(&archive.url, &link(&out, "Lotte Visser")).await;
    let (_, rules) = staff.get("/rules").await;
    assert!(rules.contains("De Vries"), "{rules}");
    assert_eq!(staff.get("/notice").await.0, 404, "nothing is in force");

    // Once more changes nothing.
    let before = std::fs::read(archive.dir().join("log.key")).unwrap();
    let (code, _, err) = init(&archive.dir(), &["--language", "en"], TYPED);
    assert_eq!(code, 2);
    assert!(
        err.contains("has log.key already and nothing was changed"),
        "{err}"
    );
    assert_eq!(
        std::fs::read(archive.dir().join("log.key")).unwrap(),
        before
    );
    let (code, out, err) = said(&run(&["audit", "--dir", path(&archive.dir())], ""));
    assert_eq!(code, 0, "{out} {err}");
}

#[test]
fn a_works_council_or_fifty_people_are_told_what_to_do_instead() {
    let temporary = TempDir::new().unwrap();
    let dir = temporary.path().join("archive");
    for (headcount, council) in [
        ("12", "works-council"),
        ("50", "none"),
        ("1000", "staff-body"),
    ] {
        let answers = TYPED.replace("12\nnone", &format!("{headcount}\n{council}"));
        for (language, words) in [
            ("en", "the works council decides first"),
            ("nl", "de ondernemingsraad beslist eerst"),
        ] {
            let (code, _, err) = init(&dir, &["--language", language], &answers);
            assert_eq!(code, 2);
            assert!(
                err.contains(words) && err.contains('?') && err.trim().lines().count() == 1,
                "{err}"
            );
            assert!(!dir.exists(), "nothing was made");
        }
    }
}

#[test]
fn answers_come_from_flags_and_a_file_as_well() {
    let temporary = TempDir::new().unwrap();
    let file = temporary.path().join("answers.toml");
    let answers = "employer = \"De Vries\"\nheadcount = 12\ncouncil = \"geen\"\nphones = \"privé\"\n\
                   chats = \"groepen\"\nowner = \"Sanne\"\nemployer-seats = [\"Ruben\", \"Kees\"]\n";
    std::fs::write(&file, answers).unwrap();
    let dir = temporary.path().join("archive");
    let from_file = [
        "--answers",
        path(&file),
        "--yes",
        "--language",
        "nl",
        "--url",
        "https://zegel.example/",
    ];
    let (code, _, err) = init(&dir, &from_file, "");
    assert_eq!((code, dir.exists()), (2, false), "{err}");
    assert!(err.contains("--staff-seats is missing"), "{err}");
    let (code, out, err) = init(
        &dir,
        &[&from_file[..], &["--staff-seats", "Lotte,Anneke"]].concat(),
        "",
    );
    assert_eq!(code, 0, "{out} {err}");
    assert!(out.contains("https://zegel.example/sign-in/"), "{out}");
    assert!(
        std::fs::read_to_string(dir.join("documents/notice.md"))
            .unwrap()
            .starts_with("# Kennisgeving")
    );
    assert!(
        std::fs::read_to_string(dir.join("log.key"))
            .unwrap()
            .starts_with("zegel.example/")
    );
    let (code, out, err) = said(&run(&["serve", "--dir", path(&dir), "--check-config"], ""));
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("url = \"https://zegel.example\""),
        "the settings that were written are read: {out}"
    );
    // A wrong key names file, line, key and what is allowed.
    std::fs::write(&file, format!("{answers}seats = 3\n")).unwrap();
    let (_, _, err) = init(&temporary.path().join("other"), &from_file, "");
    assert!(
        err.contains(
            "answers.toml line 8: there is no answer `seats`; allowed are employer, headcount"
        ),
        "{err}"
    );
}

#[test]
fn whatever_is_no_answer_founds_nothing() {
    let temporary = TempDir::new().unwrap();
    let dir = temporary.path().join("archive");
    let long = "x".repeat(100_000);
    let stop = TYPED.replace("\n\n\n\n\n", "\n\ns\n");
    let one_person = TYPED.replace("Lotte Visser, Anneke Bos", "Sanne de Vries, Anneke Bos");
    let both_sides = TYPED.replace("Lotte Visser", "Kees van Dam");
    let unfinished = TYPED.trim_end_matches('\n');
    for input in [
        "",
        "\n",
        "\0\0\0",
        "De Vries\n-1\n0\nmany\n1e9\n12.5\n",
        &long,
        &stop,
        &one_person,
        &both_sides,
        unfinished,
    ] {
        let (code, out, err) = init(&dir, &["--language", "en"], input);
        assert_eq!(code, 2, "{out} {err}");
        assert_eq!(err.trim().lines().count(), 1, "{err}");
        assert!(!err.contains("panicked"), "{err}");
        assert!(
            !dir.exists(),
            "{:?} made something: {err}",
            input.chars().take(60).collect::<String>()
        );
    }
}

#[test]
fn what_lies_in_the_folder_is_not_written_over() {
    let temporary = TempDir::new().unwrap();
    for there in ["log.key", "zegel.db", "zegel.toml", "documents"] {
        let dir = temporary.path().join(there.replace('.', "-"));
        std::fs::create_dir(&dir).unwrap();
        std::fs::write(dir.join(there), "mine").unwrap();
        let (code, _, err) = init(&dir, &["--language", "en"], TYPED);
        assert_eq!(code, 2);
        assert!(err.contains(&format!("has {there} already")), "{err}");
        assert_eq!(files(&dir), [there]);
        assert_eq!(std::fs::read_to_string(dir.join(there)).unwrap(), "mine");
    }
}

/// The texts that are the owner's may be changed before anything is kept; a stand-in for an editor does it here.
#[cfg(unix)]
#[test]
fn a_paper_can_be_changed_before_it_is_agreed_to() {
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};

    let temporary = TempDir::new().unwrap();
    let editor = temporary.path().join("editor");
    std::fs::write(&editor, "#!/bin/sh\necho 'Our own sentence.' >> \"$1\"\n").unwrap();
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    let dir = temporary.path().join("archive");
    let mut child = Command::new(zegel())
        .args(["init", "--language", "en", "--dir", path(&dir)])
        .env("EDITOR", &editor)
        .env_remove("VISUAL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The regulation: other answers, company phones only. The balancing test: changed, then agreed to.
    let typed = TYPED.replace("\n\n\n\n\n", "\nc\ncompany\ngroups\n\nc\n\n\n\n");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(typed.as_bytes())
        .unwrap();
    let (code, out, _) = said(&child.wait_with_output().unwrap());
    assert_eq!(code, 0, "{out}");
    let balancing = std::fs::read_to_string(dir.join("documents/balancing_test.md")).unwrap();
    assert!(balancing.ends_with("Our own sentence.\n"), "{balancing}");
}
