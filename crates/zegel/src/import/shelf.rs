//! A source that holds several conversations: listed here, on its holder's own machine, and asked about one by one.
//! What nobody chose and said yes to is never read out.

use std::collections::{BTreeMap, BTreeSet};

use zegel_capture::read::ReadError;
use zegel_capture::shelf::{Listed, Shelf};
use zegel_model::CopyId;

use super::origin::Origin;
use super::outline::Outline;
use super::{Session, Unread, ask, left_out, own_key, seal, send, state};
use crate::cli::say;

/// Asks about the conversations that were named, or about those that its holder points at.
pub(super) fn import(session: &Session<'_>, shelf: &mut dyn Shelf) -> anyhow::Result<()> {
    let listed = shelf.conversations().to_vec();
    ask::shelf(shelf.format(), &listed, session.zone_name());
    let mut turn = Turn {
        session,
        shelf,
        listed: &listed,
        begun: BTreeSet::new(),
        done: BTreeMap::new(),
    };
    let taken = take_all(&mut turn);
    // Whatever went wrong with one, what was brought in before it was brought in.
    let told = turn.tell();
    taken.and(told)
}

fn take_all(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let (session, listed) = (turn.session, turn.listed);
    let named = &session.source.conversation;
    if !named.is_empty() {
        // All of them are there, or nothing is asked at all.
        let places: Vec<usize> = named
            .iter()
            .map(|key| listed.iter().position(|one| one.key == *key))
            .collect::<Option<_>>()
            .ok_or(Unread(ReadError::NoSuchConversation))?;
        return places.into_iter().try_for_each(|place| turn.take(place));
    }
    if let [_] = listed {
        return turn.take(0);
    }
    while let Some(place) = ask::which(listed.len())? {
        turn.take(place)?;
    }
    Ok(())
}

/// One source under way.
struct Turn<'a> {
    session: &'a Session<'a>,
    shelf: &'a mut dyn Shelf,
    listed: &'a [Listed],
    /// Those that were read out, whatever came of it after that: none of them stayed outside.
    begun: BTreeSet<usize>,
    /// Those that were sealed.
    done: BTreeMap<usize, Option<CopyId>>,
}

impl Turn<'_> {
    /// One conversation: shown, asked about, decided; read out, sealed and sent only if it is in.
    fn take(&mut self, place: usize) -> anyhow::Result<()> {
        let Some(listed) = self.listed.get(place) else {
            return Ok(());
        };
        if self.done.contains_key(&place) {
            say("  That one was brought in just now.");
            return Ok(());
        }
        ask::one_of(listed);
        let Some(admission) = self.session.admitted()? else {
            left_out();
            return Ok(());
        };
        self.begun.insert(place);
        let outline = Outline::of_shelf(self.shelf, place)?;
        let source = send::Source {
            origin: Origin::Shelf {
                shelf: self.shelf,
                place,
            },
            outline,
            zone: self.session.zone_name().to_owned(),
        };
        let stored = seal(self.session, &admission, source)?;
        self.done.insert(place, stored.copy);
        Ok(())
    }

    /// States how much stayed outside, if anything was brought in; a source of which nothing was is nobody's business.
    fn tell(&self) -> anyhow::Result<()> {
        let copies: BTreeSet<CopyId> = self.done.values().copied().flatten().collect();
        if copies.is_empty() {
            return Ok(());
        }
        let (mut conversations, mut messages) = (0_u32, 0_u64);
        for (place, one) in self.listed.iter().enumerate() {
            if !self.begun.contains(&place) {
                conversations = conversations.saturating_add(1);
                messages = messages.saturating_add(one.messages.saturating_add(one.system));
            }
        }
        if conversations == 0 {
            return Ok(());
        }
        let Session { remote, info, .. } = self.session;
        let key = own_key(remote)?;
        let target = send::Target {
            remote,
            info,
            key: &key,
        };
        let copies = copies.into_iter().collect();
        state::left(target, copies, (conversations, messages))?;
        say(&format!(
            "{conversations} conversations with {messages} messages stayed outside this time and were not read out. The \
             archive was told these two numbers, signed with your key, and nothing else about them."
        ));
        Ok(())
    }
}
