//! Drives every measure with bytes, and judges what it gives.
//!
//! **What it is for.** A fuzzer chooses the bytes (`fuzz_targets/every_measure.rs`), or a test of the crate does
//! (`tests/it/any_bytes.rs`). The first says which measures are asked, and the rest become numbers of any bits and lists
//! of any length that the types of the crate let in.
//!
//! **What it must not know.** What the right answer is. It knows what no answer may be: not a number, limits that do
//! not hold their value, more turns of a loop than were promised.
//!
//! **Where to start reading.** [`drive`], then [`Judge`].

mod control;
mod distributions;
mod edges;
mod gradients;
mod intervals;
mod mortality;
mod numbers;
mod rates;
mod series;
mod subgroups;

use measures::{Confidence, Estimate, Limits, Undefined};

use numbers::Numbers;

/// Asks the measures that the first byte chooses with numbers from the others. `turns` says how many turns loops have
/// taken up to now; where nobody counts it says nothing new.
///
/// # Panics
/// When an answer is not sound, which is what it is for.
pub(crate) fn drive(bytes: &[u8], turns: fn() -> u64) {
    let mut numbers = Numbers::of(bytes);
    let judge = Judge { turns };
    let choice = numbers.byte();
    if choice >= 128 {
        numbers.ordinary_from_here();
    }
    match choice % 9 {
        0 => distributions::ask(&mut numbers, &judge),
        1 => intervals::ask(&mut numbers, &judge),
        2 => rates::ask(&mut numbers, &judge),
        3 => gradients::ask(&mut numbers, &judge),
        4 => gradients::ask_simulated(&mut numbers, &judge),
        5 => subgroups::ask(&mut numbers, &judge),
        6 => mortality::ask(&mut numbers, &judge),
        7 => control::ask(&mut numbers, &judge),
        _ => series::ask(&mut numbers, &judge),
    }
}

/// Terms of a series or a continued fraction of the gamma function.
const TERMS: u64 = 2_000;
/// Both integrals of a tail of the beta function, with the search for their scale.
const NODES: u64 = 2 * (8_000 + 2 * 200);
/// Newton's steps of a quantile.
const STEPS: u64 = 200;
/// Both exact limits of a count.
const LIMITS_OF_COUNT: u64 = 2 * STEPS * (1 + TERMS);
/// Both exact limits of a share, or one quantile of Student's distribution twice.
const LIMITS_OF_SHARE: u64 = 2 * (STEPS * (1 + NODES) + NODES);

/// Says whether an answer is sound.
pub(crate) struct Judge {
    turns: fn() -> u64,
}

impl Judge {
    /// What some work gives, which must take no more turns than `bound`.
    #[track_caller]
    fn within<T>(&self, bound: u64, work: impl FnOnce() -> T) -> T {
        let before = (self.turns)();
        let given = work();
        let taken = (self.turns)() - before;
        assert!(taken <= bound, "{taken} turns where {bound} were promised");
        given
    }

    /// An estimate and its limits at the levels that were asked for, `bound` turns for each and for the value.
    #[track_caller]
    fn estimate(
        &self,
        bound: u64,
        levels: &[Confidence],
        ask: impl FnOnce(&[Confidence]) -> Result<Estimate, Undefined>,
    ) {
        let times = 1 + u64::try_from(levels.len()).unwrap_or(u64::MAX);
        match self.within(bound * times, || ask(levels)) {
            Ok(found) => sound(&found, levels),
            Err(reason) => said(reason),
        }
    }
}

/// A finite value between its finite limits, one pair for each level.
#[track_caller]
fn sound(found: &Estimate, levels: &[Confidence]) {
    assert!(found.value().is_finite(), "{found:?}");
    match found.limits() {
        Ok(limits) => {
            assert_eq!(limits.len(), levels.len(), "{found:?}");
            for (limits, level) in limits.iter().zip(levels) {
                assert_eq!(limits.confidence(), *level, "{found:?}");
                assert!(hold(*limits, found.value()), "{found:?}");
            }
        }
        Err(reason) => said(reason),
    }
}

/// A reason has words.
#[track_caller]
fn said(reason: Undefined) {
    assert!(!reason.to_string().is_empty(), "{reason:?}");
}

/// Whether finite limits hold a value.
fn hold(limits: Limits, value: f64) -> bool {
    limits.lower().is_finite() && limits.upper().is_finite() && limits.contain(value)
}

/// Whether a number is a share.
fn is_share(number: f64) -> bool {
    (0.0..=1.0).contains(&number)
}
