//! Swedish, Danish, Norwegian, Finnish: what is known of them.

use zegel_model::message::SystemEventKind::{
    AdminGranted, Encrypted, GroupCreated, IconChanged, MemberAdded, MemberJoined, MemberLeft,
    MemberRemoved, SubjectChanged,
};

use super::{BLANK, Language};

pub(super) const SWEDISH: Language = Language {
    code: "sv",
    you: &["Du", "du", "dig", "Dig"],
    and: " och ",
    sentences: &[
        (Encrypted, "Meddelanden och samtal är {_}krypterade{_}"),
        (
            GroupCreated,
            "{A} skapade [gruppen|den här gruppen|grupp] {G}",
        ),
        (GroupCreated, "{A} skapade [den här |]gruppen"),
        (MemberJoined, "{A} gick med{_}"),
        (MemberAdded, "{A} lade till {T}"),
        (MemberAdded, "{T} [lades|blev] till[|agd]"),
        (MemberLeft, "{A} lämnade[| gruppen]"),
        (MemberLeft, "{A} har lämnat[| gruppen]"),
        (
            IconChanged,
            "{A} ändrade [gruppikonen|gruppbilden|gruppens ikon]",
        ),
        (
            SubjectChanged,
            "{A} ändrade [ämnet|gruppnamnet] [|från {G} ]till {G}",
        ),
        (MemberRemoved, "{A} tog bort {T}"),
        (AdminGranted, "{T} är nu [|en ]admin{_}"),
    ],
    deleted: &[
        "Detta meddelande raderades",
        "Detta meddelande har raderats",
        "Det här meddelandet raderades",
        "Meddelandet raderades",
    ],
    deleted_by_you: &[
        "Du raderade detta meddelande",
        "Du raderade det här meddelandet",
    ],
    omitted: &[
        "Media har utelämnats",
        "Media utelämnat",
        "Media utelämnades",
        "bild utelämnad",
        "bilden utelämnad",
        "video utelämnad",
        "ljud utelämnat",
        "dokument utelämnat",
    ],
    file_attached: &["fil bifogad", "bifogad fil"],
    attached: &["bifogad", "bifogat", "bilaga"],
    edited: &[
        "Detta meddelande har redigerats",
        "Det här meddelandet har redigerats",
        "Detta meddelande redigerades",
    ],
    calls: &["Missat röstsamtal", "Missat videosamtal"],
    calls_taken: &["Röstsamtal", "Videosamtal"],
    polls: &["OMRÖSTNING:", "UNDERSÖKNING:"],
    places: &["Plats"],
    file_names: &["WhatsApp-chatt med "],
    ..BLANK
};

pub(super) const DANISH: Language = Language {
    code: "da",
    you: &["Du", "du", "dig"],
    and: " og ",
    sentences: &[
        (Encrypted, "Beskeder og opkald er {_}krypter{_}"),
        (GroupCreated, "{A} oprettede [gruppen|denne gruppe] {G}"),
        (GroupCreated, "{A} oprettede denne gruppe"),
        (MemberAdded, "{A} tilføjede {T}"),
        (MemberLeft, "{A} forlod [gruppen|denne gruppe]"),
        (MemberLeft, "{A} forlod"),
        (MemberRemoved, "{A} fjernede {T}"),
        (
            SubjectChanged,
            "{A} ændrede [emnet|gruppens navn|gruppenavnet] [|fra {G} ]til {G}",
        ),
    ],
    deleted: &["Denne besked blev slettet", "Beskeden blev slettet"],
    deleted_by_you: &["Du slettede denne besked"],
    omitted: &[
        "Mediefilen er udeladt",
        "Medier udeladt",
        "Medie udeladt",
        "billede udeladt",
        "video udeladt",
        "lyd udeladt",
    ],
    file_attached: &["fil vedhæftet", "vedhæftet fil"],
    attached: &["vedhæftet"],
    edited: &["Denne besked blev redigeret"],
    calls: &["Mistet taleopkald", "Mistet videoopkald"],
    file_names: &["WhatsApp-chat med "],
    ..BLANK
};

pub(super) const NORWEGIAN: Language = Language {
    code: "nb",
    you: &["Du", "du", "deg"],
    and: " og ",
    sentences: &[
        (Encrypted, "Meldinger og anrop er {_}krypter{_}"),
        (GroupCreated, "{A} opprettet [gruppen|denne gruppen] {G}"),
        (GroupCreated, "{A} opprettet denne gruppen"),
        (MemberAdded, "{A} la til {T}"),
        (MemberAdded, "{T} ble lagt til"),
        (MemberLeft, "{A} forlot[| gruppen]"),
        (MemberRemoved, "{A} fjernet {T}"),
        (
            SubjectChanged,
            "{A} endret [emnet|gruppenavnet] [|fra {G} ]til {G}",
        ),
    ],
    deleted: &["Denne meldingen ble slettet", "Meldingen ble slettet"],
    deleted_by_you: &["Du slettet denne meldingen"],
    omitted: &[
        "Media utelatt",
        "Medier utelatt",
        "Media utelukket",
        "bilde utelatt",
        "video utelatt",
        "lyd utelatt",
    ],
    file_attached: &["fil vedlagt", "vedlagt fil"],
    attached: &["vedlagt"],
    edited: &["Denne meldingen ble redigert"],
    calls: &["Tapt taleanrop", "Tapt videoanrop"],
    file_names: &["WhatsApp-samtale med "],
    ..BLANK
};

pub(super) const FINNISH: Language = Language {
    code: "fi",
    you: &["Sinä", "sinut", "Sinut"],
    and: " ja ",
    sentences: &[
        (Encrypted, "Viestit ja puhelut ovat {_}sal{_}"),
        (GroupCreated, "{A} loi ryhmän {G}"),
        (GroupCreated, "Loit ryhmän {G}"),
        (GroupCreated, "{A} loi tämän ryhmän"),
        (MemberJoined, "{A} liittyi{_}"),
        (MemberAdded, "{A} lisäsi [käyttäjän |henkilön |]{T}"),
        (MemberAdded, "Lisäsit [käyttäjän |henkilön |]{T}"),
        (MemberAdded, "{T} lisättiin"),
        (MemberLeft, "{A} poistui[| ryhmästä]"),
        (MemberLeft, "Poistuit[| ryhmästä]"),
        (MemberRemoved, "{A} poisti [käyttäjän |henkilön ]{T}"),
        (SubjectChanged, "{A} vaihtoi ryhmän [aiheeksi|nimeksi] {G}"),
    ],
    deleted: &["Tämä viesti poistettiin", "Tämä viesti on poistettu"],
    deleted_by_you: &["Poistit tämän viestin"],
    omitted: &[
        "Media jätettiin pois",
        "Media jätetty pois",
        "kuva jätettiin pois",
        "video jätettiin pois",
        "ääni jätettiin pois",
        "tarra jätettiin pois",
        "asiakirja jätettiin pois",
    ],
    file_attached: &["tiedosto liitetty"],
    attached: &["liite", "liitetty"],
    edited: &["Tätä viestiä muokattiin", "Tätä viestiä on muokattu"],
    calls: &["Vastaamaton äänipuhelu", "Vastaamaton videopuhelu"],
    calls_taken: &["Äänipuhelu", "Videopuhelu"],
    polls: &["KYSELY:", "ÄÄNESTYS:"],
    places: &["Sijainti"],
    file_names: &["WhatsApp-keskustelu: "],
    ..BLANK
};
