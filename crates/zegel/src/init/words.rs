//! What `zegel init` says, in both languages: a field that one of them lacks does not compile.

use zegel_web::Language;

/// Every sentence, in one language.
pub(super) struct Words {
    pub(super) welcome: &'static str,
    pub(super) questions: [Question; 8],
    pub(super) again: &'static str,
    pub(super) ended: &'static str,
    pub(super) refused: &'static str,
    pub(super) clash: &'static str,
    pub(super) titles: [&'static str; 4],
    pub(super) confirm_rendered: &'static str,
    pub(super) confirm_text: &'static str,
    pub(super) no_editor: &'static str,
    pub(super) stopped: &'static str,
    pub(super) founded: &'static str,
    pub(super) links: &'static str,
    pub(super) next: &'static str,
}

/// A question and what its answer may be.
pub(super) struct Question {
    pub(super) ask: &'static str,
    pub(super) allowed: &'static str,
}

const fn q(ask: &'static str, allowed: &'static str) -> Question {
    Question { ask, allowed }
}

/// The words of a language.
pub(super) const fn words(language: Language) -> &'static Words {
    match language {
        Language::Nl => &NL,
        Language::En => &EN,
    }
}

// spelling: off
const NL: Words = Words {
    welcome: "Zes vragen. Tot aan uw laatste ja wordt niets bewaard.",
    questions: [
        q("1. Hoe heet het bedrijf?", "een naam van 1 tot 200 tekens"),
        q(
            "2. Hoeveel mensen werken er?",
            "een getal van 1 tot 1000000",
        ),
        q(
            "3. Is er een ondernemingsraad of personeelsvertegenwoordiging? (geen, pvt, or)",
            "geen, pvt of or",
        ),
        q(
            "4. Van wie zijn de telefoons? (bedrijf, privé, beide)",
            "bedrijf, privé of beide",
        ),
        q(
            "5. Welke chats? (klanten, collega's, groepen)",
            "klanten, collega's of groepen",
        ),
        q(
            "6. Wie houdt de zetels? Eerst u zelf: uw naam?",
            "een naam van 1 tot 200 tekens",
        ),
        q(
            "   Twee mensen voor de werkgever, met een komma ertussen:",
            "twee verschillende namen met een komma ertussen",
        ),
        q(
            "   Twee mensen voor het personeel, van wie er een van buiten mag zijn:",
            "twee verschillende namen met een komma ertussen",
        ),
    ],
    again: "Dat past niet; toegestaan is:",
    ended: "er is niets opgericht: niet alle zes vragen zijn beantwoord; begin opnieuw",
    refused: "met een ondernemingsraad of met 50 mensen of meer passen deze stukken niet: de ondernemingsraad beslist eerst (WOR artikel 27); begin met \"Mag dit?\" op de eerste pagina van zegel demo, dat schrijft het verzoek om instemming",
    clash: "deze mensen kunnen niet allebei de rollen hebben: wie voor het personeel een zetel houdt, is niet de eigenaar en houdt er geen voor de werkgever; noem anderen",
    titles: [
        "Privacyreglement",
        "Belangenafweging",
        "De zes vragen van de DPIA",
        "Kennisgeving",
    ],
    confirm_rendered: "Zo? (Enter = ja, w = andere antwoorden, s = stoppen)",
    confirm_text: "Zo? (Enter = ja, w = wijzigen in uw editor, s = stoppen)",
    no_editor: "Er is geen editor ingesteld (EDITOR); zeg nu ja en wijzig het bestand daarna.",
    stopped: "er is niets opgericht, zoals u vroeg",
    founded: "Het archief is opgericht; het reglement is een concept en geldt nog niet. De stukken staan in",
    links: "Eén link voor ieder, twee dagen geldig. Geef elk alleen aan wie het is:",
    next: "Verder met: zegel serve --dir",
};
// spelling: on

const EN: Words = Words {
    welcome: "Six questions. Nothing is kept before your last yes.",
    questions: [
        q(
            "1. What is the company called?",
            "a name of 1 to 200 characters",
        ),
        q(
            "2. How many people work there?",
            "a number from 1 to 1000000",
        ),
        q(
            "3. Is there a works council or a staff representation? (none, staff-body, works-council)",
            "none, staff-body or works-council",
        ),
        q(
            "4. Whose phones are they? (company, private, both)",
            "company, private or both",
        ),
        q(
            "5. Which chats? (customers, colleagues, groups)",
            "customers, colleagues or groups",
        ),
        q(
            "6. Who holds the seats? You first: your name?",
            "a name of 1 to 200 characters",
        ),
        q(
            "   Two people for the employer, with a comma between them:",
            "two different names with a comma between them",
        ),
        q(
            "   Two people for the staff, one of whom may be from outside:",
            "two different names with a comma between them",
        ),
    ],
    again: "That does not fit; allowed is:",
    ended: "nothing was founded: not all six questions are answered; begin again",
    refused: "with a works council or with 50 people or more these papers do not fit: the works council decides first (WOR article 27); begin with \"May I do this?\" on the first page of zegel demo, which writes the request for its consent",
    clash: "these people cannot have both roles: whoever holds a seat for the staff is not the owner and holds none for the employer; name others",
    titles: [
        "Privacy regulation",
        "Balancing test",
        "The six questions of the DPIA",
        "Notice",
    ],
    confirm_rendered: "So? (Enter = yes, c = other answers, s = stop)",
    confirm_text: "So? (Enter = yes, c = change it in your editor, s = stop)",
    no_editor: "No editor is set (EDITOR); say yes now and change the file afterwards.",
    stopped: "nothing was founded, as you asked",
    founded: "The archive is founded; the regulation is a draft and does not hold yet. The papers are in",
    links: "One link for each, good for two days. Hand each to that person alone:",
    next: "Go on with: zegel serve --dir",
};
