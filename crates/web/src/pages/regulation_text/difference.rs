//! What a new table makes possible that the old one did not, and what no longer is.

use askama::Template;
use zegel_model::regulation::{Difference, Line};

use super::{may, role};
use crate::language::{IntoArg, Language};
use crate::page::dashed;

/// What becomes possible that was not, and what no longer is.
#[derive(Template)]
#[template(path = "regulation/difference.html")]
pub struct DifferenceText {
    /// In which language.
    pub language: Language,
    /// From one table to the next.
    pub difference: Difference,
}

impl DifferenceText {
    /// What becomes possible that was not: lines, purposes, longer terms.
    pub fn wider(&self) -> Vec<String> {
        self.listed(
            &self.difference.wider,
            &self.difference.purposes_wider,
            |before, after| after > before,
        )
    }

    /// What is no longer possible: lines, purposes, shorter terms.
    pub fn narrower(&self) -> Vec<String> {
        self.listed(
            &self.difference.narrower,
            &self.difference.purposes_narrower,
            |before, after| after < before,
        )
    }

    fn listed(
        &self,
        lines: &[Line],
        purposes: &[zegel_model::case::Purpose],
        of: fn(u16, u16) -> bool,
    ) -> Vec<String> {
        let language = self.language;
        let lines = lines.iter().map(|line| {
            let args = [
                ("role", role(language, line.role).arg()),
                ("may", may(language, line.action).arg()),
            ];
            language.say("regulation-role-may-this", &args)
        });
        let purposes = purposes.iter().map(|purpose| {
            let name = self.t(&format!("purpose-{}", dashed(purpose.name())));
            language.say("regulation-difference-purpose", &[("purpose", name.arg())])
        });
        let terms = self
            .difference
            .terms
            .iter()
            .filter(|(_, (before, after))| of(*before, *after))
            .map(|(term, (before, after))| {
                let args = [("before", before.arg()), ("after", after.arg())];
                language.say(&format!("regulation-difference-{}", dashed(term)), &args)
            });
        lines.chain(purposes).chain(terms).collect()
    }

    fn t(&self, key: &str) -> String {
        self.language.say(key, &[])
    }
}
