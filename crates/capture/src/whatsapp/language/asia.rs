//! Japanese, Korean, Chinese, Hindi, Indonesian: what is known of them.

use zegel_model::message::SystemEventKind::{
    Encrypted, GroupCreated, IconChanged, MemberAdded, MemberJoined, MemberLeft, MemberRemoved,
    SubjectChanged,
};

use super::{BLANK, Language};

pub(super) const JAPANESE: Language = Language {
    code: "ja",
    you: &["あなた"],
    and: "と",
    sentences: &[
        (Encrypted, "メッセージと通話は{_}暗号化{_}"),
        (GroupCreated, "{A}[さん|]がグループ{G}を作成しました"),
        (GroupCreated, "{A}[さん|]が[この|]グループを作成しました"),
        (MemberJoined, "{A}[さん|]が{_}参加しました"),
        (MemberAdded, "{A}[さん|]が{T}[さん|]を追加しました"),
        (MemberAdded, "{T}[さん|]が追加されました"),
        (MemberLeft, "{A}[さん|]が[グループを|]退出しました"),
        (MemberLeft, "{A}[さん|]が[グループから|]退会しました"),
        (MemberRemoved, "{A}[さん|]が{T}[さん|]を削除しました"),
        (SubjectChanged, "{A}[さん|]が{_}{G}に変更しました"),
    ],
    deleted: &[
        "このメッセージは削除されました",
        "メッセージは削除されました",
    ],
    deleted_by_you: &[
        "このメッセージを削除しました",
        "あなたがこのメッセージを削除しました",
        "あなたはこのメッセージを削除しました",
    ],
    omitted: &[
        "メディアは含まれていません",
        "メディアなし",
        "メディア省略",
        "画像は省略されました",
        "画像は含まれていません",
        "画像が省略されました",
        "動画は省略されました",
        "音声は省略されました",
        "スタンプは省略されました",
        "ビデオは省略されました",
    ],
    file_attached: &["添付ファイル", "ファイル添付"],
    attached: &["添付"],
    edited: &[
        "このメッセージは編集されました",
        "このメッセージは編集済みです",
    ],
    calls: &["不在着信", "音声通話に応答なし", "ビデオ通話に応答なし"],
    calls_taken: &["音声通話", "ビデオ通話"],
    places: &["位置情報", "現在地"],
    ..BLANK
};

pub(super) const KOREAN: Language = Language {
    code: "ko",
    you: &["회원님", "나"],
    and: " 및 ",
    sentences: &[
        (Encrypted, "메시지와 [통화는|전화는|통화가] {_}암호화{_}"),
        (
            GroupCreated,
            "{A}님이 {G} 그룹을 [만들었습니다|생성했습니다]",
        ),
        (
            GroupCreated,
            "{A}님이 [이 |]그룹{_}[만들었습니다|생성했습니다]",
        ),
        (
            MemberAdded,
            "{A}님이 {T}님을 [추가했습니다|추가하였습니다|초대했습니다]",
        ),
        (MemberAdded, "{T}님이 추가되었습니다"),
        (
            MemberLeft,
            "{A}님이 [나갔습니다|그룹을 나갔습니다|퇴장했습니다]",
        ),
        (
            MemberRemoved,
            "{A}님이 {T}님을 [내보냈습니다|삭제했습니다|강퇴했습니다]",
        ),
    ],
    deleted: &[
        "삭제된 메시지입니다",
        "이 메시지는 삭제되었습니다",
        "이 메시지가 삭제되었습니다",
    ],
    deleted_by_you: &[
        "이 메시지를 삭제했습니다",
        "회원님이 이 메시지를 삭제했습니다",
    ],
    omitted: &[
        "미디어 파일을 제외한 내보내기",
        "미디어 생략",
        "미디어 파일 생략",
        "사진 생략",
        "동영상 생략",
        "음성 메시지 생략",
        "이미지 생략",
    ],
    file_attached: &["파일 첨부됨", "파일 첨부"],
    attached: &["첨부", "첨부됨", "첨부 파일"],
    edited: &[
        "이 메시지는 수정되었습니다",
        "편집된 메시지입니다",
        "이 메시지는 편집되었습니다",
    ],
    calls: &[
        "부재중 음성통화",
        "부재중 영상통화",
        "부재중 전화",
        "부재중 음성 통화",
        "부재중 영상 통화",
    ],
    places: &["위치"],
    ..BLANK
};

