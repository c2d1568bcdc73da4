//! What a paper is made of.
//!
//! The top of the model is [`PaperDraft`] (`paper.rs`): its title, where it goes, its sections, and what stands at
//! its end. Sections hold [`Block`]s; a block's text is [`Words`]. `check.rs` decides what a sound paper is and
//! gives each part the number that every format prints.

mod address;
mod check;
mod drawing;
mod figure;
mod numbers;
mod paper;
mod recommendation;
mod section;
mod table;
mod words;

pub use address::{Address, AddressProblem, Anchor, AnchorProblem, Language, LanguageProblem};
pub use check::{Place, Problem, Problems};
pub use figure::Figure;
pub use paper::{Author, Fact, Meeting, Origin, Paper, PaperDraft, Receipt, Source};
pub(crate) use recommendation::day_in_words;
pub use recommendation::{Decided, Decision, Outcome, Recommendation, Verb};
pub use section::{Block, List, ListKind, Note, Numbering, Paragraph, Section};
pub use table::{Alignment, Cell, Column, Row, Table, Tone};
pub use words::{Run, Words};
