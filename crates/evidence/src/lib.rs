//! What a question, a cell, a receipt and disclosure control are.
//!
//! Data about health comes in as files of *observations*. Nothing outside this crate ever sees one, unless its publisher
//! has published it and [`open_data`] gives it away as it stands: an
//! [`engine::Engine`] pushes rows into a [`observation::RowSink`] that only this crate can make and only this
//! crate can read, the rows pass [`disclosure`], an [`analysis`] turns what is left into [`cell::Cell`]s, and
//! the reader gets them inside a [`disclosure::Publishable`] together with a [`receipts::Receipt`].
//!
//! Must not know: which engine reads the files, databases, boards, people, pages, the clock.
//!
//! Start with [`cell`], then [`engine`], then [`analysis`]. [`memory::MemoryEngine`] is the small engine to try
//! things with.
//!
//! A raw observation cannot be named outside:
//!
//! ```compile_fail,E0603
//! use evidence::observation::Observation;
//! ```
//!
//! Nobody outside can make a sink to collect rows in:
//!
//! ```compile_fail,E0624
//! let mut seen = 0;
//! let sink = evidence::observation::RowSink::new(&mut |_| seen += 1);
//! ```
//!
//! A result cannot be declared safe to publish by hand:
//!
//! ```compile_fail,E0423
//! let fine = evidence::disclosure::Publishable(7);
//! ```

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "tests fail loudly"))]

pub mod analysis;
pub mod boundaries;
pub mod catalogue;
pub mod cell;
pub mod disclosure;
pub mod engine;
pub mod intake;
pub mod memory;
pub mod observation;
pub mod open_data;
pub mod receipts;
pub mod small_areas;
pub mod stocktake;

/// Name and version of this software as receipts state it.
pub const SOFTWARE: &str = concat!("commonweal ", env!("CARGO_PKG_VERSION"));

/// Code of England in the Government Statistical Service's register.
pub const ENGLAND: &str = "E92000001";
