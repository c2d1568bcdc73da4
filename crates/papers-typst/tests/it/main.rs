//! Printed papers, read back: their tags, their bytes, and what other readers say.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

#[path = "../../../papers/tests/it/every_field.rs"]
mod every_field;
mod page_head;
mod painted_charts;
mod printed_file;
mod tag_tree;
mod tags;
