//! Tests of the public face against values that others computed or published.
//!
//! `any_input` gives every measure numbers of any size, and `any_bytes` drives all of them as the fuzzer does. `coverage` draws parts of a committed page
//! again. `laws` holds what all measures of a kind keep. `golden` reads the values beside it, always. `published` re-derives figures from real releases
//! and runs where `COMMONWEAL_REAL_DATA` names the folder that holds them; it says so when it does
//! not.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod any_bytes;
mod any_input;
mod coverage;
mod golden;
mod laws;
mod published;
