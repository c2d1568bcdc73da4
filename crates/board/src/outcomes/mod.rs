//! Outcomes and partners' returns (capability C9): the change that residents should see, what is counted for it, which
//! bodies lead, shape or influence it, and what each of them says when it is asked.
//!
//! Whether an outcome is on course is worked out from figures ([`judge`]) and never typed. The partners' own view stands
//! beside it and the two never mix. Figures arrive through [`Figures`]; this capability must not know where they are kept,
//! nor meetings or pages. Start with [`Outcome`], then [`judge`], then [`returns`].

mod achievement;
mod change_outcome;
mod create_outcome;
mod figures;
mod measure;
mod outcome;
pub mod policy;
mod progress;
mod progress_paper;
mod published_figures;
pub mod returns;
mod rules;
pub(crate) mod store;
mod verdict;

pub use achievement::{
    Achievement, RecordAchievement, RecordAchievementError, achievements_of, record_achievement,
};
pub use change_outcome::{ChangeOutcome, change_outcome};
pub use create_outcome::{CreateOutcome, OutcomeError, create_outcome};
pub use figures::{Figures, FiguresUnavailable, NoFigures, Point};
pub use measure::{Cadence, Measure, NewMeasure};
pub use outcome::{Outcome, OutcomeRole, Part, outcome, outcome_by_slug, outcomes_of};
pub use progress::{OutcomeProgress, ProgressError, progress_of, progress_of_outcome};
pub use progress_paper::{ProgressPaperError, progress_paper};
pub use published_figures::{Asking, PublishedFigures};
pub use verdict::{Judgement, Task, Verdict, Why, judge};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// The change that residents should see.
pub const OUTCOME: Kind = Kind("outcome");
/// Something that was brought about.
pub const ACHIEVEMENT: Kind = Kind("achievement");

/// An outcome that is being prepared.
pub const DRAFT: &str = "draft";
/// An outcome that is followed.
pub const LIVE: &str = "live";
/// An outcome that is no longer followed.
pub const ENDED: &str = "ended";
/// The only state of an achievement.
pub const RECORDED: &str = "recorded";

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[
        KindSpec {
            kind: OUTCOME,
            one: "outcome",
            many: "outcomes",
            path: Some("outcomes"),
            states: &[DRAFT, LIVE, ENDED],
        },
        KindSpec {
            kind: ACHIEVEMENT,
            one: "achievement",
            many: "achievements",
            path: None,
            states: &[RECORDED],
        },
        KindSpec {
            kind: returns::RETURN,
            one: "return",
            many: "returns",
            path: None,
            states: &[returns::RETURN_MADE],
        },
    ]);
    returns::register(registry);
    rules::register(registry);
}
