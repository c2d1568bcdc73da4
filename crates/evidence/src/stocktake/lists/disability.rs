//! Disability.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

const YES: &str = "Disabled";
const NO: &str = "Not disabled";

/// DISABILITY CODE of the NHS Data Dictionary, or yes and no. A person may have several codes and is disabled by any.
pub(super) const DISABILITY: CodeList = CodeList {
    name: "disability",
    title: "Disability",
    characteristic: Characteristic::Disability,
    source: "NHS Data Model and Dictionary, DISABILITY CODE.",
    order: Order::None,
    first_character_is_national: false,
    codes: &[
        Code::group("01", YES, &[]),
        Code::group("02", YES, &[]),
        Code::group("03", YES, &[]),
        Code::group("04", YES, &[]),
        Code::group("05", YES, &[]),
        Code::group("06", YES, &[]),
        Code::group("07", YES, &[]),
        Code::group("08", YES, &[]),
        Code::group("09", YES, &[]),
        Code::group("10", YES, &[]),
        Code::group("XX", YES, &[]),
        Code::group(
            "Y",
            YES,
            &["yes", "disabled", "disabled under the equality act"],
        ),
        Code::group(
            "NN",
            NO,
            &["no disability", "not disabled under the equality act"],
        ),
        Code::group("N", NO, &["no", "not disabled"]),
        Code::declined("ZZ", &["not stated", "declined", "prefer not to say"]),
        Code::not_known("99", blank_words()),
        Code::not_known("", &["no code recorded"]),
        Code::unseparated(&["not stated not known invalid"]),
    ],
};
