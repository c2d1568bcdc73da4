//! The figure that a quoted evidence item states, beside its document, place and words.

use crate::database::schema::table;

super::migration!(
    QuotedFigures,
    "m0014_quoted_figures",
    [table("quoted_figure")
        .record_id()
        .text("value")
        .text("unit")
        .text("period")
        .text_null("comparator")]
);
