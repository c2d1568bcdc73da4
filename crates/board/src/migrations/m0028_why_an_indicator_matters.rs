//! Why an indicator matters, and where its counts and populations come from, in the publisher's words.

use crate::database::schema::added_text_null;

super::migration!(
    WhyAnIndicatorMatters,
    "m0028_why_an_indicator_matters",
    add[
        added_text_null("indicator", "rationale"),
        added_text_null("indicator", "numerator_source"),
        added_text_null("indicator", "denominator_source")
    ],
    []
);
