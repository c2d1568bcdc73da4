//! One document model for everything that goes before a committee or out to the public, and the formats it is
//! written in.
//!
//! A caller fills a [`PaperDraft`], [`PaperDraft::check`] turns it into a [`Paper`] or lists everything that is
//! wrong with it, and each format writes that same [`Paper`]:
//!
//! | Format | Function | For |
//! |---|---|---|
//! | HTML fragment | [`formats::html::fragment`] | a page of ours, with our classes |
//! | HTML to paste | [`formats::html::to_paste`] | another committee system: no class, style, script or picture |
//! | plain text | [`formats::text::write`] | an e-mail or a plain field |
//! | Word document | [`formats::docx::write`] | whoever edits it on |
//! | workbook | [`formats::xlsx::write`] | its tables, to work with |
//! | PDF/UA-1 | the crate `papers-typst` | print and the public record |
//!
//! It must not know boards, people, indicators, databases or HTTP. Figures arrive as cells that are already safe
//! to publish; nothing here decides what may be shown. Start reading at [`document`].

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "tests fail loudly"))]

pub mod document;
pub mod formats;
mod plain;

pub use document::{
    Address, AddressProblem, Alignment, Anchor, AnchorProblem, Author, Block, Cell, Column,
    Decided, Decision, Fact, Figure, Language, LanguageProblem, List, ListKind, Meeting, Note,
    Numbering, Origin, Outcome, Paper, PaperDraft, Paragraph, Place, Problem, Problems, Receipt,
    Recommendation, Row, Run, Section, Source, Table, Tone, Verb, Words,
};
pub use plain::plain;
