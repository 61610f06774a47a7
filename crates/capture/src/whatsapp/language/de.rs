//! German.

use zegel_model::message::SystemEventKind::{
    AdminGranted, AdminRevoked, AdvancedPrivacyOff, AdvancedPrivacyOn, Blocked, BusinessAccount,
    DescriptionChanged, DisappearingOff, DisappearingOn, Encrypted, GroupCreated, IconChanged,
    MemberAdded, MemberJoined, MemberLeft, MemberRemoved, NumberChanged, Other, Pinned,
    SecurityCodeChanged, SettingsChanged, SubjectChanged, Unblocked,
};

use super::Language;

pub(super) const GERMAN: Language = Language {
    code: "de",
    you: &["Du", "du", "dich", "Dich", "dir"],
    and: " und ",
    sentences: &[
        (
            Encrypted,
            "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt{_}",
        ),
        (Encrypted, "Nachrichten {_}Ende-zu-Ende-Verschlüsselung{_}"),
        (Encrypted, "Nachrichten sind Ende-zu-Ende-verschlüsselt{_}"),
        (Other, "{A} [hat|hast] diese Gruppe {_}Community{_}"),
        (
            GroupCreated,
            "{A} [hat|hast] diese Gruppe [erstellt|gegründet]",
        ),
        (
            GroupCreated,
            "{A} [hat|hast] die Gruppe {G} [erstellt|gegründet]",
        ),
        (MemberJoined, "{A} [ist|bist] {_}beigetreten"),
        (MemberLeft, "{A} [hat|hast] die Gruppe verlassen"),
        (
            IconChanged,
            "{A} [hat|hast] das Gruppenbild [geändert|gelöscht|entfernt]",
        ),
        (
            DescriptionChanged,
            "{A} [hat|hast] die Gruppenbeschreibung [geändert|gelöscht|entfernt]",
        ),
        (
            SubjectChanged,
            "{A} [hat|hast] den [Gruppennamen|Betreff|Namen der Gruppe] von {G} [zu|in|auf] {G} geändert",
        ),
        (
            SubjectChanged,
            "{A} [hat|hast] den [Gruppennamen|Betreff|Namen der Gruppe] [zu|in|auf] {G} geändert",
        ),
        (
            SettingsChanged,
            "{A} [hat|hast] die [Gruppeneinstellungen|Einstellungen] {_}",
        ),
        (
            SettingsChanged,
            "{A} [hat|hast] die [Admin-Genehmigung|Genehmigung] {_}",
        ),
        (Other, "{A} [hat|hast] den Einladungslink {_}"),
        (NumberChanged, "{A} [hat|hast] eine neue Telefonnummer{_}"),
        (NumberChanged, "{A} [hat|hast] zu {T} gewechselt"),
        (
            SecurityCodeChanged,
            "[Deine|Dein|Die|Der] [Sicherheitsnummer|Sicherheitscode] [für|von|mit] {T} hat sich geändert{_}",
        ),
        (
            DisappearingOn,
            "{A} [hat|hast] selbstlöschende Nachrichten [aktiviert|eingeschaltet]{_}",
        ),
        (
            DisappearingOff,
            "{A} [hat|hast] selbstlöschende Nachrichten [deaktiviert|ausgeschaltet]{_}",
        ),
        (DisappearingOn, "{A} [hat|hast] die Nachrichtendauer {_}"),
        (
            DisappearingOn,
            "{A} [verwendet|verwendest] {_}selbstlöschende Nachrichten{_}",
        ),
        (
            AdvancedPrivacyOn,
            "{A} [hat|hast] den erweiterten Chat-Datenschutz [eingeschaltet|aktiviert]{_}",
        ),
        (
            AdvancedPrivacyOff,
            "{A} [hat|hast] den erweiterten Chat-Datenschutz [ausgeschaltet|deaktiviert]{_}",
        ),
        (
            Pinned,
            "{A} [hat|hast] eine Nachricht [angeheftet|angepinnt|fixiert]",
        ),
        (Blocked, "{A} [hat|hast] diesen Kontakt blockiert{_}"),
        (Unblocked, "{A} [hat|hast] diesen Kontakt freigegeben{_}"),
        (
            AdminRevoked,
            "{T} [ist|bist] [kein*e Admin|kein Admin|keine Admin] mehr",
        ),
        (
            AdminGranted,
            "{T} [ist|bist] [jetzt|nun] [|ein*e |ein |eine ]Admin",
        ),
        (MemberAdded, "{A} [hat|hast] {T} hinzugefügt"),
        (MemberAdded, "{T} [wurde|wurden|wurdest] hinzugefügt"),
        (MemberRemoved, "{A} [hat|hast] {T} entfernt"),
        (MemberRemoved, "{T} [wurde|wurden|wurdest] entfernt"),
        (
            BusinessAccount,
            "[Dieser|Dies] {_}[Unternehmenskonto|Unternehmensaccount|Business-Account|Unternehmen]{_}",
        ),
        (Other, "{A} ist ein Kontakt"),
        (Other, "{A} [hat|hast] {_}beizutreten{_}"),
    ],
    deleted: &[
        "Diese Nachricht wurde gelöscht",
        "Nachricht gelöscht",
        "Diese Nachricht wurde von Admin {A} gelöscht",
    ],
    deleted_by_you: &[
        "Du hast diese Nachricht gelöscht",
        "Du hast diese Nachricht als Admin gelöscht",
    ],
    omitted: &[
        "Medien ausgeschlossen",
        "Medien weggelassen",
        "Bild weggelassen",
        "Video weggelassen",
        "Audio weggelassen",
        "Sticker weggelassen",
        "GIF weggelassen",
        "Dokument weggelassen",
        "Videonachricht weggelassen",
        "Videonotiz weggelassen",
    ],
    card_omitted: &["Kontaktkarte weggelassen", "Kontaktkarte ausgelassen"],
    document_omitted: &["Dokument weggelassen"],
    file_attached: &["Datei angehängt"],
    attached: &["Anhang"],
    edited: &["Diese Nachricht wurde bearbeitet"],
    calls: &[
        "Verpasster Sprachanruf",
        "Verpasster Videoanruf",
        "Verpasster Gruppenanruf",
        "Verpasster Anruf",
        "Verpasster [Sprachanruf|Videoanruf] um {_}",
        "{A} [hat|hast] einen [Anruf|Videoanruf|Sprachanruf] gestartet",
    ],
    calls_taken: &["Sprachanruf", "Videoanruf"],
    polls: &["UMFRAGE:"],
    places: &["Standort"],
    live_places: &["Live-Standort wird geteilt", "Live-Standort geteilt"],
    file_names: &["WhatsApp Chat mit "],
};
