//! From a sentence to what happened.

use zegel_model::message::{SystemEvent, SystemEventKind};

use super::authors::Authors;
use super::language::{LANGUAGES, Language};
use super::lexicon::{LEXICON, LanguageIndex, Sentence};
use super::marks;

/// What a system line says happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Happening {
    pub(crate) event: SystemEvent,
    /// The line names the holder of the phone as the one who acts.
    pub(crate) by_holder: bool,
    /// A name that somebody gave the group.
    pub(crate) given: Option<String>,
}

/// Reads a plain sentence, in `first` if it can be, else in any language.
pub(crate) fn read(
    plain: &str,
    first: Option<LanguageIndex>,
    authors: &Authors<'_>,
) -> Option<Happening> {
    let sentence = LEXICON.sentence(first, plain)?;
    Some(happening(
        &sentence,
        LANGUAGES.get(sentence.language)?,
        authors,
    ))
}

fn happening(sentence: &Sentence<'_>, language: &Language, authors: &Authors<'_>) -> Happening {
    let is_you = |name: &str| language.you.contains(&name);
    let by_holder = sentence.found.by_holder || sentence.found.actor.is_some_and(is_you);
    let actor = sentence
        .found
        .actor
        .filter(|name| !is_you(name))
        .map(|name| marks::name(name.as_bytes()));
    let mut targets = sentence
        .found
        .targets
        .map(|list| names(list, language, authors))
        .unwrap_or_default();
    // The full stop of a sentence, or of "Jan B."?
    if let Some(last) = targets.last_mut()
        && !authors.knows(last)
        && authors.knows(&format!("{last}."))
    {
        last.push('.');
    }
    let given = sentence
        .found
        .given
        .map(unquoted)
        .filter(|name| !name.is_empty());
    let to_holder = sentence.found.to_holder
        || sentence
            .found
            .targets
            .is_some_and(|list| holds_you(list, language));
    let value = if sentence.kind == SystemEventKind::NumberChanged {
        targets.first().cloned()
    } else {
        given.clone()
    };
    Happening {
        event: SystemEvent {
            kind: sentence.kind,
            actor,
            targets,
            by_holder,
            to_holder,
            value,
        },
        by_holder,
        given,
    }
}

/// The names in a list, without the holder of the phone. A couple saved as "Jan en Piet" stays one.
fn names(list: &str, language: &Language, authors: &Authors<'_>) -> Vec<String> {
    let name = |text: &str| marks::name(text.as_bytes());
    let whole = name(list);
    let parts: Vec<String> = if authors.knows(&whole) {
        vec![whole]
    } else if list.contains(", ") || list.contains('、') {
        let commas = list.replace('、', ", ");
        let mut parts: Vec<String> = commas.split(", ").map(name).collect();
        if let Some(end) = parts.pop() {
            let bare = end.strip_prefix(language.and.trim_start()).unwrap_or(&end);
            match bare.split_once(language.and) {
                Some((a, b)) if !authors.knows(bare) => parts.extend([name(a), name(b)]),
                _ => parts.push(bare.to_owned()),
            }
        }
        parts
    } else {
        match list.split_once(language.and) {
            Some((a, b))
                if [a, b]
                    .iter()
                    .any(|one| is_somebody(&name(one), language, authors)) =>
            {
                vec![name(a), name(b)]
            }
            _ => vec![whole],
        }
    };
    parts
        .into_iter()
        .filter(|part| !part.is_empty() && !language.you.contains(&part.as_str()))
        .collect()
}

/// The holder of the phone stands in a list of names.
fn holds_you(list: &str, language: &Language) -> bool {
    list.split([',', '、'])
        .flat_map(|part| part.split(language.and))
        .any(|part| language.you.contains(&part.trim()))
}

fn is_somebody(name: &str, language: &Language, authors: &Authors<'_>) -> bool {
    authors.knows(name) || name.starts_with('+') || language.you.contains(&name)
}

