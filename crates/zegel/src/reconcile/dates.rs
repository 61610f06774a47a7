//! The order of dates of text exports, settled by each other where one alone leaves it open.

use std::collections::BTreeMap;

use zegel_capture::read::Chat;
use zegel_capture::whatsapp::date_order::settle as by_each_other;
use zegel_capture::whatsapp::{DateOrder, Finding, NotAnExport, Undated};
use zegel_compare::{Copy, agreement};
use zegel_model::message::{Message, Record};

use super::copy::{Opened, Source, line};

/// How the dates of a copy were read, and why.
#[derive(Debug, Clone)]
pub(super) struct Dates {
    pub(super) order: DateOrder,
    pub(super) certain: bool,
    pub(super) stated: bool,
    /// Sentences with numbers and dates only.
    pub(super) evidence: Vec<String>,
}

impl Dates {
    pub(super) fn of(finding: &Finding) -> Self {
        Self {
            order: finding.order,
            certain: finding.certain,
            stated: finding.stated,
            evidence: finding.evidence.clone(),
        }
    }

    fn settled(&mut self, order: DateOrder, other: usize, messages: u64) {
        self.order = order;
        self.certain = true;
        self.evidence = vec![format!(
            "{messages} messages were sent on the same day as in copy {} if read as {order}, and next to none otherwise",
            other + 1
        )];
    }
}

/// A text with what it leaves open.
struct Text<'o> {
    place: usize,
    chat: &'o Chat,
    undated: Vec<Undated>,
    open: Vec<DateOrder>,
}

/// The order of dates of each, in their order. `stated` is what whoever asks knows of those that are open.
///
/// # Errors
/// What a text says that is none after all.
pub(super) fn settle(
    opened: &[Opened],
    stated: Option<DateOrder>,
) -> Result<Vec<Dates>, NotAnExport> {
    let mut texts: Vec<Text<'_>> = Vec::new();
    let mut dates: Vec<Dates> = Vec::with_capacity(opened.len());
    for (place, one) in opened.iter().enumerate() {
        let chat = match &one.source {
            Source::Read(gathered) => {
                dates.push(gathered.dates.clone());
                continue;
            }
            Source::Text(export) => &export.chat,
        };
        let conversation = chat.read()?;
        dates.push(Dates::of(conversation.date_order()));
        texts.push(Text {
            place,
            chat,
            undated: conversation.undated(),
            open: conversation.open_orders(),
        });
    }
    if let Some(order) = stated {
        for text in texts.iter_mut().filter(|text| text.open.len() > 1) {
            text.open = vec![order];
            if let Some(of) = dates.get_mut(text.place) {
                *of = Dates {
                    order,
                    certain: true,
                    stated: true,
                    evidence: vec!["stated by whoever compares".to_owned()],
                };
            }
        }
    }
    // One that is settled may settle the next.
    while among_texts(&mut texts, &mut dates) || by_moments(&mut texts, &mut dates, opened) {}
    alike(&texts, &mut dates);
    Ok(dates)
}

/// Two texts that settle each other.
fn among_texts(texts: &mut [Text<'_>], dates: &mut [Dates]) -> bool {
    for one in 0..texts.len() {
        for other in one + 1..texts.len() {
            let (Some(a), Some(b)) = (texts.get(one), texts.get(other)) else {
                continue;
            };
            if a.open.len() < 2 && b.open.len() < 2 {
                continue;
            }
            let (agreements, settled) = by_each_other((&a.undated, &a.open), (&b.undated, &b.open));
            let Some(best) = agreements.first().filter(|_| settled).copied() else {
                continue;
            };
            let places = (a.place, b.place);
            for (text, order, of, by) in [
                (one, best.of_first, places.0, places.1),
                (other, best.of_second, places.1, places.0),
            ] {
                let Some(text) = texts.get_mut(text).filter(|text| text.open.len() > 1) else {
                    continue;
                };
                text.open = vec![order];
                if let Some(dates) = dates.get_mut(of) {
                    dates.settled(order, by, best.messages);
                }
            }
            return true;
        }
    }
    false
}

/// A text that is settled by a source that knows moments.
fn by_moments(texts: &mut [Text<'_>], dates: &mut [Dates], opened: &[Opened]) -> bool {
    for text in texts.iter_mut().filter(|text| text.open.len() > 1) {
        for (place, one) in opened.iter().enumerate() {
            let Source::Read(gathered) = &one.source else {
                continue;
            };
            let other = gathered.copy();
            let mut agreeing: Vec<(usize, DateOrder)> = text
                .open
                .iter()
                .map(|order| (agreeing_as(text.chat, *order, &other), *order))
                .collect();
            agreeing.sort_by_key(|(messages, _)| std::cmp::Reverse(*messages));
            if let [(most, order), (next, _), ..] = agreeing.as_slice()
                && *most > 0
                && *most >= next.saturating_mul(20)
            {
                text.open = vec![*order];
                let messages = u64::try_from(*most).unwrap_or(u64::MAX);
                if let Some(dates) = dates.get_mut(text.place) {
                    dates.settled(*order, place, messages);
                }
                return true;
            }
        }
    }
    false
}

/// How many messages a text shares with another copy, its dates read in one order.
fn agreeing_as(chat: &Chat, order: DateOrder, other: &Copy<'_>) -> usize {
    // What cannot be read so agrees in nothing.
    let Ok(conversation) = chat.read_as(Some(order)) else {
        return 0;
    };
    let records: Vec<Record> = conversation.messages().map(Message::into_record).collect();
    let digests = BTreeMap::new();
    let lines = records.iter();
    let copy = Copy {
        holder: None,
        lines: lines.map(|record| line(record, 0, &digests)).collect(),
    };
    agreement(&copy, other)
}

/// Copies that stay open are read alike where that is possible, or nothing in them would fall together.
fn alike(texts: &[Text<'_>], dates: &mut [Dates]) {
    let mut open = texts.iter().filter(|text| text.open.len() > 1);
    let Some(first) = open.next() else { return };
    let Some(order) = dates.get(first.place).map(|dates| dates.order) else {
        return;
    };
    for text in open.filter(|text| text.open.contains(&order)) {
        let (agreements, _) =
            by_each_other((&first.undated, &[order]), (&text.undated, &text.open));
        if let Some(best) = agreements.first().filter(|best| best.messages > 0)
            && let Some(dates) = dates.get_mut(text.place)
        {
            dates.order = best.of_second;
        }
    }
}
