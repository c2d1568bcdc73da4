//! The strategy (capability C6): a programme with phases that boards may share, strategies with a period and a text,
//! and priorities in order.
//!
//! Must not know actions, outcomes or meetings; those point here. Start with [`Strategy`] and [`Priority`].

mod answer_comment;
mod answer_move;
mod approval;
mod comment_on_paragraph;
mod create_priority;
mod create_programme;
mod create_strategy;
mod date_move;
mod end_strategy;
mod move_phase;
mod phase;
pub mod policy;
mod priority;
mod rules;
pub(crate) mod store;
mod strategy_record;
#[cfg(test)]
mod tests;
mod withdraw_move;

pub use answer_comment::{AnswerComment, answer_comment};
pub use answer_move::{AnswerMove, answer_move};
pub use approval::{
    APPROVED, ApprovalError, ApprovalRoute, ApprovalStep, Approve, Approver, RequestApproval,
    SENT_BACK, StepState, approval_route, approve, publish_strategy, published_version,
    request_approval,
};
pub use comment_on_paragraph::{
    CommentError, CommentOnParagraph, comment_on_paragraph, comments_of, takes_comments,
};
pub use create_priority::{CreatePriority, CreatePriorityError, adopt_priority, create_priority};
pub use create_programme::{
    CreatePhase, CreateProgramme, CreateProgrammeError, create_phase, create_programme,
};
pub use create_strategy::{
    CreateStrategy, CreateStrategyError, create_strategy, set_strategy_text,
};
pub use date_move::{AGREES, DateMove, PlannedDays, REFUSES, ToldMove, date_moves};
pub use end_strategy::{EndStrategy, EndStrategyError, end_strategy};
pub use move_phase::{MoveError, MovePhase, Moved, move_phase};
pub use phase::{Phase, PhaseState, Programme, phases_of, programme_of, states_on};
pub use priority::{Horizon, Priority, priorities_of, priority};
pub use strategy_record::{Strategy, strategies_of, strategy, strategy_on};
pub use withdraw_move::{WithdrawMove, withdraw_move};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// Work that one or more boards do together over some years.
pub const PROGRAMME: Kind = Kind("programme");
/// A stretch of a programme.
pub const PHASE: Kind = Kind("phase");
/// A date of a shared programme that one board has moved.
pub const DATE_MOVE: Kind = Kind("date-move");
/// A joint local health and wellbeing strategy.
pub const STRATEGY: Kind = Kind("strategy");
/// What a strategy puts first.
pub const PRIORITY: Kind = Kind("priority");

/// Being written.
pub const DRAFT: &str = "draft";
/// Decided by the board.
pub const ADOPTED: &str = "adopted";
/// Replaced or run out.
pub const ENDED: &str = "ended";

/// The other boards are asked to agree.
pub const ASKED: &str = "asked";
/// All of them have agreed, and the date is moved.
pub const AGREED: &str = "agreed";
/// One of them has refused, and the date stays.
pub const REFUSED: &str = "refused";
/// The board that proposed it has taken it back, and the date stays.
pub const WITHDRAWN: &str = "withdrawn";

const STATES: &[&str] = &[DRAFT, ADOPTED, ENDED];

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[
        KindSpec {
            kind: PROGRAMME,
            one: "programme",
            many: "programmes",
            path: None,
            states: STATES,
        },
        KindSpec {
            kind: PHASE,
            one: "phase",
            many: "phases",
            path: None,
            states: STATES,
        },
        KindSpec {
            kind: DATE_MOVE,
            one: "moved date",
            many: "moved dates",
            path: None,
            states: &[ASKED, AGREED, REFUSED, WITHDRAWN],
        },
        KindSpec {
            kind: STRATEGY,
            one: "strategy",
            many: "strategies",
            path: None,
            states: STATES,
        },
        KindSpec {
            kind: PRIORITY,
            one: "priority",
            many: "priorities",
            path: Some("priorities"),
            states: STATES,
        },
    ]);
    rules::register(registry);
}
