//! Who may do what to evidence.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Approver, Officer};

/// Load a release of a data set. Nobody uses it until somebody else has published it.
pub const LOAD_DATA: Permission = Permission::of("load data", &[Analyst, Officer]);
/// Publish a release that somebody else has loaded.
pub const PUBLISH_DATA: Permission = Permission::of("publish data", &[Analyst, Approver, Officer]);
/// Take a release back.
pub const UNDO_IMPORT: Permission = Permission::of("undo an import", &[Analyst, Officer]);
/// Say what a publisher does not: which way is good, what kind of value it is, that an indicator is withdrawn.
pub const CORRECT_INDICATOR: Permission = Permission::of("correct an indicator", &[Analyst]);
/// Say who publishes a data set, under which licence, and when its next release is due.
pub const DESCRIBE_DATA_SET: Permission =
    Permission::of("describe a data set", &[Analyst, Officer]);
/// Say whom an indicator can show and whom it cannot.
pub const SET_COVERAGE: Permission = Permission::of("say whom we cannot see", &[Analyst, Officer]);
/// Say which themes an indicator carries.
pub const SET_THEME: Permission =
    Permission::of("say which themes an indicator carries", &[Analyst, Officer]);
/// Add an evidence item.
pub const ADD_EVIDENCE_ITEM: Permission = Permission::of("add evidence", &[Analyst, Officer]);
/// Gather evidence before a workshop, and say when it is ready.
pub const REVIEW_EVIDENCE: Permission =
    Permission::of("review evidence before a workshop", &[Analyst, Officer]);
/// Make a locality of small areas, so that figures are built for it.
pub const DEFINE_LOCALITY: Permission = Permission::of("define localities", &[Analyst, Officer]);
/// Load a group of places that are like one another.
pub const LOAD_NEIGHBOURS: Permission = Permission::of("load neighbours", &[Analyst, Officer]);
/// Keep the stock that was taken of a service.
pub const KEEP_STOCKTAKE: Permission = Permission::of("keep a stocktake", &[Analyst, Officer]);
/// Load boundaries of areas, for maps.
pub const LOAD_BOUNDARIES: Permission = Permission::of("load boundaries", &[Analyst, Officer]);
/// Remove data files that no version names.
pub const SWEEP_FILES: Permission = Permission::of("sweep data files", &[Officer]);
/// Keep the receipt of an answer, so that anybody can check it. Part of showing the answer.
pub const KEEP_RECEIPT: Permission = Permission::open("keep a receipt");

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &LOAD_DATA,
    &PUBLISH_DATA,
    &UNDO_IMPORT,
    &CORRECT_INDICATOR,
    &DESCRIBE_DATA_SET,
    &SET_COVERAGE,
    &SET_THEME,
    &ADD_EVIDENCE_ITEM,
    &REVIEW_EVIDENCE,
    &DEFINE_LOCALITY,
    &LOAD_NEIGHBOURS,
    &KEEP_STOCKTAKE,
    &LOAD_BOUNDARIES,
    &SWEEP_FILES,
    &KEEP_RECEIPT,
];
