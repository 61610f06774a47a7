//! Italian.

use zegel_model::message::SystemEventKind::{
    AdminGranted, AdminRevoked, AdvancedPrivacyOff, AdvancedPrivacyOn, Blocked, DescriptionChanged,
    DisappearingOff, DisappearingOn, Encrypted, GroupCreated, IconChanged, MemberAdded,
    MemberJoined, MemberLeft, MemberRemoved, NumberChanged, Pinned, SecurityCodeChanged,
    SettingsChanged, SubjectChanged, Unblocked,
};

use super::Language;

pub(super) const ITALIAN: Language = Language {
    code: "it",
    you: &["Tu", "tu", "te"],
    and: " e ",
    sentences: &[
        (
            Encrypted,
            "I messaggi e le chiamate sono [crittografati|protetti da crittografia] end-to-end{_}",
        ),
        (Encrypted, "I messaggi {_}crittografia end-to-end{_}"),
        (GroupCreated, "{A} ha creato [il|questo] gruppo {G}"),
        (GroupCreated, "{A} ha creato [il|questo] gruppo"),
        (GroupCreated, "Hai creato [il|questo] gruppo {G}"),
        (GroupCreated, "Hai creato [il|questo] gruppo"),
        (
            MemberJoined,
            "{A} [si è unito|si è unita|è entrato|è entrata|è entrato/a|si è unito/a]{_}",
        ),
        (
            MemberJoined,
            "[Ti sei unito|Ti sei unita|Sei entrato|Sei entrata]{_}",
        ),
        (MemberAdded, "{A} ti ha aggiunto[|/a|a|(a)]{_}"),
        (MemberAdded, "{A} ha aggiunto {T}"),
        (MemberAdded, "Hai aggiunto {T}"),
        (MemberAdded, "{T} è stat[o|a|o/a] aggiunt[o|a|o/a]{_}"),
        (MemberAdded, "Sei stat[o|a|o/a] aggiunt[o|a|o/a]{_}"),
        (MemberLeft, "{A} ha abbandonato[| il gruppo]"),
        (MemberLeft, "{A} ha lasciato il gruppo"),
        (MemberLeft, "{A} è uscit[o|a|o/a][| dal gruppo]"),
        (MemberLeft, "Hai abbandonato[| il gruppo]"),
        (MemberLeft, "Hai lasciato il gruppo"),
        (MemberLeft, "Sei uscit[o|a|o/a][| dal gruppo]"),
        (
            IconChanged,
            "{A} ha [cambiato|modificato|eliminato] l'[immagine|icona] [del|di questo] gruppo",
        ),
        (
            IconChanged,
            "Hai [cambiato|modificato|eliminato] l'[immagine|icona] [del|di questo] gruppo",
        ),
        (
            DescriptionChanged,
            "{A} ha [cambiato|modificato|eliminato] la descrizione [del|di questo] gruppo",
        ),
        (
            DescriptionChanged,
            "Hai [cambiato|modificato|eliminato] la descrizione [del|di questo] gruppo",
        ),
        (
            SubjectChanged,
            "{A} ha [cambiato|modificato] [l'oggetto|il nome del gruppo] da {G} [in|a] {G}",
        ),
        (
            SubjectChanged,
            "{A} ha [cambiato|modificato] [l'oggetto|il nome del gruppo] [in|a] {G}",
        ),
        (
            SubjectChanged,
            "Hai [cambiato|modificato] [l'oggetto|il nome del gruppo] {G}",
        ),
        (
            SettingsChanged,
            "{A} ha [cambiato|modificato] le impostazioni {_}",
        ),
        (
            DisappearingOff,
            "{A} ha disattivato i messaggi [effimeri|temporanei]{_}",
        ),
        (
            DisappearingOff,
            "Hai disattivato i messaggi [effimeri|temporanei]{_}",
        ),
        (
            DisappearingOn,
            "{A} ha attivato i messaggi [effimeri|temporanei]{_}",
        ),
        (
            DisappearingOn,
            "Hai attivato i messaggi [effimeri|temporanei]{_}",
        ),
        (AdvancedPrivacyOn, "{A} ha attivato la privacy avanzata{_}"),
        (
            AdvancedPrivacyOff,
            "{A} ha disattivato la privacy avanzata{_}",
        ),
        (NumberChanged, "{A} ha cambiato [il suo |]numero{_}"),
        (NumberChanged, "{A} ha un nuovo numero{_}"),
        (NumberChanged, "{A} è passato a {T}"),
        (
            SecurityCodeChanged,
            "Il [tuo |]codice di sicurezza [con|per|di] {T} è cambiato{_}",
        ),
        (Pinned, "{A} ha fissato un messaggio"),
        (Pinned, "Hai fissato un messaggio"),
        (Blocked, "Hai bloccato questo contatto{_}"),
        (Unblocked, "Hai sbloccato questo contatto{_}"),
        (AdminGranted, "Ora sei [|un ]amministrator[e|rice]{_}"),
        (AdminGranted, "Ora {T} è [|un ]amministrator[e|rice]{_}"),
        (AdminGranted, "{T} ora è [|un ]amministrator[e|rice]{_}"),
        (AdminRevoked, "Non sei più [|un ]amministrator[e|rice]{_}"),
        (AdminRevoked, "{T} non è più [|un ]amministrator[e|rice]{_}"),
        (MemberRemoved, "{A} ti ha rimosso{_}"),
        (MemberRemoved, "{A} ha rimosso {T}"),
        (MemberRemoved, "Hai rimosso {T}"),
        (MemberRemoved, "{T} è stat[o|a|o/a] rimoss[o|a|o/a]{_}"),
    ],
    deleted: &["Questo messaggio è stato eliminato", "Messaggio eliminato"],
    deleted_by_you: &["Hai eliminato questo messaggio"],
    omitted: &[
        "Media omessi",
        "Media omesso",
        "immagine omessa",
        "foto omessa",
        "video omesso",
        "audio omesso",
        "sticker omesso",
        "sticker non incluso",
        "GIF esclusa",
        "GIF omessa",
        "documento omesso",
    ],
    card_omitted: &["Scheda contatto omessa", "Scheda contatto omesso"],
    document_omitted: &["documento omesso"],
    file_attached: &["file allegato"],
    attached: &["allegato"],
    edited: &["Questo messaggio è stato modificato"],
    calls: &[
        "Chiamata persa",
        "Chiamata vocale persa",
        "Videochiamata persa",
        "Chiamata di gruppo persa",
        "{A} ha avviato una [chiamata|videochiamata]",
    ],
    calls_taken: &["Chiamata vocale", "Videochiamata"],
    polls: &["SONDAGGIO:"],
    places: &["Posizione"],
    live_places: &[
        "Posizione attuale condivisa",
        "Posizione in tempo reale condivisa",
    ],
    file_names: &["Chat WhatsApp con "],
};
