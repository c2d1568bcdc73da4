//! Sexual orientation.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

/// PERSON STATED SEXUAL ORIENTATION CODE of the NHS Data Dictionary. Who was asked and is not sure has given no group.
pub(super) const SEXUAL_ORIENTATION: CodeList = CodeList {
    name: "sexual-orientation",
    title: "Sexual orientation",
    characteristic: Characteristic::SexualOrientation,
    source: "NHS Data Model and Dictionary, PERSON STATED SEXUAL ORIENTATION CODE.",
    order: Order::None,
    first_character_is_national: false,
    codes: &[
        Code::group(
            "1",
            "Straight or heterosexual",
            &["heterosexual", "straight", "heterosexual or straight"],
        ),
        Code::group(
            "2",
            "Gay or lesbian",
            &["gay lesbian", "gay", "lesbian", "lesbian or gay"],
        ),
        Code::group("3", "Bisexual", &["bi sexual"]),
        Code::group(
            "4",
            "Another orientation",
            &[
                "other",
                "all other sexual orientations",
                "other sexual orientation",
            ],
        ),
        Code::declined("U", &["not sure", "does not know or is not sure"]),
        Code::declined("Z", &["not stated", "declined", "prefer not to say"]),
        Code::not_known("9", blank_words()),
        Code::not_known("X", &["not answered"]),
        Code::unseparated(&["not stated not known invalid"]),
    ],
};
