//! The domain of a Health and Wellbeing Board: records, rules and use cases, cut by capability.
//!
//! Start with [`vocabulary`] (the words), then [`runner`] (how anything is ever changed), then [`thread`] (what every
//! record has) and any one capability, for instance [`meetings`].
//!
//! This crate must not know HTTP, `DataFusion` or Typst. Only files called `store.rs` (or in a folder `store/`), the
//! [`database`] module and the [`migrations`] talk to the database. Nothing here reads a clock, draws a random number
//! or looks at the environment: all three arrive as parameters.

pub mod access;
pub mod asks;
pub mod audit;
pub mod calendar;
pub mod database;
pub mod delivery;
pub mod documents;
pub mod equity;
pub mod events;
pub mod files;
pub mod frameworks;
pub mod indicators;
pub mod joins;
pub mod lists;
pub mod meetings;
pub mod migrations;
pub mod needs;
pub mod outcomes;
pub mod packs;
pub mod places;
pub mod portal;
pub mod questions;
pub mod runner;
pub mod story;
pub mod strategy;
pub mod texts;
pub mod thread;
pub mod vocabulary;

pub use runner::{Act, Done, House, RunnerError, Who};

/// Everything that the capabilities tell the engines about themselves.
#[must_use]
pub fn registry() -> thread::Registry {
    let mut registry = thread::Registry::default();
    frameworks::register(&mut registry);
    texts::register(&mut registry);
    asks::register(&mut registry);
    questions::register(&mut registry);
    joins::register(&mut registry);
    places::register(&mut registry);
    indicators::register(&mut registry);
    portal::register(&mut registry);
    needs::register(&mut registry);
    strategy::register(&mut registry);
    delivery::register(&mut registry);
    equity::register(&mut registry);
    outcomes::register(&mut registry);
    events::register(&mut registry);
    meetings::register(&mut registry);
    documents::register(&mut registry);
    registry
}
