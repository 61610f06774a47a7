//! Copies made ready: contents and names as numbers, events as who came and who went, times as seconds.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::Offset;
use zegel_model::message::{Kind, SystemEventKind};

use crate::content::{identity, key, number, words};
use crate::{Copy, Evidence, Line};

/// All copies, the longest first.
pub(crate) struct Prepared<'a> {
    pub(crate) copies: Vec<Ready<'a>>,
    /// How many different contents there are.
    pub(crate) keys: usize,
}

/// One copy.
pub(crate) struct Ready<'a> {
    /// Its place among those that were given.
    pub(crate) given: usize,
    pub(crate) items: Vec<Item<'a>>,
    pub(crate) names: Vec<Name>,
    /// The name that is the holder's, or a nameless one that stands for them.
    pub(crate) holder: usize,
    /// The holder was found as the only writer whom no line of the app names.
    pub(crate) guessed: bool,
}

/// One line.
pub(crate) struct Item<'a> {
    pub(crate) line: &'a Line<'a>,
    /// Seconds of its wall-clock time.
    pub(crate) t: i64,
    /// The same number means the same content, in every copy.
    pub(crate) key: Option<usize>,
    /// Who wrote it: place in [`Ready::names`].
    pub(crate) sender: Option<usize>,
    pub(crate) happening: Option<Happening>,
}

/// Somebody as one copy names them.
#[derive(Default)]
pub(crate) struct Name {
    /// As identity; empty for a holder whom the copy never names.
    pub(crate) text: String,
    pub(crate) number: Option<String>,
    pub(crate) id: Option<String>,
    /// Wrote something.
    pub(crate) spoke: bool,
    /// A line of the app names them, which calls its holder "you".
    pub(crate) named: bool,
}

/// A system line that was understood.
pub(crate) struct Happening {
    pub(crate) class: Class,
    pub(crate) kind: SystemEventKind,
    pub(crate) actor: Option<usize>,
    /// Who came, went, or is spoken of.
    pub(crate) subjects: Vec<usize>,
}

/// What is one thing however a phone words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// The group came to be; its subject is who made it.
    Made,
    /// Added or joined.
    Came,
    /// Left or removed.
    Went,
    /// Everything else, by its kind.
    Other(SystemEventKind),
}

impl Class {
    fn of(kind: SystemEventKind) -> Self {
        if kind == SystemEventKind::GroupCreated {
            Self::Made
        } else if [SystemEventKind::MemberAdded, SystemEventKind::MemberJoined].contains(&kind) {
            Self::Came
        } else if [SystemEventKind::MemberLeft, SystemEventKind::MemberRemoved].contains(&kind) {
            Self::Went
        } else {
            Self::Other(kind)
        }
    }
}

impl Item<'_> {
    pub(crate) fn is(&self, kind: Kind) -> bool {
        self.line.kind == kind
    }

    pub(crate) fn evidence(&self, copy: &Ready<'_>) -> Evidence {
        Evidence {
            copy: copy.given,
            place: self.line.rests_on,
        }
    }
}

/// The order in which copies are looked at: by what is in them, so that the answer does not depend on how they were
/// given.
pub(crate) fn canonical(copies: &[Copy<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..copies.len()).collect();
    order.sort_by(|a, b| match (copies.get(*a), copies.get(*b)) {
        (Some(a), Some(b)) => by_content(a, b),
        _ => Ordering::Equal,
    });
    order
}

fn by_content(a: &Copy<'_>, b: &Copy<'_>) -> Ordering {
    let lengths = b.lines.len().cmp(&a.lines.len());
    lengths.then(a.holder.cmp(&b.holder)).then_with(|| {
        let content = |line: &Line<'_>| {
            let place = line.rests_on;
            (line.at, line.kind, place.offset, place.length)
        };
        a.lines
            .iter()
            .zip(&b.lines)
            .map(|(a, b)| {
                (a.sender, a.text, a.edited)
                    .cmp(&(b.sender, b.text, b.edited))
                    .then_with(|| content(a).cmp(&content(b)))
            })
            .find(|order| *order != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    })
}

