//! One case: its terms, how far it is, what is missing, and what the reader can do.

use askama::Template;
use zegel_model::case::{CaseState, Purpose};
use zegel_model::seat::Side;
use zegel_model::{Day, Timestamp};

use super::cases::Standing;
use super::log::event_key;
use crate::page::Layout;

/// `/cases/{id}`.
///
/// Forms, each shown where its field says so: `POST /cases/{id}/close`, `POST /cases/{id}/deny` (no fields); then 303
/// to `/cases/{id}?done=`. [`AgentForm`] posts to the demo's agent, which is another origin: name it in
/// `guard::Policy::form_targets`.
#[derive(Template)]
#[template(path = "case.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether one thing is shown; a template asks them one by one"
)]
pub struct CasePage {
    /// Around the page.
    pub layout: Layout,
    /// Whole case id.
    pub case: String,
    /// Short case id.
    pub short: String,
    /// What for.
    pub purpose: Purpose,
    /// What happened, in the reviewer's words.
    pub reason: String,
    /// Why nothing less intrusive does.
    pub necessity: String,
    /// Who asked and would read.
    pub reviewer: String,
    /// When it was asked.
    pub requested: Timestamp,
    /// When it ends, approvals' earlier deadlines included.
    pub deadline: Timestamp,
    /// An unanswered request lapses then.
    pub answer_by: Timestamp,
    /// What is in scope may leave as a bundle.
    pub export: bool,
    /// Which conversations and days.
    pub scope: Vec<ScopeLine>,
    /// How far it is.
    pub state: CaseState,
    /// Both sides, with how many approvals they need and what they gave.
    pub sides: Vec<SideLine>,
    /// What happened so far, oldest first.
    pub timeline: Vec<TimelineLine>,
    /// The command with which the reader's seat approves, if the reader holds one that has not answered.
    pub seat_command: Option<String>,
    /// The demo's button that approves with the agent, one for each seat that has not answered.
    pub agent: Vec<AgentForm>,
    /// The reader's seat is the employer's, and must wait until a seat of the staff has approved.
    pub staff_first: bool,
    /// Address of the reading room, for its reviewer: also while waiting, when it says for whom.
    pub room: Option<String>,
    /// The reader may close it.
    pub may_close: bool,
    /// The reader's seat may deny it.
    pub may_deny: bool,
}

/// Some days of a conversation.
pub struct ScopeLine {
    /// Short copy id.
    pub copy: String,
    /// Who brought it in.
    pub holder: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Messages on these days.
    pub messages: u64,
}

/// One side's approvals.
pub struct SideLine {
    /// Which side.
    pub side: Side,
    /// How many approvals it takes.
    pub needed: u8,
    /// Who gave theirs.
    pub given: Vec<ApprovalLine>,
}

/// One approval.
pub struct ApprovalLine {
    /// Who holds the seat.
    pub holder: String,
    /// When.
    pub at: Timestamp,
    /// The earlier deadline that the seat set, if it did.
    pub deadline: Option<Timestamp>,
}

/// One thing that happened.
pub struct TimelineLine {
    /// When.
    pub at: Timestamp,
    /// What: `Event::name()`.
    pub event: &'static str,
    /// Who, where readers of the case may know.
    pub who: Option<String>,
    /// Its index in the conduct log, once published.
    pub index: Option<u64>,
}

/// The demo's agent approves.
pub struct AgentForm {
    /// Address at the agent.
    pub action: String,
    /// Hidden fields.
    pub fields: Vec<(String, String)>,
    /// Whose seat.
    pub side: Side,
    /// Who holds it.
    pub holder: String,
}

impl CasePage {
    fn standing(&self) -> Standing {
        Standing::of(&self.state)
    }

    fn kind(&self, event: &str) -> String {
        self.layout.t(&event_key(event))
    }
}

impl SideLine {
    fn lacking(&self) -> usize {
        usize::from(self.needed).saturating_sub(self.given.len())
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    use zegel_model::case::End;
    let page = |state: CaseState, given: usize| sample_page(layout, state, given);
    let mut for_seat = page(CaseState::Requested, 0);
    for_seat.seat_command = Some(
        "zegel seat approve case-oj2xg5dpnvqxe2lomvzxg33son2a --server http://localhost:8080 --token TOKEN --key seat.key"
            .to_owned(),
    );
    for_seat.may_deny = true;
    let mut in_demo = page(CaseState::Requested, 1);
    in_demo.agent = vec![AgentForm {
        action: "http://127.0.0.1:8081/approve".to_owned(),
        fields: vec![("case".to_owned(), "case-oj2xg5dp".to_owned())],
        side: Side::Employer,
        holder: "Henk de Vries".to_owned(),
    }];
    let mut open = page(CaseState::Released { since: NOON }, 2);
    open.room = Some("/room/case-oj2xg5dp/".to_owned());
    open.may_close = true;
    let mut waiting = page(CaseState::Requested, 0);
    waiting.may_close = true;
    vec![
        sample("case-waiting", &waiting),
        sample("case-seat", &for_seat),
        sample("case-demo", &in_demo),
        sample("case-open", &open),
        sample(
            "case-closed",
            &page(
                CaseState::Ended {
                    at: NOON,
                    why: End::Closed,
                },
                2,
            ),
        ),
        sample(
            "case-denied",
            &page(
                CaseState::Ended {
                    at: NOON,
                    why: End::Denied,
                },
                0,
            ),
        ),
    ]
}

/// A case with so many approvals.
#[cfg(test)]
fn sample_page(layout: &Layout, state: CaseState, given: usize) -> CasePage {
    use super::samples::{NOON, day};
    let approval = |holder: &str, deadline| ApprovalLine {
        holder: holder.to_owned(),
        at: NOON,
        deadline,
    };
    let staff = (given > 0).then(|| approval("Joris <Smit>", Some(NOON.plus_days(7))));
    let employer = (given > 1).then(|| approval("Henk de Vries", None));
    let line = |event, who: Option<&str>, index| TimelineLine {
        at: NOON,
        event,
        who: who.map(str::to_owned),
        index,
    };
    CasePage {
        layout: layout.clone(),
        case: "case-oj2xg5dpnvqxe2lomvzxg33son2a".to_owned(),
        short: "oj2xg5dp".to_owned(),
        purpose: Purpose::CustomerComplaint,
        reason:
            "Klant <Bakker> zegt dat wij de ketel op 12 april zouden plaatsen. Wij lezen 19 april."
                .to_owned(),
        necessity: "De offerte en de mail noemen geen datum; Sanne weet het niet meer zeker."
            .to_owned(),
        reviewer: "Bram de Boer".to_owned(),
        requested: NOON,
        deadline: NOON.plus_days(14),
        answer_by: NOON.plus_days(7),
        export: given > 1,
        scope: vec![ScopeLine {
            copy: "mfrggzdf".to_owned(),
            holder: "Sanne <Jansen>".to_owned(),
            from: day("2022-04-01"),
            to: day("2022-04-30"),
            messages: 214,
        }],
        state,
        sides: vec![
            SideLine {
                side: Side::Employer,
                needed: 1,
                given: employer.into_iter().collect(),
            },
            SideLine {
                side: Side::Staff,
                needed: 1,
                given: staff.into_iter().collect(),
            },
        ],
        timeline: vec![
            line("case_requested", Some("Bram de Boer"), Some(41)),
            line("case_approved", Some("Joris <Smit>"), Some(43)),
            line("looked", None, None),
        ],
        seat_command: None,
        agent: Vec::new(),
        staff_first: false,
        room: None,
        may_close: false,
        may_deny: false,
    }
}
