//! Dutch, with the formal and the familiar address.

use zegel_model::message::SystemEventKind::{
    AdminGranted, AdminRevoked, AdvancedPrivacyOff, AdvancedPrivacyOn, Blocked, BusinessAccount,
    DescriptionChanged, DisappearingOff, DisappearingOn, Encrypted, GroupCreated, IconChanged,
    MemberAdded, MemberJoined, MemberLeft, MemberRemoved, NumberChanged, Other, Pinned,
    SecurityCodeChanged, SettingsChanged, SubjectChanged, Unblocked,
};

use super::Language;

pub(super) const DUTCH: Language = Language {
    code: "nl",
    you: &["U", "u", "Je", "je", "Jij", "jij", "jou", "Jou"],
    and: " en ",
    sentences: &[
        (
            Encrypted,
            "Berichten en [gesprekken|oproepen] [worden|zijn] end-to-end[ |-]versleuteld{_}",
        ),
        (
            Encrypted,
            "Berichten {_} beveiligd met end-to-end[ |-][versleuteling|encryptie]{_}",
        ),
        (Encrypted, "Berichten worden end-to-end versleuteld{_}"),
        (
            Other,
            "{A} [heeft|hebt] deze groep{_} aan de community {G} toegevoegd",
        ),
        (
            Other,
            "{A} [heeft|hebt] deze groep toegevoegd aan de community{_}",
        ),
        (
            Other,
            "{A} [heeft|hebt] deze groep {_} de community {G} verwijderd",
        ),
        (
            Other,
            "{A} [heeft|hebt] deze groep verwijderd uit de community{_}",
        ),
        (
            GroupCreated,
            "{A} [heeft|hebt] deze groep [gemaakt|aangemaakt]",
        ),
        (
            GroupCreated,
            "{A} [heeft|hebt] [de |]groep {G} [gemaakt|aangemaakt]",
        ),
        (
            GroupCreated,
            "{A} [heeft|hebt] de community {G} [gemaakt|aangemaakt]",
        ),
        (MemberJoined, "{A} [neemt|neem] deel via {_}"),
        (MemberJoined, "{A} neemt [nu |]deel{_}"),
        (MemberJoined, "{A} [is|bent] [deelnemer|lid] geworden{_}"),
        (MemberJoined, "{A} [is|bent] toegetreden{_}"),
        (MemberJoined, "{A} [is|bent] toegevoegd via {_}"),
        (MemberLeft, "{A} [heeft|hebt] de groep verlaten"),
        (
            MemberLeft,
            "{A} [bent|is] [geen deelnemer meer|niet langer deelnemer]{_}",
        ),
        (
            IconChanged,
            "{A} [heeft|hebt] [de groepsafbeelding|het groepspictogram|de groepsfoto|het groepsicoon|de afbeelding van deze groep|het pictogram van deze groep] [gewijzigd|verwijderd|aangepast]",
        ),
        (
            DescriptionChanged,
            "{A} [heeft|hebt] de [groepsomschrijving|groepsbeschrijving|omschrijving van de groep|beschrijving van de groep|omschrijving van deze groep] [gewijzigd|verwijderd|aangepast]",
        ),
        (
            SubjectChanged,
            "{A} [heeft|hebt] [het onderwerp|het groepsonderwerp|de groepsnaam|de naam van de groep|de naam van deze groep] [gewijzigd|veranderd] van {G} [naar|in] {G}",
        ),
        (
            SubjectChanged,
            "{A} [heeft|hebt] [het onderwerp|het groepsonderwerp|de groepsnaam|de naam van de groep|de naam van deze groep] van {G} [naar|in] {G} [gewijzigd|veranderd]",
        ),
        (
            SubjectChanged,
            "{A} [heeft|hebt] [het onderwerp|het groepsonderwerp|de groepsnaam|de naam van de groep|de naam van deze groep] [gewijzigd|veranderd] [naar|in] {G}",
        ),
        (
            SettingsChanged,
            "{A} [heeft|hebt] de [groepsinstellingen|instellingen van deze groep|instellingen] {_}",
        ),
        (
            SettingsChanged,
            "Nieuwe deelnemers aan deze groep moeten door beheerders worden goedgekeurd{_}",
        ),
        (
            SettingsChanged,
            "{A} [heeft|hebt] [goedkeuring door beheerders|beheerdersgoedkeuring] {_}",
        ),
        (
            SettingsChanged,
            "{A} [heeft|hebt] [ingesteld|toegestaan] dat {_}",
        ),
        (Other, "{A} [heeft|hebt] de uitnodigingslink {_}"),
        (
            Pinned,
            "{A} [heeft|hebt] een bericht [vastgezet|vastgemaakt|losgemaakt]",
        ),
        (
            Unblocked,
            "{A} [heeft|hebt] [dit contact|deze contactpersoon|dit bedrijf] gedeblokkeerd{_}",
        ),
        (
            Blocked,
            "{A} [heeft|hebt] [dit contact|deze contactpersoon|dit bedrijf] geblokkeerd{_}",
        ),
        (
            DisappearingOff,
            "{A} [heeft|hebt] [berichten met vervaldatum|zelfverwijderende berichten|verdwijnende berichten|tijdelijke berichten] uitgeschakeld{_}",
        ),
        (
            DisappearingOn,
            "{A} [heeft|hebt] [berichten met vervaldatum|zelfverwijderende berichten|verdwijnende berichten|tijdelijke berichten] ingeschakeld{_}",
        ),
        (
            DisappearingOn,
            "{A} [gebruikt|gebruik] een standaardtimer{_}",
        ),
        (
            DisappearingOn,
            "{A} [heeft|hebt] de [berichttimer|berichtentimer|timer voor berichten]{_}",
        ),
        (
            AdvancedPrivacyOff,
            "{A} [heeft|hebt] [geavanceerde|uitgebreide] [chatprivacy|privacy voor chats|chatprivacyinstellingen] uitgeschakeld{_}",
        ),
        (
            AdvancedPrivacyOn,
            "{A} [heeft|hebt] [geavanceerde|uitgebreide] [chatprivacy|privacy voor chats|chatprivacyinstellingen] ingeschakeld{_}",
        ),
        (
            NumberChanged,
            "{A} [heeft|hebt] een nieuw telefoonnummer{_}",
        ),
        (
            NumberChanged,
            "{A} [heeft|hebt] [zijn|haar|hun|uw|je|het] [telefoonnummer|nummer] gewijzigd{_}",
        ),
        (
            NumberChanged,
            "{A} is [gewijzigd naar|overgestapt op|veranderd in] {T}",
        ),
        (
            SecurityCodeChanged,
            "[Uw|Je|De|Jouw] beveiligingscode [voor|met|van] {T} is gewijzigd{_}",
        ),
        (
            SecurityCodeChanged,
            "De beveiligingscode van {T} is gewijzigd{_}",
        ),
        (
            AdminRevoked,
            "{T} [bent|is|zijn] [geen|niet langer|niet meer] [|een |de ][beheerder|beheerders][| meer]",
        ),
        (
            AdminGranted,
            "{T} [bent|is|zijn] nu [|een |ook ][beheerder|beheerders]{_}",
        ),
        (AdminGranted, "{A} [heeft|hebt] {T} beheerder gemaakt"),
        (
            MemberAdded,
            "{A} [heeft|hebt] {T} toegevoegd[| aan de groep]",
        ),
        (MemberAdded, "{T} [is|zijn|bent] toegevoegd[| aan de groep]"),
        (
            MemberRemoved,
            "{A} [heeft|hebt] {T} [verwijderd|uit de groep verwijderd]",
        ),
        (
            MemberRemoved,
            "{T} [is|zijn|bent] [verwijderd|uit de groep verwijderd]",
        ),
        (
            BusinessAccount,
            "Deze chat is met een [zakelijk|officieel zakelijk] account{_}",
        ),
        (BusinessAccount, "[Dit|Deze] [bedrijf|onderneming] {_}"),
        (
            BusinessAccount,
            "{A} [is|heeft] {_}[zakelijk account|bedrijfsaccount]{_}",
        ),
        (Other, "{A} [heeft|hebt] gevraagd om deel te nemen{_}"),
        (Other, "{A} wil deelnemen{_}"),
        (Other, "{A} is een contact[|persoon]"),
    ],
    deleted: &[
        "Dit bericht is verwijderd",
        "Dit bericht werd verwijderd",
        "Bericht verwijderd",
        "Dit bericht is verwijderd door beheerder {A}",
        "Dit bericht is verwijderd door een beheerder",
        "Dit bericht is door beheerder {A} verwijderd",
    ],
    deleted_by_you: &[
        "U hebt dit bericht verwijderd",
        "U heeft dit bericht verwijderd",
        "Je hebt dit bericht verwijderd",
        "[U|Je] hebt dit bericht als beheerder verwijderd",
    ],
    omitted: &[
        "Media weggelaten",
        "Media niet opgenomen",
        "afbeelding weggelaten",
        "foto weggelaten",
        "video weggelaten",
        "videobericht weggelaten",
        "videonotitie weggelaten",
        "audio weggelaten",
        "spraakbericht weggelaten",
        "sticker weggelaten",
        "GIF weggelaten",
        "document weggelaten",
        "Eenmalig bericht weggelaten",
    ],
    card_omitted: &[
        "Visitekaartje weggelaten",
        "Contactkaart weggelaten",
        "contact weggelaten",
    ],
    document_omitted: &["document weggelaten"],
    file_attached: &["bestand bijgevoegd"],
    attached: &["bijgevoegd"],
    edited: &["Dit bericht is bewerkt"],
    calls: &[
        "Gemist spraakgesprek",
        "Gemist videogesprek",
        "Gemiste spraakoproep",
        "Gemiste video-oproep",
        "Gemiste oproep",
        "Gemist groepsgesprek",
        "Gemiste groepsoproep",
        "Gemist groepsspraakgesprek",
        "Gemist groepsvideogesprek",
        "Gemist [spraakgesprek|videogesprek] om {_}",
        "{A} [heeft|hebt] een [gesprek|oproep|spraakgesprek|videogesprek|video-oproep] gestart",
    ],
    calls_taken: &[
        "Spraakgesprek",
        "Spraakoproep",
        "Videogesprek",
        "Video-oproep",
        "Groepsgesprek",
    ],
    polls: &["PEILING:", "POLL:"],
    places: &["Locatie"],
    live_places: &[
        "Live locatie gedeeld",
        "Live-locatie gedeeld",
        "Livelocatie gedeeld",
    ],
    file_names: &["WhatsApp-chat met ", "WhatsApp Chat met "],
};
