//! Age in whole years, or as a band.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

/// Ages: "34", "18 to 25", "65+", "Under 18", "90 and over".
pub(super) const AGE_BAND: CodeList = CodeList {
    name: "age-band",
    title: "Age",
    characteristic: Characteristic::Age,
    source: "Age in whole years, or bands as the table has them.",
    order: Order::Ages,
    first_character_is_national: false,
    codes: &[Code::not_known("X", blank_words())],
};
