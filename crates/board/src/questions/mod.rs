//! Question sets with versions, and the sheets on which somebody answered them.
//!
//! Returns, equity checks, consultations and self-assessments are all question sets. A sheet remembers which version it
//! answered, in which language and by which route. An engine: it knows no capability by name. Start with [`QuestionSet`]
//! and [`Sheet`].

mod question_set;
mod sheet;
pub(crate) mod store;

pub use question_set::{
    NewQuestion, Question, QuestionSet, QuestionType, SetPurpose, SetVersion, add_set_version,
    create_set, newest_set_version, questions_of, set_by_slug, sets_of,
};
pub use sheet::{
    AnswerMode, AnswerProblem, Answers, NewSheet, Sheet, answers_of, check_answers, save_answers,
    send_sheet, sheet, sheets_about, start_sheet,
};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// A set of questions.
pub const QUESTION_SET: Kind = Kind("question-set");

/// The state of a set that may be used.
pub const CURRENT: &str = "current";

/// Registers what the thread must know about this engine.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[KindSpec {
        kind: QUESTION_SET,
        one: "question set",
        many: "question sets",
        path: None,
        states: &[CURRENT],
    }]);
}
