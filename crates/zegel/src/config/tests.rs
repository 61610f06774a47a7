//! Settings in, sentences out.

use std::fmt::Write as _;

use clap::Parser;
use tempfile::TempDir;

use super::*;
use crate::cli::{Cli, Command};

/// What was typed after `zegel serve`.
fn typed(words: &[&str]) -> ServeArgs {
    let words = ["zegel", "serve"].iter().chain(words);
    let Command::Serve(args) = Cli::try_parse_from(words).unwrap().command else {
        panic!("this is zegel serve");
    };
    args
}

fn set(words: &[&str], variables: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    gather(&typed(words), &variables.collect())
}

/// A file with these lines, and what comes of it; the folder's name is left out.
fn file(lines: &str) -> Result<Settings, String> {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("zegel.toml");
    std::fs::write(&path, lines).unwrap();
    let here = format!("{}/", dir.path().display());
    set(&["--config", path.to_str().unwrap()], &[])
        .map_err(|error| error.to_string().replace(&here, ""))
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("zegel.toml");
    std::fs::write(
        &path,
        "listen = \"127.0.0.1:1\"\nurl = \"http://localhost:1\"\nstop-seconds = 1\ndir = \"data\"\n",
    )
    .unwrap();
    let config = ["--config", path.to_str().unwrap()];
    let only_file = set(&config, &[]).unwrap();
    assert_eq!(only_file.listen, "127.0.0.1:1".parse().unwrap());
    assert_eq!(only_file.stop, Duration::from_secs(1));
    assert_eq!(only_file.dir, dir.path().join("data"), "beside the file");
    let variables = [("ZEGEL_LISTEN", "127.0.0.1:2"), ("ZEGEL_STOP_SECONDS", "2")];
    let and_variables = set(&config, &variables).unwrap();
    assert_eq!(and_variables.listen, "127.0.0.1:2".parse().unwrap());
    assert_eq!(and_variables.stop, Duration::from_secs(2));
    let and_flags = set(
        &[&config[..], &["--listen", "127.0.0.1:3"]].concat(),
        &variables,
    )
    .unwrap();
    assert_eq!(and_flags.listen, "127.0.0.1:3".parse().unwrap());
    assert_eq!(and_flags.stop, Duration::from_secs(2));
    assert_eq!(and_flags.url.as_deref(), Some("http://localhost:1"));
}

#[test]
fn the_file_in_the_folder_is_read_where_none_is_named() {
    let dir = TempDir::new().unwrap();
    let words = ["--dir", dir.path().to_str().unwrap()];
    assert_eq!(set(&words, &[]).unwrap().stop, STOP, "there is none yet");
    std::fs::write(dir.path().join(FILE), "stop-seconds = 7\n").unwrap();
    assert_eq!(set(&words, &[]).unwrap().stop, Duration::from_secs(7));
    let named = TempDir::new().unwrap().path().join("other.toml");
    let missing = set(
        &[&words[..], &["--config", named.to_str().unwrap()]].concat(),
        &[],
    );
    assert!(matches!(missing, Err(ConfigError::File { .. })));
}

#[test]
fn every_complaint_names_the_place_the_key_and_what_is_allowed() {
    let lines = "# spoken to nobody\ndir = \"/srv/zegel\"\n";
    let said = |line: &str| file(&format!("{lines}{line}\n")).unwrap_err();
    let wrong = [
        "lisen = \"127.0.0.1:1\"",
        "listen = 8443",
        "listen = \"s3cret\"",
        "listen = \"0.0.0.0:8443\"",
        "url = \"ftp://s3cret.example\"",
        "url = \"https://s3cret:s3cret@zegel.example\"",
        "stop-seconds = \"s3cret\"",
        "stop-seconds = 3601",
        "stop-seconds = -1",
        "tls-key = \"s3cret.key\"",
        "tls-certificate = \"s3cret.pem\"",
        "redirect-listen = \"127.0.0.1:80\"",
        "[tls]\ncertificate = \"s3cret.pem\"",
        "url = s3cret",
        "dir = \"s3cret\"",
        "ca = \"\"",
        "acme-directory = \"http://s3cret.example/dir\"",
        "acme-contact = \"mailto:s3cret@zegel.example\"",
        "acme-directory = \"https://s3cret.example/dir\"",
    ];
    let mut table = String::new();
    for line in wrong {
        let sentence = said(line);
        assert!(
            sentence.starts_with("zegel.toml line "),
            "{line}: {sentence}"
        );
        assert!(!sentence.contains("s3cret"), "{line}: {sentence}");
        assert!(!sentence.contains('\n'), "{line}: {sentence}");
        table.extend([line, "\n    ", &sentence, "\n"]);
    }
    insta::assert_snapshot!(table);
}

