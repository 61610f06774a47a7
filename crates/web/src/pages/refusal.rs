//! A refusal as well made as what it refuses: what, why, and what to do.

use askama::Template;

use crate::page::Layout;
use crate::problem::Problem;

/// What was refused. Made by [`Problem::page`].
#[derive(Template)]
#[template(path = "refusal.html")]
pub struct RefusalPage {
    /// Around the page.
    pub layout: Layout,
    /// What happened, one sentence.
    pub what: String,
    /// Why, one or two sentences.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
    /// The rule of the regulation, such as `R3`, if it was one.
    pub rule: Option<&'static str>,
    /// The HTTP status.
    pub status: u16,
    /// Signing in would help.
    pub sign_in: bool,
}

impl RefusalPage {
    /// The page of a problem, in the layout's language.
    pub fn new(problem: &Problem, layout: Layout) -> Self {
        let language = layout.language;
        Self {
            what: problem.what(language),
            why: problem.why(language),
            remedy: problem.remedy(language),
            rule: problem.rule,
            status: problem.code.status().as_u16(),
            sign_in: problem.code.status() == axum::http::StatusCode::UNAUTHORIZED,
            layout,
        }
    }

    /// Where the reader goes on: the first place of their own, its address and its name.
    fn home(&self) -> Option<(&'static str, String)> {
        self.layout.person.as_ref()?;
        let place = self.layout.places.first()?;
        Some((place.path(), self.layout.t(place.key())))
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::sample;
    use crate::problem::Code;
    use zegel_model::right::Refusal;
    vec![
        sample(
            "refusal-rule",
            &RefusalPage::new(&Refusal::ClassNotCovered.into(), layout.clone()),
        ),
        sample(
            "refusal-sign-in",
            &RefusalPage::new(&Problem::new(Code::NotSignedIn), layout.clone()),
        ),
    ]
}
