//! Recording: how far it is known who people are, and what not knowing does to a figure.
//!
//! People who declined to say, and people who were never asked, are in no group and in no rate by
//! group. Leaving them out without a word makes a figure look surer than it is: publish
//! [`completeness()`] beside it, and with [`possible_share()`] how far the truth may lie. Start with
//! [`Recorded`].

mod completeness;
mod possible_rate;
mod possible_share;

pub use completeness::{Recorded, completeness};
pub use possible_rate::possible_rate;
pub use possible_share::{Possible, possible_share};
