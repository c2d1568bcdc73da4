//! Packs of evidence about one place (part of capability C2): made from published figures and the statements of a board, in
//! one go and again whenever figures change.
//!
//! A pack is a document whose words come from figures: what stands out first, then each figure beside England and its own
//! past, the gap inside the place or why it is not known, whom no figure shows, what documents, studies and residents say,
//! and how everything was made, with a receipt for each figure. Every version keeps the paper that it was made as. Giving it
//! to somebody, publishing and comparing are the business of [`crate::documents`]. Must not know how figures are worked
//! out, nor how a paper is printed. Start with [`make_pack()`], then `contents.rs`.

mod choose;
mod contents;
mod make_pack;
pub mod policy;
mod recipe;
mod sections;
#[cfg(test)]
mod tests;

pub use choose::{Choice, ChooseError, chosen};
pub use make_pack::{
    MADE_AT_MOST, Made, MakeAgain, MakePack, MakePackError, make_again, make_pack,
};
pub use recipe::{Recipe, has_newer_figures, recipe_of};
