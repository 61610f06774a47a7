//! Halves of the day, as phones in many languages write them around a 12-hour time.

use super::marks::{first_char, is_mark, is_space};

/// Which half of the day an hour belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// Around noon: 11 stays, 12 stays, 1 and 2 come after.
    Noon,
    /// From the evening to the morning: 7 comes after noon, 12 is midnight, 1 comes after it.
    Night,
}

impl Half {
    /// The hour of the day, 0 to 23. Phones write both `0:08 AM` and `12:08 AM`; an hour above 12 stays as it is.
    pub(crate) const fn hour(self, hour: u8) -> u8 {
        match (self, hour) {
            (Self::Morning | Self::Night, 12) => 0,
            (Self::Afternoon, 0..=11) | (Self::Noon, 1..=4) | (Self::Night, 6..=11) => hour + 12,
            (Self::Morning | Self::Afternoon | Self::Noon | Self::Night, _) => hour,
        }
    }
}

/// Written before the time, or (most) behind it; lower case, the longer before the shorter that it begins with.
const WORDS: &[(&str, Half)] = &[
    ("a.m.", Half::Morning),
    ("a.m", Half::Morning),
    ("am", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("p.m", Half::Afternoon),
    ("pm", Half::Afternoon),
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("凌晨", Half::Morning),
    ("清晨", Half::Morning),
    ("早上", Half::Morning),
    ("午夜", Half::Night),
    ("半夜", Half::Night),
    ("새벽", Half::Morning),
    ("아침", Half::Morning),
    ("저녁", Half::Afternoon),
    ("밤", Half::Night),
    ("中午", Half::Noon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Night),
    ("深夜", Half::Night),
    ("ص", Half::Morning),
    ("م", Half::Afternoon),
    ("ق.ظ.", Half::Morning),
    ("ق.ظ", Half::Morning),
    ("ب.ظ.", Half::Afternoon),
    ("ب.ظ", Half::Afternoon),
    ("قبل‌ازظهر", Half::Morning),
    ("بعدازظهر", Half::Afternoon),
    ("לפנה״צ", Half::Morning),
    ("לפנה\"צ", Half::Morning),
    ("אחה״צ", Half::Afternoon),
    ("אחה\"צ", Half::Afternoon),
    ("π.μ.", Half::Morning),
    ("πμ", Half::Morning),
    ("μ.μ.", Half::Afternoon),
    ("μμ", Half::Afternoon),
    ("vorm.", Half::Morning),
    ("nachm.", Half::Afternoon),
    ("fm", Half::Morning),
    ("em", Half::Afternoon),
    ("ap.", Half::Morning),
    ("ip.", Half::Afternoon),
    ("dop.", Half::Morning),
    ("odp.", Half::Afternoon),
    ("pop.", Half::Afternoon),
    ("de.", Half::Morning),
    ("du.", Half::Afternoon),
    ("öö", Half::Morning),
    ("ös", Half::Afternoon),
    ("sa", Half::Morning),
    ("ch", Half::Afternoon),
    ("pg", Half::Morning),
    ("ptg", Half::Afternoon),
    ("pd", Half::Morning),
    ("md", Half::Afternoon),
    ("дп", Half::Morning),
    ("пп", Half::Afternoon),
    ("пр.об.", Half::Morning),
    ("сл.об.", Half::Afternoon),
    ("priešpiet", Half::Morning),
    ("popiet", Half::Afternoon),
    ("priekšp.", Half::Morning),
    ("pēcp.", Half::Afternoon),
    ("पूर्वाह्न", Half::Morning),
    ("अपराह्न", Half::Afternoon),
    ("म.पू.", Half::Morning),
    ("म.उ.", Half::Afternoon),
    ("ਪੂ.ਦੁ.", Half::Morning),
    ("ਬਾ.ਦੁ.", Half::Afternoon),
    ("முற்பகல்", Half::Morning),
    ("பிற்பகல்", Half::Afternoon),
    ("পূর্বাহ্ণ", Half::Morning),
    ("অপরাহ্ণ", Half::Afternoon),
    ("ಪೂರ್ವಾಹ್ನ", Half::Morning),
    ("ಅಪರಾಹ್ನ", Half::Afternoon),
    ("قبل دوپہر", Half::Morning),
    ("بعد دوپہر", Half::Afternoon),
    ("пре подне", Half::Morning),
    ("по подне", Half::Afternoon),
    ("претпл.", Half::Morning),
    ("попл.", Half::Afternoon),
    ("p.d.", Half::Morning),
    ("m.d.", Half::Afternoon),
    ("paradite", Half::Morning),
    ("pasdite", Half::Afternoon),
    ("vm.", Half::Morning),
    ("nm.", Half::Afternoon),
    ("f.h.", Half::Morning),
    ("e.h.", Half::Afternoon),
    ("r.n.", Half::Morning),
    ("i.n.", Half::Afternoon),
    ("to", Half::Morning),
    ("tk", Half::Afternoon),
    ("ກ່ອນທ່ຽງ", Half::Morning),
    ("ຫຼັງທ່ຽງ", Half::Afternoon),
    ("နံနက်", Half::Morning),
    ("ညနေ", Half::Afternoon),
    ("ү.ө.", Half::Morning),
    ("ү.х.", Half::Afternoon),
    ("тң", Half::Morning),
    ("тк", Half::Afternoon),
    ("ጥዋት", Half::Morning),
    ("ከሰዓት", Half::Afternoon),
    ("পূৰ্বাহ্ন", Half::Morning),
    ("অপৰাহ্ন", Half::Afternoon),
    ("පෙ.ව.", Half::Morning),
    ("ප.ව.", Half::Afternoon),
    ("go.öň", Half::Morning),
    ("go.soň", Half::Afternoon),
    ("in the morning", Half::Morning),
    ("in the afternoon", Half::Afternoon),
    ("in the evening", Half::Afternoon),
    ("at night", Half::Night),
    ("de la mañana", Half::Morning),
    ("de la madrugada", Half::Morning),
    ("de la tarde", Half::Afternoon),
    ("de la noche", Half::Night),
    ("ก่อนเที่ยง", Half::Morning),
    ("หลังเที่ยง", Half::Afternoon),
];

/// The half that bytes begin with, and how many bytes it takes.
pub(crate) fn half(bytes: &[u8]) -> Option<(Half, usize)> {
    match bytes {
        // The bulk of all 12-hour exports.
        [b'A' | b'a', b'M' | b'm', next, ..] if !next.is_ascii_alphabetic() && next.is_ascii() => {
            Some((Half::Morning, 2))
        }
        [b'P' | b'p', b'M' | b'm', next, ..] if !next.is_ascii_alphabetic() && next.is_ascii() => {
            Some((Half::Afternoon, 2))
        }
        _ => WORDS
            .iter()
            .find_map(|(word, half)| Some((*half, matches(bytes, word)?))),
    }
}

/// How many bytes `word` takes at the start of `bytes`, whatever its case and the spaces behind its full stops.
fn matches(bytes: &[u8], word: &str) -> Option<usize> {
    let mut at = 0;
    let mut stopped = false;
    for wanted in word.chars() {
        loop {
            let (c, length) = first_char(bytes.get(at..)?)?;
            if is_mark(c) || (stopped && wanted != ' ' && is_space(c)) {
                at += length;
            } else if c == wanted
                || (wanted == ' ' && is_space(c))
                || c.to_lowercase().eq(std::iter::once(wanted))
            {
                at += length;
                break;
            } else {
                return None;
            }
        }
        stopped = wanted == '.';
    }
    match first_char(bytes.get(at..)?) {
        Some((next, _)) if next.is_alphabetic() => None,
        _ => Some(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_halves_in_their_spellings() {
        assert_eq!(half(b"PM -"), Some((Half::Afternoon, 2)));
        assert_eq!(half("a.\u{a0}m. -".as_bytes()), Some((Half::Morning, 6)));
        assert_eq!(
            half("p.\u{202f}m. -".as_bytes()),
            Some((Half::Afternoon, 7))
        );
        assert_eq!(half("م - ".as_bytes()), Some((Half::Afternoon, 2)));
        assert_eq!(half("下午4:08".as_bytes()), Some((Half::Afternoon, 6)));
        assert_eq!(half(b"amber"), None);
        assert_eq!(half(b"- x"), None);
    }

    #[test]
    fn midnight_and_noon() {
        assert_eq!(Half::Morning.hour(12), 0);
        assert_eq!(Half::Morning.hour(0), 0);
        assert_eq!(Half::Afternoon.hour(12), 12);
        assert_eq!(Half::Afternoon.hour(1), 13);
        assert_eq!(Half::Afternoon.hour(15), 15);
        // In Japan noon is 0 after noon.
        assert_eq!(Half::Afternoon.hour(0), 12);
        assert_eq!(Half::Night.hour(12), 0);
        assert_eq!(Half::Night.hour(8), 20);
        assert_eq!(Half::Noon.hour(12), 12);
    }
}
