//! Places, bodies and people.

use crate::database::schema::table;
use crate::places::{
    AreaLevel, AreaType, BodyType, PartKind, Standing, StatutoryRole, SuccessionKind,
};

super::migration!(
    Places,
    "m0003_places",
    [
        table("area")
            .record_id()
            .text_null("code")
            .one_of("area_type", AreaType::WORDS)
            .one_of_null("level", AreaLevel::WORDS)
            .integer_null("population")
            .text_null("geometry_file")
            .index(&["code"]),
        table("area_part")
            .id()
            .reference("whole_id", "area")
            .reference("part_id", "area")
            .one_of("part_kind", PartKind::WORDS)
            .real_null("share")
            .date("from_date")
            .date_null("to_date")
            .text_null("correction")
            .index(&["whole_id"])
            .index(&["part_id"]),
        table("body")
            .record_id()
            .one_of("body_type", BodyType::WORDS)
            .reference_null("area_id", "area")
            .text("public_name")
            .text_null("responsibility")
            .text_null("quorum_rule"),
        table("succession")
            .id()
            .reference("from_id", "body")
            .reference("to_id", "body")
            .date("on_date")
            .one_of("succession_kind", SuccessionKind::WORDS)
            .unique(&["from_id", "to_id"]),
        table("person")
            .record_id()
            .text_null("spoken_name")
            .text_null("contact")
            .boolean("public_contact"),
        table("seat")
            .record_id()
            .reference("of_body_id", "body")
            .one_of_null("statutory_role", StatutoryRole::WORDS)
            .one_of("standing", Standing::WORDS)
            .boolean("votes")
            .text_null("portfolio")
            .index(&["of_body_id"]),
        table("tenure")
            .id()
            .reference("seat_id", "seat")
            .reference_null("person_id", "person")
            .reference_null("holder_body_id", "body")
            .reference_null("for_body_id", "body")
            .date("start_date")
            .date_null("end_date")
            .reference_null("substitute_for", "tenure")
            .index(&["seat_id"]),
    ]
);
