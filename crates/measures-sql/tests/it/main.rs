//! What the repository says about the measures, held against what they do.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

mod agreement;
mod choices;
mod one_group;
mod pages;
