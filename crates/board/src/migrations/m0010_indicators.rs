//! Indicators, data sets with their versions, evidence items, receipts and whom an indicator cannot show.

use crate::database::schema::table;
use crate::indicators::{CoverageState, EvidenceType, words_of_evidence};
use crate::vocabulary::Origin;

super::migration!(
    Indicators,
    "m0010_indicators",
    [
        table("indicator")
            .record_id()
            .text("publisher_id")
            .text_null("definition")
            .one_of("value_type", words_of_evidence::VALUE_TYPES)
            .one_of("value_type_known", words_of_evidence::KNOWN)
            .text("unit")
            .real_null("multiplier")
            .one_of("polarity", words_of_evidence::POLARITIES)
            .one_of("polarity_known", words_of_evidence::KNOWN)
            .text_null("cadence")
            .text_null("numerator")
            .text_null("denominator")
            .text_null("source")
            .text_null("caveats")
            .text_null("disclosure")
            .unique(&["publisher_id"]),
        table("data_set")
            .record_id()
            .text_null("source")
            .text_null("licence")
            .text_null("attribution")
            .one_of(
                "disclosure_policy",
                &["already_published", "counts_over_people"]
            )
            .text_null("policy_reason")
            .date_null("next_due"),
        table("data_version")
            .record_id()
            .reference("data_set_id", "data_set")
            .integer("number")
            .text("sha256")
            .date("as_at")
            .date_null("published_on")
            .reference_null("replaces_id", "data_version")
            .integer("row_count")
            .text("sources")
            .text("notes")
            .text("indicator_ids")
            .text("catalogue")
            .reference_null("loaded_by", "record")
            .text("loaded_by_name")
            .unique(&["data_set_id", "number"])
            .index(&["sha256"]),
        table("receipt")
            .id()
            .text("number")
            .one_of("receipt_type", words_of_evidence::RECEIPT_TYPES)
            .text("question")
            .text("data_files")
            .text("software")
            .integer_null("seed")
            .text("result_hash")
            .one_of("origin", Origin::WORDS)
            .moment("made_at")
            .text_null("result")
            .unique(&["number"]),
        table("evidence_item")
            .record_id()
            .one_of("evidence_type", EvidenceType::WORDS)
            .text("statement")
            .reference_null("receipt_id", "receipt")
            .text_null("document")
            .text_null("place_in_document")
            .text_null("quotation")
            .reference_null("indicator_id", "indicator")
            .reference_null("area_id", "area")
            .text_null("strength")
            .date("as_at")
            .index(&["indicator_id"]),
        table("coverage")
            .id()
            .reference("subject_id", "record")
            .reference("element_id", "element")
            .one_of("state", CoverageState::WORDS)
            .text("reason")
            .text_null("owner")
            .date("as_at")
            .unique(&["subject_id", "element_id"]),
    ]
);
