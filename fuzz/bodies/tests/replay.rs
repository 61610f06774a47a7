//! Every seed as it is, and ten thousand mutations of the seeds of each target: no body panics.
//!
//! The mutations are the same in every run. What a soak finds (`just soak`) becomes one more seed.

use std::collections::BTreeSet;
use std::fs;

use zegel_fuzz::mutate::{Dice, folder, mutant, seeds};
use zegel_fuzz::{TARGETS, Target};

/// For each target.
const MUTATIONS: usize = 10_000;

macro_rules! replayed {
    ($($test:ident: $prefix:literal,)*) => {$(
        #[test]
        fn $test() {
            for target in TARGETS.iter().filter(|target| target.name.starts_with($prefix)) {
                replay(target);
            }
        }
    )*
        const PREFIXES: &[&str] = &[$($prefix),*];
    };
}

replayed! {
    exports_are_read_or_refused: "capture_",
    requests_are_read_or_refused: "http_",
    logs_are_read_or_refused: "ledger_",
    what_the_law_names_is_read_or_refused: "model_",
    sealed_bytes_are_read_or_refused: "seal_",
}

/// A target without seeds tests nothing, nor does one that no test here replays or no fuzzer runs.
#[test]
fn every_target_has_seeds_a_test_and_a_fuzzer() {
    let manifest = fs::read_to_string(folder("Cargo.toml")).unwrap();
    let names: BTreeSet<String> = TARGETS.iter().map(|t| t.name.to_owned()).collect();
    assert_eq!(names.len(), TARGETS.len(), "a name stands twice");
    for name in &names {
        assert!(
            PREFIXES.iter().any(|prefix| name.starts_with(prefix)),
            "{name}"
        );
        let source = fs::read_to_string(folder("fuzz_targets").join(format!("{name}.rs")));
        let (chapter, body) = name.split_once('_').unwrap();
        assert!(
            source.unwrap().contains(&format!("{chapter}::{body}(")),
            "{name}"
        );
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
    }
    let seeds: BTreeSet<String> = fs::read_dir(folder("seeds"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, seeds);
}

fn replay(target: &Target) {
    let seeds = seeds(target.name);
    let taken = seeds.iter().filter(|seed| (target.body)(seed)).count();
    assert!(taken > 0, "{}: no seed is what it should be", target.name);
    let mut dice = Dice::new(0x5eed_0000_2026);
    for round in 0..MUTATIONS {
        let bytes = mutant(&seeds, round, &mut dice);
        // A panic inside is the finding; the bytes go where they can become a seed.
        let found = std::panic::catch_unwind(|| (target.body)(&bytes));
        if found.is_err() {
            let kept = std::env::temp_dir().join(format!("{}-{round}", target.name));
            fs::write(&kept, &bytes).unwrap();
            panic!("{} in round {round}; see {}", target.name, kept.display());
        }
    }
}

/// Names of functions that read what somebody else may have made.
const READERS: [&str; 12] = [
    "from_bytes",
    "from_base64",
    "from_str",
    "from_note",
    "many_from_bytes",
    "negotiate",
    "open",
    "open_with",
    "parse",
    "parse_bundle",
    "read",
    "unwrap_from",
];

/// Where such functions are, and which fuzzer reaches them; or why none needs to.
const DECODERS: &[(&str, Result<&str, &str>)] = &[
    ("crates/app/src/staff/seat.rs", Ok("seal_seat_public")),
    ("crates/capture/src/apart.rs", Ok("capture_wire")),
    (
        "crates/capture/src/chat_database.rs",
        Ok("capture_database"),
    ),
    ("crates/capture/src/database.rs", Ok("capture_database")),
    (
        "crates/capture/src/open.rs",
        Err("it looks at the first bytes and leaves them to one of the others"),
    ),
    ("crates/capture/src/read.rs", Ok("capture_archive")),
    ("crates/capture/src/sms/mod.rs", Ok("capture_sms")),
    ("crates/capture/src/telegram/mod.rs", Ok("capture_telegram")),
    ("crates/capture/src/whatsapp/mod.rs", Ok("capture_text")),
    (
        "crates/capture/src/whatsapp_android/backup.rs",
        Ok("capture_backup"),
    ),
    (
        "crates/capture/src/whatsapp_android/mod.rs",
        Ok("capture_database"),
    ),
    ("crates/capture/src/wire.rs", Ok("capture_wire")),
    ("crates/ledger/src/checkpoint.rs", Ok("ledger_checkpoint")),
    ("crates/ledger/src/cosignature.rs", Ok("ledger_key")),
    ("crates/ledger/src/note.rs", Ok("ledger_note")),
    ("crates/ledger/src/policy.rs", Ok("ledger_checkpoint")),
    ("crates/ledger/src/proof.rs", Ok("ledger_proof")),
    ("crates/ledger/src/tile.rs", Ok("ledger_bundle")),
    ("crates/ledger/src/tree.rs", Ok("ledger_proof")),
    ("crates/ledger/src/witness.rs", Ok("ledger_add_checkpoint")),
    ("crates/model/src/clock.rs", Ok("model_id")),
    ("crates/model/src/id.rs", Ok("model_id")),
    ("crates/seal/src/approval.rs", Ok("seal_approval")),
    ("crates/seal/src/case_key.rs", Ok("seal_case_public")),
    ("crates/seal/src/creation.rs", Ok("seal_creation")),
    ("crates/seal/src/descriptor.rs", Ok("seal_descriptor")),
    ("crates/seal/src/employee.rs", Ok("seal_employee_key_file")),
    ("crates/seal/src/letter.rs", Ok("seal_letter")),
    ("crates/seal/src/media.rs", Ok("seal_blob")),
    ("crates/seal/src/statement.rs", Ok("seal_statement")),
    ("crates/seal/src/offer.rs", Ok("seal_offer")),
    ("crates/seal/src/sealed.rs", Ok("seal_sealed")),
    ("crates/seal/src/seat.rs", Ok("seal_seat_key_file")),
    ("crates/seal/src/segment.rs", Ok("seal_boxes")),
    ("crates/seal/src/terms.rs", Ok("seal_terms")),
    (
        "crates/store/src/event.rs",
        Err("an identifier of our own log, as model_id"),
    ),
    (
        "crates/store/src/place.rs",
        Err("where the archive is kept, as whoever runs it wrote down"),
    ),
    (
        "crates/app/src/backup/check.rs",
        Err(
            "a backup that this archive signed; tests/tests/backup.rs changes and cuts every file of it",
        ),
    ),
    (
        "crates/app/src/backup/manifest.rs",
        Err(
            "a backup that this archive signed; tests/tests/backup.rs changes and cuts every file of it",
        ),
    ),
    (
        "crates/web/src/tls.rs",
        Err("certificates of whoever runs the server, read by rustls"),
    ),
    ("crates/web/src/tls/validity.rs", Ok("http_validity")),
    ("crates/web/src/form.rs", Ok("http_form")),
    ("crates/web/src/language.rs", Ok("http_language")),
];

/// A decoder that nobody fuzzes is one that nobody distrusts.
#[test]
fn every_decoder_of_foreign_bytes_has_a_fuzzer() {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder("../crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs")
                && decodes(&fs::read_to_string(&path).unwrap())
            {
                let path = path.to_str().unwrap().replace('\\', "/");
                let (_, path) = path.rsplit_once("crates/").unwrap();
                found.insert(format!("crates/{path}"));
            }
        }
    }
    found.retain(|path| !path.contains("/tests"));
    let told: BTreeSet<String> = DECODERS
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    let unfuzzed: Vec<_> = found.difference(&told).collect();
    assert!(unfuzzed.is_empty(), "no fuzzer is named for {unfuzzed:?}");
    let gone: Vec<_> = told.difference(&found).collect();
    assert!(gone.is_empty(), "nothing is read any more in {gone:?}");
    for (path, target) in DECODERS {
        if let Ok(target) = target {
            assert!(
                TARGETS.iter().any(|known| known.name == *target),
                "{path}: {target}"
            );
        }
    }
}

/// The code before its tests has a public function, or one of a trait, that reads text or bytes.
fn decodes(text: &str) -> bool {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.split("fn ")
        .skip(1)
        .zip(code.split("fn "))
        .any(|(function, before)| {
            let name = function.split(['(', '<']).next().unwrap_or_default();
            let takes = function.split('{').next().unwrap_or_default();
            let public =
                before.ends_with("pub ") || name == "from_str" && text.contains("FromStr for");
            public
                && READERS.contains(&name)
                && ["&[u8]", "&'a [u8]", "&str", "&Path", "impl Read", "Vec<u8>"]
                    .iter()
                    .any(|kind| takes.contains(kind))
        })
}
