//! People by what is known of them.

use measures::Undefined;
use measures::recording::{Possible, Recorded};

use crate::finding::Finding;
use crate::named::read;
use crate::problem::Problems;
use crate::table::Group;

/// People by what is known of them, the sum of a group's rows.
pub(super) fn of(group: &Group<'_>) -> Result<Recorded, Problems> {
    Ok(Recorded {
        known: read::count_of(group, "known")?,
        declined: read::count_of(group, "declined")?,
        not_asked: read::count_of(group, "not_asked")?,
        invalid: read::count_of(group, "invalid")?,
    })
}

/// A figure among those who are known, and how far it may lie from the truth. Those are no limits by chance, so they
/// stand beside them.
pub(super) fn finding(found: Result<Possible, Undefined>) -> Finding {
    match found {
        Ok(found) => Finding::exact(found.among_known)
            .with("lowest", found.lowest)
            .with("highest", found.highest),
        Err(reason) => Finding::undefined(reason),
    }
}
