//! Where a broken join is mended at the desk, and what the button there says. What no page mends leads to the thread.

use board::story::BrokenJoin;
use board::thread::Direction;

use super::Addresses;

/// What to do about a broken join, in two or three words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mending {
    pub text: &'static str,
    pub href: String,
}

impl Mending {
    /// Nothing that this reader may do.
    pub(super) fn none(join: &BrokenJoin) -> Self {
        Self {
            text: "See its thread",
            href: Addresses::thread(&join.broken.record),
        }
    }
}

/// The page at the desk where somebody who may can mend it.
pub(super) fn mending(join: &BrokenJoin) -> Mending {
    let record = &join.broken.record;
    let rule = &join.broken.rule;
    let slug = &record.slug;
    let (text, href) = match (rule.direction, rule.kind.as_str(), rule.expects.as_str()) {
        (Direction::Up | Direction::Down, _, relation) => (
            "Join it up",
            format!(
                "/desk/joins/new?about={}&expects={}",
                record.reference(),
                relation.replace(' ', "+")
            ),
        ),
        (Direction::Part, "action", "owner") => ("Name an owner", format!("/desk/delivery/{slug}")),
        (Direction::Part, "action", "due date") => ("Set a date", format!("/desk/delivery/{slug}")),
        (Direction::Part, "action", "level with reason") => {
            ("Choose a level", format!("/desk/delivery/{slug}"))
        }
        (Direction::Part, "action", "equity check") => {
            ("Start the check", format!("/desk/delivery/{slug}/equity"))
        }
        (Direction::Part, "outcome", "measure with baseline and target") => {
            ("Set the measure", format!("/desk/outcomes/{slug}"))
        }
        (Direction::Part, "outcome", "lead") => ("Name a lead", format!("/desk/outcomes/{slug}")),
        (Direction::Part, "outcome", "lead asked in the newest round") => {
            ("Ask now", "/desk/returns/new".to_owned())
        }
        (Direction::Part, "need", "priority or reason") => {
            ("Give a reason", "/desk/needs".to_owned())
        }
        (Direction::Part, _, _) => return Mending::none(join),
    };
    Mending { text, href }
}
