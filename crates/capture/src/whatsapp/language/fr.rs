//! French.

use zegel_model::message::SystemEventKind::{
    AdminGranted, AdminRevoked, AdvancedPrivacyOff, AdvancedPrivacyOn, Blocked, DescriptionChanged,
    DisappearingOff, DisappearingOn, Encrypted, GroupCreated, IconChanged, MemberAdded,
    MemberJoined, MemberLeft, MemberRemoved, NumberChanged, Pinned, SecurityCodeChanged,
    SettingsChanged, SubjectChanged, Unblocked,
};

use super::Language;

pub(super) const FRENCH: Language = Language {
    code: "fr",
    you: &["Vous", "vous"],
    and: " et ",
    sentences: &[
        (
            Encrypted,
            "Les messages et [les |]appels sont chiffrés de bout en bout{_}",
        ),
        (Encrypted, "Les messages {_}chiffrement de bout en bout{_}"),
        (GroupCreated, "{A} [a|avez] créé [le|ce] groupe {G}"),
        (GroupCreated, "{A} [a|avez] créé [le|ce] groupe"),
        (MemberJoined, "{A} [a|avez] rejoint {_}"),
        (MemberAdded, "{A} vous a ajouté[|e|(e)][| au groupe]"),
        (MemberAdded, "{A} [a|avez] ajouté {T} au groupe"),
        (MemberAdded, "{A} [a|avez] ajouté {T}"),
        (
            MemberAdded,
            "{T} [a été|ont été|avez été] ajouté[|e|(e)|s|es][| au groupe]",
        ),
        (MemberLeft, "{A} [a|avez] quitté[| le groupe]"),
        (MemberLeft, "{A} [est|êtes] parti[|e|(e)]"),
        (MemberLeft, "{A} [est|êtes] sorti[|e|(e)][| du groupe]"),
        (
            IconChanged,
            "{A} [a|avez] [changé|modifié|supprimé] [l'icône|l'icone|l'image|la photo] [du groupe|de ce groupe|de groupe]",
        ),
        (
            DescriptionChanged,
            "{A} [a|avez] [changé|modifié|supprimé] la description [du|de ce] groupe",
        ),
        (
            SubjectChanged,
            "{A} [a|avez] [changé|modifié] [le sujet|le nom du groupe|le nom de ce groupe|l'objet] de {G} [à|en|par|pour] {G}",
        ),
        (
            SubjectChanged,
            "{A} [a|avez] [changé|modifié] [le sujet|le nom du groupe|le nom de ce groupe|l'objet] [à|en|par|pour] {G}",
        ),
        (
            SubjectChanged,
            "{A} [a|avez] [changé|modifié] [le sujet|le nom du groupe|l'objet] {G}",
        ),
        (
            SettingsChanged,
            "{A} [a|avez] [changé|modifié] les paramètres {_}",
        ),
        (
            SettingsChanged,
            "{A} [a|avez] [activé|désactivé] l'approbation {_}",
        ),
        (
            DisappearingOn,
            "{A} [a|avez] activé les messages éphémères{_}",
        ),
        (
            DisappearingOff,
            "{A} [a|avez] désactivé les messages éphémères{_}",
        ),
        (
            DisappearingOn,
            "{A} [utilise|utilisez] {_}messages éphémères{_}",
        ),
        (
            AdvancedPrivacyOn,
            "{A} [a|avez] activé la confidentialité avancée{_}",
        ),
        (
            AdvancedPrivacyOff,
            "{A} [a|avez] désactivé la confidentialité avancée{_}",
        ),
        (NumberChanged, "{A} a changé [son numéro|de numéro]{_}"),
        (NumberChanged, "{A} a un nouveau numéro{_}"),
        (NumberChanged, "{A} a changé pour [le |]{T}"),
        (
            SecurityCodeChanged,
            "[Votre|Le] code de sécurité avec {T} a changé{_}",
        ),
        (
            SecurityCodeChanged,
            "Le code de sécurité de {T} a changé{_}",
        ),
        (Pinned, "{A} [a|avez] épinglé un message"),
        (Blocked, "{A} [a|avez] bloqué ce contact{_}"),
        (Unblocked, "{A} [a|avez] débloqué ce contact{_}"),
        (
            AdminGranted,
            "{T} [est|êtes] [maintenant|désormais] [|un |une ][admin|administrateur|administratrice]{_}",
        ),
        (
            AdminRevoked,
            "{T} [n'est|n'êtes] plus [|un |une ][admin|administrateur|administratrice]{_}",
        ),
        (
            MemberRemoved,
            "{A} vous a [retiré|supprimé|exclu][|e|(e)][| du groupe]",
        ),
        (
            MemberRemoved,
            "{A} [a|avez] [retiré|supprimé|exclu] {T} du groupe",
        ),
        (MemberRemoved, "{A} [a|avez] [retiré|supprimé|exclu] {T}"),
        (
            MemberRemoved,
            "{T} [a été|avez été] [retiré|supprimé|exclu][|e|(e)][| du groupe]",
        ),
    ],
    deleted: &["Ce message a été supprimé", "Message supprimé"],
    deleted_by_you: &["Vous avez supprimé ce message"],
    omitted: &[
        "Médias omis",
        "Média omis",
        "Fichier omis",
        "image absente",
        "image omise",
        "photo absente",
        "vidéo absente",
        "vidéo omise",
        "audio omis",
        "sticker omis",
        "GIF retiré",
        "GIF omis",
        "document manquant",
        "document omis",
    ],
    card_omitted: &["Fiche contact omise", "Carte de contact omise"],
    document_omitted: &["document manquant", "document omis"],
    file_attached: &["fichier joint"],
    attached: &["pièce jointe", "pièce jointe "],
    edited: &["Ce message a été modifié"],
    calls: &[
        "Appel vocal manqué",
        "Appel vidéo manqué",
        "Appel manqué",
        "{A} [a|avez] [commencé|lancé|démarré] un appel[| vidéo| vocal]",
    ],
    calls_taken: &["Appel vocal", "Appel vidéo"],
    polls: &["SONDAGE:", "SONDAGE :"],
    places: &["Localisation", "Position", "Lieu"],
    live_places: &[
        "Localisation en direct partagée",
        "Position en direct partagée",
    ],
    file_names: &["Discussion WhatsApp avec "],
};
