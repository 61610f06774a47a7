//! Making the regulation, step by step: draft, consult, weigh, in force.

use askama::Template;
use askama::filters::Safe;
use zegel_model::regulation::{BalancingTest, Safeguards};
use zegel_model::scope::{Account, Ownership, SourceClass};
use zegel_model::{Day, Timestamp};

use crate::page::Layout;

/// `/regulation`, for the owner.
///
/// Forms: `POST /regulation/draft` with `class` (repeated, `SourceClass::code()`); `POST /regulation/consult` with
/// `held` (a date) and `outcome`; `POST /regulation/weigh` with `interest`, `necessity`, `balance`;
/// `POST /regulation/put-in-force`; `POST /regulation/withdraw` (no fields). Then 303 to `/regulation?done=`.
#[derive(Template)]
#[template(path = "regulation_steps.html")]
pub struct RegulationPage {
    /// Around the page.
    pub layout: Layout,
    /// Version of the newest regulation, if there is one.
    pub version: Option<u32>,
    /// The step that is open.
    pub step: Step,
    /// Classes of the newest regulation, or those that the form starts with.
    pub classes: Vec<SourceClass>,
    /// How staff were heard: when, and what came of it.
    pub consultation: Option<(Day, String)>,
    /// What stands.
    pub safeguards: Safeguards,
    /// The interests as weighed.
    pub balancing: Option<BalancingTest>,
    /// Text that the form of the balancing test starts with, to confirm or change.
    pub suggestion: BalancingTest,
    /// In force since.
    pub since: Option<Timestamp>,
    /// Withdrawn at.
    pub withdrawn: Option<Timestamp>,
    /// Employees who confirmed having read the notice.
    pub confirmed: u32,
    /// Employees there are.
    pub employees: u32,
    /// What becomes possible compared with the regulation before, rendered; HTML of ours.
    pub difference: Option<Safe<String>>,
    /// Today, for the form's date.
    pub today: Day,
    /// Why the last form was refused, in the reader's language.
    pub problem: Option<String>,
}

/// The step that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// There is no draft.
    Draft,
    /// Staff are to be heard.
    Consult,
    /// The interests are to be weighed, once the safeguards stand.
    Weigh,
    /// It can be put in force.
    PutInForce,
    /// It is in force and can be withdrawn.
    InForce,
}

impl RegulationPage {
    fn is(&self, step: &str) -> bool {
        self.number() == number_of(step)
    }

    fn done(&self, step: &str) -> bool {
        self.number() > number_of(step)
    }

    /// Steps count from 1; 5 is after the last.
    fn number(&self) -> u8 {
        match self.step {
            Step::Draft => 1,
            Step::Consult => 2,
            Step::Weigh => 3,
            Step::PutInForce => 4,
            Step::InForce => 5,
        }
    }

    fn all_classes(&self) -> [SourceClass; 4] {
        SourceClass::ALL
    }

    fn covers(&self, class: &SourceClass) -> bool {
        self.classes.contains(class)
    }

    fn class_hint(&self, class: &SourceClass) -> String {
        self.layout.t(match (class.account, class.phone) {
            (Account::Business, Ownership::Company) => "regulate-hint-business-company",
            (Account::Business, Ownership::Private) => "regulate-hint-business-private",
            (Account::Personal, Ownership::Company) => "regulate-hint-personal-company",
            (Account::Personal, Ownership::Private) => "regulate-hint-personal-private",
        })
    }

    fn stands(&self) -> bool {
        self.safeguards.stand()
    }
}

fn number_of(step: &str) -> u8 {
    match step {
        "draft" => 1,
        "consult" => 2,
        "weigh" => 3,
        _ => 4,
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, day, sample};
    let texts = |a: &str| BalancingTest {
        interest: a.to_owned(),
        necessity: a.to_owned(),
        balance: a.to_owned(),
    };
    let page = |step: Step| {
        let heard = step >= Step::Weigh;
        RegulationPage {
            layout: layout.clone(),
            version: (step > Step::Draft).then_some(1),
            step,
            classes: vec![SourceClass::ALL[0], SourceClass::ALL[1]],
            consultation: heard.then(|| {
                (
                    day("2022-04-20"),
                    "Besproken met iedereen, drie vragen beantwoord.".to_owned(),
                )
            }),
            safeguards: Safeguards {
                regulation: heard,
                seats: step > Step::Weigh,
                notice: heard,
                ledger: true,
            },
            balancing: (step > Step::Weigh)
                .then(|| texts("Klachten van klanten eerlijk afhandelen.")),
            suggestion: texts("Wij willen afspraken met klanten kunnen bewijzen."),
            since: (step == Step::InForce).then_some(NOON),
            withdrawn: None,
            confirmed: 9,
            employees: 12,
            difference: None,
            today: day("2022-05-02"),
            problem: None,
        }
    };
    let mut weigh = page(Step::Weigh);
    weigh.safeguards.seats = true;
    let mut again = page(Step::Draft);
    again.withdrawn = Some(NOON);
    again.version = Some(1);
    again.problem = Some("Kies iets <hier>.".to_owned());
    let mut second = page(Step::Consult);
    second.difference = Some(Safe("<p>+ 1</p>".to_owned()));
    vec![
        sample("regulation-draft", &page(Step::Draft)),
        sample("regulation-again", &again),
        sample("regulation-consult", &second),
        sample("regulation-safeguards", &page(Step::Weigh)),
        sample("regulation-weigh", &weigh),
        sample("regulation-put-in-force", &page(Step::PutInForce)),
        sample("regulation-in-force", &page(Step::InForce)),
    ]
}
