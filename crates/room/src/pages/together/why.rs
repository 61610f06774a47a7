//! Why a copy has a verdict, in a sentence.

use jiff::civil::DateTime;
use zegel_compare::Reason;
use zegel_web::language::IntoArg;

use super::minute;
use crate::pages::Frame;
use crate::pages::frame::WORDS;

/// Why, in a sentence.
pub(super) fn reason(frame: &Frame, reason: &Reason) -> String {
    let say = |key: &str| frame.t(key);
    let count = |key: &str, count: usize| frame.count(key, count);
    let at = |key: &str, at: &DateTime| frame.with(key, "at", minute(frame, at));
    match reason {
        Reason::Here { copies } => count("room-why-here", *copies),
        Reason::Edited { here: true } => say("room-why-edited-here"),
        Reason::Edited { here: false } => say("room-why-edited-elsewhere"),
        Reason::Kinds => say("room-why-kinds"),
        Reason::Tombstone { known } => count("room-why-tombstone", *known),
        Reason::Differs { copies } => count("room-why-differs", *copies),
        Reason::OddOneOut { others } => count("room-why-odd-one-out", *others),
        Reason::Ascribed { copies } => count("room-why-ascribed", *copies),
        Reason::File { copies } => count("room-why-file", *copies),
        Reason::Joined { at: when } => at("room-why-joined", when),
        Reason::Left {
            at: Some(when),
            back: Some(back),
        } => WORDS.say(
            frame.language,
            "room-why-left-and-back",
            &[
                ("at", minute(frame, when).arg()),
                ("back", minute(frame, back).arg()),
            ],
        ),
        Reason::Left {
            at: Some(when),
            back: None,
        } => at("room-why-left", when),
        Reason::Left {
            at: None,
            back: Some(back),
        } => at("room-why-back", back),
        Reason::Left {
            at: None,
            back: None,
        } => say("room-why-gone"),
        Reason::Begins { at: when } => at("room-why-begins", when),
        Reason::Ends { at: when } => at("room-why-ends", when),
        Reason::NothingLater { .. } => say("room-why-nothing-later"),
        Reason::SenderSilent { at: when } => at("room-why-sender-silent", when),
        Reason::Missing { copies, own, .. } => {
            let why = count("room-why-missing", *copies);
            let then = say(if *own {
                "room-why-missing-own"
            } else {
                "room-why-missing-theirs"
            });
            format!("{why} {then}")
        }
        Reason::Vanishing { at: when } => at("room-why-vanishing", when),
        Reason::Blocked { at: when } => at("room-why-blocked", when),
        Reason::NewPhone { at: when } => at("room-why-new-phone", when),
        Reason::MayBeHere { at: when } => at("room-why-may-be-here", when),
        Reason::NotSent => say("room-why-not-sent"),
        Reason::Withheld => say("room-why-withheld"),
        Reason::Versions => say("room-why-versions"),
        Reason::WhoIsWho => say("room-why-who-is-who"),
        Reason::NotEveryPhone => say("room-why-not-every-phone"),
        Reason::NothingShared => say("room-why-nothing-shared"),
    }
}
