//! Tails and quantiles of the distributions, and the numbers that are drawn from them.

use measures::numeric::{self, RandomStream, beta, chi_square, gamma, normal, student_t};

use super::{Judge, NODES, Numbers, STEPS, TERMS, is_share};

/// A tail is a share, or not a number just where the domain ends.
#[track_caller]
fn tail(found: f64, inside: bool) {
    assert_eq!(found.is_nan(), !inside, "{found}");
    assert!(!inside || is_share(found), "{found}");
}

pub(super) fn ask(numbers: &mut Numbers<'_>, judge: &Judge) {
    let (p, a, b) = (numbers.number(), numbers.number(), numbers.number());
    match numbers.byte() % 6 {
        0 => {
            tail(judge.within(0, || normal::lower_tail(p)), !p.is_nan());
            tail(judge.within(0, || normal::upper_tail(p)), !p.is_nan());
            for found in [normal::quantile(p), normal::upper_quantile(p)] {
                assert_eq!(found.is_nan(), !is_share(p), "{found}");
            }
        }
        1 => {
            let inside = a > 0.0 && a.is_finite() && p >= 0.0;
            tail(judge.within(TERMS, || gamma::lower(a, p)), inside);
            tail(judge.within(TERMS, || gamma::upper(a, p)), inside);
        }
        2 => {
            let inside = is_share(p) && a >= 0.0 && a.is_finite();
            let bound = STEPS * (1 + TERMS);
            for found in [
                judge.within(bound, || chi_square::quantile(p, a)),
                judge.within(bound, || chi_square::upper_quantile(p, a)),
            ] {
                assert_eq!(found.is_nan(), !inside, "{found}");
                assert!(!inside || found >= 0.0, "{found}");
            }
        }
        3 => {
            let shapes = (1e-30..=1e30).contains(&a) && (1e-30..=1e30).contains(&b);
            let inside = is_share(p) && shapes;
            tail(judge.within(NODES, || beta::lower(a, b, p)), inside);
            tail(judge.within(NODES, || beta::upper(a, b, p)), inside);
            let bound = STEPS * (1 + NODES) + NODES;
            tail(judge.within(bound, || beta::quantile(p, a, b)), inside);
            tail(
                judge.within(bound, || beta::upper_quantile(p, a, b)),
                inside,
            );
        }
        4 => {
            let known = a >= 2e-30;
            tail(
                judge.within(NODES, || student_t::upper_tail(p, a)),
                known && !p.is_nan(),
            );
            tail(
                judge.within(NODES, || student_t::lower_tail(p, a)),
                known && !p.is_nan(),
            );
            let bound = STEPS * (1 + NODES) + NODES;
            for found in [
                judge.within(bound, || student_t::quantile(p, a)),
                judge.within(bound, || student_t::upper_quantile(p, a)),
            ] {
                assert_eq!(found.is_nan(), !(known && is_share(p)), "{found}");
            }
        }
        _ => {
            // Any other mean is outside what the stream says it draws from.
            let mean = if p.is_finite() { p.abs() } else { 1.0 };
            let mut stream = RandomStream::new(numbers.whole(), numbers.whole());
            assert!(is_share(stream.uniform()));
            let count = judge.within(1_000, || stream.poisson(mean));
            assert!(count >= 0.0 && count.is_finite(), "{count}");
            let terms = numbers.list(40, Numbers::finite);
            let total = numeric::sum(terms.iter().copied());
            let largest = terms
                .iter()
                .fold(0.0_f64, |most, term| most.max(term.abs()));
            assert!(largest > 1e290 || total.is_finite(), "{total}");
        }
    }
}
