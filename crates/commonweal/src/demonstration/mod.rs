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
mod areas;
mod attachments;
mod comments;
mod delivery;
mod documents;
mod equity;
mod evidence;
mod frameworks;
mod indicators;
mod joins;
mod meetings;
mod needs;
mod outcomes;
mod packs;
mod places;
mod reports;
mod rounds;
mod services;
mod stage;
mod strategy;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use ::evidence::engine::Engine;
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
pub(crate) async fn load(
    house: &House,
    engine: Arc<dyn Engine>,
    who: &Who,
) -> anyhow::Result<Vec<Loaded>> {
    let stage = Stage::new(house, engine, who);
    become_demonstration(house, &stage.who, TODAY).await?;
    frameworks::load(&stage).await?;
    places::load(&stage).await?;
    access::load(&stage).await?;
    indicators::load(&stage).await?;
    needs::load(&stage).await?;
    strategy::load(&stage).await?;
    comments::load(&stage).await?;
    outcomes::load(&stage).await?;
    delivery::load(&stage).await?;
    areas::load(&stage).await?;
    equity::load(&stage).await?;
    evidence::load(&stage).await?;
    meetings::load(&stage).await?;
    reports::load(&stage).await?;
    attachments::load(&stage).await?;
    documents::load(&stage).await?;
    packs::load(&stage).await?;
    rounds::load(&stage).await?;
    services::load(&stage).await?;
    joins::load(&stage).await?;
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
