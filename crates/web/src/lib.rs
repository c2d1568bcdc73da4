//! The pages of Commonweal: what a person sees, and how a form they send becomes a use case.
//!
//! Cut by the same capabilities as `board`, with the same folder names. A page is a Rust file with its template beside
//! it. This crate knows HTTP and HTML; it must not know the database, the command line, `DataFusion` or Typst.
//!
//! Start with [`templates`] (how a page is rendered), [`components`] (what pages are made of), [`forms`] (how problems
//! are shown) and `/components`, the [`gallery`] of every component in every state.

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")
)]

pub mod assets;
pub mod components;
pub mod error_pages;
pub mod forms;
pub mod gallery;
pub mod headers;
pub mod templates;
