//! The words of the room, in both languages.

use std::path::Path;

use zegel_model::scope::Provenance;
use zegel_web::check;

use crate::pages::frame::provenance_key;
use crate::search::QueryError;

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn both_languages_have_the_same_keys_and_each_is_used() {
    let (nl, twice_nl) = check::words(&folder("locales/nl")).unwrap();
    let (en, twice_en) = check::words(&folder("locales/en")).unwrap();
    assert_eq!([twice_nl, twice_en].concat(), Vec::<String>::new());
    assert_eq!(check::differences(&nl, &en), Vec::<String>::new());
    let files = check::files(&folder("templates"), "html")
        .unwrap()
        .into_iter();
    let sources: Vec<String> = files
        .chain(check::files(&folder("src"), "rs").unwrap())
        .filter(|file| !file.to_string_lossy().contains("tests"))
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    let composed: Vec<String> = QueryError::ALL
        .map(|error| error.key().to_owned())
        .into_iter()
        .chain(
            [
                Provenance::SignedFeed,
                Provenance::DeviceBackup,
                Provenance::TextExport,
            ]
            .map(|p| provenance_key(p).to_owned()),
        )
        .collect();
    assert_eq!(check::usage(&nl, &sources, &composed), Vec::<String>::new());
}