/// A name without the quotation marks that the app puts around it. What somebody wrote within them stays.
fn unquoted(given: &str) -> String {
    // The full stop of some sentences stands within.
    let given = given.trim();
    marks::QUOTES
        .iter()
        .find_map(|(open, close)| given.strip_prefix(*open)?.strip_suffix(*close))
        .unwrap_or(given)
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentence | what happened | by whom | to whom
    const TABLE: &str = "\
X heeft de groep G gemaakt|GroupCreated|X|
U hebt deze groep aangemaakt|GroupCreated||
X heeft u toegevoegd|MemberAdded|X|
Je hebt X toegevoegd|MemberAdded||X
X heeft Y toegevoegd|MemberAdded|X|Y
X is toegevoegd|MemberAdded||X
X neemt deel via uw uitnodiging|MemberJoined|X|
X is deelnemer geworden via de uitnodigingslink van deze groep|MemberJoined|X|
X heeft de groep verlaten|MemberLeft|X|
U hebt de groep verlaten|MemberLeft||
X heeft Y verwijderd|MemberRemoved|X|Y
X heeft u verwijderd|MemberRemoved|X|
U hebt X verwijderd|MemberRemoved||X
X is verwijderd|MemberRemoved||X
U bent nu beheerder|AdminGranted||
U bent nu een beheerder|AdminGranted||
X is nu beheerder|AdminGranted||X
Je bent geen beheerder meer|AdminRevoked||
X heeft het onderwerp gewijzigd naar “G: a”|SubjectChanged|X|
X heeft het groepsonderwerp gewijzigd van “G1” naar “G2”|SubjectChanged|X|
X heeft de groepsafbeelding gewijzigd|IconChanged|X|
X heeft de groepsomschrijving gewijzigd|DescriptionChanged|X|
X heeft een nieuw telefoonnummer. Tik om een bericht te sturen of om het nieuwe nummer toe te voegen.|NumberChanged|X|
Uw beveiligingscode voor X is gewijzigd. Tik voor meer informatie.|SecurityCodeChanged||X
Je beveiligingscode voor X is gewijzigd. Tik voor meer informatie.|SecurityCodeChanged||X
X heeft berichten met vervaldatum ingeschakeld. Nieuwe berichten verdwijnen na 7 dagen uit deze chat.|DisappearingOn|X|
X heeft berichten met vervaldatum uitgeschakeld.|DisappearingOff|X|
X heeft deze groep en de bijbehorende deelnemers aan de community G toegevoegd|Other|X|
Nieuwe deelnemers aan deze groep moeten door beheerders worden goedgekeurd.|SettingsChanged||
You left|MemberLeft||
Alice left|MemberLeft|Alice|
Dave Privé joined using your invite|MemberJoined|Dave Privé|
Alice added Bob, Carol and Dave|MemberAdded|Alice|Bob,Carol,Dave
Alice added Bob, Carol, and Dave|MemberAdded|Alice|Bob,Carol,Dave
Alice added you and Bob|MemberAdded|Alice|Bob
U hebt Jan en Piet toegevoegd|MemberAdded||Jan en Piet
U hebt Bob en Kees toegevoegd|MemberAdded||Bob,Kees
Alice removed +31 6 33333333|MemberRemoved|Alice|+31 6 33333333
+31 6 1 changed to +31 6 2|NumberChanged|+31 6 1|+31 6 2
You're now an admin|AdminGranted||
Bob changed the group name to “Noord: planning”|SubjectChanged|Bob|
Bob turned on advanced chat privacy.|AdvancedPrivacyOn|Bob|
You blocked this contact. Tap to unblock.|Blocked||
Du hast Mallory hinzugefügt.|MemberAdded||Mallory
Oma Helga hat Jonas hinzugefügt|MemberAdded|Oma Helga|Jonas
Vous avez quitté le groupe|MemberLeft||
Luc vous a ajouté(e)|MemberAdded|Luc|
Abuela Carmen añadió a Tía Lupita|MemberAdded|Abuela Carmen|Tía Lupita
Saliste del grupo|MemberLeft||
Hai creato il gruppo “Casa”|GroupCreated||
Tio Beto saiu|MemberLeft|Tio Beto|
Babaanne Ayşe, Emre'yi gruba ekledi|MemberAdded|Babaanne Ayşe|Emre
健太さんが退出しました|MemberLeft|健太|";

    #[test]
    fn the_wordings_of_the_table() {
        let mut authors = Authors::default();
        for line in ["Bob: x", "Jan en Piet: x", "Alice: x"] {
            authors.meet(line.as_bytes());
        }
        for row in TABLE.lines() {
            let (sentence, expected) = row.split_once('|').unwrap();
            let event = read(sentence, None, &authors)
                .unwrap_or_else(|| panic!("not understood: {sentence}"))
                .event;
            let found = format!(
                "{:?}|{}|{}",
                event.kind,
                event.actor.unwrap_or_default(),
                event.targets.join(",")
            );
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
