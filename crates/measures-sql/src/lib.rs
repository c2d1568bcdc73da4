//! The statistics of the crate `measures` over tables: by name on columns of a file, and as functions in SQL.
//!
//! **What it is for.** An analyst names a measure and has a table; this crate finds the columns, checks every cell, cuts
//! the rows into groups and asks the measure. The same answer comes from a file, from columns in memory and from SQL.
//!
//! **What it must not know.** Boards, people, pages; what any indicator is about. No statistics are worked out here.
//!
//! **Where to start reading.** [`named::NamedMeasure`], then [`named::ALL`].

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")
)]

pub mod finding;
pub mod named;
pub mod options;
pub mod problem;
pub mod read;
pub mod sql;
mod sums;
pub mod table;
