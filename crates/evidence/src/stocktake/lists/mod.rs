//! Code lists as data: what a code in a record of a service stands for. One list is one file, which names who publishes it.
//!
//! Must not know: counts. A new list is a file here and a line in [`ALL`].

mod age;
mod deprivation;
mod disability;
mod ethnicity;
mod gender;
mod marital_status;
mod religion;
mod sex;
mod sexual_orientation;

use super::code_list::CodeList;

/// Every list, in the order in which people are used to seeing them.
pub const ALL: [&CodeList; 11] = [
    &age::AGE_BAND,
    &sex::SEX,
    &ethnicity::ETHNIC_CATEGORY,
    &ethnicity::ETHNIC_GROUP,
    &deprivation::DEPRIVATION,
    &deprivation::DEPRIVATION_FIFTH,
    &disability::DISABILITY,
    &sexual_orientation::SEXUAL_ORIENTATION,
    &religion::RELIGION,
    &gender::GENDER_SAME_AT_BIRTH,
    &marital_status::MARITAL_STATUS,
];
