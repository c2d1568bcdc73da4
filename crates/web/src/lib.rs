//! The pages of Commonweal: what a person sees, and how a form they send becomes a use case.
//!
//! Cut by the same capabilities as `board`, with the same folder names. A page is a Rust file with its template beside
//! it. This crate knows HTTP and HTML; it must not know the database, the command line, `DataFusion` or Typst.
//!
//! Start with [`routes`] (the table of addresses and who may see them), [`visitor`] (who is looking), [`server`] (what
//! lies round every page), then [`templates`] (how a page is rendered), [`components`] (what pages are made of), [`forms`] (how problems
//! are shown) and `/components`, the [`gallery`] of every component in every state.

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")
)]

pub mod access;
pub mod address;
pub mod api;
pub mod app;
pub mod assets;
pub mod audit;
pub mod components;
pub mod delivery;
pub mod documents;
pub mod equity;
pub mod error_pages;
pub mod fetching;
pub mod files;
mod for_programs;
pub mod forms;
pub mod frameworks;
pub mod gallery;
pub mod headers;
pub mod indicators;
mod kept_pages;
mod limits;
mod lists;
pub mod meetings;
pub mod needs;
pub mod outcomes;
pub mod packs;
mod paper;
pub mod places;
pub mod portal;
pub mod refusal;
pub mod routes;
pub mod server;
pub mod strategy;
pub mod templates;
mod texts;
pub mod thread;
pub mod visitor;

pub use app::{App, Clocks, PaperPrinter, Settings};
pub use fetching::{FetchingError, FigureFetcher, FiguresFetched, FiguresOf, FiguresWanted};
pub use refusal::{Answer, Refusal};
pub use routes::{Audience, Routes};
pub use visitor::Visitor;
