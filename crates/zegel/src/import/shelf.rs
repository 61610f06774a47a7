//! A source that holds several conversations: listed here, on its holder's own machine, and asked about one by one.
//! What nobody chose and said yes to is never read out.

use std::collections::BTreeSet;

use zegel_capture::read::ReadError;
use zegel_capture::shelf::{Listed, Shelf};

use super::origin::Origin;
use super::outline::Outline;
use super::{Session, Unread, ask, left_out, seal};
use crate::cli::say;

/// Asks about the conversations that were named, or about those that its holder points at.
pub(super) fn import(session: &Session<'_>, shelf: &mut dyn Shelf) -> anyhow::Result<()> {
    let listed = shelf.conversations().to_vec();
    ask::shelf(shelf.format(), &listed, &session.zone);
    let mut turn = Turn {
        session,
        shelf,
        listed: &listed,
        done: BTreeSet::new(),
    };
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
    if let [_] = listed.as_slice() {
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
    /// Those that were sealed.
    done: BTreeSet<usize>,
}

impl Turn<'_> {
    /// One conversation: shown, asked about, decided; read out, sealed and sent only if it is in.
    fn take(&mut self, place: usize) -> anyhow::Result<()> {
        let Some(listed) = self.listed.get(place) else {
            return Ok(());
        };
        if self.done.contains(&place) {
            say("  That one was brought in just now.");
            return Ok(());
        }
        ask::one_of(listed);
        let Some(admission) = self.session.admitted()? else {
            left_out();
            return Ok(());
        };
        let outline = Outline::of_shelf(self.shelf, place)?;
        let origin = Origin::Shelf {
            shelf: self.shelf,
            place,
        };
        seal(self.session, &admission, origin, outline)?;
        self.done.insert(place);
        Ok(())
    }
}
