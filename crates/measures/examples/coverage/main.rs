//! How often limits hold the truth: draws data whose truth is known, asks each measure for its
//! limits, and writes `docs/measures/coverage.md`.
//!
//! Run with `cargo run --example coverage`. It takes a few minutes, and every run on every platform
//! writes the same bytes.

#![expect(
    clippy::unwrap_used,
    reason = "a study fails loudly, and shares its files with a test"
)]

mod study;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let page = study::page::write(&study::sections());
    std::fs::write(
        Path::new(env!("CARGO_MANIFEST_DIR")).join(study::page::PATH),
        page,
    )
}
