//! How much of two texts is the same: by pairs of neighbouring characters, in time that grows with their length.

/// Pairs of a text that are looked at; what comes later in a long text says nothing new.
const LONGEST: usize = 512;

/// The pairs of a text, sorted.
#[derive(Default)]
pub(crate) struct Pairs(Vec<(char, char)>);

impl Pairs {
    /// Of a text, whatever its case.
    pub(crate) fn of(text: &str) -> Self {
        let mut before = ' ';
        let mut pairs: Vec<(char, char)> = text
            .chars()
            .flat_map(char::to_lowercase)
            .filter(|c| !c.is_whitespace())
            .take(LONGEST)
            .map(|c| (std::mem::replace(&mut before, c), c))
            .collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Per cent of both texts that they have in common.
    pub(crate) fn common(&self, other: &Self) -> usize {
        let all = self.0.len() + other.0.len();
        if all == 0 {
            return 100;
        }
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0_usize;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    shared += 2;
                    a.next();
                    b.next();
                }
            }
        }
        shared * 100 / all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_space_changes_nothing_and_other_words_everything() {
        let common = |a, b| Pairs::of(a).common(&Pairs::of(b));
        assert!(
            common(
                "Ik stuur een bericht terwijl",
                "Ik stuur een berichtterwijl"
            ) > 95
        );
        assert!(common("325 heb ik gezegd", "385 heb ik gezegd") > 60);
        assert!(common("Tot morgen", "Welke soep") < 30);
        assert_eq!(common("", ""), 100);
    }
}
