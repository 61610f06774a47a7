//! What the app writes in each language: system lines, placeholders, markers.
//!
//! Wordings depend on the language, the platform, the version and on whose phone it is; where several are known,
//! several stand here. To add a language, add a file with a [`Language`] and list it in [`LANGUAGES`].

mod asia;
mod de;
mod east;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod north;
mod pt;
mod right_to_left;

use zegel_model::message::SystemEventKind;

/// The wordings of one language. Phrases stand without their full stop; patterns as in [`super::sentence`].
pub(crate) struct Language {
    /// ISO 639-1.
    pub(crate) code: &'static str,
    /// What stands for the holder of the phone, as subject and as object.
    pub(crate) you: &'static [&'static str],
    /// Between the last two names of a list, with its spaces.
    pub(crate) and: &'static str,
    /// System lines, the more special before the more general.
    pub(crate) sentences: &'static [(SystemEventKind, &'static str)],
    /// Whole bodies where a message was.
    pub(crate) deleted: &'static [&'static str],
    /// The same, where the holder of the phone removed it.
    pub(crate) deleted_by_you: &'static [&'static str],
    /// Whole bodies where a file was left out; on Android within `<>`.
    pub(crate) omitted: &'static [&'static str],
    /// Whole bodies where a business card was left out.
    pub(crate) card_omitted: &'static [&'static str],
    /// Behind the title of a document that was left out, on iOS.
    pub(crate) document_omitted: &'static [&'static str],
    /// Within `()` behind the name of a file, on Android.
    pub(crate) file_attached: &'static [&'static str],
    /// Within `<` and `:` before the name of a file, on iOS.
    pub(crate) attached: &'static [&'static str],
    /// Within `<>` behind a text that was changed.
    pub(crate) edited: &'static [&'static str],
    /// Whole bodies that are calls; on iOS a full stop or a comma and more may follow.
    pub(crate) calls: &'static [&'static str],
    /// The same for calls that were not missed: words that people use too, so only behind the app's own mark.
    pub(crate) calls_taken: &'static [&'static str],
    /// A body that begins so is a poll, colon included.
    pub(crate) polls: &'static [&'static str],
    /// A body that begins so, with a colon and a link to a map, is a place.
    pub(crate) places: &'static [&'static str],
    /// Whole bodies where somebody shares where they are for a while.
    pub(crate) live_places: &'static [&'static str],
    /// What the name of an Android export begins with.
    pub(crate) file_names: &'static [&'static str],
}

/// A language of which nothing is known yet; the others are written as what differs from it.
pub(crate) const BLANK: Language = Language {
    code: "und",
    you: &[],
    and: " & ",
    sentences: &[],
    deleted: &[],
    deleted_by_you: &[],
    omitted: &[],
    card_omitted: &[],
    document_omitted: &[],
    file_attached: &[],
    attached: &[],
    edited: &[],
    calls: &[],
    calls_taken: &[],
    polls: &[],
    places: &[],
    live_places: &[],
    file_names: &[],
};

/// All languages. Where two share a wording and nothing else decides, the first wins.
pub(crate) static LANGUAGES: &[&Language] = &[
    &en::ENGLISH,
    &nl::DUTCH,
    &de::GERMAN,
    &fr::FRENCH,
    &es::SPANISH,
    &it::ITALIAN,
    &pt::PORTUGUESE,
    &east::RUSSIAN,
    &east::UKRAINIAN,
    &east::POLISH,
    &east::CZECH,
    &east::ROMANIAN,
    &east::HUNGARIAN,
    &east::TURKISH,
    &north::SWEDISH,
    &north::DANISH,
    &north::NORWEGIAN,
    &north::FINNISH,
    &right_to_left::ARABIC,
    &right_to_left::HEBREW,
    &right_to_left::PERSIAN,
    &asia::JAPANESE,
    &asia::KOREAN,
    &asia::CHINESE,
    &asia::HINDI,
    &asia::INDONESIAN,
];