/// Makes copies ready, in the given order.
pub(crate) fn prepare<'a>(copies: &'a [Copy<'a>], order: &[usize]) -> Prepared<'a> {
    let mut keys: BTreeMap<(u8, Cow<'a, str>), usize> = BTreeMap::new();
    let ready = order
        .iter()
        .filter_map(|given| Some((*given, copies.get(*given)?)))
        .map(|(given, copy)| one(given, copy, &mut keys))
        .collect();
    Prepared {
        copies: ready,
        keys: keys.len(),
    }
}

fn one<'a>(
    given: usize,
    copy: &'a Copy<'a>,
    keys: &mut BTreeMap<(u8, Cow<'a, str>), usize>,
) -> Ready<'a> {
    let mut names = Names::of(copy);
    let mut items = Vec::with_capacity(copy.lines.len());
    for line in &copy.lines {
        let happening = names.happening(line);
        let content = if line.kind == Kind::System && happening.is_none() {
            Some((3, words(line)))
        } else {
            key(line)
        };
        let key = content.map(|content| {
            let next = keys.len();
            *keys.entry(content).or_insert(next)
        });
        items.push(Item {
            line,
            t: Offset::UTC
                .to_timestamp(line.at)
                .map_or(0, jiff::Timestamp::as_second),
            key,
            sender: names.sender(line),
            happening,
        });
    }
    let before = names.holder;
    let holder = names.settle(copy.holder.is_some());
    Ready {
        given,
        items,
        names: names.all,
        holder,
        guessed: holder != before,
    }
}

struct Names {
    all: Vec<Name>,
    by_name: BTreeMap<String, usize>,
    /// By the very text that lines have, so that not every line is normalised.
    seen: BTreeMap<String, usize>,
    holder: usize,
}

impl Names {
    fn of(copy: &Copy<'_>) -> Self {
        let mut names = Self {
            all: Vec::new(),
            by_name: BTreeMap::new(),
            seen: BTreeMap::new(),
            holder: 0,
        };
        names.holder = if let Some(name) = copy.holder {
            names.place(name)
        } else {
            names.all.push(Name::default());
            0
        };
        // Two numbers of one person are one person from the beginning.
        for line in &copy.lines {
            if let Some(event) = line.event
                && event.kind == SystemEventKind::NumberChanged
                && let (Some(old), Some(new)) = (&event.actor, &event.value)
                && number(new).is_some()
            {
                let place = names.place(old);
                names.by_name.entry(identity(new)).or_insert(place);
            }
        }
        names
    }

    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.seen.get(name) {
            return *place;
        }
        let identity = identity(name);
        let next = self.all.len();
        let place = *self.by_name.entry(identity.clone()).or_insert(next);
        if place == next {
            self.all.push(Name {
                number: number(&identity),
                text: identity,
                ..Name::default()
            });
        }
        self.seen.insert(name.to_owned(), place);
        place
    }

    fn sender(&mut self, line: &Line<'_>) -> Option<usize> {
        if line.kind == Kind::System {
            return None;
        }
        let place = match line.sender {
            Some(name) if !name.is_empty() => self.place(name),
            _ if line.own => self.holder,
            _ => return None,
        };
        if line.own && place != self.holder && self.all.get(self.holder)?.text.is_empty() {
            self.holder = place;
        }
        let name = self.all.get_mut(place)?;
        name.spoke = true;
        if name.id.is_none()
            && let Some(id) = line.sender_id
        {
            name.number = name.number.take().or_else(|| number(id));
            name.id = Some(id.to_owned());
        }
        Some(place)
    }

    fn happening(&mut self, line: &Line<'_>) -> Option<Happening> {
        let event = line.event.filter(|_| line.kind == Kind::System)?;
        if event.kind == SystemEventKind::Other {
            return None;
        }
        let actor = match &event.actor {
            Some(name) => Some(self.named(name)),
            None => event.by_holder.then_some(self.holder),
        };
        let mut targets: BTreeSet<usize> =
            event.targets.iter().map(|name| self.named(name)).collect();
        if event.to_holder {
            targets.insert(self.holder);
        }
        let by_itself = [
            SystemEventKind::GroupCreated,
            SystemEventKind::MemberJoined,
            SystemEventKind::MemberLeft,
        ];
        let subjects = if by_itself.contains(&event.kind) {
            actor.into_iter().collect()
        } else {
            targets.into_iter().collect()
        };
        Some(Happening {
            class: Class::of(event.kind),
            kind: event.kind,
            actor,
            subjects,
        })
    }

    fn named(&mut self, name: &str) -> usize {
        let place = self.place(name);
        if let Some(name) = self.all.get_mut(place) {
            name.named = true;
        }
        place
    }

    /// Who the holder is. Lines of the app never name them: of several people who write, the only one whom no such
    /// line names must be the holder, unless that is a number: nobody is a number on their own phone.
    fn settle(&mut self, known: bool) -> usize {
        let nameless = self
            .all
            .get(self.holder)
            .is_some_and(|name| name.text.is_empty());
        if known || !nameless {
            return self.holder;
        }
        let spoke = self.all.iter().filter(|name| name.spoke).count();
        let mut left = self
            .all
            .iter()
            .enumerate()
            .filter(|(_, name)| name.spoke && !name.named && !name.text.is_empty());
        if let (Some((place, name)), None) = (left.next(), left.next())
            && spoke > 1
            && name.number.is_none()
        {
            return place;
        }
        self.holder
    }
}
