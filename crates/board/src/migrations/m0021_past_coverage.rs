//! What was said about whom an indicator can see, before something else was: the course of the gaps.

use crate::database::schema::table;
use crate::indicators::CoverageState;

super::migration!(
    PastCoverage,
    "m0021_past_coverage",
    [table("coverage_past")
        .id()
        .reference("subject_id", "record")
        .reference("element_id", "element")
        .one_of("state", CoverageState::WORDS)
        .date("from_day")
        .date("until_day")
        .index(&["subject_id", "element_id"])]
);