#[test]
fn flags_and_variables_are_named_as_they_were_given() {
    let flag = set(&["--dir", "/srv", "--listen", "x"], &[])
        .unwrap_err()
        .to_string();
    assert!(
        flag.starts_with("--listen: `listen` does not fit; it is an address"),
        "{flag}"
    );
    let variable = set(&["--dir", "/srv"], &[("ZEGEL_STOP_SECONDS", "soon")])
        .unwrap_err()
        .to_string();
    assert!(
        variable.starts_with("the variable ZEGEL_STOP_SECONDS: `stop-seconds`"),
        "{variable}"
    );
    let nothing = set(&[], &[]).unwrap_err().to_string();
    assert!(
        nothing.contains("--dir, ZEGEL_DIR or a line in the file"),
        "{nothing}"
    );
}

#[test]
fn beyond_this_machine_only_with_tls() {
    let words = ["--dir", "/srv", "--listen", "0.0.0.0:443"];
    assert!(matches!(set(&words, &[]), Err(ConfigError::Open { .. })));
    let behind = set(
        &[&words[..], &["--url", "https://zegel.example/"]].concat(),
        &[],
    )
    .unwrap();
    assert_eq!(behind.url.as_deref(), Some("https://zegel.example"));
    let own = ["--tls-certificate", "a.pem", "--tls-key", "a.key"];
    assert!(set(&[&words[..], &own].concat(), &[]).is_ok());
    let plain = ["--url", "http://zegel.example"];
    assert!(set(&[&words[..], &plain].concat(), &[]).is_err());
}

#[test]
fn an_authority_needs_a_name_a_yes_and_no_files() {
    let all = [
        "url = \"https://s3cret.example\"",
        "acme-directory = \"https://s3cret.example/dir\"",
        "acme-agree-terms = true",
        "acme-contact = \"mailto:s3cret@zegel.example\"",
        "acme-ca = \"s3cret.pem\"",
    ];
    // What is left out of them, and what is said instead.
    let wrong: [(&[&str], &str); 12] = [
        (&["url"], ""),
        (&["url"], "url = \"http://s3cret.example\""),
        (&["url"], "url = \"https://192.0.2.1\""),
        (&["url"], "url = \"https://[2001:db8::1]:8443\""),
        (&["acme-agree-terms"], ""),
        (&["acme-agree-terms"], "acme-agree-terms = false"),
        (&["acme-agree-terms"], "acme-agree-terms = \"true\""),
        (&["acme-contact"], "acme-contact = \"s3cret@zegel.example\""),
        (
            &["acme-contact"],
            "acme-contact = \"mailto:s3cret@zegel.example,s3cret@zegel.example\"",
        ),
        (&["acme-directory"], ""),
        (&["acme-directory", "acme-agree-terms"], ""),
        (
            &[],
            "tls-certificate = \"s3cret.pem\"\ntls-key = \"s3cret.key\"",
        ),
    ];
    let mut table = String::new();
    for (without, with) in wrong {
        let left = |line: &&&str| !without.iter().any(|key| line.starts_with(key));
        let mut lines = vec!["dir = \"/srv/zegel\""];
        lines.extend(all.iter().filter(left));
        lines.push(with);
        let sentence = file(&lines.join("\n")).unwrap_err();
        assert!(
            sentence.starts_with("zegel.toml line "),
            "{with}: {sentence}"
        );
        assert!(!sentence.contains("s3cret"), "{with}: {sentence}");
        writeln!(table, "without {without:?}, {with}\n    {sentence}").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn an_authority_is_tls_of_ones_own() {
    let words = [
        "--dir",
        "/srv",
        "--listen",
        "0.0.0.0:443",
        "--redirect-listen",
        "0.0.0.0:80",
        "--url",
        "https://Zegel.example:8443",
        "--acme-directory",
        "https://authority.example/dir",
        "--acme-agree-terms",
        "true",
    ];
    let settings = set(&words, &[]).unwrap();
    assert_eq!(settings.acme.unwrap().name, "zegel.example");
    assert_eq!(settings.tls, None);
}

/// The examples that operators begin with are those that are documented, and hold every setting.
#[test]
fn the_documented_examples_can_be_used() {
    let documented = include_str!("../../../../docs/operations.md");
    let examples = documented.split("```toml\n").skip(1);
    let examples: Vec<_> = examples
        .map(|rest| rest.split_once("```").unwrap().0)
        .collect();
    assert_eq!(examples.len(), 2, "one with files, one with an authority");
    // One of the two names the database, and the file is the better one.
    for key in KEYS.into_iter().filter(|key| key.name != "database") {
        let line = format!("\n{} = ", key.name);
        let shown = examples.iter().any(|example| example.contains(&line));
        assert!(shown, "{} is in none", key.name);
    }
    for example in examples {
        let settings = file(example).unwrap();
        assert_eq!(
            file(&settings.to_string()).unwrap(),
            settings,
            "what is shown can be given"
        );
    }
}