pub(super) const CHINESE: Language = Language {
    code: "zh",
    you: &["您", "你"],
    and: "和",
    sentences: &[
        (Encrypted, "消息和通话{_}端到端加密{_}"),
        (Encrypted, "消息和通话{_}端对端加密{_}"),
        (Encrypted, "訊息和通話{_}端[到|對]端加密{_}"),
        (Encrypted, "訊息與通話{_}端[到|對]端加密{_}"),
        (
            GroupCreated,
            "{A}[| ][创建了|建立了|已建立|創建了][群组|群組|此群组|此群組|]{G}",
        ),
        (
            GroupCreated,
            "{A}[| ][创建了|建立了|已建立|創建了][此|本|][群组|群組]",
        ),
        (MemberJoined, "{A}[| ][通过|通過|透過|使用|经由]{_}加入{_}"),
        (
            MemberAdded,
            "{A}[| ][添加了|新增了|已新增|加入了|邀请了][| ]{T}",
        ),
        (MemberAdded, "{T}[| ][已被添加|被添加了|已被新增]"),
        (
            MemberLeft,
            "{A}[| ][退出了群组|已退出|已離開|离开了|離開了|退出了|已离开|退出群组|離開群組|已退出群组|已離開群組|离开了群组|離開了群組]",
        ),
        (MemberRemoved, "{A}[| ][移除了|已移除][| ]{T}"),
        (
            IconChanged,
            "{A}[| ][更改了|更改|已更改][群组图标|群組圖示|此群组的图标|群組圖標]",
        ),
        (
            SubjectChanged,
            "{A}[| ][将|將|把]{_}[更改为|更改為|改为|改為]{G}",
        ),
    ],
    deleted: &[
        "此消息已删除",
        "该消息已被删除",
        "這則訊息已刪除",
        "此訊息已刪除",
        "該訊息已刪除",
        "这条消息已删除",
        "此消息已被删除",
    ],
    deleted_by_you: &[
        "您已删除此消息",
        "您删除了这条消息",
        "你已刪除這則訊息",
        "您已刪除這則訊息",
        "您刪除了此訊息",
        "你已刪除此訊息",
        "您删除了此消息",
    ],
    omitted: &[
        "省略多媒体文件",
        "媒体文件已忽略",
        "媒體已略去",
        "媒體已忽略",
        "忽略多媒體檔",
        "忽略多媒体文件",
        "已忽略圖片",
        "忽略图片",
        "图像已忽略",
        "已省略图片",
        "图片已忽略",
        "圖片已略去",
        "影片已略去",
        "视频已忽略",
        "音频已忽略",
        "语音已忽略",
        "貼圖已略去",
    ],
    file_attached: &["文件附件", "檔案附件", "附件", "文件已附加", "已附加檔案"],
    attached: &["附件", "已附加", "附加"],
    edited: &[
        "此消息已编辑",
        "这条消息已编辑",
        "此訊息已編輯",
        "這則訊息已編輯",
        "已编辑此消息",
        "已編輯此訊息",
    ],
    calls: &[
        "未接语音通话",
        "未接視訊通話",
        "未接視像通話",
        "未接视频通话",
        "未接語音通話",
        "未接来电",
        "未接來電",
    ],
    calls_taken: &["语音通话", "視訊通話", "语音来电"],
    places: &["位置", "地点"],
    ..BLANK
};

pub(super) const HINDI: Language = Language {
    code: "hi",
    you: &["आप", "आपको"],
    and: " और ",
    sentences: &[
        (Encrypted, "मैसेज और कॉल {_}एन्क्रिप्ट{_}"),
        (GroupCreated, "{A} ने [ग्रुप |]{G} [|ग्रुप ]बनाया"),
        (MemberAdded, "{A} ने {T} को [जोड़ा|शामिल किया|ऐड किया]"),
        (
            MemberLeft,
            "{A} [ने ग्रुप छोड़ा|ने ग्रुप छोड़ दिया|ग्रुप से बाहर हो गए]",
        ),
        (MemberRemoved, "{A} ने {T} को [हटाया|निकाला]"),
    ],
    deleted: &[
        "यह मैसेज मिटाया गया है",
        "यह मैसेज डिलीट किया गया है",
        "यह मैसेज मिटा दिया गया",
    ],
    deleted_by_you: &["आपने यह मैसेज मिटाया", "आपने यह मैसेज डिलीट किया"],
    omitted: &[
        "मीडिया शामिल नहीं है",
        "मीडिया शामिल नहीं किया गया",
        "मीडिया के बिना",
    ],
    file_attached: &["फ़ाइल अटैच की गई", "फ़ाइल जोड़ी गई", "फ़ाइल अटैच है"],
    attached: &["अटैच किया गया", "संलग्न"],
    edited: &["यह मैसेज एडिट किया गया", "यह मैसेज बदला गया है"],
    calls: &["मिस्ड वॉइस कॉल", "मिस्ड वीडियो कॉल"],
    ..BLANK
};

pub(super) const INDONESIAN: Language = Language {
    code: "id",
    you: &["Anda", "anda"],
    and: " dan ",
    sentences: &[
        (Encrypted, "Pesan dan panggilan {_}terenkripsi {_}"),
        (GroupCreated, "{A} membuat grup {G}"),
        (GroupCreated, "{A} membuat grup ini"),
        (MemberJoined, "{A} bergabung{_}"),
        (MemberAdded, "{A} menambahkan {T}"),
        (MemberAdded, "{T} ditambahkan"),
        (MemberLeft, "{A} keluar[| dari grup]"),
        (MemberRemoved, "{A} mengeluarkan {T}"),
        (IconChanged, "{A} mengganti ikon grup[| ini]"),
        (
            SubjectChanged,
            "{A} mengubah [subjek|nama] grup [|dari {G} ]menjadi {G}",
        ),
    ],
    deleted: &["Pesan ini telah dihapus", "Pesan ini dihapus"],
    deleted_by_you: &["Anda telah menghapus pesan ini", "Anda menghapus pesan ini"],
    omitted: &[
        "Media tidak disertakan",
        "gambar tidak disertakan",
        "video tidak disertakan",
        "audio tidak disertakan",
        "stiker tidak disertakan",
        "dokumen tidak disertakan",
    ],
    file_attached: &["file terlampir"],
    attached: &["terlampir", "lampiran"],
    edited: &["Pesan ini telah diedit", "Pesan ini diedit"],
    calls: &[
        "Panggilan suara tak terjawab",
        "Panggilan video tak terjawab",
    ],
    calls_taken: &["Panggilan suara", "Panggilan video"],
    places: &["Lokasi"],
    file_names: &["Chat WhatsApp dengan "],
    ..BLANK
};
