//! One cell of the study: a setting, how often it is drawn, and how often the limits held.

use std::sync::OnceLock;

use measures::numeric::RandomStream;
use measures::{Confidence, Estimate, Undefined};

use super::draws::Chances;

/// The seed of the whole study.
pub(crate) const SEED: u64 = 20_130_401;

/// How often each cell is drawn, unless it says otherwise.
pub(crate) const REPLICATES: u32 = 10_000;

/// What one draw found in each of two columns: the share of its limits that held, or nothing where
/// there were no limits.
pub(crate) type Found = [Option<f64>; 2];

type Trial = Box<dyn Fn(&mut RandomStream) -> Found + Send + Sync>;

/// A setting whose truth is known.
pub(crate) struct Cell {
    pub(crate) setting: String,
    pub(crate) replicates: u32,
    trial: Trial,
}

/// The cells of measures that share an interval.
pub(crate) struct Section {
    /// Functions of the library, such as `rate::proportion`.
    pub(crate) measures: &'static [&'static str],
    /// What is drawn and what the truth is.
    pub(crate) about: &'static str,
    pub(crate) columns: [Column; 2],
    pub(crate) cells: Vec<Cell>,
    /// Why cells fall short, where any does.
    pub(crate) why: &'static str,
}

/// What a column counts, and what it promises.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    pub(crate) heading: &'static str,
    pub(crate) promised: Option<f64>,
}

/// The two published levels.
pub(crate) const LEVELS: [Column; 2] = [
    Column {
        heading: "95%",
        promised: Some(0.95),
    },
    Column {
        heading: "99.8%",
        promised: Some(0.998),
    },
];

/// How often limits held, with the error of having drawn only so often.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) share: f64,
    pub(crate) error: f64,
}

/// What the draws of a cell found in both columns, and for how many there were no limits.
pub(crate) struct Result {
    pub(crate) held: [Option<Held>; 2],
    pub(crate) without: [f64; 2],
}

impl Cell {
    pub(crate) fn new(
        setting: impl Into<String>,
        trial: impl Fn(&mut RandomStream) -> Found + Send + Sync + 'static,
    ) -> Self {
        Self {
            setting: setting.into(),
            replicates: REPLICATES,
            trial: Box::new(trial),
        }
    }

    /// A measure of one count, whose limits are worked out once for each count that can be drawn.
    pub(crate) fn of_one_count(
        setting: impl Into<String>,
        chances: Chances,
        found: impl Fn(f64) -> Found + Send + Sync + 'static,
    ) -> Self {
        let known = OnceLock::new();
        Self::new(setting, move |stream| {
            let known: &Vec<Found> = known.get_or_init(|| chances.counts().map(&found).collect());
            known[chances.place(stream)]
        })
    }

    /// Drawn less often, because each draw takes long.
    pub(crate) fn drawn(mut self, replicates: u32) -> Self {
        self.replicates = replicates;
        self
    }

    /// Draws it so often, from streams of its own: a cell more or less changes no other.
    pub(crate) fn run(&self, section: &Section, replicates: u32) -> Result {
        let name = [section.measures[0], " ", &self.setting].concat();
        let high = u64::from(hash(&name)) << 32;
        let mut sums = [[0.0_f64; 3]; 2];
        for replicate in 0..replicates {
            let found = (self.trial)(&mut RandomStream::new(SEED, high | u64::from(replicate)));
            for (sum, found) in sums.iter_mut().zip(found) {
                if let Some(share) = found {
                    sum[0] += 1.0;
                    sum[1] += share;
                    sum[2] += share * share;
                }
            }
        }
        let all = f64::from(replicates);
        Result {
            held: sums.map(|[number, shares, squares]| {
                (number > 0.0).then(|| {
                    let share = shares / number;
                    let variance = (squares / number - share * share).max(0.0);
                    Held {
                        share,
                        error: (variance / number).sqrt(),
                    }
                })
            }),
            without: sums.map(|[number, ..]| (all - number) / all),
        }
    }
}

/// Fowler, Noll and Vo's hash: a number for a name that is the same everywhere.
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Whether the limits at the two published levels hold the truth.
pub(crate) fn holds(estimate: &std::result::Result<Estimate, Undefined>, truth: f64) -> Found {
    Confidence::PUBLISHED.map(|level| {
        let limits = estimate.as_ref().ok()?.limits_at(level)?;
        Some(f64::from(u8::from(limits.contain(truth))))
    })
}

/// One for yes.
pub(crate) fn share_of(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}
