//! Boundaries of areas, as somebody loaded them: outlines made small enough for a page, and the hash of the file they came from.

use crate::database::schema::table;

super::migration!(
    Boundaries,
    "m0026_boundaries",
    [table("boundary_set")
        .record_id()
        .text("level")
        .integer("vintage")
        .text("licence")
        .text("attribution")
        .text("file_name")
        .text("file_sha256")
        .integer("area_count")
        .text("outlines")
        .index(&["level", "vintage"])]
);
