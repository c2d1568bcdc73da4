//! The engine from outside: files in, answers out.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod bad_input;
mod every_file;
mod export;
mod foreign;
mod good_input;
mod hostile_tables;
mod policies;
mod real_data;
mod records;
mod services;
mod small_areas;
mod sql;
mod stock_taker;
mod store;
