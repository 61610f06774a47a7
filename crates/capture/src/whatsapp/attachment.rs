//! Names of files in messages, and the dates that such names hold.
//!
//! Names identify nothing: the same photo is `WA0001`, `WA0002` and `WA0003` on three phones. They are compared with
//! the names of the files that came along and never used as paths.

use jiff::civil::Date;

use super::lexicon::{LEXICON, LanguageIndex, Marker};
use super::marks::{name, plain};

/// A file that a body names.
pub(crate) struct Found {
    /// Its name, without marks.
    pub(crate) name: String,
    /// The language of the words around it.
    pub(crate) language: Option<LanguageIndex>,
}

/// The file of a body, whose first line is given as well.
pub(crate) fn find(core: &[u8], first: &[u8]) -> Option<Found> {
    android(first)
        .or_else(|| ios(first))
        .or_else(|| (core.len() > first.len()).then(|| ios(core)).flatten())
}

/// `IMG-20220502-WA0001.jpg (file attached)`
fn android(first: &[u8]) -> Option<Found> {
    let Some(inner) = first.strip_suffix(b")") else {
        return bare(first);
    };
    let open = memchr::memrchr(b'(', inner)?;
    let before = inner.get(..open)?.strip_suffix(b" ")?;
    let file = name(before);
    // "zie (file attached)" names no file.
    if !file.contains('.') {
        return None;
    }
    let language = LEXICON.marker(Marker::FileAttached, inner.get(open + 1..)?);
    (language.is_some() || (android_date(file.as_bytes()).is_some() && !file.contains(' ')))
        .then_some(Found {
            name: file,
            language,
        })
}

/// `IMG-20220502-WA0001.jpg இணைக்கப்பட்டது`, and the other way round: two languages have no brackets.
fn bare(first: &[u8]) -> Option<Found> {
    if first.is_ascii() || first.len() > 300 {
        return None;
    }
    let space = memchr::memchr(b' ', first)?;
    let last = memchr::memrchr(b' ', first)?;
    [
        (first.get(..space)?, first.get(space..)?),
        (first.get(last + 1..)?, first.get(..last)?),
    ]
    .into_iter()
    .find_map(|(file, words)| {
        let file = name(file);
        android_date(file.as_bytes())?;
        Some(Found {
            name: file,
            language: Some(LEXICON.marker(Marker::FileAttached, words)?),
        })
    })
}

/// `<attached: 00000014-PHOTO-2022-05-02-16-17-01.jpg>`, behind a title or a caption perhaps
fn ios(text: &[u8]) -> Option<Found> {
    let inner = text.strip_suffix(b">")?;
    let open = memchr::memrchr(b'<', inner)?;
    let inner = inner.get(open + 1..)?;
    if let Some(space) = memchr::memrchr(b' ', inner)
        && let Some(language) = LEXICON.marker(Marker::AttachedBehind, inner.get(space + 1..)?)
    {
        let file = name(inner.get(..space)?);
        return file.contains('.').then_some(Found {
            name: file,
            language: Some(language),
        });
    }
    let wide = "：".as_bytes();
    let (colon, behind) = match memchr::memchr(b':', inner) {
        Some(colon) => (colon, colon + 1),
        None => memchr::memmem::find(inner, wide).map(|colon| (colon, colon + wide.len()))?,
    };
    let file = name(inner.get(behind..)?);
    if file.is_empty() || file.len() > 1024 {
        return None;
    }
    let language = LEXICON.marker(Marker::Attached, inner.get(..colon)?);
    let numbered = file
        .as_bytes()
        .get(..8)
        .is_some_and(|n| n.iter().all(u8::is_ascii_digit))
        && file.as_bytes().get(8) == Some(&b'-');
    (language.is_some() || numbered).then_some(Found {
        name: file,
        language,
    })
}

/// `Bon.pdf • 3 pages document omitted`, already plain
pub(crate) fn document_left_out(text: &str) -> Option<(String, LanguageIndex)> {
    let words: Vec<&str> = text.trim_end_matches('.').split(' ').collect();
    for behind in 1..=words.len().min(4) {
        let (before, end) = words.split_at(words.len() - behind);
        if let Some(language) = LEXICON.marker(Marker::DocumentOmitted, end.join(" ").as_bytes()) {
            let title = before.join(" ");
            let title = title.split(" • ").next().unwrap_or_default().trim();
            return Some((title.to_owned(), language));
        }
    }
    None
}

/// The date in the name of a file that the first line of a body names, if the app put one there.
pub(crate) fn date_in_name(first: &[u8]) -> Option<(String, Date)> {
    let bare = first.trim_ascii_end();
    if !matches!(bare.last(), Some(b')' | b'>')) {
        return None;
    }
    let found = find(bare, bare)?;
    let date = android_date(found.name.as_bytes()).or_else(|| ios_date(found.name.as_bytes()))?;
    Some((found.name, date))
}

/// `IMG-20220502-WA0001`
fn android_date(file: &[u8]) -> Option<Date> {
    let at = memchr::memmem::find(file, b"-WA")?;
    let digits = file.get(at.checked_sub(8)?..at)?;
    if file.get(at.checked_sub(9)?) != Some(&b'-') {
        return None;
    }
    ymd(digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?)
}

/// `00000014-PHOTO-2022-05-02-16-17-01`
fn ios_date(file: &[u8]) -> Option<Date> {
    let mut parts = file
        .split(|b| *b == b'-')
        .skip_while(|part| part.len() != 4 || !part.iter().all(u8::is_ascii_digit));
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    // Without hour and minute it is somebody's own name.
    parts.nth(1)?;
    ymd(year, month, day)
}

fn ymd(year: &[u8], month: &[u8], day: &[u8]) -> Option<Date> {
    let number = |digits: &[u8]| plain(digits).parse::<i16>().ok();
    let (month, day) = (
        i8::try_from(number(month)?).ok()?,
        i8::try_from(number(day)?).ok()?,
    );
    Date::new(number(year)?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_dates() {
        let date = |text: &str| date_in_name(text.as_bytes()).map(|(_, d)| d.to_string());
        assert_eq!(
            date("IMG-20220502-WA0002.jpg (file attached)").as_deref(),
            Some("2022-05-02")
        );
        assert_eq!(
            date("\u{200e}<attached: 00000014-PHOTO-2022-05-02-16-17-01.jpg>").as_deref(),
            Some("2022-05-02")
        );
        assert_eq!(
            date("IMG-20220502-WA0002.jpg (ek bir sey)").as_deref(),
            Some("2022-05-02")
        );
        assert_eq!(date("Offerte-2022-05-02.pdf (file attached)"), None);
        assert_eq!(date("IMG-20220502-WA0002.jpg"), None);
    }
}
