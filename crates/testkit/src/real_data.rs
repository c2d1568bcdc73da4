use std::env;
use std::path::PathBuf;

/// The folder of real open data, where `COMMONWEAL_REAL_DATA` names it.
///
/// A test that needs it says on standard error that it is skipped where this returns `None`:
///
/// ```
/// let Some(data) = testkit::real_data() else {
///     eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
///     return;
/// };
/// assert!(data.is_dir());
/// ```
///
/// # Panics
/// When the variable names a folder that is not there: a test must not be skipped by a slip of the pen.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "tests have no binary that reads the environment for them"
)]
pub fn real_data() -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os("COMMONWEAL_REAL_DATA")?);
    assert!(
        folder.is_dir(),
        "COMMONWEAL_REAL_DATA names {}, which is no folder",
        folder.display()
    );
    Some(folder)
}
