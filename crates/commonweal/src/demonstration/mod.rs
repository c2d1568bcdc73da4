//! The demonstration: an empty installation filled with a story that makes every page alive.
//!
//! It is 8 September 2022. Facts of published documents are quoted; everything else is made up, says so where it
//! stands, and names no real body as having said or done anything. Each capability writes its own part through use
//! cases alone, so that the demonstration has been through every rule and stands in the audit log. What is there
//! already is left alone: running it a second time writes nothing.
//!
//! To add a part: a file named after the capability with `pub(super) async fn load(stage: &Stage) -> anyhow::Result<()>`,
//! one line in [`load`], and its counts in `tests.rs`. Must not know the command line. Start with [`load`].

mod access;
mod frameworks;
mod places;
mod stage;
#[cfg(test)]
mod tests;

use board::portal::become_demonstration;
use board::{House, Who};
use jiff::civil::{Date, date};

pub(crate) use access::people_to_sign_in_as;
use stage::Stage;

/// The board's date in the demonstration.
pub(crate) const TODAY: Date = date(2022, 9, 8);

/// So many records of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loaded {
    /// What they are, in the plural.
    pub(crate) what: &'static str,
    /// How many the installation holds.
    pub(crate) count: usize,
}

/// Fills the house with the demonstration, each part after those that it builds on. Returns what is there afterwards.
pub(crate) async fn load(house: &House, who: &Who) -> anyhow::Result<Vec<Loaded>> {
    let stage = Stage::new(house, who);
    become_demonstration(house, &stage.who, TODAY).await?;
    frameworks::load(&stage).await?;
    places::load(&stage).await?;
    access::load(&stage).await?;
    loaded(house).await
}

/// How many records of each kind there are.
async fn loaded(house: &House) -> anyhow::Result<Vec<Loaded>> {
    let mut all = Vec::new();
    for spec in house.registry().all_kinds() {
        let count = board::thread::of_kind(house, spec.kind, None).await?.len();
        if count > 0 {
            let what = spec.many;
            all.push(Loaded { what, count });
        }
    }
    Ok(all)
}
