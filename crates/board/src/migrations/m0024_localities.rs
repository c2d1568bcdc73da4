//! Localities that a board makes of small areas, each definition as it was.

use crate::database::schema::table;

super::migration!(
    Localities,
    "m0024_localities",
    [table("locality_definition")
        .id()
        .reference("area_id", "area")
        .integer("version")
        .text("vintage")
        .text("small_areas")
        .text_null("near_reason")
        .date("made_on")
        .unique(&["area_id", "version"])]
);
