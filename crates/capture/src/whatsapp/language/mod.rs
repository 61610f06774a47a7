//! What the app writes in each language: system lines, placeholders, markers.
//!
//! Wordings depend on the language, the platform, the version and on whose phone it is; where several are known,
//! several stand in the table of a language. A table has one wording a line, its meaning in front:
//!
//! - `code` ISO 639-1; `you` what stands for the holder of the phone; `and {A} und {B}` how the last two names of a
//!   list are joined;
//! - the type of an event, as `zegel parse` writes it, before a sentence (a pattern of [`super::sentence`]);
//! - `deleted`, `deleted_by_you` (the holder removed it), `omitted` (on Android within `<>`), `card_omitted`, `call`
//!   (also with more behind a full stop or a comma), `call_taken` (words that people use too, so believed only behind
//!   the app's own mark), `live_place`: whole bodies, without their full stop;
//! - `document_omitted` behind the title of a document, `file_attached` within `()` behind the name of a file,
//!   `attached` before it within `<>`, `attached_behind` behind it there, `edited` within `<>` behind a text, `poll` at
//!   the start with its colon, `place` before a colon and a link to a map;
//! - `file_name` of an export, its title as `{G}`.
//!
//! To add a language, add its table to `words` and list it in [`TABLES`].

use std::sync::LazyLock;

use zegel_model::message::SystemEventKind;

use super::lexicon::{Marker, Phrase};

/// The wordings of one language.
#[derive(Debug, Default)]
pub(crate) struct Language {
    /// ISO 639-1.
    pub(crate) code: &'static str,
    /// What stands for the holder of the phone, as subject and as object.
    pub(crate) you: Vec<&'static str>,
    /// Between the last two names of a list, with its spaces.
    pub(crate) and: &'static str,
    /// System lines.
    pub(crate) sentences: Vec<(SystemEventKind, &'static str)>,
    /// Whole bodies.
    pub(crate) phrases: Vec<(Phrase, &'static str)>,
    /// Around names of files and behind texts.
    pub(crate) markers: Vec<(Marker, &'static str)>,
    /// Before and behind the title in the name of an export.
    pub(crate) file_names: Vec<(&'static str, &'static str)>,
}

macro_rules! tables {
    ($($code:literal)*) => { &[$(include_str!(concat!("words/", $code, ".txt"))),*] };
}

/// All tables. Where two languages share a wording and nothing else decides, the first wins.
static TABLES: &[&str] = tables!(
    "en" "nl" "de" "fr" "es" "it" "pt" "ru" "uk" "pl" "cs" "sk" "ro" "hu" "tr" "sv" "da" "nb" "fi" "ar" "he" "fa" "ur"
    "ja" "ko" "zh" "hi" "bn" "mr" "gu" "pa" "ta" "te" "kn" "ml" "id" "ms" "th" "vi" "tl" "el" "bg" "hr" "sr" "sl" "mk"
    "sq" "ca" "et" "lt" "lv" "af" "sw" "ga" "kk" "az" "uz"
);

/// All languages, in the order of their tables.
pub(crate) static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| TABLES.iter().map(|table| Language::read(table)).collect());

impl Language {
    fn read(table: &'static str) -> Self {
        let mut language = Self::default();
        for line in table.lines() {
            language.take(line);
        }
        language
    }

    /// Takes one line; says whether it was understood, which a test asks for all of them.
    fn take(&mut self, line: &'static str) -> bool {
        let Some((word, text)) = line.split_once(' ') else {
            return false;
        };
        match word {
            "#" => {}
            "code" => self.code = text,
            "you" => self.you.push(text),
            "and" => {
                let between = text.strip_prefix("{A}").and_then(|t| t.strip_suffix("{B}"));
                self.and = between.unwrap_or_default();
                return between.is_some();
            }
            "file_name" => {
                let Some(around) = text.split_once("{G}") else {
                    return false;
                };
                self.file_names.push(around);
            }
            _ => {
                if let Some(kind) = kind(word) {
                    self.sentences.push((kind, text));
                } else if let Some(phrase) = phrase(word) {
                    self.phrases.push((phrase, text));
                } else if let Some(marker) = marker(word) {
                    self.markers.push((marker, text));
                } else {
                    return false;
                }
            }
        }
        true
    }
}

fn kind(word: &str) -> Option<SystemEventKind> {
    use SystemEventKind as Kind;
    Some(match word {
        "encrypted" => Kind::Encrypted,
        "group_created" => Kind::GroupCreated,
        "member_added" => Kind::MemberAdded,
        "member_joined" => Kind::MemberJoined,
        "member_left" => Kind::MemberLeft,
        "member_removed" => Kind::MemberRemoved,
        "admin_granted" => Kind::AdminGranted,
        "admin_revoked" => Kind::AdminRevoked,
        "subject_changed" => Kind::SubjectChanged,
        "icon_changed" => Kind::IconChanged,
        "description_changed" => Kind::DescriptionChanged,
        "number_changed" => Kind::NumberChanged,
        "security_code_changed" => Kind::SecurityCodeChanged,
        "disappearing_on" => Kind::DisappearingOn,
        "disappearing_off" => Kind::DisappearingOff,
        "advanced_privacy_on" => Kind::AdvancedPrivacyOn,
        "advanced_privacy_off" => Kind::AdvancedPrivacyOff,
        "settings_changed" => Kind::SettingsChanged,
        "pinned" => Kind::Pinned,
        "blocked" => Kind::Blocked,
        "unblocked" => Kind::Unblocked,
        "business_account" => Kind::BusinessAccount,
        "other" => Kind::Other,
        _ => return None,
    })
}

fn phrase(word: &str) -> Option<Phrase> {
    Some(match word {
        "deleted" => Phrase::Deleted,
        "deleted_by_you" => Phrase::DeletedByYou,
        "omitted" => Phrase::Omitted,
        "card_omitted" => Phrase::CardOmitted,
        "call" => Phrase::Call,
        "call_taken" => Phrase::CallTaken,
        "live_place" => Phrase::LivePlace,
        _ => return None,
    })
}

fn marker(word: &str) -> Option<Marker> {
    Some(match word {
        "file_attached" => Marker::FileAttached,
        "attached" => Marker::Attached,
        "attached_behind" => Marker::AttachedBehind,
        "edited" => Marker::Edited,
        "document_omitted" => Marker::DocumentOmitted,
        "poll" => Marker::Poll,
        "place" => Marker::Place,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_table_is_understood() {
        for table in TABLES {
            let mut language = Language::default();
            for line in table.lines() {
                assert!(language.take(line), "{}: {line}", language.code);
            }
            assert_eq!(language.code.len(), 2, "{table}");
            assert!(!language.and.is_empty(), "{}", language.code);
            assert!(language.sentences.len() > 20, "{}", language.code);
        }
        assert_eq!(LANGUAGES.len(), 57);
    }
}
