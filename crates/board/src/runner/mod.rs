//! How anything is ever changed.
//!
//! A use case asks the [`House`] to [`House::begin`] an [`Act`], with the permission that it needs. The act holds the
//! only write transaction there is; it makes and changes records and joins them, and [`Act::commit`] writes one audit
//! entry and commits everything together. Dropping an act without committing leaves nothing behind.

mod act;
mod failure;
mod house;
mod permission;
mod randomness;
#[cfg(test)]
mod tests;

pub use act::{Act, Change, Done};
pub use failure::RunnerError;
pub use house::{House, Marker, Who};
pub use permission::Permission;
pub use randomness::Randomness;
