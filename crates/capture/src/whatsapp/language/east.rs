//! Russian, Ukrainian, Polish, Czech, Romanian, Hungarian, Turkish: what is known of them.

use zegel_model::message::SystemEventKind::{
    AdminGranted, Encrypted, GroupCreated, IconChanged, MemberAdded, MemberJoined, MemberLeft,
    MemberRemoved, SecurityCodeChanged, SubjectChanged,
};

use super::{BLANK, Language};

pub(super) const RUSSIAN: Language = Language {
    code: "ru",
    you: &["Вы", "вы", "вас", "Вас"],
    and: " и ",
    sentences: &[
        (Encrypted, "Сообщения и звонки {_}сквозным шифрованием{_}"),
        (Encrypted, "Сообщения {_}сквозным шифрованием{_}"),
        (GroupCreated, "{A} созда[л|ла|ли|л(-а)|л(а)] [|эту ]группу"),
        (GroupCreated, "{A} созда[л|ла|ли|л(-а)|л(а)] группу {G}"),
        (MemberJoined, "{A} присоедини[лся|лась|лись|лся(-ась)]{_}"),
        (MemberAdded, "{A} добави[л|ла|ли|л(-а)|л(а)] {T}"),
        (MemberAdded, "{T} добавлен[|а|ы|(-а)|(а)]"),
        (
            MemberLeft,
            "{A} [вышел|вышла|вышли|вышел(-ла)|покинул группу|покинула группу|покинул(а) группу|покинул(-а) группу][| из группы]",
        ),
        (
            IconChanged,
            "{A} измени[л|ла|ли|л(-а)|л(а)] [картинку|фото|изображение|иконку] группы",
        ),
        (
            SubjectChanged,
            "{A} измени[л|ла|ли|л(-а)|л(а)] [тему|название группы] с {G} на {G}",
        ),
        (
            SubjectChanged,
            "{A} измени[л|ла|ли|л(-а)|л(а)] [тему|название группы] на {G}",
        ),
        (MemberRemoved, "{A} удали[л|ла|ли|л(-а)|л(а)] {T}"),
        (AdminGranted, "{T} теперь администратор[|ом]{_}"),
        (
            SecurityCodeChanged,
            "Ваш код безопасности с {T} изменился{_}",
        ),
    ],
    deleted: &[
        "Данное сообщение удалено",
        "Это сообщение удалено",
        "Сообщение удалено",
    ],
    deleted_by_you: &["Вы удалили данное сообщение", "Вы удалили это сообщение"],
    omitted: &[
        "Без медиафайлов",
        "Медиафайл отсутствует",
        "изображение отсутствует",
        "видео отсутствует",
        "аудиофайл отсутствует",
        "аудио отсутствует",
        "стикер отсутствует",
        "GIF отсутствует",
        "документ отсутствует",
        "изображение пропущено",
        "видео пропущено",
        "аудио пропущено",
        "стикер пропущен",
        "документ пропущен",
    ],
    card_omitted: &[
        "Карточка контакта отсутствует",
        "Карточка контакта пропущена",
    ],
    document_omitted: &["документ отсутствует", "документ пропущен"],
    file_attached: &["файл добавлен"],
    attached: &["прикреплено", "вложение"],
    edited: &[
        "Сообщение изменено",
        "Это сообщение изменено",
        "Данное сообщение изменено",
    ],
    calls: &[
        "Пропущенный аудиозвонок",
        "Пропущенный видеозвонок",
        "Пропущенный голосовой звонок",
        "Пропущенный звонок",
    ],
    calls_taken: &["Аудиозвонок", "Видеозвонок"],
    polls: &["ОПРОС:"],
    places: &["Местоположение", "Геопозиция", "местонахождение"],
    file_names: &["Чат WhatsApp с "],
    ..BLANK
};

pub(super) const UKRAINIAN: Language = Language {
    code: "uk",
    you: &["Ви", "ви", "вас"],
    and: " та ",
    sentences: &[
        (Encrypted, "Повідомлення {_}наскрізн{_}шифруван{_}"),
        (GroupCreated, "{A} створи[в|ла|ли|в(-ла)] групу {G}"),
        (MemberAdded, "{A} дода[в|ла|ли|в(-ла)] {T}"),
        (MemberLeft, "{A} [вийшов|вийшла|вийшли|вийшов(-ла)]{_}"),
        (MemberRemoved, "{A} видали[в|ла|ли|в(-ла)] {T}"),
    ],
    deleted: &["Це повідомлення видалено", "Повідомлення видалено"],
    deleted_by_you: &["Ви видалили це повідомлення"],
    omitted: &[
        "Без медіафайлів",
        "Медіафайл пропущено",
        "зображення пропущено",
        "відео пропущено",
        "аудіо пропущено",
    ],
    file_attached: &["файл додано", "файл прикріплено"],
    attached: &["вкладення", "прикріплено"],
    edited: &["Це повідомлення відредаговано", "Це повідомлення змінено"],
    calls: &[
        "Пропущений аудіовиклик",
        "Пропущений відеовиклик",
        "Пропущений виклик",
    ],
    ..BLANK
};

