//! "Mag dit?": seven questions, and an answer with its reasons, what does less harm, conditions, and next steps.
//!
//! [`advise`] is pure and says everything in codes; the words stand in the locales of the pages, the facts behind them
//! with each code's [`Source`]. It is not legal advice and knows no single case: it says what the two columns, the law
//! and the rulings named with each point lead to. Refuses: to help with watching a person.

mod answers;
mod code;
mod example;
mod rules;
mod source;

#[cfg(test)]
mod tests;

use serde::Serialize;
use zegel_model::scope::Ownership;

pub use answers::{Answers, Chats, Council, Phone, Question, Unanswered, Want, Wants, Why};
pub use code::{Alternative, Condition, Document, Point, Reason, Step, Verdict};
pub use example::Example;
pub use source::{Source, Standing};

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// The strictest of the parts' verdicts.
    pub verdict: Verdict,
    /// One for each thing wanted, on each kind of phone.
    pub parts: Vec<Part>,
    /// Why; at least one, each with a source.
    pub reasons: Vec<Reason>,
    /// What does less harm.
    pub alternatives: Vec<Offer>,
    /// What must be so first.
    pub conditions: Vec<Condition>,
    /// What to do next, in order.
    pub steps: Vec<Step>,
    /// Texts to adapt; none if the aim itself is not allowed.
    pub documents: Vec<Document>,
}

/// The verdict on one thing that is wanted, on one kind of phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What is wanted.
    pub want: Want,
    /// On whose phones.
    pub phone: Ownership,
    /// May it be?
    pub verdict: Verdict,
}

/// An alternative, with the answers that ask for it where it is a question of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// What.
    pub alternative: Alternative,
    /// The same questions, answered for the alternative.
    pub answers: Option<Answers>,
}

/// May I do this?
pub fn advise(answers: &Answers) -> Advice {
    let parts = rules::parts(answers);
    let verdict = parts
        .iter()
        .map(|part| part.verdict)
        .max()
        .unwrap_or(Verdict::No);
    let futile = parts.iter().all(|part| part.verdict == Verdict::No);
    Advice {
        verdict,
        reasons: rules::reasons(answers, verdict),
        alternatives: rules::alternatives(answers),
        conditions: rules::conditions(answers, futile),
        steps: rules::steps(answers, verdict, futile),
        documents: rules::documents(answers, futile),
        parts,
    }
}
