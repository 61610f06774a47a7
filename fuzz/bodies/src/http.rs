//! What browsers and clients send.

use zegel_web::Language;
use zegel_web::form::Fields;
use zegel_web::language;

/// The fields of a form or an address.
pub fn form(bytes: &[u8]) -> bool {
    let fields = Fields::read(bytes);
    for (name, value) in fields.pairs() {
        assert!(fields.all(name).any(|found| found == value));
        assert_eq!(Some(fields.one(name)), fields.all(name).next());
    }
    !fields.pairs().is_empty()
}

/// `Accept-Language`: a language, whatever stands there.
pub fn language(bytes: &[u8]) -> bool {
    let line = String::from_utf8_lossy(bytes);
    let first = Language::negotiate(&line);
    assert!(
        first == Language::negotiate(&format!("{line},")),
        "an empty range asks for nothing"
    );
    let _: Result<Language, language::NoSuchLanguage> = line.parse();
    first == Language::En
}
