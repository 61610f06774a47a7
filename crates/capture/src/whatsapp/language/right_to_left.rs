//! Arabic, Hebrew, Persian: what is known of them.

use zegel_model::message::SystemEventKind::{
    Encrypted, GroupCreated, MemberAdded, MemberLeft, MemberRemoved,
};

use super::{BLANK, Language};

pub(super) const ARABIC: Language = Language {
    code: "ar",
    you: &["أنت", "أنتَ"],
    and: " و",
    sentences: &[
        (Encrypted, "الرسائل والمكالمات مشف[ّ|]رة{_}"),
        (Encrypted, "الرسائل والمكالمات {_}بين الطرفين{_}"),
        (GroupCreated, "أنشأ {A} [المجموعة|مجموعة] {G}"),
        (GroupCreated, "أنشأ {A} هذه المجموعة"),
        (GroupCreated, "{A} أنشأ [المجموعة|مجموعة] {G}"),
        (GroupCreated, "أنشأت [المجموعة|مجموعة] {G}"),
        (MemberAdded, "{A} أضافك"),
        (MemberAdded, "أضافك {A}"),
        (MemberAdded, "{A} أضاف {T}"),
        (MemberAdded, "تمت إضافة {T}"),
        (MemberAdded, "أضفت {T}"),
        (MemberLeft, "غادر[|َ] {A}[| المجموعة]"),
        (MemberLeft, "{A} غادر[|َ][| المجموعة]"),
        (MemberLeft, "غادرت[| المجموعة]"),
        (MemberRemoved, "{A} أزال {T}"),
        (MemberRemoved, "تمت إزالة {T}"),
    ],
    deleted: &["تم حذف هذه الرسالة", "تم حذف الرسالة"],
    deleted_by_you: &[
        "حذفت هذه الرسالة",
        "لقد حذفت هذه الرسالة",
        "قمت بحذف هذه الرسالة",
    ],
    omitted: &[
        "تم استبعاد الوسائط",
        "الوسائط غير مضمنة",
        "تم استبعاد الصورة",
        "تم استبعاد الفيديو",
        "تم حذف الوسائط",
        "صورة محذوفة",
        "صورة مستبعدة",
        "فيديو مستبعد",
    ],
    file_attached: &["الملف مرفق", "ملف مرفق"],
    attached: &["مرفق", "المرفق"],
    edited: &["تم تعديل هذه الرسالة", "تم تعديل الرسالة"],
    calls: &[
        "مكالمة صوتية فائتة",
        "مكالمة فيديو فائتة",
        "مكالمة لم يرد عليها",
    ],
    places: &["الموقع"],
    ..BLANK
};

pub(super) const HEBREW: Language = Language {
    code: "he",
    you: &["את/ה", "אתה", "את", "אותך"],
    and: " ו",
    sentences: &[
        (Encrypted, "ההודעות והשיחות מוצפנות מקצה לקצה{_}"),
        (Encrypted, "הודעות {_}מוצפנות מקצה לקצה{_}"),
        (GroupCreated, "{A} [יצר|יצרה|יצר/ה|יצרת] [את |]הקבוצה {G}"),
        (GroupCreated, "הקבוצה {G} נוצרה על ידי {A}"),
        (MemberAdded, "{A} [הוסיף|הוסיפה|הוסיף/ה] אותך"),
        (MemberAdded, "{A} [הוסיף|הוסיפה|הוסיף/ה|הוספת] את {T}"),
        (
            MemberLeft,
            "{A} [יצא|יצאה|יצא/ה|יצאת|עזב|עזבה|עזב/ה][| מהקבוצה| את הקבוצה]",
        ),
        (MemberRemoved, "{A} [הסיר|הסירה|הסיר/ה|הסרת] את {T}"),
    ],
    deleted: &["הודעה זו נמחקה", "ההודעה נמחקה"],
    deleted_by_you: &["מחקת הודעה זו", "מחקת את ההודעה הזו"],
    omitted: &[
        "המדיה לא נכללה",
        "מדיה לא נכללה",
        "המדיה הושמטה",
        "תמונה הושמטה",
        "התמונה הושמטה",
        "סרטון הושמט",
        "השמע הושמט",
    ],
    file_attached: &["קובץ מצורף", "הקובץ מצורף"],
    attached: &["מצורף", "מצורף/ת"],
    edited: &["הודעה זו נערכה", "ההודעה נערכה"],
    calls: &["שיחה קולית שלא נענתה", "שיחת וידאו שלא נענתה"],
    places: &["מיקום"],
    ..BLANK
};

pub(super) const PERSIAN: Language = Language {
    code: "fa",
    you: &["شما"],
    and: " و ",
    sentences: &[
        (Encrypted, "پیام‌ها و تماس‌ها {_}سرتاسر{_}"),
        (GroupCreated, "{A} گروه {G} را [ایجاد کرد|ایجاد کردید|ساخت]"),
        (MemberAdded, "{A} {T} را اضافه کرد[|ید]"),
        (MemberLeft, "{A} [گروه را ترک کرد|خارج شد|رفت]"),
    ],
    deleted: &["این پیام حذف شد", "این پیام حذف شده است"],
    deleted_by_you: &["شما این پیام را حذف کردید"],
    omitted: &["رسانه حذف شده", "رسانه حذف شد", "بدون رسانه"],
    file_attached: &["فایل پیوست شد", "فایل پیوست شده"],
    attached: &["پیوست"],
    edited: &["این پیام ویرایش شد", "این پیام ویرایش شده است"],
    calls: &[
        "تماس صوتی بی‌پاسخ",
        "تماس تصویری بی‌پاسخ",
        "تماس صوتی از دست رفته",
    ],
    ..BLANK
};
