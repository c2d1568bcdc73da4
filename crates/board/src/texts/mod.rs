//! Documents of numbered paragraphs with stable identities: versions, comparison, comments, and the hash that approvals are
//! bound to. Reports, minutes, strategies and chapters are all texts.
//!
//! An engine: it knows no capability by name, and writes only inside an [`crate::Act`] that a use case began. A
//! paragraph keeps its record through every version, so that links to it survive editing. Start with [`NewText`],
//! [`create`] and [`add_version`].

mod block;
mod comment;
mod compare;
mod matching;
pub(crate) mod store;
mod text;
mod typed;
mod version;

pub use block::{Block, BlockType, NewBlock};
pub use comment::{
    AnsweredComment, Comment, CommentAnswer, CommentPlace, PlacedComment, add_comment,
    answer_comment, comment_place, comments_on, placed_comments,
};
pub use compare::{Comparison, Difference, Piece, compare};
pub use text::{NewText, Text, TextType, create, text, texts_of};
pub use typed::{blocks_of_words, words_of_blocks};
pub use version::{
    Version, VersionState, add_version, blocks_of, close_paragraphs, hash_of, newest_version,
    publish_version, published_version, set_version_state, show_paragraphs, show_text, version,
    versions_of,
};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// A document.
pub const TEXT: Kind = Kind("text");
/// A paragraph of a document, the same through every version.
pub const PARAGRAPH: Kind = Kind("paragraph");

/// The state of a text or paragraph that stands.
pub const CURRENT: &str = "current";
/// The state of a paragraph that the newest version no longer has.
pub const REMOVED: &str = "removed";

/// Registers what the thread must know about this engine.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[
        KindSpec {
            kind: TEXT,
            one: "text",
            many: "texts",
            path: None,
            states: &[CURRENT],
        },
        KindSpec {
            kind: PARAGRAPH,
            one: "paragraph",
            many: "paragraphs",
            path: None,
            states: &[CURRENT, REMOVED],
        },
    ]);
}
