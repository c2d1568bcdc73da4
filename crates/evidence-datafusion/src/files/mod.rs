//! Data files: one folder, Parquet inside, names that are hashes.
//!
//! Must not know: what is in a source file, what is asked of the rows.

mod data_file;
mod encoding;
mod folder;
mod held;
mod parquet_out;
mod periods;
mod reading;
mod schema;
mod selected;
mod writing;

pub use folder::DataFolder;
pub(crate) use folder::{Part, hash_of};
pub(crate) use held::Held;
pub(crate) use reading::{Wanted, each_row, each_wanted_row, rows_of, without_rows};
pub(crate) use schema::columns;
pub(crate) use writing::RowWriter;
