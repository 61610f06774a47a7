//! The table: what was wanted, what was measured, how the two compare.

use std::fmt::Write as _;

/// Which way is better.
#[derive(Clone, Copy, PartialEq)]
pub enum Target {
    /// At least so much.
    AtLeast(f64),
    /// At most so much.
    AtMost(f64),
    /// Nothing was promised; it stands there for comparison.
    None,
}

/// One figure.
pub struct Row {
    what: String,
    unit: &'static str,
    target: Target,
    values: Vec<f64>,
    /// The one of the values that counts, as a share of their sorted list; the median unless said otherwise.
    share: f64,
    peer: Option<(String, f64)>,
    note: String,
}

impl Row {
    /// A figure that was measured so often; its median counts.
    pub fn new(
        what: impl Into<String>,
        unit: &'static str,
        target: Target,
        values: Vec<f64>,
    ) -> Self {
        assert!(!values.is_empty(), "a row without a measurement");
        Self {
            what: what.into(),
            unit,
            target,
            values,
            share: 0.5,
            peer: None,
            note: String::new(),
        }
    }

    /// Another value than the median counts: 0.99 for the one that 99 of 100 stay below.
    pub fn percentile(mut self, share: f64) -> Self {
        self.share = share;
        self
    }

    /// The same work by somebody else, in the same run.
    pub fn beside(mut self, peer: impl Into<String>, value: f64) -> Self {
        self.peer = Some((peer.into(), value));
        self
    }

    /// What a reader should know.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// The value that counts.
    pub fn value(&self) -> f64 {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len() - 1;
        let place = (self.share * sorted.len() as f64).ceil() as usize;
        sorted[place.saturating_sub(1).min(last)]
    }

    fn spread(&self) -> (f64, f64) {
        let least = self.values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = self.values.iter().copied().fold(0.0, f64::max);
        (least, most)
    }

    /// Measured against wanted: 1.00 and more is reached, whichever way is better.
    fn ratio(&self) -> Option<f64> {
        match self.target {
            Target::AtLeast(wanted) => Some(self.value() / wanted),
            Target::AtMost(wanted) => Some(wanted / self.value()),
            Target::None => None,
        }
    }

    /// One line for a terminal.
    pub fn line(&self) -> String {
        let ratio = self
            .ratio()
            .map(|ratio| format!(", {ratio:.2} of the target"));
        let peer = self
            .peer
            .as_ref()
            .map(|(name, value)| format!(", {name}: {}", number(*value)));
        format!(
            "{}: {} {}{}{}",
            self.what,
            number(self.value()),
            self.unit,
            ratio.unwrap_or_default(),
            peer.unwrap_or_default()
        )
    }

    fn markdown(&self) -> String {
        let target = match self.target {
            Target::AtLeast(wanted) => format!("≥ {}", number(wanted)),
            Target::AtMost(wanted) => format!("≤ {}", number(wanted)),
            Target::None => "–".to_owned(),
        };
        let ratio = self.ratio().map_or("–".to_owned(), |ratio| {
            if ratio < 1.0 {
                format!("**{ratio:.2}**")
            } else {
                format!("{ratio:.2}")
            }
        });
        let (least, most) = self.spread();
        let runs = match self.values.len() {
            1 => "1".to_owned(),
            n => format!("{n} ({}–{})", number(least), number(most)),
        };
        let peer = self.peer.as_ref().map_or(String::new(), |(name, value)| {
            format!(
                "{name}: {}, ours {:.2}×",
                number(*value),
                self.value() / value
            )
        });
        let note = [peer.as_str(), self.note.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("; ");
        format!(
            "| {} | {target} {} | {} | {ratio} | {runs} | {note} |",
            self.what,
            self.unit,
            number(self.value()),
        )
    }
}

/// As people read it: thousands apart, no digits that mean nothing.
fn number(value: f64) -> String {
    if value >= 100.0 {
        let digits = format!("{value:.0}");
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place) % 3 == 0 {
                out.push(',');
            }
            out.push(digit);
        }
        out
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

/// The whole page.
pub fn page(machine: &str, rows: &[Row], seconds: f64) -> String {
    let mut text = String::from(
        "# How fast it is\n\n\
         Written by `just bench`, which measures all of it again in some minutes; down to \u{201c}Why\u{201d}, which is \
         written by hand and kept, do not edit. A ratio of 1.00 or more reaches the target, **less** does not. Runs: how often, with the least and the most; the median counts where \
         no percentile is named. What stands beside a figure was measured in the same run on the same machine.\n\n",
    );
    let _ = writeln!(text, "{machine}");
    text.push_str(
        "| what | target | measured | ratio | runs | beside it |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let _ = writeln!(text, "{}", row.markdown());
    }
    let missed: Vec<&Row> = rows
        .iter()
        .filter(|row| row.ratio().is_some_and(|ratio| ratio < 1.0))
        .collect();
    let _ = writeln!(
        text,
        "\n{} of {} targets are reached. The whole run took {seconds:.0} s.",
        rows.iter().filter(|row| row.ratio().is_some()).count() - missed.len(),
        rows.iter().filter(|row| row.ratio().is_some()).count(),
    );
    if !missed.is_empty() {
        text.push_str("\n## What is not reached, and by how much\n\n");
    }
    for row in missed {
        let _ = writeln!(text, "- {}", row.line());
    }
    text
}

/// What people wrote below the table, from a page as it was before; its beginning where there was none.
pub fn by_hand(before: &str) -> &str {
    before.find(WHY).map_or(EMPTY, |place| &before[place..])
}

/// Where the part begins that people write.
const WHY: &str = "## Why\n";
/// That part before anybody wrote it.
const EMPTY: &str = "## Why\n\nNothing was written here yet.\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_says_reached_or_not_whichever_way_is_better() {
        let fast = Row::new("a", "per s", Target::AtLeast(10.0), vec![30.0, 20.0, 10.0]);
        assert_eq!(fast.value(), 20.0);
        assert_eq!(fast.ratio(), Some(2.0));
        let slow = Row::new("b", "ms", Target::AtMost(5.0), vec![10.0]);
        assert_eq!(slow.ratio(), Some(0.5));
        assert!(slow.markdown().contains("**0.50**"));
        let text = page("a machine\n", &[fast, slow], 1.0);
        assert!(text.contains("1 of 2 targets are reached"), "{text}");
    }

    #[test]
    fn what_people_wrote_stays_and_what_is_missed_is_named() {
        let slow = Row::new("b", "ms", Target::AtMost(5.0), vec![10.0]);
        let text = page("a machine\n", &[slow], 1.0);
        assert!(text.contains("- b: 10.0 ms, 0.50 of the target"), "{text}");
        let first = format!("{text}\n{}", by_hand(""));
        assert!(first.ends_with(EMPTY));
        let edited = first.replace("Nothing was written here yet.", "The disk.");
        assert_eq!(by_hand(&edited), "## Why\n\nThe disk.\n");
    }

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        let row = |share| Row::new("c", "ms", Target::None, values.clone()).percentile(share);
        assert_eq!(row(0.99).value(), 99.0);
        assert_eq!(row(0.5).value(), 50.0);
        assert_eq!(row(1.0).value(), 100.0);
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(1_234_567.8), "1,234,568");
        assert_eq!(number(12.345), "12.3");
        assert_eq!(number(0.5), "0.50");
    }
}
