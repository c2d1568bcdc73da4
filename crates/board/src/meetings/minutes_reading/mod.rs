//! Reads minutes: from pasted or exported text to numbered paragraphs, proposed actions and
//! problems that a person should look at.
//!
//! A pure function. It knows no database, page, clock or person; it never mends and never guesses:
//! an owner, words or a date that the minutes do not give stay empty and are named as a problem.
//! Words proposed for an action without any are taken whole from the paragraph before it.
//!
//! The way through, one file an idea: `lines` (any text to lines), `layout` (lines to headings,
//! paragraphs and drafts of actions; helped by `numbering`, `headings`, `action_lines`, `tables`),
//! `action_words` (a draft to owner, words and time; helped by `owners`, `due`, `dates`),
//! `resolutions`, `questions`, `speakers`, and `checks`, one file a rule.

mod action_lines;
mod action_words;
mod checks;
mod dates;
mod due;
mod headings;
mod layout;
mod lines;
mod numbering;
mod owner_words;
mod owners;
mod proposal;
mod questions;
mod read;
mod reading;
mod resolutions;
mod speakers;
mod stated_twice;
mod tables;
mod wording;

pub use checks::Rule;
pub use read::read;
pub use reading::{
    Action, Context, Decision, Doubt, Heading, Paragraph, Problem, Question, Reading, Severity,
};

#[cfg(test)]
mod tests;