pub(super) const POLISH: Language = Language {
    code: "pl",
    you: &["Ty", "ty", "Cię", "cię", "Ciebie"],
    and: " i ",
    sentences: &[
        (
            Encrypted,
            "Wiadomości i [połączenia|rozmowy] są {_}szyfrowane{_}",
        ),
        (GroupCreated, "{A} utworzy[ł|ła|ł(a)] [|tę |tą ]grupę {G}"),
        (GroupCreated, "{A} utworzy[ł|ła|ł(a)] [|tę |tą ]grupę"),
        (GroupCreated, "Utworzono grupę {G}"),
        (MemberJoined, "{A} dołączy[ł|ła|ł(a)]{_}"),
        (MemberAdded, "{A} doda[ł|ła|ł(a)] {T}"),
        (MemberAdded, "{T} zosta[ł|ła|ł(a)] dodan[y|a|y(a)]"),
        (MemberAdded, "Dodano {T}"),
        (MemberLeft, "{A} opuści[ł|ła|ł(a)][| grupę| tę grupę]"),
        (
            SubjectChanged,
            "{A} zmieni[ł|ła|ł(a)] [temat|nazwę grupy|nazwę] [|z {G} ]na {G}",
        ),
        (
            IconChanged,
            "{A} zmieni[ł|ła|ł(a)] [ikonę|zdjęcie|obraz] [|tej ]grupy",
        ),
        (MemberRemoved, "{A} usun[ął|ęła|ął(ęła)] {T}"),
    ],
    deleted: &[
        "Ta wiadomość została usunięta",
        "Ta wiadomość została skasowana",
        "Wiadomość usunięta",
    ],
    deleted_by_you: &[
        "Usunięto tę wiadomość",
        "Usunąłeś tę wiadomość",
        "Usunęłaś tę wiadomość",
        "Ta wiadomość została przez Ciebie usunięta",
    ],
    omitted: &[
        "Pominięto multimedia",
        "Multimedia pominięto",
        "Pominięto media",
        "pliki pominięto",
        "obraz został pominięty",
        "pominięto obraz",
        "grafika została pominięta",
        "wideo zostało pominięte",
        "pominięto wideo",
        "pominięto audio",
        "audio zostało pominięte",
        "naklejka została pominięta",
        "dokument został pominięty",
    ],
    file_attached: &["plik załączono", "załączono plik", "plik dołączony"],
    attached: &["załączono", "załącznik"],
    edited: &[
        "Wiadomość została zmieniona",
        "Ta wiadomość została edytowana",
        "Edytowano tę wiadomość",
    ],
    calls: &[
        "Nieodebrane połączenie głosowe",
        "Nieodebrane połączenie wideo",
        "Nieodebrane połączenie",
    ],
    calls_taken: &["Połączenie głosowe", "Połączenie wideo"],
    polls: &["ANKIETA:"],
    places: &["Lokalizacja"],
    file_names: &["Czat WhatsApp z "],
    ..BLANK
};

pub(super) const CZECH: Language = Language {
    code: "cs",
    you: &["Vy", "vás", "Vás"],
    and: " a ",
    sentences: &[
        (Encrypted, "Zprávy a hovory jsou {_}šifrov{_}"),
        (GroupCreated, "{A} vytvoři[l|la|l(a)|li jste] skupinu {G}"),
        (MemberAdded, "{A} přida[l|la|l(a)] {T}"),
        (MemberLeft, "{A} opusti[l|la|l(a)] skupinu"),
        (MemberRemoved, "{A} odebra[l|la|l(a)] {T}"),
    ],
    deleted: &["Tato zpráva byla smazána", "Tato zpráva byla odstraněna"],
    deleted_by_you: &["Smazali jste tuto zprávu", "Odstranili jste tuto zprávu"],
    omitted: &[
        "Média vynechána",
        "Média byla vynechána",
        "obrázek vynechán",
        "video vynecháno",
        "audio vynecháno",
    ],
    file_attached: &["soubor byl přiložen", "soubor přiložen"],
    attached: &["přiloženo", "příloha"],
    edited: &["Tato zpráva byla upravena"],
    calls: &["Zmeškaný hlasový hovor", "Zmeškaný videohovor"],
    ..BLANK
};

