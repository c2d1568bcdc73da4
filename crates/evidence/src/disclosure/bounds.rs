//! What follows from sums: ranges are narrowed until nothing narrows any more.
//!
//! Must not know: tables, rules, releases. Every range stays one that holds the truth; a set of numbers that cannot be at once
//! ends as a range whose least is above its most.

use super::network::WITHOUT_END;

/// Turns after which narrowing ends. Tables of a few thousand numbers need some ten.
const MOST_TURNS: usize = 200;

/// Narrows the ranges by the sums: each names a total and its parts.
pub(super) fn narrow(ranges: &mut [(i64, i64)], sums: &[(usize, Vec<usize>)]) {
    for _ in 0..MOST_TURNS {
        let mut narrowed = false;
        for (total, parts) in sums {
            let (least, most) = sum(ranges, parts, None);
            narrowed |= cut(&mut ranges[*total], least, most);
            let whole = ranges[*total];
            for &part in parts {
                let others = sum(ranges, parts, Some(part));
                // Where the others are without end, the least is far below nought and cuts nothing.
                let most = if whole.1 == WITHOUT_END {
                    WITHOUT_END
                } else {
                    whole.1 - others.0
                };
                narrowed |= cut(&mut ranges[part], whole.0 - others.1, most);
            }
        }
        let cannot_be = ranges.iter().any(|(least, most)| least > most);
        if cannot_be || !narrowed {
            return;
        }
    }
}

/// The range of a sum, without one of its parts; the most ends where counts do.
fn sum(ranges: &[(i64, i64)], parts: &[usize], without: Option<usize>) -> (i64, i64) {
    let (least, most) = parts
        .iter()
        .filter(|&&part| Some(part) != without)
        .map(|&part| ranges[part])
        .fold((0_i64, 0_i64), |sum, range| {
            (sum.0.saturating_add(range.0), sum.1.saturating_add(range.1))
        });
    (least.min(WITHOUT_END), most.min(WITHOUT_END))
}

fn cut(range: &mut (i64, i64), least: i64, most: i64) -> bool {
    let cut = (range.0.max(least), range.1.min(most));
    let narrowed = cut != *range;
    *range = cut;
    narrowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unknown_part_is_the_difference() {
        let mut ranges = [(100, 100), (60, 60), (1, WITHOUT_END), (37, 37)];
        narrow(&mut ranges, &[(0, vec![1, 2, 3])]);
        assert_eq!(ranges[2], (3, 3));
    }

    #[test]
    fn an_open_total_is_the_sum() {
        let mut ranges = [(0, WITHOUT_END), (8, 12), (0, 0)];
        narrow(&mut ranges, &[(0, vec![1, 2])]);
        assert_eq!(ranges[0], (8, 12));
    }

    #[test]
    fn what_cannot_be_is_an_empty_range() {
        let mut ranges = [(5, 5), (4, 4), (3, 3)];
        narrow(&mut ranges, &[(0, vec![1, 2])]);
        assert!(ranges.iter().any(|(least, most)| least > most));
    }
}
