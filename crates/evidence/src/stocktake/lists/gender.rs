//! Whether gender is the same as at birth.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

/// GENDER IDENTITY SAME AT BIRTH INDICATOR of the NHS Data Dictionary.
pub(super) const GENDER_SAME_AT_BIRTH: CodeList = CodeList {
    name: "gender-same-at-birth",
    title: "Gender reassignment",
    characteristic: Characteristic::GenderReassignment,
    source: "NHS Data Model and Dictionary, GENDER IDENTITY SAME AT BIRTH INDICATOR.",
    order: Order::None,
    first_character_is_national: false,
    codes: &[
        Code::group(
            "Y",
            "Gender same as at birth",
            &["yes", "gender identity the same as sex registered at birth"],
        ),
        Code::group("N", "Gender different from birth", &["no"]),
        Code::declined("Z", &["not stated", "declined", "prefer not to say"]),
        Code::not_known("X", blank_words()),
        Code::not_known("9", &["not answered"]),
    ],
};