pub(super) const ROMANIAN: Language = Language {
    code: "ro",
    you: &["Tu", "dvs.", "Dvs."],
    and: " și ",
    sentences: &[
        (Encrypted, "Mesajele și apelurile sunt criptate{_}"),
        (GroupCreated, "{A} [a|ați] creat grupul {G}"),
        (MemberAdded, "{A} v-a adăugat"),
        (MemberAdded, "{A} te-a adăugat"),
        (MemberAdded, "{A} l-a adăugat pe {T}"),
        (MemberAdded, "{A} a adăugat-o pe {T}"),
        (MemberAdded, "{A} [a|ați] adăugat [|pe ]{T}"),
        (MemberLeft, "{A} [a|ați] [ieșit|părăsit grupul]"),
        (MemberRemoved, "{A} [l-a|a|ați] eliminat [|pe ]{T}"),
    ],
    deleted: &["Acest mesaj a fost șters", "Mesajul a fost șters"],
    deleted_by_you: &["Ați șters acest mesaj", "Ai șters acest mesaj"],
    omitted: &[
        "Fișier media omis",
        "Media omisă",
        "imagine omisă",
        "videoclip omis",
        "audio omis",
    ],
    file_attached: &["fișier atașat"],
    attached: &["atașat"],
    edited: &["Acest mesaj a fost editat"],
    calls: &["Apel vocal nepreluat", "Apel video nepreluat"],
    ..BLANK
};

pub(super) const HUNGARIAN: Language = Language {
    code: "hu",
    you: &["Te", "téged"],
    and: " és ",
    sentences: &[
        (Encrypted, "Az üzenetek és hívások {_}titkosít{_}"),
        (GroupCreated, "{A} létrehozta a {G} csoportot"),
        (MemberAdded, "{A} hozzáadta őt: {T}"),
        (MemberAdded, "{A} hozzáadta {T}"),
        (MemberLeft, "{A} kilépett{_}"),
    ],
    deleted: &["Ezt az üzenetet törölték", "Az üzenet törölve lett"],
    deleted_by_you: &["Törölted ezt az üzenetet"],
    omitted: &[
        "Hiányzó médiafájl",
        "Média kihagyva",
        "kép kihagyva",
        "videó kihagyva",
        "hangfájl kihagyva",
    ],
    file_attached: &["fájl csatolva"],
    attached: &["csatolmány", "csatolva"],
    edited: &["Ezt az üzenetet szerkesztették"],
    calls: &["Nem fogadott hanghívás", "Nem fogadott videohívás"],
    ..BLANK
};

pub(super) const TURKISH: Language = Language {
    code: "tr",
    you: &["Siz", "siz", "sizi", "Sizi"],
    and: " ve ",
    sentences: &[
        (Encrypted, "Mesajlar ve aramalar uçtan uca şifrelidir{_}"),
        (Encrypted, "Mesajlar ve aramalar {_}uçtan uca{_}"),
        (GroupCreated, "{A}, {G} grubunu oluşturdu[|nuz]"),
        (GroupCreated, "{A}[|,] bu grubu oluşturdu[|nuz]"),
        (MemberJoined, "{A}[|,] {_}[davet|bağlantı]{_} katıldı"),
        (
            MemberAdded,
            "{A}, {T}'[i|ı|u|ü|yi|yı|yu|yü] [|gruba ]ekledi[|niz]",
        ),
        (MemberAdded, "{A}, {T} kişisini [|gruba ]ekledi[|niz]"),
        (MemberAdded, "{A}[|,] sizi [|gruba ]ekledi"),
        (MemberAdded, "{T} [|gruba ]eklendi"),
        (MemberLeft, "{A} [gruptan |]ayrıldı[|nız]"),
        (MemberRemoved, "{A}, {T} kişisini [|gruptan ]çıkardı[|nız]"),
        (
            MemberRemoved,
            "{A}, {T}'[i|ı|u|ü|yi|yı|yu|yü] [|gruptan ]çıkardı[|nız]",
        ),
        (
            IconChanged,
            "{A}[|,] [bu grubun|grup|grubun] [simgesini|resmini|fotoğrafını] değiştirdi[|niz]",
        ),
        (
            SubjectChanged,
            "{A}[|,] grup [adını|konusunu] {G} olarak değiştirdi[|niz]",
        ),
    ],
    deleted: &["Bu mesaj silindi", "Mesaj silindi"],
    deleted_by_you: &["Bu mesajı sildiniz", "Bu mesajı sildin"],
    omitted: &[
        "Medya atlanmış",
        "Medya dahil edilmedi",
        "görüntü dahil edilmedi",
        "video dahil edilmedi",
        "ses dahil edilmedi",
        "Çıkartma dahil edilmedi",
        "belge dahil edilmedi",
        "GIF dahil edilmedi",
    ],
    card_omitted: &["Kişi kartı dahil edilmedi"],
    document_omitted: &["belge dahil edilmedi"],
    file_attached: &["dosya ekli", "dosya eklendi"],
    attached: &["eklendi", "ek"],
    edited: &["Bu mesaj düzenlendi"],
    calls: &["Cevapsız sesli arama", "Cevapsız görüntülü arama"],
    calls_taken: &["Sesli arama", "Görüntülü arama"],
    polls: &["ANKET:"],
    places: &["Konum"],
    ..BLANK
};
