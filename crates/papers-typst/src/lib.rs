//! The PDF/UA-1 format of [`papers`]: tagged, with bookmarks, real headings and table headings, and the words of
//! every figure, set in type by Typst. It also paints drawings for formats whose readers do not all draw SVG.
//!
//! It must not know boards, databases or HTTP, and only this crate knows Typst. What a paper says goes to Typst as
//! data, never as markup; Typst sees two files, both held in memory, and no folder, package or clock. Start
//! reading at [`Printer`]; the design of the page is in `paper.typ`.
//!
//! Printing takes tens of milliseconds to seconds of one processor: call it away from the threads that answer
//! requests, a few at a time.

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "tests fail loudly"))]

#[cfg(test)]
#[path = "../../papers/tests/it/every_field.rs"]
mod every_field;
mod fonts;
mod painter;
mod printer;
mod readable;
mod sheet;
mod view;

pub use printer::{Pdf, PrintProblem, Printer};
