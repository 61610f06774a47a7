//! "Mag dit?": the questions, the answer, and the texts to adapt. The first page of the product.
//!
//! The advice itself is made elsewhere and arrives as codes, named as in addresses (`fair_purpose`); the words stand in
//! `locales/*/advice.ftl` under the same names with dashes. An answer is an address: nothing is stored.
//!
//! | address | what |
//! |---|---|
//! | `GET /` | [`AdvicePage`]; a query fills in answers that were given before |
//! | `GET /advice?QUERY` | [`AnswerPage`], or [`AdvicePage`] with what is missing |
//! | `GET /advice/DOCUMENT?QUERY` | [`DocumentPage`] |
//! | `GET /advice/DOCUMENT.md?QUERY` | [`DocumentPage::markdown`], as `text/markdown; charset=utf-8`, an attachment |

mod paper;

use askama::Template;
use zegel_model::scope::Ownership;

use super::prose::Prose;
use crate::language::{Arg, Language};
use crate::page::{Layout, dashed};

pub use paper::PaperAnswers;

/// The questions, with the worked examples below them.
///
/// Form: `GET /advice` with `phone`, `account`, `chats`, `want` (repeated), `staff` (a number), `council`, `why`.
#[derive(Template)]
#[template(path = "advice/form.html")]
pub struct AdvicePage {
    /// Around the page.
    pub layout: Layout,
    /// What was filled in so far, as pairs of the query.
    pub chosen: Vec<(String, String)>,
    /// Names of the questions that still need an answer; empty on the first visit.
    pub missing: Vec<&'static str>,
    /// The columns' cases.
    pub examples: Vec<ExampleLine>,
}

/// A worked example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleLine {
    /// Which.
    pub code: &'static str,
    /// How its answer turns out.
    pub verdict: &'static str,
    /// The query that asks for it.
    pub query: String,
}

/// The answer.
#[derive(Template)]
#[template(path = "advice/answer.html")]
pub struct AnswerPage {
    /// Around the page.
    pub layout: Layout,
    /// The answers that were given, as pairs of the query, in the order of the questions.
    pub chosen: Vec<(String, String)>,
    /// The same as a query.
    pub query: String,
    /// The verdict.
    pub verdict: &'static str,
    /// The verdict on each wish and kind of phone.
    pub parts: Vec<PartLine>,
    /// Why.
    pub reasons: Vec<PointLine>,
    /// What would do less harm.
    pub alternatives: Vec<OfferLine>,
    /// What has to come first.
    pub conditions: Vec<PointLine>,
    /// What to do now, in order.
    pub steps: Vec<&'static str>,
    /// Texts to adapt; none where the aim itself is not allowed.
    pub documents: Vec<&'static str>,
}

/// The verdict on one wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartLine {
    /// What is wanted.
    pub want: &'static str,
    /// On whose phones.
    pub phone: Ownership,
    /// May it be?
    pub verdict: &'static str,
}

/// A reason or a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointLine {
    /// Which.
    pub code: &'static str,
    /// What it rests on.
    pub sources: Vec<SourceLine>,
}

/// A source of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceLine {
    /// Which.
    pub code: &'static str,
    /// We know it from memory or second hand: to be verified before it is quoted.
    pub own_knowledge: bool,
}

/// An alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferLine {
    /// Which.
    pub code: &'static str,
    /// The query that asks about it, where it is a question of its own.
    pub query: Option<String>,
}

/// One of the texts, with the answers filled in.
#[derive(Template)]
#[template(path = "advice/document.html")]
pub struct DocumentPage {
    /// Around the page.
    pub layout: Layout,
    /// Which: `regulation`, `notice`, `balancing_test`, `six_questions`, `council_request` or `staff_minutes`.
    pub document: &'static str,
    /// The query of the answer that it belongs to.
    pub query: String,
    /// What it is filled in with.
    pub answers: PaperAnswers,
}

/// One of the texts outside of a page; an empty one if there is none of that name.
pub fn draft_of(document: &str, language: Language, answers: &PaperAnswers) -> Prose {
    paper::paper(document, language, answers)
}

/// A question of the form.
struct Question {
    name: &'static str,
    kind: Kind,
    choices: &'static [&'static str],
}

#[derive(PartialEq, Eq)]
enum Kind {
    One,
    Many,
    Number,
}

const QUESTIONS: [Question; 7] = [
    Question {
        name: "phone",
        kind: Kind::One,
        choices: &["company", "private", "both"],
    },
    Question {
        name: "account",
        kind: Kind::One,
        choices: &["business", "personal"],
    },
    Question {
        name: "chats",
        kind: Kind::One,
        choices: &["customers", "colleagues", "groups", "everything"],
    },
    Question {
        name: "want",
        kind: Kind::Many,
        choices: &[
            "evidence",
            "read_back",
            "check_person",
            "manage_phones",
            "wipe_stolen",
        ],
    },
    Question {
        name: "staff",
        kind: Kind::Number,
        choices: &[],
    },
    Question {
        name: "council",
        kind: Kind::One,
        choices: &["none", "staff_body", "works_council"],
    },
    Question {
        name: "why",
        kind: Kind::One,
        choices: &["complaint", "regulator", "loss", "suspicion", "control"],
    },
];

