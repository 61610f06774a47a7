//! What browsers and clients send.

use zegel_web::Language;
use zegel_web::form::Fields;
use zegel_web::language;
use zegel_web::page::stays_here;
use zegel_web::tls::Validity;

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

/// Where a page leads back to: never to another site, however it is spelled.
pub fn back(bytes: &[u8]) -> bool {
    let path = String::from_utf8_lossy(bytes);
    if !stays_here(&path) {
        return false;
    }
    // As browsers read an address (WHATWG URL): they drop tabs and line ends, and take a backslash for a slash.
    let read: String = path
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .map(|c| if c == '\\' { '/' } else { c })
        .collect();
    let read = read.trim_start_matches(|c: char| c <= ' ');
    assert!(
        read.starts_with('/') && !read.starts_with("//"),
        "it leads elsewhere"
    );
    assert!(!path.contains(['\r', '\n']), "it ends a header");
    true
}

/// A certificate that an authority sent: two times in order, and the renewal between them.
pub fn validity(bytes: &[u8]) -> bool {
    let Some(read) = Validity::read(bytes) else {
        return false;
    };
    assert!(read.begins <= read.renewal() && read.renewal() <= read.ends);
    assert!(read.holds(read.begins) && read.holds(read.ends));
    true
}
