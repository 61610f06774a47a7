//! The regulation and the notice as staff read them. The text itself comes rendered from `regulation_text`.

use askama::Template;
use askama::filters::Safe;
use zegel_model::Timestamp;

use crate::page::Layout;

/// `/rules`: the regulation in force, or the one that is being made.
#[derive(Template)]
#[template(path = "rules/rules.html")]
pub struct RulesPage {
    /// Around the page.
    pub layout: Layout,
    /// What there is.
    pub state: RulesState,
    /// The rendered text; HTML of ours, with second headings and lower. Empty if there is no regulation.
    pub text: Safe<String>,
    /// The headcount that the employer stated.
    pub headcount: u32,
    /// The employer stated that it has a works council.
    pub works_council: bool,
}

/// How far the shown regulation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulesState {
    /// There is none yet.
    None,
    /// This version is a proposal: nothing is kept under it.
    Proposal(u32),
    /// This version holds since then.
    InForce(u32, Timestamp),
    /// This version held until then.
    Withdrawn(u32, Timestamp),
}

/// `/notice`: the notice, and at its end the button "I have read this".
///
/// Form: `POST /notice/confirm` with `version`; then 303 to `/me?done=confirmed`.
#[derive(Template)]
#[template(path = "rules/notice.html")]
pub struct NoticePage {
    /// Around the page.
    pub layout: Layout,
    /// Version of the regulation.
    pub version: u32,
    /// The rendered text; HTML of ours.
    pub text: Safe<String>,
    /// The reader is asked to confirm; otherwise they did already, or are no employee.
    pub ask: bool,
    /// The reader confirmed this version.
    pub confirmed: bool,
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    let text = || {
        Safe(
            "<h2 class=\"ds-heading\" data-size=\"sm\">1</h2><p>Lorem ipsum dolor sit amet.</p>"
                .to_owned(),
        )
    };
    let rules = |state, text| RulesPage {
        layout: layout.clone(),
        state,
        text,
        headcount: 12,
        works_council: false,
    };
    let notice = |ask, confirmed| NoticePage {
        layout: layout.clone(),
        version: 1,
        text: text(),
        ask,
        confirmed,
    };
    vec![
        sample("rules", &rules(RulesState::InForce(1, NOON), text())),
        sample("rules-none", &rules(RulesState::None, Safe(String::new()))),
        sample("rules-proposal", &rules(RulesState::Proposal(2), text())),
        sample(
            "rules-withdrawn",
            &rules(RulesState::Withdrawn(1, NOON), text()),
        ),
        sample("notice", &notice(true, false)),
        sample("notice-read", &notice(false, true)),
    ]
}
