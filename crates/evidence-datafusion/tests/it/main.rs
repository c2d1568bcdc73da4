//! The engine from outside: files in, answers out.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod bad_input;
mod export;
mod foreign;
mod good_input;
mod hostile_tables;
mod policies;
mod real_data;
mod sql;
mod store;
