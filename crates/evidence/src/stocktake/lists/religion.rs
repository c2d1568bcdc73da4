//! Religion or belief.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

const OTHER: &str = "Another religion";

/// RELIGIOUS OR OTHER BELIEF SYSTEM AFFILIATION GROUP CODE of the NHS Data Dictionary, in the groups of the census.
pub(super) const RELIGION: CodeList = CodeList {
    name: "religion",
    title: "Religion or belief",
    characteristic: Characteristic::ReligionOrBelief,
    source: "NHS Data Model and Dictionary, RELIGIOUS OR OTHER BELIEF SYSTEM AFFILIATION GROUP CODE.",
    order: Order::None,
    first_character_is_national: false,
    codes: &[
        Code::group("B", "Buddhist", &[]),
        Code::group("C", "Christian", &[]),
        Code::group("D", "Hindu", &[]),
        Code::group("F", "Jewish", &[]),
        Code::group("G", "Muslim", &[]),
        Code::group("I", "Sikh", &[]),
        Code::group("A", OTHER, &["baha i", "bahai"]),
        Code::group("E", OTHER, &["jain"]),
        Code::group("H", OTHER, &["pagan"]),
        Code::group("J", OTHER, &["zoroastrian"]),
        Code::group(
            "K",
            OTHER,
            &["other", "other religion", "any other religion"],
        ),
        Code::group("L", "No religion", &["none", "no religion or belief"]),
        Code::declined(
            "M",
            &["declines to disclose", "not stated", "prefer not to say"],
        ),
        Code::not_known("N", blank_words()),
        Code::not_known("X", &["not answered"]),
        Code::unseparated(&["not stated not known invalid"]),
    ],
};
