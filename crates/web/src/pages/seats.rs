//! The seats of both sides.

use askama::Template;
use zegel_model::Timestamp;
use zegel_model::seat::{Quorum, Side};

use crate::page::Layout;

/// `/seats`.
///
/// Form: `POST /me/tokens` (no fields; answers with a `TokenPage`), shown where the reader may hold a seat.
#[derive(Template)]
#[template(path = "seats.html")]
pub struct SeatsPage {
    /// Around the page.
    pub layout: Layout,
    /// How many seats a side has, and how many it takes to open its half.
    pub quorum: Quorum,
    /// The seats there are.
    pub seats: Vec<SeatLine>,
    /// The side for which the reader may make a seat, if any.
    pub mine: Option<Side>,
    /// The command that makes one, with `TOKEN` where the token goes.
    pub command: String,
    /// Both sides are full and drilled.
    pub stands: bool,
}

/// One seat.
pub struct SeatLine {
    /// Short seat id.
    pub seat: String,
    /// Whose interest it guards.
    pub side: Side,
    /// Who holds it.
    pub holder: String,
    /// Since when.
    pub registered: Timestamp,
    /// When it proved that it works.
    pub drilled: Option<Timestamp>,
}

impl SeatsPage {
    fn sides(&self) -> [Side; 2] {
        Side::ALL
    }

    fn of(&self, side: &Side) -> Vec<&SeatLine> {
        self.seats
            .iter()
            .filter(|seat| seat.side == *side)
            .collect()
    }

    /// How many seats a side still lacks.
    fn lacking(&self, side: &Side) -> usize {
        usize::from(self.quorum.seats).saturating_sub(self.of(side).len())
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    let seat = |side, holder: &str, drilled| SeatLine {
        seat: "onswc5bn".to_owned(),
        side,
        holder: holder.to_owned(),
        registered: NOON,
        drilled,
    };
    let page = |seats: Vec<SeatLine>, mine, stands| SeatsPage {
        layout: layout.clone(),
        quorum: Quorum::SMALL,
        seats,
        mine,
        command: "zegel seat new --server http://localhost:8080 --token TOKEN --key seat.key"
            .to_owned(),
        stands,
    };
    vec![
        sample(
            "seats",
            &page(
                vec![
                    seat(Side::Employer, "Henk de Vries", Some(NOON)),
                    seat(Side::Employer, "Accountantskantoor Visser", Some(NOON)),
                    seat(Side::Staff, "Joris Smit", Some(NOON)),
                    seat(Side::Staff, "Sanne <Jansen>", Some(NOON)),
                ],
                None,
                true,
            ),
        ),
        sample(
            "seats-missing",
            &page(
                vec![seat(Side::Staff, "Joris Smit", None)],
                Some(Side::Staff),
                false,
            ),
        ),
    ]
}
