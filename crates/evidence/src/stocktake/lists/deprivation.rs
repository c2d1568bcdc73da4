//! Deprivation of the place where a person lives: tenths and fifths of small areas, the first the most deprived.
//!
//! Some publishers number the other way round and say so in their labels, which are read as they mean it. A bare number is
//! read with 1 as the most deprived.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

/// Tenths.
pub(super) const DEPRIVATION: CodeList = CodeList {
    name: "deprivation",
    title: "Deprivation",
    characteristic: Characteristic::Deprivation,
    source: "English indices of deprivation, tenths of small areas, 1 the most deprived.",
    order: Order::Parts(10),
    first_character_is_national: false,
    codes: &[
        Code::group(
            "1",
            "1 most deprived",
            &["10 most deprived", "most deprived"],
        ),
        Code::group("2", "2", &["09 more deprived", "2 more deprived"]),
        Code::group("3", "3", &["08 more deprived", "3 more deprived"]),
        Code::group("4", "4", &["07 more deprived", "4 more deprived"]),
        Code::group("5", "5", &["06 more deprived", "5 more deprived"]),
        Code::group("6", "6", &["05 less deprived", "6 less deprived"]),
        Code::group("7", "7", &["04 less deprived", "7 less deprived"]),
        Code::group("8", "8", &["03 less deprived", "8 less deprived"]),
        Code::group("9", "9", &["02 less deprived", "9 less deprived"]),
        Code::group(
            "10",
            "10 least deprived",
            &["01 least deprived", "least deprived"],
        ),
        Code::not_known("X", blank_words()),
        Code::unseparated(&["not stated not known invalid"]),
    ],
};

/// Fifths.
pub(super) const DEPRIVATION_FIFTH: CodeList = CodeList {
    name: "deprivation-fifth",
    title: "Deprivation",
    characteristic: Characteristic::Deprivation,
    source: "English indices of deprivation, fifths of small areas, 1 the most deprived.",
    order: Order::Parts(5),
    first_character_is_national: false,
    codes: &[
        Code::group("1", "1 most deprived", &["most deprived"]),
        Code::group("2", "2", &[]),
        Code::group("3", "3", &[]),
        Code::group("4", "4", &[]),
        Code::group("5", "5 least deprived", &["least deprived"]),
        Code::not_known("X", blank_words()),
        Code::unseparated(&["not stated not known invalid"]),
    ],
};
