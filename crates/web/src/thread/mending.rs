//! Where a broken join is mended at the desk, and what the button there says. What no page mends leads to the thread.

use board::story::BrokenJoin;
use board::thread::Direction;

use super::Addresses;
use crate::address::encoded;

/// What to do about a broken join, in two or three words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mending {
    pub text: &'static str,
    pub href: String,
}

/// The parts that a page of the desk mends: kind, part, what the button says, and the page, where `{}` is the record's name.
const PARTS: &[(&str, &str, &str, &str)] = &[
    ("action", "owner", "Name an owner", "/desk/delivery/{}"),
    ("action", "due date", "Set a date", "/desk/delivery/{}"),
    (
        "action",
        "level with reason",
        "Choose a level",
        "/desk/delivery/{}",
    ),
    (
        "action",
        "equity check",
        "Start the check",
        "/desk/delivery/{}/equity",
    ),
    (
        "outcome",
        "measure with baseline and target",
        "Set the measure",
        "/desk/outcomes/{}",
    ),
    ("outcome", "lead", "Name a lead", "/desk/outcomes/{}"),
    (
        "outcome",
        "lead asked in the newest round",
        "Ask now",
        "/desk/returns/new",
    ),
    ("need", "priority or reason", "Give a reason", "/desk/needs"),
];

impl Mending {
    /// The page at the desk where somebody who may can mend it.
    pub(super) fn of(join: &BrokenJoin) -> Self {
        let record = &join.broken.record;
        let rule = &join.broken.rule;
        if rule.direction != Direction::Part {
            return Self {
                text: "Join it up",
                href: format!(
                    "/desk/joins/new?about={}&expects={}",
                    encoded(&record.reference().to_string()),
                    encoded(&rule.expects)
                ),
            };
        }
        PARTS
            .iter()
            .find(|(kind, part, ..)| rule.kind == *kind && rule.expects == *part)
            .map_or_else(
                || Self::none(join),
                |(_, _, text, page)| Self {
                    text,
                    href: page.replace("{}", record.slug.as_str()),
                },
            )
    }

    /// Nothing that this reader may do.
    pub(super) fn none(join: &BrokenJoin) -> Self {
        Self {
            text: "See its thread",
            href: Addresses::thread(&join.broken.record),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_that_a_page_mends_is_one_that_a_capability_counts() {
        let registry = board::registry();
        for (kind, part, ..) in PARTS {
            assert!(
                registry
                    .all_parts()
                    .any(|(known, name)| known.0 == *kind && name == *part),
                "no capability counts “{part}” of {kind}"
            );
        }
    }
}
