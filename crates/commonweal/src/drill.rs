//! Stops the process dead at a named point of an act, to see what survives. In builds for development alone: a release
//! cannot be told to.

/// Stops at the point that `COMMONWEAL_DIE_AT` names, as a power cut would: nothing is flushed, closed or rolled back.
#[expect(
    clippy::disallowed_methods,
    reason = "a drill is told from outside, and no release holds it"
)]
pub(crate) fn die_here(point: &str) {
    if std::env::var("COMMONWEAL_DIE_AT").is_ok_and(|wanted| wanted == point) {
        std::process::abort();
    }
}
