//! Legal holds: what is not erased, why, on whose word, and what the reader can do about it.

use askama::Template;
use zegel_model::Timestamp;
use zegel_model::hold::{Ground, HoldState, Step, Voice};

use crate::page::Layout;

/// `/holds`.
///
/// Forms: `POST /holds` (`on`: `everything` or a person's identifier, `ground`, `reference`), and for each step that is
/// open to the reader `POST /holds/{hold}/{step}` without fields.
#[derive(Template)]
#[template(path = "holds.html")]
pub struct HoldsPage {
    /// Around the page.
    pub layout: Layout,
    /// Those that bind, newest first.
    pub binding: Vec<HoldLine>,
    /// Those that ended, newest first.
    pub ended: Vec<HoldLine>,
    /// Whom a hold can rest on: identifier and name, by name.
    pub people: Vec<(String, String)>,
    /// What was typed, when it was refused.
    pub on: String,
    /// The same.
    pub ground: Option<Ground>,
    /// The same.
    pub reference: String,
    /// Why it was refused.
    pub problem: Option<String>,
}

/// One hold.
pub struct HoldLine {
    /// Where its steps are: `/holds/{hold}`.
    pub address: String,
    /// Short id.
    pub short: String,
    /// On whom; `None` when on everything.
    pub person: Option<String>,
    /// Why.
    pub ground: Ground,
    /// What the matter is called outside.
    pub reference: String,
    /// Who proposed it.
    pub proposed: Said,
    /// Who confirmed it, if somebody did.
    pub second: Option<Said>,
    /// How far it is.
    pub state: HoldState,
    /// Who proposed its release, if somebody did.
    pub first: Option<Said>,
    /// Who ended it: agreed to the release, or refused it.
    pub last: Option<Said>,
    /// What the reader can do with it.
    pub steps: Vec<Step>,
}

/// Somebody's word.
pub struct Said {
    /// Their name.
    pub who: String,
    /// For whom they spoke.
    pub voice: Voice,
    /// When.
    pub at: Timestamp,
}

impl HoldsPage {
    fn all_grounds(&self) -> [Ground; 3] {
        Ground::ALL
    }

    fn is_on(&self, id: &str) -> bool {
        self.on == id
    }

    fn chosen(&self, ground: &Ground) -> bool {
        self.ground == Some(*ground)
    }

    fn ground_hint(&self, ground: &Ground) -> String {
        self.layout.t(match ground {
            Ground::Regulator => "holds-hint-regulator",
            Ground::LegalClaim => "holds-hint-legal-claim",
            Ground::SubjectsClaim => "holds-hint-subjects-claim",
        })
    }

    fn said(&self, key: &str, said: &Said) -> String {
        let args = [
            ("who", self.layout.arg(said.who.as_str())),
            ("voice", self.layout.arg(self.layout.voice(&said.voice))),
            ("at", self.layout.arg(self.layout.moment(&said.at))),
        ];
        self.layout.say(key, &args)
    }

    fn step(&self, step: &Step) -> String {
        self.layout.t(&step_key(*step))
    }
}

impl HoldLine {
    fn state_key(&self) -> &'static str {
        match self.state {
            HoldState::Proposed => "holds-state-proposed",
            HoldState::Set { .. } => "holds-state-set",
            HoldState::ReleaseProposed { .. } => "holds-state-release-proposed",
            HoldState::Released { .. } => "holds-state-released",
            HoldState::Refused { .. } => "holds-state-refused",
        }
    }

    fn color(&self) -> &'static str {
        match self.state {
            HoldState::Proposed | HoldState::ReleaseProposed { .. } => "warning",
            HoldState::Set { .. } => "success",
            HoldState::Released { .. } | HoldState::Refused { .. } => "neutral",
        }
    }

    fn last_key(&self) -> &'static str {
        match self.state {
            HoldState::Refused { .. } => "holds-said-refused",
            HoldState::Proposed
            | HoldState::Set { .. }
            | HoldState::ReleaseProposed { .. }
            | HoldState::Released { .. } => "holds-said-released",
        }
    }
}

fn step_key(step: Step) -> String {
    format!("holds-step-{}", step.name())
}

#[cfg(test)]
pub(crate) fn composed_keys() -> Vec<String> {
    Step::ALL.map(step_key).to_vec()
}

#[cfg(test)]
#[expect(clippy::too_many_lines, reason = "every state of a hold once")]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    use zegel_model::PersonId;
    use zegel_model::hold::Word;
    let said = |who: &str, voice| Said {
        who: who.to_owned(),
        voice,
        at: NOON,
    };
    let word = |voice| Word {
        who: PersonId::from_bytes([1; 16]),
        voice,
        at: NOON,
    };
    let line = |person: Option<&str>, ground, state, steps: &[Step]| HoldLine {
        address: "/holds/hold-oj2xg5dpnvqxe2lomvzxg33son2a".to_owned(),
        short: "oj2xg5dp".to_owned(),
        person: person.map(str::to_owned),
        ground,
        reference: "ACM <26/0123>".to_owned(),
        proposed: said("Sanne <Jansen>", Voice::Employer),
        second: None,
        state,
        first: None,
        last: None,
        steps: steps.to_vec(),
    };
    let (second, first, last) = (
        word(Voice::Staff),
        word(Voice::Employer),
        word(Voice::Privacy),
    );
    let set = Some(second);
    let layout = Layout {
        here: Some(crate::page::Place::Holds),
        ..layout.clone()
    };
    let page = |problem: Option<String>| HoldsPage {
        layout: layout.clone(),
        binding: Vec::new(),
        ended: Vec::new(),
        people: vec![("person-1".to_owned(), "Joris <Bakker>".to_owned())],
        on: "person-1".to_owned(),
        ground: Some(Ground::LegalClaim),
        reference: String::new(),
        problem,
    };
    let full = HoldsPage {
        binding: vec![
            line(
                None,
                Ground::Regulator,
                HoldState::Proposed,
                &[Step::Confirm, Step::Refuse, Step::ProposeRelease],
            ),
            HoldLine {
                second: Some(said("Lotte Visser", Voice::Staff)),
                ..line(
                    Some("Joris Bakker"),
                    Ground::LegalClaim,
                    HoldState::Set { second },
                    &[Step::ProposeRelease],
                )
            },
            HoldLine {
                first: Some(said("Lotte Visser", Voice::Staff)),
                ..line(
                    Some("Joris Bakker"),
                    Ground::SubjectsClaim,
                    HoldState::ReleaseProposed { second: set, first },
                    &[Step::Keep, Step::ConfirmRelease],
                )
            },
        ],
        ended: vec![
            HoldLine {
                first: Some(said("Sanne Jansen", Voice::Employer)),
                last: Some(said("Willem Post", Voice::Privacy)),
                ..line(
                    None,
                    Ground::Regulator,
                    HoldState::Released {
                        second: set,
                        first,
                        last,
                    },
                    &[],
                )
            },
            HoldLine {
                last: Some(said("Willem Post", Voice::Privacy)),
                ..line(
                    Some("Joris Bakker"),
                    Ground::LegalClaim,
                    HoldState::Refused { second: last },
                    &[],
                )
            },
        ],
        on: String::new(),
        ground: None,
        ..page(None)
    };
    vec![
        sample("holds", &full),
        sample("holds-none", &page(None)),
        sample("holds-refused", &page(Some("<no>".to_owned()))),
    ]
}
