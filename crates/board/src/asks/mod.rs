//! Somebody was asked something about a record, by a date, and answered or did not.
//!
//! Partners' returns, approvals, regard statements, replies to scrutiny, shared dates and handovers are all asks. The
//! states *not asked*, *to do*, *late*, *answered* and *did not answer* are worked out from dates and never stored, so
//! silence cannot be forgotten. An engine: it knows no capability by name. Start with [`Ask`] and [`state_of`].

mod ask;
mod round;
pub(crate) mod store;

pub use ask::{
    Ask, AskAct, AskEvent, AskEventKind, AskState, NewAsk, Reply, WITHDRAWN, ask, ask_by_id,
    asks_about, asks_of_round, asks_to, attach_sheet, extend, pass_on, record_event, reply,
    state_of, withdraw, withdraw_reply,
};
pub use round::{NewRound, Round, RoundPurpose, close_round, open_round, round, rounds_of};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// A time in which a set of asks is open.
pub const ROUND: Kind = Kind("round");

/// The state of a round in which answers are awaited.
pub const OPEN: &str = "open";
/// The state of a round whose answers are frozen.
pub const CLOSED: &str = "closed";

/// Registers what the thread must know about this engine.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[KindSpec {
        kind: ROUND,
        one: "round",
        many: "rounds",
        path: None,
        states: &[OPEN, CLOSED],
    }]);
}