impl AdvicePage {
    fn questions() -> &'static [Question] {
        &QUESTIONS
    }

    fn chosen(&self, question: &str, choice: &str) -> bool {
        self.chosen
            .iter()
            .any(|(name, value)| name == question && value == choice)
    }

    fn written(&self, question: &str) -> &str {
        self.chosen
            .iter()
            .rev()
            .find(|(name, _)| name == question)
            .map_or("", |(_, value)| value)
    }

    fn is_missing(&self, question: &str) -> bool {
        self.missing.contains(&question)
    }

    fn say(&self, family: &str, code: &str) -> String {
        say(&self.layout, family, code)
    }

    fn point(&self, family: &str, code: &str) -> Point {
        point(&self.layout, family, code)
    }

    fn example(&self, code: &str, part: &str) -> String {
        self.layout
            .t(&format!("advice-example-{}-{part}", dashed(code)))
    }
}

impl AnswerPage {
    fn say(&self, family: &str, code: &str) -> String {
        say(&self.layout, family, code)
    }

    fn point(&self, family: &str, code: &str) -> Point {
        point(&self.layout, family, code)
    }

    /// The questions with the words of their answers.
    fn asked(&self) -> Vec<(String, String)> {
        QUESTIONS
            .iter()
            .map(|question| {
                let answers: Vec<String> = self
                    .chosen
                    .iter()
                    .filter(|(name, _)| name == question.name)
                    .map(|(_, value)| {
                        if question.kind == Kind::Number {
                            value.clone()
                        } else {
                            self.say(question.name, value)
                        }
                    })
                    .collect();
                (self.say("question", question.name), answers.join("; "))
            })
            .collect()
    }

    /// Every source that a point names, once.
    fn sources(&self) -> Vec<SourceLine> {
        let points = self.reasons.iter().chain(&self.conditions);
        let mut sources: Vec<SourceLine> = Vec::new();
        for source in points.flat_map(|point| &point.sources) {
            if !sources.contains(source) {
                sources.push(*source);
            }
        }
        sources
    }

    fn phone(&self, part: &PartLine) -> String {
        self.layout.t(match part.phone {
            Ownership::Company => "advice-part-company",
            Ownership::Private => "advice-part-private",
        })
    }
}

impl DocumentPage {
    /// What the document is called.
    pub fn title(&self) -> String {
        say(&self.layout, "document", self.document)
    }

    /// The text in sections.
    pub fn prose(&self) -> Prose {
        paper::paper(self.document, self.layout.language, &self.answers)
    }

    /// The text as a Markdown file.
    pub fn markdown(&self) -> String {
        let made = self.layout.t("paper-made-with");
        format!("{}\n---\n\n{made}\n", self.prose().markdown(&self.title()))
    }
}

/// The words of a code: the point, and what explains it.
struct Point {
    lead: String,
    rest: String,
}

fn point(layout: &Layout, family: &str, code: &str) -> Point {
    let words = say(layout, family, code);
    let (lead, rest) = words.split_once('\n').unwrap_or((&words, ""));
    Point {
        lead: lead.to_owned(),
        rest: rest.replace('\n', " "),
    }
}

fn say(layout: &Layout, family: &str, code: &str) -> String {
    let none: &[(&'static str, Arg)] = &[];
    layout.say(&format!("advice-{family}-{}", dashed(code)), none)
}

/// A colour of the design system for a verdict; the words say the same.
fn color(verdict: &str) -> &'static str {
    match verdict {
        "yes" => "success",
        "yes_if" => "info",
        "not_this_way" => "warning",
        _ => "danger",
    }
}

/// Words of codes, which only their names lead to: every sentence of these families in the locale.
#[cfg(test)]
pub(crate) fn composed_keys() -> Vec<String> {
    let mut keys = families();
    for question in &QUESTIONS {
        keys.extend(
            ["question", "hint"].map(|family| format!("advice-{family}-{}", question.name)),
        );
        let choices = question
            .choices
            .iter()
            .map(|choice| format!("advice-{}-{}", question.name, dashed(choice)));
        keys.extend(choices);
    }
    keys.extend(paper::composed_keys());
    keys
}

/// The codes are those of the advice: its own tests compare them with both locales. Here they are read from one.
#[cfg(test)]
fn families() -> Vec<String> {
    const FAMILIES: [&str; 8] = [
        "verdict",
        "reason",
        "alternative",
        "condition",
        "step",
        "document",
        "source",
        "example",
    ];
    include_str!("../../locales/nl/advice.ftl")
        .lines()
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
        .filter(|key| {
            FAMILIES.iter().any(|family| {
                key.strip_prefix("advice-")
                    .and_then(|k| k.strip_prefix(family))
                    .is_some_and(|k| k.starts_with('-'))
            })
        })
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
pub(crate) use tests::samples;
