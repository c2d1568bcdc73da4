//! A study of coverage: what is drawn, which measure is asked, and the page that says how often its
//! limits held the truth.
//!
//! **Where to start reading.** [`trial`] says what a cell of the study is; the other files hold the
//! cells, one file for each family of measures.

mod control;
mod counts;
mod draws;
mod gaps;
mod gradients;
mod impact;
mod mortality;
pub(crate) mod page;
mod samples;
mod spreads;
mod standardised;
pub(crate) mod trial;

use trial::Section;

/// The whole study, in the order of its page.
pub(crate) fn sections() -> Vec<Section> {
    let families = [
        counts::sections(),
        standardised::sections(),
        gaps::sections(),
        gradients::sections(),
        spreads::sections(),
        impact::sections(),
        mortality::sections(),
        control::sections(),
    ];
    families.into_iter().flatten().collect()
}
