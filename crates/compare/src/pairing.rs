//! Two lists in order, matched as far as they go, without time that grows with their product.

/// Lists whose product is larger than this many times their sum are matched one after the other.
const DENSE: usize = 64;

/// Something with a place in time.
pub(crate) trait Timed {
    /// In seconds, by one clock for both lists.
    fn time(&self) -> i64;
}

/// Places of the two lists, both in the order of time, that belong together. `cost` says how ill a pair fits, or that
/// it does not at all; as many pairs as possible are made, of those the best fitting, and none cross. Where the lists
/// are too long to try all, the first that fits is taken.
pub(crate) fn pair<T: Timed>(
    a: &[T],
    b: &[T],
    cost: &mut dyn FnMut(&T, &T) -> Option<i64>,
) -> Vec<(usize, usize)> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    if a.len().saturating_mul(b.len()) > DENSE * (a.len() + b.len()) {
        return one_after_the_other(a, b, cost);
    }
    best(a, b, cost)
}

fn one_after_the_other<T: Timed>(
    a: &[T],
    b: &[T],
    cost: &mut dyn FnMut(&T, &T) -> Option<i64>,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if cost(x, y).is_some() {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if y.time() < x.time() {
            j += 1;
        } else {
            i += 1;
        }
    }
    pairs
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Pair,
    SkipA,
    SkipB,
}

/// The best alignment of all: most pairs first, then least cost.
fn best<T>(a: &[T], b: &[T], cost: &mut dyn FnMut(&T, &T) -> Option<i64>) -> Vec<(usize, usize)> {
    let mut steps: Vec<Vec<Step>> = Vec::with_capacity(a.len());
    // For each prefix: pairs not made (fewer is better), then cost.
    let mut above: Vec<(i64, i64)> = vec![(0, 0); b.len() + 1];
    for x in a {
        let mut row = Vec::with_capacity(b.len());
        let mut here = Vec::with_capacity(b.len() + 1);
        let mut left = (0_i64, 0_i64);
        here.push(left);
        for (j, y) in b.iter().enumerate() {
            let up = above.get(j + 1).copied().unwrap_or_default();
            let corner = above.get(j).copied().unwrap_or_default();
            let paired = cost(x, y).map(|cost| (corner.0 - 1, corner.1 + cost));
            let (value, step) = [(up, Step::SkipA), (left, Step::SkipB)]
                .into_iter()
                .chain(paired.map(|value| (value, Step::Pair)))
                .min()
                .unwrap_or((left, Step::SkipB));
            row.push(step);
            here.push(value);
            left = value;
        }
        steps.push(row);
        above = here;
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (a.len(), b.len());
    while let (Some(up), Some(left)) = (i.checked_sub(1), j.checked_sub(1)) {
        match steps.get(up).and_then(|row| row.get(left)) {
            Some(Step::Pair) => {
                pairs.push((up, left));
                i = up;
                j = left;
            }
            Some(Step::SkipA) => i = up,
            Some(Step::SkipB) | None => j = left,
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Timed for i64 {
        fn time(&self) -> i64 {
            *self
        }
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "so that it can be passed as it is"
    )]
    fn near(a: &i64, b: &i64) -> Option<i64> {
        let apart = (a - b).abs();
        (apart <= 10).then_some(apart)
    }

    #[test]
    fn as_many_as_possible_and_the_nearest_of_those() {
        assert_eq!(pair(&[1, 5, 9], &[5, 10], &mut near), [(1, 0), (2, 1)]);
        assert_eq!(pair(&[1], &[100], &mut near), []);
    }

    #[test]
    fn repetition_stays_linear() {
        let (a, b) = (vec![0_i64; 100_000], vec![0_i64; 99_999]);
        let mut asked = 0_usize;
        let pairs = pair(&a, &b, &mut |x, y| {
            asked += 1;
            near(x, y)
        });
        assert_eq!(pairs.len(), 99_999);
        assert!(asked < 1_000_000, "{asked}");
    }
}
