//! Marriage and civil partnership.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

/// PERSON MARITAL STATUS of the NHS Data Dictionary.
pub(super) const MARITAL_STATUS: CodeList = CodeList {
    name: "marital-status",
    title: "Marriage and civil partnership",
    characteristic: Characteristic::MarriageAndCivilPartnership,
    source: "NHS Data Model and Dictionary, PERSON MARITAL STATUS.",
    order: Order::None,
    first_character_is_national: false,
    codes: &[
        Code::group("S", "Single", &[]),
        Code::group(
            "M",
            "Married or in a civil partnership",
            &["married civil partner", "married"],
        ),
        Code::group("P", "Separated", &[]),
        Code::group("D", "Divorced or partnership dissolved", &["divorced"]),
        Code::group("W", "Widowed or surviving partner", &["widowed"]),
        Code::declined("N", &["not disclosed", "not stated", "prefer not to say"]),
        Code::not_known("9", blank_words()),
        Code::not_known("8", &["not applicable"]),
    ],
};
