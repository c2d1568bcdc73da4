//! The public interface of Fingertips: what it offers for a place, asked for politely and kept by content.
//!
//! Knows addresses, answers and manners, and nothing of boards or databases: whoever calls it loads what it gives. Time and
//! waiting arrive as a [`Clock`]. Start with [`Fetcher::get`]; [`Interface`] has the addresses.
//!
//! # What was verified, and where
//!
//! The service itself was not reachable when this was written. Paths and parameters of [`Interface`] were read in the
//! service's own published source (`ukhsa-collaboration/fingertips-open`, the controllers for areas, data and indicator
//! metadata): `area_types/parent_area_types`, `areas/by_area_type`, `all_data/csv/by_indicator_id`,
//! `all_data/csv/by_profile_id`, `indicator_metadata/csv/by_indicator_id`. `profiles`, with `Id` and `Name`, and the
//! `ParentAreaTypes` of an area type were read in the R client (`ropensci/fingertipsR`), which asks both;
//! `indicator_metadata/by_profile_id` in programs that use it, whose answer is an object keyed by the indicator's number;
//! that the name stands in it under `Descriptive` and `Name` was not verified, and a missing one is left empty. Columns of
//! the data file are those of exports that people have published. Whether the service sends validators, lengths or takes
//! ranges is not known: every one of them is used where it is offered and missed where it is not.

mod answers;
mod cache;
mod fetcher;
mod interface;
mod retry_after;

pub use answers::{
    AnswerError, Area, AreaType, Choice, Expected, area_types, areas, choices, in_order_for, near,
};
pub use cache::{Cache, Entry};
pub use fetcher::{Clock, FetchError, Fetched, Fetcher, Found, Manners};
pub use interface::{Interface, InterfaceError, PUBLIC_ADDRESS};
/// An address, as [`Interface`] gives it.
pub use url::Url;
