//! What tests share: installations on either database, clocks that stand still, bytes that repeat, and the way to real
//! data.
//!
//! For tests only, and it must not know any crate of ours: `board` itself is tested with it, and would otherwise be
//! compiled twice and meet its own types as strangers. What it needs of `board` arrives by the macros, which are told
//! by which name the calling crate knows it. Start with [`store_tests!`].
//!
//! There is one template for each test program, so every installation begins alike: only the macros make them.

mod answering_server;
mod clocks;
mod installation;
mod postgres;
mod random_bytes;
mod real_data;
mod sqlite;
mod store_tests;
mod template;

pub use answering_server::{Answer, AnsweringServer, Asked};
pub use clocks::FakeClocks;
pub use installation::{TestInstallation, on_postgres, on_sqlite};
pub use random_bytes::RepeatableBytes;
pub use real_data::real_data;
