//! Sex as a person states it.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

/// PERSON STATED GENDER CODE of the NHS Data Dictionary.
pub(super) const SEX: CodeList = CodeList {
    name: "sex",
    title: "Sex",
    characteristic: Characteristic::Sex,
    source: "NHS Data Model and Dictionary, PERSON STATED GENDER CODE.",
    order: Order::None,
    first_character_is_national: false,
    codes: &[
        Code::group("2", "Female", &["f", "women", "woman", "girls"]),
        Code::group("1", "Male", &["m", "men", "man", "boys"]),
        Code::group(
            "9",
            "Indeterminate",
            &[
                "i",
                "indeterminate unable to be classified as either male or female",
                "indeterminate unable to be classified as male or female",
            ],
        ),
        Code::not_known("X", blank_words()),
        Code::not_known("0", &[]),
        Code::unseparated(&["not stated not known invalid"]),
        Code::sum(&["persons", "all", "both"]),
    ],
};
